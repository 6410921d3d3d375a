"""No sentence claims more than its row: each is parsed back to the numbers it was made from."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis import findings
from analysis.compare.differences import COLUMNS, REST, differences
from analysis.evidence import ROWS, SHARES
from analysis.phrases import signed
from analysis.selection import Selection
from tests import tiny
from tests.test_compare_differences import many

LARGER = tiny.larger_analysis()
NAMES = {name: f"{name} voices" for name in ("Northern", "Southern")} | {REST: REST}
COUNTS = r"(?P<{0}sentences>[\d,]+) sentences? in (?P<{0}articles>[\d,]+) articles?"
NUMBER = r"[+−]?[\d.]+"
CONTRAST = re.compile(
    rf"(?P<what>.+) (?P<link>by|in) (?P<group>\w+(?: voices| others)) \((?P<value>{NUMBER}%?); "
    + COUNTS.format("")
    + rf"\) than (?:by|in) (?P<other>\w+(?: voices| others)) \((?P<other_value>{NUMBER}%?); "
    + COUNTS.format("other_")
    + rf"\): a difference of (?P<difference>{NUMBER})(?P<unit> points)?, from "
    rf"(?P<low>{NUMBER}) to (?P<high>{NUMBER})\."
)
# Nobody may read a claim on countries, causes or certainty into what was counted.
FORBIDDEN = re.compile(
    r"\b(China|Russia|Italy|America|the media|the press|portrays|because|proves?|always|never|"
    r"everybody|significant(ly)?|biased?|propaganda|truth)\b"
)


def number(text: str) -> float:
    return float(text.replace("−", "-").replace("%", "").replace(",", ""))


def words(measure: str, item: str) -> str:
    return f"{item} of {measure}"


def row(measure: str, **more: object) -> dict[str, object]:
    usual = {
        "measure": measure, "group_by": "voice", "include": "all", "group": "Northern",
        "other": "Southern", "item": "Harbour", "value": 0.25, "other_value": 0.125,
        "difference": 0.125, "low": 0.05, "high": 0.2, "p": 0.001, "p_adjusted": 0.01,
        "n_sentences": 40, "other_n_sentences": 33, "n_articles": 12, "other_n_articles": 9,
        "enough": True, "differs": True,
    }  # fmt: skip
    return usual | more


def parsed_back(text: str, made: dict[str, object]) -> None:
    """Checks every part of a sentence on a contrast against its row, the larger value first."""
    found = CONTRAST.fullmatch(text)
    assert found, text
    turned = made["difference"] < 0
    first, second = ("other_", "") if turned else ("", "other_")
    scale = 100 if made["measure"] in SHARES else 1
    assert (found["unit"] is not None) == (scale == 100)
    for prefix, side in (("", first), ("other_", second)):
        told = number(found[f"{prefix}value"])
        assert told == pytest.approx(
            scale * made[f"{side}value"], abs=0.0501 if scale == 100 else 0.00501
        )
        assert number(found[f"{prefix}sentences"]) == made[f"{side}n_sentences"]
        assert number(found[f"{prefix}articles"]) == made[f"{side}n_articles"]
        name = made["other" if side else "group"]
        assert found["other" if prefix else "group"] == NAMES[name]
    sign = -1 if turned else 1
    low, high = sorted((sign * made["low"], sign * made["high"]))
    for name, value in (("difference", sign * made["difference"]), ("low", low), ("high", high)):
        assert number(found[name]) == pytest.approx(
            scale * value, abs=0.0501 if scale == 100 else 0.00501
        )
    assert words(made["measure"], made["item"]) in text or made["measure"] == "sentiment"
    assert not FORBIDDEN.search(text)


@settings(max_examples=60, deadline=None)
@given(
    measure=st.sampled_from(sorted(ROWS)),
    values=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    counts=st.tuples(*[st.integers(5, 5000)] * 4),
    rest=st.booleans(),
)
def test_a_contrast_says_exactly_what_its_row_holds(measure, values, counts, rest):
    apart = values[0] - values[1]
    assume(abs(apart) > 0.02)
    made = row(
        measure, value=values[0], other_value=values[1], difference=apart, low=apart - 0.01,
        high=apart + 0.01, n_sentences=counts[0], other_n_sentences=counts[1],
        n_articles=counts[2], other_n_articles=counts[3], other=REST if rest else "Southern",
    )  # fmt: skip
    (told,) = findings.contrasts(pd.DataFrame([made], columns=COLUMNS), NAMES, words)
    parsed_back(told.text, made)
    assert told.measure == measure
    assert told.item == "Harbour"
    assert told.group in ("Northern", "Southern")


def test_only_what_survives_is_told_and_the_strongest_first():
    made = [
        row("stance", item="weak", low=0.01, high=0.9, difference=0.5),
        row("stance", item="strong", low=-0.9, high=-0.3, difference=-0.6, value=-0.5),
        row("stance", item="chance", differs=False, difference=0.9, low=-0.1),
        row("topic_share", item="middle", low=0.1, high=0.3, difference=0.2),
    ]
    told = findings.contrasts(pd.DataFrame(made, columns=COLUMNS), NAMES, words)
    assert [finding.item for finding in told] == ["strong", "middle", "weak"]
    assert told[0].group == "Southern"
    assert len(findings.contrasts(pd.DataFrame(made, columns=COLUMNS), NAMES, words, most=1)) == 1
    none = pd.DataFrame([row("stance", differs=False)], columns=COLUMNS)
    assert findings.contrasts(none, NAMES, words) == []


def test_how_much_was_tested_is_said():
    made = [row("stance"), row("stance", differs=False), row("stance", p=np.nan, differs=False)]
    told = findings.how_tested(pd.DataFrame(made, columns=COLUMNS))
    assert told.startswith("1 of 2 differences that could be tested survives (groups of 5 articles")
    assert told.endswith("may be why.")
    none = findings.how_tested(pd.DataFrame(made[1:], columns=COLUMNS))
    assert none.startswith("0 of 1 difference that could be tested survive (")
    assert "hold" not in none
    assert findings.how_tested(pd.DataFrame(made[2:], columns=COLUMNS)) == ""


def test_contrasts_of_a_corpus_are_those_of_its_rows():
    tables, rows = many()
    selection = Selection(group_by="publisher")
    made = differences(tables, rows, selection, ["sentiment"])
    names = {name: name for name in {*made["group"], *made["other"]}}
    told = findings.contrasts(made, names, words)
    assert len(told) == made["differs"].sum() == 5
    first = made.loc[made["low"].where(made["differs"]).idxmax()]
    assert f"in {first['group']} ({signed(first['value'])}" in told[0].text


@pytest.mark.parametrize("group_by", ["voice", "outlet", "article"])
def test_few_articles_never_make_a_contrast(group_by):
    made = LARGER.differences(Selection(group_by=group_by), "voice_share", "framing")
    few = made[(made["n_articles"] < 5) | (made["other_n_articles"] < 5)]
    assert len(few)
    names = {name: name for name in {*made["group"], *made["other"]}}
    assert findings.contrasts(few.assign(differs=few["differs"]), names, words) == []


SIDES = re.compile(
    r"In (?P<name>[^,]+), (?:(?P<many>\d+) of (?P<total>\d+) mentions? of (?P<item>\w+) are "
    r"(?P<side>un)?favourable and (?P<rest>none|\d+) (?:is|are) (?:un)?favourable\."
    r"|the (?P<all>\d+) mentions? of (?P<split>\w+) are divided: (?P<against>\d+) unfavourable, "
    r"(?P<for>\d+) favourable\.)"
)


@settings(max_examples=100, deadline=None)
@given(counts=st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)))
def test_a_description_says_exactly_what_its_row_holds(counts):
    negative, neutral, positive = counts
    table = pd.DataFrame(
        [("a", "Harbour", negative, neutral, positive, True)],
        columns=["article_id", "item", "n_negative", "n_neutral", "n_positive", "enough"],
    )
    for told in findings.leanings(table, {"a": "the Gazette report"}):
        found = SIDES.fullmatch(told.text)
        assert found, told.text
        assert not FORBIDDEN.search(told.text)
        assert (told.group, told.item) == ("a", "Harbour")
        assert int(found["total"] or found["all"]) == sum(counts)
        if found["all"]:
            assert (int(found["against"]), int(found["for"])) == (negative, positive)
        else:
            sides = (negative, positive) if found["side"] else (positive, negative)
            rest = 0 if found["rest"] == "none" else int(found["rest"])
            assert (int(found["many"]), rest) == sides


def test_what_only_one_side_has_is_told_with_its_counts():
    table = LARGER.comparison(Selection(), "stance")
    table = table.assign(key=table["perspective"])
    names = {"Russian": "Russian voices", "Western": "Western voices"}
    (only,) = findings.one_sided(table, "Russian", "Western", {"Beta": "the beta"}, names)
    assert only.text == (
        "the beta: 2 sentences in 1 article of Russian voices; not found in these texts of "
        "Western voices."
    )
    assert (only.measure, only.group, only.item) == ("stance", "Russian", "Beta")
    back = findings.one_sided(table, "Western", "Russian", {}, names)
    assert [finding.item for finding in back] == ["Gamma"]

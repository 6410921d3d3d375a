"""The sentences of the Overview: only what the rows say, and only with enough evidence."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import findings
from analysis.findings import Finding
from analysis.findings.descriptions import INCLUDED, MOST
from analysis.selection import Selection
from analysis.store import Analysis
from analysis.tables import INCLUDES
from tests import tiny

NAMES = {"a": "A. Author’s opinion piece for Some Times (12 January 2022)", "b": "the Wire report"}


def texts(told: list[Finding]) -> list[str]:
    return [finding.text for finding in told]


def stance(*rows: tuple[str, str, int, int, int, bool]) -> pd.DataFrame:
    columns = ["article_id", "item", "n_negative", "n_neutral", "n_positive", "enough"]
    return pd.DataFrame(rows, columns=columns)


def voices(*rows: tuple[str, str, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["article_id", "item", "n_sentences"])
    return frame.assign(enough=True)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((11, 6, 1), "11 of 18 mentions of NATO are unfavourable and 1 is favourable."),
        ((3, 6, 0), "3 of 9 mentions of NATO are unfavourable and none is favourable."),
        ((2, 9, 6), "6 of 17 mentions of NATO are favourable and 2 are unfavourable."),
        ((4, 2, 3), "the 9 mentions of NATO are divided: 4 unfavourable, 3 favourable."),
    ],
)
def test_a_cell_is_told_by_its_counts(counts, words):
    told = findings.leanings(stance(("a", "NATO", *counts, True)), NAMES)
    assert told == [Finding(f"In {NAMES['a']}, {words}", "stance", "a", "NATO")]


@pytest.mark.parametrize("counts", [(2, 20, 0), (0, 9, 0), (5, 9, 2), (0, 0, 0)])
def test_a_cell_without_a_clear_side_is_not_told(counts):
    assert findings.leanings(stance(("a", "NATO", *counts, True)), NAMES) == []


def means(measure: str, *rows: tuple[str, str, float, bool]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["perspective", "item", "value", "enough"])
    return frame.assign(measure=measure)


def test_cells_are_told_whose_tone_is_on_the_other_side():
    cells = [
        ("Chinese", "NATO", -0.4, 0.2),
        ("Russian", "NATO", 0.3, -0.3),
        ("Western", "Russia", -0.5, -0.5),
        ("Other", "Russia", -0.05, 0.6),
    ]
    stance = means("stance", *[(*cell, value, True) for *cell, value, _ in cells])
    tone = means("tone_around", *[(*cell, value, True) for *cell, _, value in cells])
    assert texts(findings.against_the_tone(stance, tone, "voice")) == [
        "Chinese voices on NATO: portrayed unfavourably (−0.40), in sentences of positive wording "
        "(+0.20).",
        "Russian voices on NATO: portrayed favourably (+0.30), in sentences of negative wording "
        "(−0.30).",
    ]
    thin = tone.assign(enough=[False, True, True, True])
    (only,) = findings.against_the_tone(stance, thin, "outlet")
    assert only.text.startswith("Russian outlets on NATO")
    assert (only.measure, only.group, only.item) == ("tone_around", "Russian", "NATO")
    assert findings.against_the_tone(stance.head(0), tone, "voice") == []


def test_too_little_evidence_is_never_told():
    assert findings.leanings(stance(("a", "NATO", 4, 0, 0, False)), NAMES) == []


def test_the_clearest_are_kept_in_the_order_of_the_table():
    rows = stance(
        ("b", "Russia", 5, 5, 0, True),
        ("a", "NATO", 3, 20, 0, True),
        ("a", "Russia", 9, 1, 0, True),
    )
    told = findings.leanings(rows, NAMES, most=2)
    assert [sentence.split(",")[0] for sentence in texts(told)] == [
        "In the Wire report",
        f"In {NAMES['a']}",
    ]


def test_articles_in_which_others_speak_more_are_told():
    rows = voices(
        ("a", "own words", 9), ("a", "Russian", 3), ("b", "own words", 2), ("b", "Western", 5)
    )
    assert texts(findings.quoted_more(rows, NAMES)) == [
        "In the Wire report, quoted speakers hold 5 sentences and the article’s own words 2."
    ]


def test_only_the_clearest_articles_are_told_and_never_more_than_are_said_to_be():
    rows = voices(
        *[(name, "own words", 2) for name in "abcd"],
        ("a", "Western", 4), ("b", "Western", 9), ("c", "Western", 3), ("d", "Western", 8),
    )  # fmt: skip
    told = findings.quoted_more(rows, {name: name for name in "abcd"})
    assert [sentence[:4] for sentence in texts(told)] == ["In a", "In b", "In d"]
    many = stance(*[("a", f"actor {n}", 5, 0, 0, True) for n in range(9)])
    names = NAMES | {name: name for name in "abcd"}
    assert len(findings.stands_out(many, rows, names)) == MOST
    assert f"the {MOST} clearest" in findings.how_chosen(Selection())


@pytest.mark.parametrize(
    ("selection", "end"),
    [
        (Selection(), "not ranked."),
        (Selection(include="indirect"), "not ranked, from what is paraphrased only."),
        (
            Selection(include="own", words="x"),
            "from the articles’ own words only, under the filters above.",
        ),
    ],
)
def test_what_was_counted_is_said(selection, end):
    assert findings.how_chosen(selection).endswith(end)


def test_every_answer_to_include_has_words():
    assert {"all", *INCLUDED} == set(INCLUDES)


def presence(**perspectives: tuple[int, int, int, int]) -> pd.DataFrame:
    columns = ["n_articles", "n_measured", "n_statements", "n_quoting"]
    frame = pd.DataFrame.from_dict(perspectives, orient="index", columns=columns)
    return frame.rename_axis("perspective").reset_index()


def test_an_absent_perspective_is_told_with_who_quotes_it():
    told = findings.missing(
        presence(
            Chinese=(1, 1, 0, 0), Italian=(0, 0, 0, 0), Western=(1, 1, 3, 1),
            Russian=(0, 0, 7, 2), Ukrainian=(0, 0, 1, 1), Other=(0, 0, 0, 0),
        )
    )  # fmt: skip
    assert told == [
        "No Chinese speaker is quoted or paraphrased.",
        "Italian outlets: 0, and no Italian speaker is quoted or paraphrased.",
        "Russian outlets: 0. The Russian speakers (7 statements in 2 of 2 counted articles) are "
        "those that other outlets chose to quote.",
        "No Ukrainian speaker is quoted or paraphrased in 1 of 2 counted articles.",
    ]


def statements(*rows: tuple[str, str, str, int]) -> pd.DataFrame:
    """Rows of (article, perspective of its outlet, item, sentences)."""
    return pd.DataFrame(rows, columns=["article_id", "perspective", "item", "n_sentences"])


def test_a_silent_perspective_is_told_with_the_articles():
    rows = statements(
        *[(name, "Other", "Russian", int(name == "b")) for name in "abcdef"],
        *[(name, "Other", "Martian", 1) for name in "abcdef"],
        *[(name, "Other", "Western", int(name != "b")) for name in "abcdef"],
    )
    assert findings.silent(rows, {name: name.upper() for name in "abcdef"}) == [
        "No Chinese voice in any of 6 articles.",
        "No Italian voice in any of 6 articles.",
        "No Western voice in 1 of 6 articles: B.",
        "No Russian voice in 5 of 6 articles: A, C, D and E, and 1 more.",
        "No Ukrainian voice in any of 6 articles.",
    ]
    assert findings.silent(rows.head(0), NAMES) == []


def test_own_words_of_an_outlet_are_a_voice_of_its_perspective():
    rows = statements(("a", "Italian", "Russian", 1), ("b", "Russian", "Russian", 0))
    told = findings.silent(rows, {"a": "A", "b": "B"})
    assert "Italian voices are the own words of its outlet only (1 article)." in told
    assert "No Italian voice in 1 of 2 articles: B." in told
    assert not [line for line in told if "Russian" in line]


def test_outlets_whose_articles_are_not_counted_are_no_absent_outlets():
    told = findings.missing(presence(Russian=(3, 1, 1, 1), Italian=(1, 0, 0, 0)))
    assert told == [
        "2 of 3 articles of Russian outlets are not counted (not in English, or reprints).",
        "1 of 1 articles of Italian outlets is not counted (not in English, or reprints).",
        "No Italian speaker is quoted or paraphrased.",
    ]


def test_one_short_quotation_is_a_voice():
    """A statement in less than half of a sentence gives no sentence its voice, and still counts."""
    tables = tiny.larger()
    sentences = tables["sentences"].assign(voice="outlet", attribution_id=None)
    sentences["voice_perspective"] = sentences["outlet_perspective"]
    analysis = Analysis(tables | {"sentences": sentences}, tiny.analysis().run)
    assert any(
        "Russian speakers (2 statements in 1 of 6" in line
        for line in findings.missing(analysis.presence())
    )

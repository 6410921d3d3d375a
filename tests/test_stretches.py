"""Whose words are whose, piece by piece."""

import pandas as pd
import pytest

from analysis import tables as contract
from analysis.selection import Selection
from analysis.stretches import stretches_of
from tests import tiny

TEXT = 'Alfa came. "Beta," said Ivanov, "has left." Gamma – stayed.'
SENTENCES = pd.DataFrame(
    [("s0", "x", 0, 10), ("s1", "x", 11, 43), ("s2", "x", 44, 59)],
    columns=["sentence_id", "article_id", "start", "end"],
)
ARTICLES = pd.DataFrame({"article_id": ["x"], "text": [TEXT]})


def made(*rows: dict) -> pd.DataFrame:
    common = {"article_id": "x", "kind": "direct", "speaker": "Ivanov", "speaker_role": "other",
              "voice_perspective": "Russian", "confidence": 1.0}  # fmt: skip
    columns = contract.TABLES["attributions"].names
    frame = pd.DataFrame([common | row for row in rows], columns=columns)
    return contract.conform("attributions", frame)


def attribution(name: str, *parts: str, outer: str | None = None) -> dict:
    row: dict = {"attribution_id": name, "outer_id": outer}
    for column, part in zip(("content", "content2"), parts, strict=False):
        start = TEXT.index(part)
        row |= {f"{column}_start": start, f"{column}_end": start + len(part)}
    return row


def told(attributions: pd.DataFrame) -> list[tuple]:
    rows = stretches_of(SENTENCES, attributions, ARTICLES).astype(object)
    rows = rows.where(rows.notna(), None).to_dict("records")
    return [(TEXT[r["start"] : r["end"]], r["attribution_id"], r["n_words"]) for r in rows]


def test_an_interrupted_quotation_leaves_what_interrupts_it_to_the_outlet():
    split = made(attribution("a", '"Beta,"', '"has left."'))
    assert told(split) == [
        ("Alfa came.", None, 2), ('"Beta,"', "a", 1), (" said Ivanov, ", None, 2),
        ('"has left."', "a", 2), ("Gamma – stayed.", None, 2),
    ]  # fmt: skip


def test_the_widest_outer_attribution_speaks_over_several_sentences():
    rows = made(
        attribution("inner", "Gamma", outer="wide"),
        attribution("narrow", "said Ivanov"),
        attribution("wide", TEXT[11:]),
    )
    assert told(rows) == [
        ("Alfa came.", None, 2), (TEXT[11:43], "wide", 5), ("Gamma – stayed.", "wide", 2)
    ]  # fmt: skip


def test_of_equally_wide_ones_the_first_speaks():
    rows = made(attribution("first", "Gamma"), attribution("second", "Gamma"))
    assert told(rows)[-2:] == [("Gamma", "first", 1), (" – stayed.", None, 1)]


def test_without_attributions_or_sentences():
    assert [row[1] for row in told(made())] == [None, None, None]
    assert stretches_of(SENTENCES[:0], made(), ARTICLES).empty


@pytest.mark.parametrize("analysis", [tiny.analysis(), tiny.larger_analysis()])
def test_every_word_of_the_sentences_is_counted_once(analysis):
    rows = analysis.evidence(Selection(), "voice_words")
    words = analysis.evidence(Selection(), "sentiment")["text"].str.split().str.len().sum()
    assert rows["value"].sum() == words


def test_shares_of_words_by_hand():
    shown = tiny.larger_analysis().comparison(Selection(group_by="article"), "voice_words")
    shown = shown[shown["article_id"] == "c"].set_index("item")
    # Ivanov speaks 5 + 5 words, Smith 4 + 7; the outlet's own are 2 + 3 + 2 that introduce them,
    # "Alfa is there." and six lines of two: 43 in all.
    assert shown["n_neutral"].to_dict() == {"own words": 10, "Russian": 2, "Western": 2}
    assert shown.loc["Russian", "value"] == pytest.approx(10 / 43)
    assert shown.loc["own words", "value"] == pytest.approx(22 / 43)

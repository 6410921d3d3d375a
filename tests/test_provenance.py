"""Where an article's kind is said to have been read."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import tables as contract
from analysis.provenance import BY_HAND, FROM_INPUT, JUDGED, reasons
from analysis.reference import load_reference

REFERENCE = load_reference()
SILENT = "A headline of five words\n\nSomething happened on Monday, and nobody said why."
LABELLED = f"Category: Opinion\nText:\n{SILENT}"


def why_kind(path: str, text: str, kind: str, by_hand: tuple[str, ...] = ()) -> str:
    row = {
        "text": text, "source_path": path, "title": None, "outlet": None, "republisher": None,
        "authors": None, "published": pd.NaT, "kind": kind, "translation": "none known",
        "url": None,
    }  # fmt: skip
    return reasons(row, contract.empty("removed"), REFERENCE, by_hand)["kind"]


@pytest.mark.parametrize(
    ("path", "text", "kind", "why"),
    [
        ("a.txt", LABELLED, "opinion", "label: Opinion"),
        ("a.zip#b.TXT", SILENT, "news", JUDGED),
        ("a.txt", SILENT, "unknown", "not stated; judged by how it is written"),
        # A page or a table may have stated it where the stored text does not show.
        ("a.html", SILENT, "opinion", f"{FROM_INPUT}, or {JUDGED}"),
        ("a.csv#3", SILENT, "news", f"{FROM_INPUT}, or {JUDGED}"),
        ("a.csv#3", LABELLED, "news", FROM_INPUT),
    ],
)
def test_the_kind_is_said_to_be_read_where_it_can_have_been(path, text, kind, why):
    assert why_kind(path, text, kind) == why


def test_what_the_judgement_rests_on_is_what_it_uses():
    for used in ("own words", "“I”", "questions", "should or must", "dateline"):
        assert used in JUDGED
    assert "tone" not in JUDGED


def test_a_corrected_kind_is_said_to_be_corrected():
    assert why_kind("a.txt", SILENT, "opinion", ("kind",)) == BY_HAND

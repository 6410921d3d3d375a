"""What a trap asks of the pipeline: small checks on one sample article as the program reads it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import tables
from pages.ui import sample as articles

Parts = dict[str, Any]
Check = Callable[[Parts], None]


@lru_cache(maxsize=1)
def sample() -> dict[str, Parts]:
    """The five articles by the first three characters of their file names."""
    analysis = articles.analysis()
    found = [analysis.article(one) for one in analysis.articles()["article_id"]]
    return {Path(one["article"]["source_path"]).name[:3]: one for one in found}


def place_of(parts: Parts, words: str) -> tuple[int, int]:
    """Start and end of words that stand in the article."""
    start = parts["article"]["text"].index(words)
    return start, start + len(words)


def holding(frame: pd.DataFrame, words: str, column: str = "text") -> pd.DataFrame:
    return frame[frame[column].str.contains(words, regex=False)]


def removed(words: str, reason: str) -> Check:
    """The words stand in the ledger with that reason, and in no sentence."""

    def check(parts: Parts) -> None:
        assert reason in set(holding(parts["removed"], words)["reason"])
        start, end = place_of(parts, words)
        inside = (parts["sentences"]["start"] < end) & (parts["sentences"]["end"] > start)
        assert not inside.any()

    return check


def field(name: str, value: str | None) -> Check:
    """A column of the articles table."""

    def check(parts: Parts) -> None:
        found = parts["article"][name]
        assert (None if pd.isna(found) else str(found).removesuffix(" 00:00:00")) == value

    return check


def repaired(right: str, wrong: str) -> Check:
    """The text has the right characters and not the wrong ones."""

    def check(parts: Parts) -> None:
        assert right in parts["article"]["text"]
        assert wrong not in parts["article"]["text"]

    return check


def cut(left: str, right: str) -> Check:
    """A sentence ends with the one and the next begins with the other."""

    def check(parts: Parts) -> None:
        words = list(parts["sentences"]["text"])
        (at,) = [at for at, one in enumerate(words) if one.endswith(left)]
        assert words[at + 1].startswith(right)

    return check


def whole(words: str) -> Check:
    """The words stand in one sentence."""

    def check(parts: Parts) -> None:
        assert len(holding(parts["sentences"], words)) == 1

    return check


def together(first: str, second: str, apart: str) -> Check:
    """Two sentences stand in one paragraph, and a third in another."""

    def check(parts: Parts) -> None:
        one, two, other = (
            holding(parts["sentences"], words)["passage_id"].item()
            for words in (first, second, apart)
        )
        assert one == two != other

    return check


def contents(parts: Parts, words: str) -> pd.DataFrame:
    """The attributions whose content touches the words."""
    start, end = place_of(parts, words)
    rows = parts["attributions"]
    first = (rows["content_start"] < end) & (rows["content_end"] > start)
    second = (rows["content2_start"] < end) & (rows["content2_end"] > start)
    return rows[first | second.fillna(False).astype(bool)]


def says(words: str, speaker: str, perspective: str | None = None) -> Check:
    """The words are the content of an attribution, nested in no other, to this speaker."""

    def check(parts: Parts) -> None:
        rows = contents(parts, words)
        rows = rows[rows["outer_id"].isna()]
        assert list(rows["speaker"]) == [speaker]
        if perspective:
            assert list(rows["voice_perspective"]) == [perspective]

    return check


def within(words: str, speaker: str) -> Check:
    """The words are the content of an attribution that is nested in another."""

    def check(parts: Parts) -> None:
        rows = contents(parts, words)
        assert speaker in set(rows.loc[rows["outer_id"].notna(), "speaker"])

    return check


def silent(words: str) -> Check:
    """Nobody is quoted with the words or with any part of them."""

    def check(parts: Parts) -> None:
        assert list(contents(parts, words)["speaker"]) == []

    return check


def only_within(words: str, speaker: str) -> Check:
    """The words are no quotation of their own, only part of what this speaker says."""

    def check(parts: Parts) -> None:
        start, end = place_of(parts, words)
        rows = contents(parts, words)
        assert set(rows["speaker"]) == {speaker}
        assert ((rows["content_start"] < start) & (rows["content_end"] >= end)).all()

    return check


def never_speaks(name: str) -> Check:
    def check(parts: Parts) -> None:
        assert name not in set(parts["attributions"]["speaker"])

    return check


def no_direct_quotation(parts: Parts) -> None:
    assert tables.DIRECT not in set(parts["attributions"]["kind"])


def heard(words: str, voice: str) -> Check:
    """The voice of the sentence that holds the words."""

    def check(parts: Parts) -> None:
        assert holding(parts["sentences"], words)["voice"].item() == voice

    return check


def names(words: str, *targets: str) -> Check:
    """Exactly these actors are mentioned in the words."""

    def check(parts: Parts) -> None:
        start, end = place_of(parts, words)
        rows = parts["mentions"]
        there = rows[(rows["start"] < end) & (rows["end"] > start)]
        assert set(there["target"]) == set(targets)

    return check


def never_named(target: str) -> Check:
    def check(parts: Parts) -> None:
        assert target not in set(parts["mentions"]["target"])

    return check


def only_tells_which(words: str, *targets: str) -> Check:
    """The actors in the words only tell which thing is meant: their stance is neutral."""

    def check(parts: Parts) -> None:
        start, end = place_of(parts, words)
        rows = parts["mentions"]
        there = rows[(rows["start"] < end) & (rows["end"] > start)]
        assert set(there["target"]) == set(targets)
        assert there["modifier"].all()
        assert (there["p_neutral"] == 1).all()

    return check


def gone(words: str) -> Check:
    """The words stand in the ledger, whatever the reason, and in no sentence."""

    def check(parts: Parts) -> None:
        assert len(holding(parts["removed"], words)) == 1
        assert holding(parts["sentences"], words).empty

    return check

"""What an engine reads: a text, and where in it the mentions stand that it judges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Reading:
    """A text with some mentions.

    Attributes:
        text: an article's sentences, or a lone sentence.
        spans: first code point of each mention and the one after its last.
        begins: first code point of each sentence, in order; a text without is one sentence.

    Raises:
        ValueError: a mention does not lie in the text.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    begins: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        for start, end in self.spans:
            if not 0 <= start < end <= len(self.text):
                raise ValueError(
                    f"the mention {start}:{end} does not lie in its text of {len(self.text)} "
                    "characters; give 0 <= start < end <= length"
                )


def readings_of(
    mentions: pd.DataFrame, sentences: pd.DataFrame
) -> Iterator[tuple[list[int], Reading]]:
    """Each article that holds mentions as it is read, with the places of its mentions' rows.

    What was removed from an article is not read: its sentences stand one behind the other.

    Args:
        mentions: rows with sentence_id, start, end.
        sentences: the sentences of the same articles with sentence_id, article_id, start, text.
    """
    ordered = sentences.sort_values(["article_id", "start"], kind="stable")
    article = dict(zip(ordered["sentence_id"], ordered["article_id"], strict=True))
    rows: dict[str, list[int]] = {}
    for at, sentence in enumerate(mentions["sentence_id"]):
        rows.setdefault(article[sentence], []).append(at)
    places = mentions[["sentence_id", "start", "end"]].to_numpy()
    for name, own in ordered[ordered["article_id"].isin(rows)].groupby("article_id", sort=False):
        text, moved = _joined(own)
        spans = []
        for sentence, start, end in places[rows[str(name)]]:
            away, last = moved[sentence]
            spans.append((int(start) + away, min(int(end) + away, last)))
        begins = tuple(
            int(start) + moved[one][0]
            for one, start in zip(own["sentence_id"], own["start"], strict=True)
        )
        yield rows[str(name)], Reading(text, tuple(spans), begins)


def _joined(sentences: pd.DataFrame) -> tuple[str, dict[str, tuple[int, int]]]:
    """The text of some sentences; by sentence how far it moved and where it ends now."""
    moved = {}
    begin = 0
    for row in sentences.itertuples():
        moved[row.sentence_id] = begin - int(row.start), begin + len(row.text)
        begin += len(row.text) + 1
    return " ".join(sentences["text"]), moved

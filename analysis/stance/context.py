"""What an engine may read about a mention: its sentence, those around it, the other actors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from analysis.tables import OWN

REACH_BEFORE = 650
REACH_AFTER = 420


@dataclass(frozen=True)
class Context:
    """One mention as an engine sees it.

    Attributes:
        sentence: the sentence that holds the mention.
        start: first code point of the mention in `sentence`.
        end: code point after its last.
        before: the sentences before, in order of the text, as far as REACH_BEFORE characters go.
        after: the sentences after, as far as REACH_AFTER characters go.
        others: (start, end) in `sentence` of the mentions of other actors.
        quoted: whether somebody other than the outlet speaks here.

    Raises:
        ValueError: the offsets do not lie in the sentence.
    """

    sentence: str
    start: int
    end: int
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    others: tuple[tuple[int, int], ...] = ()
    quoted: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.sentence):
            raise ValueError(
                f"the mention {self.start}:{self.end} does not lie in its sentence of "
                f"{len(self.sentence)} characters; give 0 <= start < end <= length"
            )


def contexts_of(mentions: pd.DataFrame, sentences: pd.DataFrame) -> Iterator[Context]:
    """The context of each mention, in order of the rows.

    Args:
        mentions: rows with sentence_id, start, end, target and, when voices are known, voice_kind.
        sentences: the sentences of the same articles with sentence_id, article_id, start, text.
    """
    ordered = sentences.sort_values(["article_id", "start"], kind="stable")
    texts = [str(text) for text in ordered["text"]]
    starts = [int(start) for start in ordered["start"]]
    articles = list(ordered["article_id"])
    place = {sentence: at for at, sentence in enumerate(ordered["sentence_id"])}
    spans: dict[str, list[tuple[int, int, str]]] = {}
    for row in mentions.itertuples():
        spans.setdefault(row.sentence_id, []).append((row.start, row.end, row.target))
    has_voice = "voice_kind" in mentions.columns
    for row in mentions.itertuples():
        at = place[row.sentence_id]
        offset = starts[at]
        yield Context(
            sentence=texts[at],
            start=row.start - offset,
            end=min(row.end - offset, len(texts[at])),
            before=_neighbours(texts, articles, at, -1, REACH_BEFORE),
            after=_neighbours(texts, articles, at, 1, REACH_AFTER),
            others=tuple(
                (start - offset, end - offset)
                for start, end, target in spans[row.sentence_id]
                if target != row.target
            ),
            quoted=has_voice and row.voice_kind != OWN,
        )


def _neighbours(
    texts: list[str], articles: list[str], at: int, step: int, reach: int
) -> tuple[str, ...]:
    """Whole sentences on one side within the article, until `reach` characters are filled."""
    found: list[str] = []
    length = 0
    place = at + step
    while 0 <= place < len(texts) and articles[place] == articles[at] and length < reach:
        found.append(texts[place])
        length += len(texts[place])
        place += step
    return tuple(found if step > 0 else reversed(found))

"""What an engine may read about a mention: its sentence, those around it, the other actors."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from analysis.tables import OWN

REACH_BEFORE = 650
REACH_AFTER = 420
MOST_REST = 20
LONGEST_SIDE = 1000


@dataclass(frozen=True)
class Context:
    """One mention as an engine sees it.

    Attributes:
        sentence: the sentence that holds the mention, at most LONGEST_SIDE characters either side.
        start: first code point of the mention in `sentence`.
        end: code point after its last.
        before: the sentences before, in order of the text, as far as REACH_BEFORE characters go.
        after: the sentences after, as far as REACH_AFTER characters go.
        others: (start, end) in `sentence` of the mentions of other actors.
        quoted: whether somebody other than the outlet speaks here.
        rest: the other mentions of the same target by the same voice in the article, the nearest
            MOST_REST of them, each without a rest of its own.

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
    rest: tuple[Context, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.sentence):
            raise ValueError(
                f"the mention {self.start}:{self.end} does not lie in its sentence of "
                f"{len(self.sentence)} characters; give 0 <= start < end <= length"
            )


def contexts_of(mentions: pd.DataFrame, sentences: pd.DataFrame) -> list[Context]:
    """The context of each mention, in order of the rows.

    Args:
        mentions: rows with sentence_id, start, end, target and, when voices are known, voice and
            voice_kind.
        sentences: the sentences of the same articles with sentence_id, article_id, start, text.
    """
    alone = list(_without_rest(mentions, sentences))
    article = dict(zip(sentences["sentence_id"], sentences["article_id"], strict=True))
    voices = mentions["voice"] if "voice" in mentions.columns else [None] * len(mentions)
    circles: dict[tuple[object, ...], list[int]] = defaultdict(list)
    keys = [
        (article[sentence], target, voice)
        for sentence, target, voice in zip(
            mentions["sentence_id"], mentions["target"], voices, strict=True
        )
    ]
    starts = mentions["start"].tolist()
    for at in sorted(range(len(keys)), key=starts.__getitem__):
        circles[keys[at]].append(at)
    rests = {at: rest for circle in circles.values() for at, rest in _rests(circle, starts)}
    return [
        replace(context, rest=tuple(alone[other] for other in rests[at]))
        for at, context in enumerate(alone)
    ]


def _rests(circle: Sequence[int], starts: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Each of a circle, which is in order of the text, with the nearest MOST_REST others."""
    for place, at in enumerate(circle):
        near = circle[max(0, place - MOST_REST) : place + MOST_REST + 1]
        others = sorted(near, key=lambda other: abs(starts[other] - starts[at]))
        yield at, [other for other in others if other != at][:MOST_REST]


def _without_rest(mentions: pd.DataFrame, sentences: pd.DataFrame) -> Iterator[Context]:
    ordered = sentences.sort_values(["article_id", "start"], kind="stable")
    texts = [str(text) for text in ordered["text"]]
    starts = [int(start) for start in ordered["start"]]
    articles = list(ordered["article_id"])
    place = {sentence: at for at, sentence in enumerate(ordered["sentence_id"])}
    spans: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for row in mentions.sort_values("start").itertuples():
        spans[row.sentence_id].append((row.start, row.end, row.target))
    has_voice = "voice_kind" in mentions.columns
    for row in mentions.itertuples():
        at = place[row.sentence_id]
        first, last = window(row.start - starts[at], row.end - starts[at], len(texts[at]))
        offset = starts[at] + first
        yield Context(
            sentence=texts[at][first:last],
            start=row.start - offset,
            end=min(row.end - offset, last - first),
            before=_neighbours(texts, articles, at, -1, REACH_BEFORE),
            after=_neighbours(texts, articles, at, 1, REACH_AFTER),
            others=tuple(
                (start - offset, end - offset)
                for start, end, target in _between(spans[row.sentence_id], offset, last - first)
                if target != row.target
            ),
            quoted=has_voice and row.voice_kind != OWN,
        )


def window(start: int, end: int, length: int) -> tuple[int, int]:
    """The part of a sentence around a mention that is read; all of it unless it is endless."""
    return max(0, start - LONGEST_SIDE), min(length, end + LONGEST_SIDE)


def _between(
    spans: Sequence[tuple[int, int, str]], offset: int, length: int
) -> Sequence[tuple[int, int, str]]:
    """Those of the ordered spans that lie in a stretch of the text."""
    first = bisect_left(spans, offset, key=lambda span: span[0])
    last = bisect_left(spans, offset + length + 1, key=lambda span: span[1])
    return spans[first:last]


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

"""Voices: whose words each sentence and each mention is, and from which perspective they come."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import isnan, nan
from typing import Any

import pandas as pd

from analysis import tables
from analysis.attribution.quotes import SPEECH_TAIL, find_quotes
from analysis.attribution.text import Span, touching

# Probability that words are somebody else's, as the stance engine gives it: below the first a
# report holds words of the outlet, above the second words beside a report belong to it, above the
# third words of a paragraph without any go on with the last one. Chosen on the annotated news.
OWN_BELOW, TOLD_FROM, GOES_ON_FROM = 0.3, 0.8, 0.95
_PARTS = ("content_start", "content_end", "content2_start", "content2_end")
_OF_A_VOICE = (
    "attribution_id", "outer_id", "speaker", "voice_perspective", "source", "source_start", "cue",
    "cue_start",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Voice:
    """The outermost attribution over some text: its speaker, the parts of its content, and its
    source and cue, which are neither the speaker's words nor a statement of the outlet.
    """

    attribution_id: str
    speaker: str
    perspective: str
    parts: tuple[Span, ...]
    frame: tuple[Span, ...]

    def framing(self, start: int, end: int) -> int:
        return sum(max(0, min(end, b) - max(start, a)) for a, b in self.frame)

    def overlap(self, start: int, end: int) -> int:
        return sum(max(0, min(end, b) - max(start, a)) for a, b in self.parts)

    def within(self, start: int, end: int) -> bool:
        return start <= self.parts[0][0] and self.parts[-1][1] <= end

    def distance(self, span: Span) -> int:
        return min(max(a - span[1], span[0] - b, 0) for a, b in (*self.parts, *self.frame))


def give_voices_to_sentences(
    article: Mapping[str, object], sentences: pd.DataFrame, attributions: pd.DataFrame
) -> pd.DataFrame:
    """The sentences with what `voices_of_sentences` tells of them."""
    return _with(sentences, voices_of_sentences(article, sentences, attributions))


def voices_of_sentences(
    article: Mapping[str, object],
    sentences: tables.Cells | pd.DataFrame,
    attributions: tables.Cells | pd.DataFrame,
) -> dict[str, list[Any]]:
    """Of each sentence `outlet_perspective`, `voice`, `voice_perspective`, `attribution_id`.

    A sentence has the voice of its larger part: of the speaker whose words make up more than half
    of it, sources and cues ("the minister said") left aside, else of the outlet. Words attributed
    within attributed words count for the outermost speaker.
    """
    outlet = str(article["perspective"])
    voices = _Voices(attributions)
    given = [
        _of_sentence(voices, int(start), int(end))
        for start, end in zip(sentences["start"], sentences["end"], strict=True)
    ]
    return _told(outlet, given) | {
        "attribution_id": [voice.attribution_id if voice else None for voice in given]
    }


def give_voices_to_mentions(
    article: Mapping[str, object], mentions: pd.DataFrame, attributions: pd.DataFrame
) -> pd.DataFrame:
    """The mentions with what `voices_of_mentions` tells of them."""
    return _with(mentions, voices_of_mentions(article, mentions, attributions))


def voices_of_mentions(
    article: Mapping[str, object],
    mentions: tables.Cells | pd.DataFrame,
    attributions: tables.Cells | pd.DataFrame,
) -> dict[str, list[Any]]:
    """Of each mention `outlet_perspective`, `voice`, `voice_perspective` and `voice_kind`.

    A mention has the voice of its own span: `direct` within quotation marks of an attribution,
    `indirect` elsewhere in its content, `own` outside any content. Where the mentions bring
    `told`, that goes first outside quotation marks: a report can hold words of the outlet, and go
    on in the sentences around it.

    Args:
        article: a row of the articles table.
        mentions: its mentions: start, end and, when the words around them were judged, told, the
            probability that they are somebody else's than the outlet's (NaN where they were not).
        attributions: its attributions.
    """
    outlet = str(article["perspective"])
    text = str(article["text"])
    voices = _Voices(attributions)
    quoted = _quoted(text, attributions)
    spans = [
        (int(start), int(end))
        for start, end in zip(mentions["start"], mentions["end"], strict=True)
    ]
    told = mentions["told"] if "told" in mentions else [nan] * len(spans)
    given = [
        _at(voices, span)
        if isnan(chance) or _within(quoted, span)
        else _told_at(text, voices, span, chance)
        for span, chance in zip(spans, told, strict=True)
    ]
    kinds = [
        tables.OWN if voice is None else tables.DIRECT if _within(quoted, span) else tables.INDIRECT
        for voice, span in zip(given, spans, strict=True)
    ]
    return _told(outlet, given) | {"voice_kind": kinds}


def _told(outlet: str, given: Sequence[_Voice | None]) -> dict[str, list[Any]]:
    """What is told of sentences and mentions alike: the outlet's perspective and who speaks."""
    return {
        "outlet_perspective": [outlet] * len(given),
        "voice": [voice.speaker if voice else tables.OUTLET_VOICE for voice in given],
        "voice_perspective": [voice.perspective if voice else outlet for voice in given],
    }


def _with(table: pd.DataFrame, columns: tables.Cells) -> pd.DataFrame:
    """A table with more columns of text."""
    arrays = {name: pd.array(list(cells), dtype=tables.TEXT) for name, cells in columns.items()}
    return table.assign(**arrays)


def _rows(
    attributions: tables.Cells | pd.DataFrame, names: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """Some columns of an attributions table by row."""
    columns = [list(attributions[name]) for name in names]
    return (dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))


def _frame(row: Mapping) -> tuple[Span, ...]:
    """Where the source and the cue of an attribution stand."""
    spans = []
    for name in ("source", "cue"):
        if not pd.isna(row[f"{name}_start"]):
            start = int(row[f"{name}_start"])
            spans.append((start, start + len(row[name])))
    return tuple(spans)


class _Voices:
    """The attributions that stand in no other, to be asked for by place."""

    def __init__(self, attributions: tables.Cells | pd.DataFrame) -> None:
        self._voices = sorted(
            (
                _Voice(
                    row["attribution_id"],
                    row["speaker"],
                    row["voice_perspective"],
                    _parts(row),
                    _frame(row),
                )
                for row in _rows(attributions, (*_OF_A_VOICE, *_PARTS))
                if pd.isna(row["outer_id"])
            ),
            key=lambda voice: voice.parts[0],
        )
        self._starts = [voice.parts[0][0] for voice in self._voices]
        self._reach = list(accumulate((voice.parts[-1][1] for voice in self._voices), max))

    def over(self, start: int, end: int) -> list[_Voice]:
        """The voices whose content shares a code point with [start, end)."""
        found = []
        number = bisect_left(self._starts, end) - 1
        while number >= 0 and self._reach[number] > start:
            if self._voices[number].overlap(start, end):
                found.append(self._voices[number])
            number -= 1
        return found[::-1]

    def nearest(self, text: str, span: Span) -> _Voice | None:
        """The voice that speaks nearest to a span in its paragraph; None when nobody does."""
        start = text.rfind("\n", 0, span[0]) + 1
        end = text.find("\n", span[1]) % (len(text) + 1)  # the end of the text where none follows
        near = [voice for voice in self._voices if voice.within(start, end)]
        return min(near, key=lambda voice: voice.distance(span), default=None)

    def last_before(self, span: Span) -> _Voice | None:
        """The voice that speaks last in front of a span; None where it would be the first."""
        number = bisect_left(self._starts, span[0])
        return self._voices[number - 1] if number else None


def _parts(row: Mapping) -> tuple[Span, ...]:
    first = (int(row["content_start"]), int(row["content_end"]))
    if pd.isna(row["content2_start"]):
        return (first,)
    return (first, (int(row["content2_start"]), int(row["content2_end"])))


def _of_sentence(voices: _Voices, start: int, end: int) -> _Voice | None:
    """Whose words make up more than half of a sentence; None when nobody's but the outlet's."""
    over = voices.over(start, end)
    shares: dict[str, int] = {}
    for voice in over:
        shares[voice.speaker] = shares.get(voice.speaker, 0) + voice.overlap(start, end)
    speaker = max(shares, key=shares.__getitem__, default=None)
    told = end - start - sum(voice.framing(start, end) for voice in over)
    if speaker is None or 2 * shares[speaker] <= told:
        return None
    own = [voice for voice in over if voice.speaker == speaker]
    return max(own, key=lambda voice: voice.overlap(start, end))


def _at(voices: _Voices, span: Span) -> _Voice | None:
    """The voice that holds a span; the widest where several overlap."""
    holding = [
        voice
        for voice in voices.over(*span)
        if any(a <= span[0] and span[1] <= b for a, b in voice.parts)
    ]
    return max(holding, key=lambda voice: sum(b - a for a, b in voice.parts), default=None)


def _told_at(text: str, voices: _Voices, span: Span, chance: float) -> _Voice | None:
    """The voice of words outside quotation marks that were judged."""
    holding = _at(voices, span)
    if holding:
        return holding if chance >= OWN_BELOW else None
    near = voices.nearest(text, span)
    if near:
        return near if chance > TOLD_FROM else None
    return voices.last_before(span) if chance > GOES_ON_FROM else None


def _quoted(text: str, attributions: tables.Cells | pd.DataFrame) -> list[Span]:
    """What stands in quotation marks within the contents of attributions."""
    spans: list[Span] = []
    for row in _rows(attributions, ("kind", *_PARTS)):
        for start, end in _parts(row):
            if row["kind"] == tables.DIRECT:
                spans.append((start, end))
            elif row["kind"] == tables.MIXED:
                quotes = find_quotes(text, start, end, SPEECH_TAIL)
                spans += [(quote.start, quote.end) for quote in quotes]
    return _merged(spans)


def _merged(spans: Sequence[Span]) -> list[Span]:
    """The spans sorted, those that touch or overlap made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _within(spans: Sequence[Span], span: Span) -> bool:
    near = touching(spans, *span)
    return any(start <= span[0] and span[1] <= end for start, end in near)

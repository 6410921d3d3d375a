"""Attributions that name nobody: quotations that go on, "I" and "we", "… - added.".

The speaker is the one of the same quotation, else the last one before. Who merely passes words on
(a news agency around a quotation) is no speaker of what follows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.attribution.drafts import Draft
from analysis.attribution.grammar import word_set
from analysis.attribution.identity import PERSON, UNNAMED, Identity, Namer
from analysis.attribution.memory import RELAYS
from analysis.attribution.text import QUOTE, Span, Unit, touching

_SELF = frozenset({"i", "we", "my", "our", "me", "us", "you", "your", "myself", "ourselves"})
# Cues that go on with the speaker before, where no source stands beside them.
_GOING_ON = word_set(
    "added adds continued continues concluded concludes read reads written wrote noted"
)
_NEAR = 60  # drafts before and behind among which the speaker of the same words is looked for
_MOST_PARAGRAPHS = 3  # that may lie between a quotation and the one that it continues


def is_continuing(text: str, draft: Draft) -> bool:
    """Whether an attribution names no source because it goes on with the one before."""
    if draft.source is not None:
        return False
    return draft.cue is None or text[slice(*draft.cue)].lower().split()[-1] in _GOING_ON


def is_self(text: str, draft: Draft) -> bool:
    """Whether the source is the one who is speaking anyhow ("I", "we")."""
    return draft.source is not None and text[slice(*draft.source)].lower() in _SELF


def continue_speakers(
    text: str,
    units: Sequence[Unit],
    drafts: Sequence[Draft],
    found: Mapping[int, Identity],
    namer: Namer,
) -> list[Identity]:
    """The speakers of all drafts, in their order.

    Args:
        text: the article.
        units: its units, in order.
        drafts: its attributions, in order of their start.
        found: the speakers of those that name one.
        namer: knows who passes words on.
    """
    quotes = quotations(units)
    told = _Told(text, drafts, dict(found), quotes, namer)
    for index, draft in enumerate(drafts):
        if index not in found and is_continuing(text, draft):
            told.speakers[index] = told.goes_on(index)
    for index in range(len(drafts)):
        if index not in told.speakers:
            told.speakers[index] = told.himself(index)
    return [told.speakers[index] for index in range(len(drafts))]


def quotations(units: Sequence[Unit]) -> list[Span]:
    """Where quotations stand, in order, those cut by a border of units in parts."""
    return [(t.start, t.end) for unit in units for t in unit.tokens if t.kind == QUOTE]


@dataclass
class _Told:
    """The drafts with the speakers found so far."""

    text: str
    drafts: Sequence[Draft]
    speakers: dict[int, Identity]
    quotes: Sequence[Span]
    namer: Namer

    def goes_on(self, index: int) -> Identity:
        """Who goes on speaking."""
        return (
            self._in_same_quotation(index)
            or self._named_behind(index)
            or self._before(index)
            or self._after(index)
            or UNNAMED
        )

    def himself(self, index: int) -> Identity:
        """Who says "I": the speaker around it, else of the same quotation, else the last one."""
        draft = self.drafts[index]
        around = [
            i
            for i in self._near(index)
            if i != index and i in self.speakers and _holds(self.drafts[i], draft)
        ]
        if around:
            inmost = min(around, key=lambda i: self.drafts[i].end - self.drafts[i].start)
            return self.speakers[inmost]
        return self._in_same_quotation(index) or self._before(index) or UNNAMED

    def _near(self, index: int) -> range:
        return range(max(0, index - _NEAR), min(len(self.drafts), index + _NEAR))

    def _in_same_quotation(self, index: int) -> Identity | None:
        """Who speaks another part of the quotation, named outside it."""
        start = self.drafts[index].start
        for left, right in touching(self.quotes, start, start + 1):
            for i in self._near(index):
                other = self.drafts[i]
                if i == index or other.source is None or i not in self.speakers:
                    continue
                touches = any(a < right and left < b for a, b in other.content)
                if touches and (other.source[1] <= left or right <= other.source[0]):
                    return self.speakers[i]
        return None

    def _named_behind(self, index: int) -> Identity | None:
        """Who is named behind the next quotation where this one opens a paragraph."""
        draft = self.drafts[index]
        if index and self.drafts[index - 1].paragraph == draft.paragraph:
            return None
        for i in range(index + 1, min(len(self.drafts), index + 6)):
            other = self.drafts[i]
            if other.paragraph != draft.paragraph:
                return None
            if other.source is None or i not in self.speakers or self._relays(i):
                continue
            quoted = bool(touching(self.quotes, other.start, other.start + 1))
            return self.speakers[i] if quoted and other.source[0] >= other.content[0][1] else None
        return None

    def _before(self, index: int) -> Identity | None:
        """The last speaker who is not quoted by another one."""
        draft = self.drafts[index]
        for i in range(index - 1, -1, -1):
            earlier = self.drafts[i]
            if draft.paragraph - earlier.paragraph > _MOST_PARAGRAPHS:
                return None
            if i not in self.speakers or self.speakers[i] is UNNAMED or self._relays(i):
                continue
            near = range(max(0, i - 6), min(len(self.drafts), i + 6))
            nested = any(
                self.drafts[k].holds(earlier) and not self._relays(k) for k in near if k != i
            )
            if not nested:
                return self.speakers[i]
        return None

    def _after(self, index: int) -> Identity | None:
        """The next speaker, of an opening quotation that nobody was named before."""
        draft = self.drafts[index]
        for i in range(index + 1, len(self.drafts)):
            if self.drafts[i].paragraph - draft.paragraph > 1:
                return None
            if i in self.speakers and self.speakers[i] is not UNNAMED:
                return self.speakers[i]
        return None

    def _relays(self, index: int) -> bool:
        """Whether a speaker only passes on what somebody else, named beside, has said."""
        who = self.speakers.get(index)
        if (
            who is None
            or who.sort == PERSON
            or not (who.heads & RELAYS or who.name in self.namer.directory.media)
        ):
            return False
        draft = self.drafts[index]
        return any(
            other is not draft and other.source and other.paragraph == draft.paragraph
            for other in self.drafts[max(0, index - 3) : index + 4]
        )


def _holds(outer: Draft, inner: Draft) -> bool:
    return any(a <= inner.start and inner.end <= b for a, b in outer.content)

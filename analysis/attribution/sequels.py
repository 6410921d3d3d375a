"""What runs over the border of sentences: interrupted quotations, and "So argues NAME"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from analysis.attribution import cues as forms
from analysis.attribution import grammar
from analysis.attribution.contents import end_of_sentence
from analysis.attribution.cues import Cue
from analysis.attribution.drafts import Draft, offsets
from analysis.attribution.phrases import Range
from analysis.attribution.sources import subject_left, subject_right
from analysis.attribution.text import Token, Unit

_POINTING = frozenset({"so", "thus"})
_MOST_BEFORE = 3  # tokens of "That is"
_MOST_BEHIND = 8  # tokens behind "So argues NAME" that may still describe the speaker


def join_sequels(units: Sequence[Unit], drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of one paragraph, each interrupted quotation made one.

    In `"We tried," she said. "And we failed."` the second part has no cue of its own, because the
    first one's stands between them. Further quotations keep to themselves.
    """
    starts = [unit.start for unit in units]
    joined: list[Draft] = []
    for draft in drafts:
        whole = _resumed(starts, joined[-1], draft) if joined else None
        if whole:
            joined[-1] = whole
        else:
            joined.append(draft)
    return joined


def _resumed(starts: Sequence[int], first: Draft, second: Draft) -> Draft | None:
    """Both drafts as one where the second goes on with the quotation right behind the cue."""
    if second.rule != "continuing" or first.rule != "quote before cue" or len(first.content) > 1:
        return None
    if first.cue is None or first.cue[0] < first.end:
        return None
    following = bisect_right(starts, first.cue[0])
    if following == len(starts) or starts[following] != second.start:
        return None
    return replace(first, content=(*first.content, *second.content))


def pointing_back(
    before: Sequence[Draft], previous: Unit | None, unit: Unit, cues: Sequence[Cue]
) -> Draft | None:
    """ "So argues NAME", "NAME said this in a letter": who said the sentence before.

    Args:
        before: the drafts of the sentence before.
        previous: that sentence.
        unit: the sentence that may point back.
        cues: its cues.

    Returns:
        The attribution of the sentence or quotation before; None where somebody else said that,
        or where nothing points back.
    """
    if previous is None or not cues or any(draft.cue for draft in before):
        return None
    subject = _who_said_so(unit.tokens, cues[0])
    if subject is None:
        return None
    quoted = before[-1].content if before else None
    return Draft(
        quoted or (_statement(previous),),
        offsets(unit.tokens, (cues[0].first, cues[0].last)),
        offsets(unit.tokens, subject),
        cues[0].entry.cue_class,
        "quote before cue" if quoted else "clause before cue",
        unit.paragraph,
    )


def _who_said_so(tokens: Sequence[Token], cue: Cue) -> Range | None:
    """The subject of "so argues NAME", "NAME said this", "that is according to NAME"."""
    limit = end_of_sentence(tokens, cue.last)
    if cue.form == forms.PHRASE:
        opens = tokens[0].low in ("that", "this", "that's") and cue.first <= _MOST_BEFORE
        return subject_right(tokens, cue.last) if opens else None
    if cue.form != forms.FINITE or cue.negated:
        return None
    if cue.first == 1 and tokens[0].low in _POINTING:
        subject = subject_right(tokens, cue.last)
        return subject if subject and limit - subject[1] <= _MOST_BEHIND else None
    if cue.last >= limit or tokens[cue.last].low not in ("this", "so"):
        return None
    behind = tokens[cue.last + 1] if cue.last + 1 < limit else None
    ends = behind is None or behind.low in grammar.PREPOSITIONS or grammar.is_time(behind)
    return subject_left(tokens, cue) if ends and "quote" in cue.entry.patterns else None


def _statement(unit: Unit) -> tuple[int, int]:
    end = len(unit.tokens)
    while end > 1 and grammar.is_mark(unit.tokens[end - 1], ".!?"):
        end -= 1
    return offsets(unit.tokens, (0, end))

"""What runs over the border of sentences: interrupted quotations, and "So argues NAME"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.attribution import cues as forms
from analysis.attribution import grammar
from analysis.attribution.contents import end_of_sentence
from analysis.attribution.cues import Cue
from analysis.attribution.drafts import Draft, offsets
from analysis.attribution.sources import subject_right
from analysis.attribution.text import Unit

_POINTING = frozenset({"so", "thus"})
_MOST_BEHIND = 8  # tokens behind "So argues NAME" that may still describe the speaker


def join_sequels(units: Sequence[Unit], drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of one paragraph, each interrupted quotation made one.

    In `"We tried," she said. "And we failed."` the second part has no cue of its own, because the
    first one's stands between them. Further quotations keep to themselves.
    """
    joined: list[Draft] = []
    for draft in drafts:
        whole = _resumed(units, joined[-1], draft) if joined else None
        joined = [*joined[:-1], whole] if whole else [*joined, draft]
    return joined


def _resumed(units: Sequence[Unit], first: Draft, second: Draft) -> Draft | None:
    """Both drafts as one where the second goes on with the quotation right behind the cue."""
    if second.rule != "continuing" or first.rule != "quote before cue" or len(first.content) > 1:
        return None
    if first.cue is None or first.cue[0] < first.end:
        return None
    number = next((i for i, unit in enumerate(units) if unit.start <= first.cue[0] < unit.end), -1)
    following = units[number + 1 : number + 2]
    if not following or following[0].start != second.start:
        return None
    return replace(first, content=(*first.content, *second.content))


def pointing_back(
    before: Sequence[Draft], previous: Unit | None, unit: Unit, cues: Sequence[Cue]
) -> Draft | None:
    """ "So argues NAME": the sentence or quotation before it, unless somebody else said that.

    Args:
        before: the drafts of the sentence before.
        previous: that sentence, in the same paragraph.
        unit: the sentence that may point back.
        cues: its cues.
    """
    if previous is None or not cues or unit.tokens[0].low not in _POINTING:
        return None
    cue = cues[0]
    if cue.first != 1 or cue.form != forms.FINITE:
        return None
    subject = subject_right(unit.tokens, cue.last)
    limit = end_of_sentence(unit.tokens, cue.last)
    if subject is None or limit - subject[1] > _MOST_BEHIND or any(d.cue for d in before):
        return None
    return Draft(
        (before[-1].content[0] if before else _statement(previous),),
        offsets(unit.tokens, (cue.first, cue.last)),
        offsets(unit.tokens, subject),
        cue.entry.cue_class,
        "quote before cue" if before else "clause before cue",
        unit.paragraph,
    )


def _statement(unit: Unit) -> tuple[int, int]:
    end = len(unit.tokens)
    while end > 1 and grammar.is_mark(unit.tokens[end - 1], ".!?"):
        end -= 1
    return offsets(unit.tokens, (0, end))

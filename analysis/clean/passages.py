"""Lines of the body to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.clean.units import Unit

# "the river.The mayor": a full stop glued to the next sentence is what is left of a lost
# paragraph break. Addresses and initials ("U.S.Army", "Amazon.Com") are none.
GLUED_STOP = re.compile(
    r"(?<=[a-z\d\"”’)»][.!?])(?<!\b[a-z][.!?])(?!(?:Com|Org|Net|Co|Io)\b)"
    r"(?=[“‘«]?[A-Z][\w’'-]*[ ,])|(?<=[a-z][.!?][\"”’])(?=[A-Z][\w’'-]*[ ,])"
)
_ONE_SENTENCE = re.compile(r"[.!?][”\"’)]? [“\"‘(]?[A-Z]")
_MIN_LINES = 6
MAX_LINES = 6  # of a paragraph whose end is unknown


def paragraphs_of(text: str, body: Sequence[Unit]) -> tuple[tuple[int, int], ...]:
    """Offsets of the paragraphs of a body.

    A line is a paragraph, except in texts that put one sentence on each line without blank lines
    and have glued full stops ("the river.The"): there these mark where paragraphs ended. Such a
    paragraph closes after six lines even if no glued stop does it.
    """
    if not _is_sentence_per_line(text, body):
        return tuple((unit.start, unit.end) for unit in body)
    found: list[tuple[int, int]] = []
    start, n_lines = body[0].start, 0
    for at, unit in enumerate(body):
        n_lines += 1
        for glued in GLUED_STOP.finditer(text, unit.start, unit.end):
            found.append((start, glued.start()))
            start, n_lines = glued.start(), 1
        gap = at + 1 < len(body) and text[unit.end : body[at + 1].start].strip()
        if n_lines >= MAX_LINES or gap or at + 1 == len(body):
            found.append((start, unit.end))
            start = body[at + 1].start if at + 1 < len(body) else unit.end
            n_lines = 0
    return tuple(found)


def _is_sentence_per_line(text: str, body: Sequence[Unit]) -> bool:
    if len(body) < _MIN_LINES or any(unit.after_blank for unit in body[1:]):
        return False
    single = sum(1 for unit in body if not _ONE_SENTENCE.search(unit.text))
    glued = sum(1 for unit in body if GLUED_STOP.search(unit.text))
    return single >= 0.8 * len(body) and glued >= 2

"""How wide words are, and lines that fit: an image has whatever font its viewer has."""

from __future__ import annotations

import re
import unicodedata

from analysis.charts.theme import safe

# Parts of the size of a font that a character takes: narrow ones, wide ones and all others. They
# are those of Arial and its likes, and a little more.
_NARROW, _WIDE = re.compile("[ iljtfrI.,;:'’!|()\\[\\]-]"), re.compile("[A-Z0-9MWmw@%—…→]")
_NARROW_EM, _WIDE_EM, _FULL_EM, _EM = 0.33, 0.75, 1.05, 0.57


def fitted(text: str, pixels: float, size: int) -> list[str]:
    """The text in escaped lines of at most so many pixels in any common font of that size."""
    lines, room = [""], pixels
    for word in text.split(" "):
        needed = width_of(word, size)
        if lines[-1] and needed > room:
            lines.append("")
            room = pixels
        while needed > room:
            part = _beginning(word, pixels, size)
            lines[-1], word = part, word[len(part) :]
            lines.append("")
            needed = width_of(word, size)
        gap = " " if lines[-1] else ""
        lines[-1] += gap + word
        room -= needed + width_of(" ", size)
    return [safe(line) for line in lines]


def _beginning(word: str, pixels: float, size: int) -> str:
    """As much of a word as fits, at least a character."""
    for end in range(1, len(word)):
        if width_of(word[: end + 1], size) > pixels:
            return word[:end]
    return word


def width_of(text: str, size: int) -> float:
    """The pixels that a text needs at most in any common font of that size."""
    return sum(map(_em, text)) * size


def _em(sign: str) -> float:
    """The width of a character as a part of the size of its font."""
    if unicodedata.combining(sign):
        return 0.0
    if unicodedata.east_asian_width(sign) in "WF":
        return _FULL_EM
    if _NARROW.match(sign):
        return _NARROW_EM
    return _WIDE_EM if _WIDE.match(sign) else _EM

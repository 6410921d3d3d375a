"""The lines of a text, with what can be seen of each on its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_WORD = re.compile(r"[^\W_]+(?:[’'‘-][^\W_]+)*")
# Scripts written without spaces: about two characters make a word.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_FINAL = re.compile(r"[.!?…。！？।॥؟][\s\"'”’“‘»«›)\]）」』*]*$")
_BULLET = re.compile(r"(?:[*+•·▪■●○►▶‣–-]|\d{1,2}[.)])(?:\s|$)")
_ESCAPED_RETURN = "_x000D_"  # what spreadsheets leave of a carriage return
_SPACES = re.compile(r"\s+")
WRAPPED_MIN, WRAPPED_MAX = 45, 100


@dataclass(frozen=True)
class Unit:
    """A line, or the lines of a paragraph that was wrapped at a fixed width.

    Attributes:
        start: First code point that is not blank, in the text.
        end: Code point after the last that is not blank.
        text: What stands there, blanks run together.
        after_blank: Whether a blank line (or the beginning) stands before it.
    """

    start: int
    end: int
    text: str
    after_blank: bool

    @cached_property
    def n_words(self) -> int:
        unspaced = 0 if self.text.isascii() else len(_UNSPACED.findall(self.text))
        return len(self._words_as_written) + unspaced // 2

    @cached_property
    def words(self) -> list[str]:
        """Its words in lower case."""
        return list(map(str.casefold, self._words_as_written))

    @cached_property
    def n_capitalised(self) -> int:
        """How many of its words begin with a capital letter."""
        return sum(word[0].isupper() for word in self._words_as_written)

    @cached_property
    def _words_as_written(self) -> list[str]:
        return _WORD.findall(self.text)

    @cached_property
    def ends(self) -> bool:
        """Whether it ends as a sentence does."""
        return _FINAL.search(self.text[-12:]) is not None

    @cached_property
    def bulleted(self) -> bool:
        return _BULLET.match(self.text) is not None

    @cached_property
    def key(self) -> str:
        """Its words only, for comparing lines that differ in marks."""
        return " ".join(self.words)


def unit_of(text: str, start: int, end: int, after_blank: bool) -> Unit | None:
    """A stretch of a text without the blanks around it; None when all of it is blank."""
    raw = text[start:end]
    stripped = raw.strip()
    if not stripped:
        return None
    left = start + len(raw) - len(raw.lstrip())
    shown = _SPACES.sub(" ", stripped.replace(_ESCAPED_RETURN, " ")).strip()
    return Unit(left, left + len(stripped), shown, after_blank)


def units_of(text: str, start: int) -> list[Unit]:
    """The lines of a text from an offset on that are not blank; wrapped lines are joined."""
    lines: list[Unit] = []
    at, blank = start, True
    for raw in text[start:].splitlines(keepends=True):
        line = unit_of(text, at, at + len(raw), blank)
        if line is not None:
            lines.append(line)
        blank = line is None
        at += len(raw)
    return _join_wrapped(lines)


def _join_wrapped(lines: list[Unit]) -> list[Unit]:
    blocks: list[list[Unit]] = []
    for line in lines:
        if line.after_blank or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    if not any(len(block) > 2 and _is_wrapped(block) for block in blocks):
        return lines
    joined: list[Unit] = []
    for block in blocks:
        joined += [_as_one(block)] if _is_wrapped(block) else block
    return joined


def _is_wrapped(block: list[Unit]) -> bool:
    """Whether a block is one paragraph broken at a fixed width.

    All lines but the last are then of nearly one length, and most stop in mid sentence.
    """
    if len(block) < 2:
        return False
    lengths = [len(line.text) for line in block[:-1]]
    stopped = sum(1 for line in block[:-1] if line.ends)
    return (
        min(lengths) >= WRAPPED_MIN
        and max(lengths) <= WRAPPED_MAX
        and len(block[-1].text) <= WRAPPED_MAX
        and stopped <= len(lengths) / 3
        and not any(line.bulleted for line in block)
    )


def _as_one(block: list[Unit]) -> Unit:
    start, end = block[0].start, block[-1].end
    return Unit(start, end, " ".join(line.text for line in block), block[0].after_blank)

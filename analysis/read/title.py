"""The headline of an article, without the name and slogan of the site."""

from __future__ import annotations

import re

from analysis.read.clues import Clues
from analysis.read.dates import parse_date
from analysis.read.outlet import MEDIA_WORD, OutletNames

_BAR = re.compile(r"\s*[|»›•·]\s*|\s+::\s+")
_DASH = re.compile(r"\s+[-–—]\s?(?=[A-Z\d])")
_MAX_SITE_WORDS = 5
_MIN_WORDS = 3
# A subtitle below the headline is longer and shares more words: from here on more prove nothing.
_ENOUGH_SHARED = 4
_REPEATED = 1.0
_BULLET = re.compile(r"[*+•·–-]\s|\d{1,2}[.)]\s")
_CONTENT = re.compile(r"[^\W\d_]{4,}")
_REASONS = frozenset({"title", "masthead", "repeated line", "heading"})


def find_title(clues: Clues, names: OutletNames) -> tuple[str | None, str]:
    """The headline (null when the text has none) and where it was read.

    Above an unlabelled text the line is chosen that shares most words with the body, so that
    slogans and section names lose. A date or a dateline is never a title.
    """
    label = clues.labels.get("title")
    if label:
        return strip_site(label, names), "label"
    candidates = [
        (title, line.reason == "repeated line")
        for line in clues.head
        if line.reason in _REASONS and not _BULLET.match(line.text)
        if _can_be_title(title := strip_site(line.text, names))
    ]
    if not candidates:
        return None, "no line above the text is a headline"
    words = set(_CONTENT.findall(clues.body.casefold()))
    best, _ = max(candidates, key=lambda found: _score(found[0], found[1], words))
    return best, "line above the text that shares most words with it"


def _score(title: str, is_repeated: bool, words: set[str]) -> float:
    """How well a line fits as headline of a text of these words; higher is better."""
    own = set(_CONTENT.findall(title.casefold()))
    shared = len(own & words)
    return min(shared, _ENOUGH_SHARED) - 0.5 * (len(own) - shared) + _REPEATED * is_repeated


def strip_site(title: str, names: OutletNames) -> str:
    """A headline without site names before or after it."""
    for mark, needs_proof in ((_BAR, False), (_DASH, True)):
        pieces = mark.split(title)
        gaps = [found[0] for found in mark.finditer(title)]
        while len(pieces) > 1 and _is_site(pieces[-1], pieces[:-1], names, needs_proof):
            pieces, gaps = pieces[:-1], gaps[:-1]
        while len(pieces) > 1 and _is_site(pieces[0], pieces[1:], names, needs_proof):
            pieces, gaps = pieces[1:], gaps[1:]
        joined = [piece for pair in zip(pieces, [*gaps, ""], strict=True) for piece in pair]
        title = "".join(joined).strip()
    return title


def _is_site(piece: str, rest: list[str], names: OutletNames, needs_proof: bool) -> bool:
    n_words = len(piece.split())
    n_rest = max(len(other.split()) for other in rest)
    if n_words > _MAX_SITE_WORDS or n_rest < max(_MIN_WORDS, n_words):
        return False
    known = names.within(piece) is not None or MEDIA_WORD.search(piece) is not None
    capital = all(word[:1].isupper() or len(word) <= 3 for word in piece.split())
    return known or (capital and not needs_proof)


def _can_be_title(line: str) -> bool:
    n_words = len(line.split())
    if parse_date(line) and n_words <= 6:
        return False
    unspaced = len(line) >= 8 and not line.isascii()
    return n_words >= _MIN_WORDS or (unspaced and n_words >= 1)

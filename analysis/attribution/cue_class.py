"""The class of any cue: what the verbs table says of its words, whoever found the cue.

The rules take a cue and its class from one row of the table. A model, or a person, may mark other
words ("has once more sharply criticised", "in a warning to"): their class is that of the part that
the table knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from analysis.attribution.grammar import BE, NEGATIONS
from analysis.reference import Reference

__all__ = ["class_of_cue"]

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
# Where a part could be read in two ways: a verb tells more of a cue than the noun beside it.
_PARTS = ("phrase", "verb", "noun")
_NEUTRAL = "neutral"
# What these classes become where the cue says "not". The others keep their point: "does not
# believe" still tells a belief.
_NEGATED = {
    "conceding": "denying",
    "praising": "denying",
    "proposing": "denying",
    "denying": "conceding",
}


def class_of_cue(cue: str, reference: Reference) -> str | None:
    """The class of a cue, by the longest part of it that the verbs table knows.

    Of several parts of one length a class other than neutral counts before neutral, and the first
    before later ones: "said in a warning" warns, "rejected the claim" denies. An adverb counts as
    its participle ("allegedly"). Not to agree, to praise or to support is to deny, and not to deny
    or to rule out is to concede.

    Args:
        cue: its words, as printed.
        reference: the reference tables.

    Returns:
        One of `reference_sheets.CUE_CLASSES`; None when the table knows none of the words.
    """
    words = [_plain(word) for word in _WORD.findall(cue.casefold().replace("’", "'"))]
    found = list(_known_parts(words, _classes(reference)))
    if not found:
        return None
    longest = max(end - start for start, end, _ in found)
    parts = [part for part in found if part[1] - part[0] == longest]
    start, end, name = next((part for part in parts if part[2] != _NEUTRAL), parts[0])
    around = words[:start] + words[end:]
    negated = any(word in NEGATIONS or word.endswith("n't") for word in around)
    return _NEGATED.get(name, name) if negated else name


def _known_parts(words: list[str], classes: dict[str, str]) -> Iterator[tuple[int, int, str]]:
    """First word, word after the last and class of every part that the table knows, in order."""
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            name = classes.get(" ".join(words[start:end]))
            if name:
                yield start, end, name


def _plain(word: str) -> str:
    """An adverb made of a participle as the participle ("reportedly"), any other word as it is."""
    return word.removesuffix("ly") if word.endswith("edly") else word


@lru_cache(maxsize=4)
def _classes(reference: Reference) -> dict[str, str]:
    """The class of every form of the table; of forms in two rows that of the part first named.

    What stands there with a form of "to be" ("is convinced") is known without it too.
    """
    rows = reference.verbs.to_dict("records")
    classes: dict[str, str] = {}
    bare: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: _PARTS.index(row["part"] or "verb")):
        for form in row["forms"]:
            words = _WORD.findall(form.casefold().replace("’", "'"))
            classes.setdefault(" ".join(words), row["cue_class"])
            if len(words) > 1 and words[0] in BE:
                bare.setdefault(" ".join(words[1:]), row["cue_class"])
    return bare | classes

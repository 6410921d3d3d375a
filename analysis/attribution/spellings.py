"""Names in other spellings: "Yury" for "Yuri", "Chaykovskiy" and "Czajkowski" for "Tchaikovsky".

A name that was carried over from another alphabet, or through a third language, keeps its
consonants and loses nearly everything else. Two names are taken for one when the consonants of
both their first and their last parts sound alike.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_FEWEST = 5  # consonants of a whole name: fewer are shared by too many people
_FEWEST_ALONE = 4  # consonants of a surname that stands alone
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "e", "œ": "e", "ß": "s"})
# What scribes write for one and the same sound, the longest first.
_SOUNDS = (
    (re.compile(r"th"), "t"),
    (re.compile(r"ph|[wf]"), "v"),
    (re.compile(r"shch|schtsch|szcz|dzh"), "sk"),
    (re.compile(r"tsch|tch|cz"), "k"),
    (re.compile(r"sch|sz|sh|zh|z"), "s"),
    (re.compile(r"ts|ch|kh|ck|qu|[cqgh]"), "k"),
    (re.compile(r"x"), "ks"),
)
_VOWELS = re.compile(r"[aeiouyj'’`\W\d_]")
_TWICE = re.compile(r"(.)\1+")


def fold(word: str) -> str:
    """A word without diacritics and with straight apostrophes."""
    plain = word.replace("’", "'")
    if plain.isascii():
        return plain
    parts = unicodedata.normalize("NFKD", plain)
    return "".join(part for part in parts if not unicodedata.combining(part))


@lru_cache(maxsize=20_000)
def consonants(word: str) -> str:
    """The consonants of a name by their sound ("Kovačević" and "Kovachevich": "kvkvk")."""
    plain = fold(word.casefold().translate(_LETTERS))
    for pattern, sound in _SOUNDS:
        plain = pattern.sub(sound, plain)
    return _TWICE.sub(r"\1", _VOWELS.sub("", plain))


def spelling_key(name: str) -> tuple[str, str] | None:
    """What all spellings of a person's name share; None for a name too short to tell by it.

    Parts between the first and the last (initials, patronymics) do not count. A first name in -a
    is kept apart from one without, so that Mario is not Maria.
    """
    parts = name.split()
    if len(parts) < 2:
        return None
    first, last = consonants(parts[0]), consonants(parts[-1])
    if len(first + last) < _FEWEST or len(last) < 2 or not first:
        return None
    ending = "a" if fold(parts[0].casefold()).endswith("a") else ""
    return _opening(parts[0]) + first + ending, _opening(parts[-1]) + last


def _opening(word: str) -> str:
    """A mark for names that start with a vowel or with the glide in front of one."""
    return "-" if _VOWELS.match(fold(word.casefold())) else ""


def surname_key(surname: str) -> str:
    """What all spellings of a surname share; the name itself where that is too little."""
    sounds = consonants(surname)
    return sounds if len(sounds) >= _FEWEST_ALONE else fold(surname.casefold())

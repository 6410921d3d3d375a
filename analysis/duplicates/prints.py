"""What a text is recognised by: sets of hashed words, runs of words, names and numbers.

Prints are larger than a corpus may hold many of. They are made when they are asked for, and the
last ones are kept.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.duplicates.bodies import Bodily

RUN = 3  # words in a shingle
LEAD = 100  # shingles: a print that was cut keeps its beginning
_LONG_WORD = 5
_STEM = 5  # letters: "announced" and "announces" are one word
_READ_AT_ONCE = 250  # texts that share a vocabulary: most of its work is done once for all of them

TOKEN = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_]+|[.!?:\n]")
STOPS = frozenset(".!?:\n")


@dataclass(frozen=True, slots=True)
class Origin:
    """The site that carries a text, and the stated day as a number; null when unknown."""

    site: str | None
    day: int | None

    def is_site_of(self, other: Origin) -> bool:
        return self.site is not None and self.site == other.site

    def is_other_day_than(self, other: Origin) -> bool:
        return self.day is not None and other.day is not None and self.day != other.day


@dataclass(frozen=True)
class Print:
    """One text as it is compared.

    Attributes:
        origin: who carries it, and since when.
        words: checksum of all its words in order.
        shingles: runs of words. This and all that follow are sorted hashes, each once.
        lead: the runs at the beginning.
        anchors: names and numbers.
        pairs: pairs of these that follow each other.
        content: beginnings of its longer words.
    """

    origin: Origin
    words: bytes
    shingles: np.ndarray
    lead: np.ndarray
    anchors: np.ndarray
    pairs: np.ndarray
    content: np.ndarray


class Prints:
    """The prints of many texts, which are read again when a print is not kept any more.

    Attributes:
        MOST: prints that are kept, some hundred megabytes.
    """

    MOST = 20_000

    def __init__(self, bodies: Bodily, origins: Sequence[Origin]) -> None:
        self._bodies = bodies
        self._origins = origins
        self._kept: OrderedDict[int, Print] = OrderedDict()

    def __len__(self) -> int:
        return len(self._bodies)

    def __iter__(self) -> Iterator[Print]:
        """The print of each text, in the same order."""
        for start in range(0, len(self._bodies), _READ_AT_ONCE):
            numbers = range(start, min(start + _READ_AT_ONCE, len(self._bodies)))
            yield from self._make(numbers)

    def __getitem__(self, number: int) -> Print:
        if number not in self._kept:
            self._make((number,))
        self._kept.move_to_end(number)
        return self._kept[number]

    def hold(self, numbers: Sequence[int]) -> None:
        """Makes prints that are not kept, in the order given, and keeps up to MOST of these."""
        for number in numbers:
            if number in self._kept:
                self._kept.move_to_end(number)
        wanted = [number for number in numbers if number not in self._kept]
        for start in range(0, len(wanted), _READ_AT_ONCE):
            self._make(wanted[start : start + _READ_AT_ONCE])

    def _make(self, numbers: Sequence[int]) -> list[Print]:
        vocabulary = _Vocabulary()
        read = [vocabulary.read(self._bodies[number]) for number in numbers]
        printer = _Printer(vocabulary)
        made = [
            printer.print_of(tokens, self._origins[number])
            for number, tokens in zip(numbers, read, strict=True)
        ]
        self._kept.update(zip(numbers, made, strict=True))
        while len(self._kept) > self.MOST:
            self._kept.popitem(last=False)
        return made


class _Vocabulary(dict[str, int]):
    """Every different token of some texts with a number; what is said of a token is said once."""

    def __missing__(self, token: str) -> int:
        self[token] = number = len(self)
        return number

    def read(self, body: str) -> np.ndarray:
        """The numbers of the tokens of a text."""
        return np.array([self[token] for token in TOKEN.findall(body)], dtype=np.int64)


class _Printer:
    """Makes prints of texts that a vocabulary has read."""

    def __init__(self, vocabulary: _Vocabulary) -> None:
        tokens = list(vocabulary)
        folded = [token.casefold() for token in tokens]
        self._hash = _hashes(folded)
        self._stem = _hashes([token[:_STEM] for token in folded])
        self._long = np.array([len(token) >= _LONG_WORD for token in folded], dtype=bool)
        self._stop = np.array([token in STOPS for token in tokens], dtype=bool)
        self._number = np.array([token[0].isdigit() for token in tokens], dtype=bool)
        self._capital = np.array([token[0].isupper() for token in tokens], dtype=bool)

    def print_of(self, tokens: np.ndarray, origin: Origin) -> Print:
        stop = self._stop[tokens]
        begins = np.concatenate([[True], stop[:-1]])[: len(tokens)]
        words = tokens[~stop]
        hashes = self._hash[words]
        runs = _runs(hashes, RUN)
        # A capital at the beginning of a sentence says nothing.
        is_anchor = self._number[tokens] | (self._capital[tokens] & ~begins)
        anchors = self._hash[tokens[is_anchor]]
        return Print(
            origin=origin,
            words=hashlib.blake2b(hashes.tobytes(), digest_size=16).digest(),
            shingles=np.unique(runs),
            lead=np.unique(runs[:LEAD]),
            anchors=np.unique(anchors),
            pairs=np.unique(_runs(anchors, 2)),
            content=np.unique(self._stem[words[self._long[words]]]),
        )


def _hashes(words: Sequence[str]) -> np.ndarray:
    """A number for each word that is the same on every machine and in every run."""
    return np.array(
        [zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words], dtype=np.uint32
    )


def _runs(hashes: np.ndarray, length: int) -> np.ndarray:
    """A number for each run of so many words."""
    count = max(len(hashes) - length + 1, 0)
    runs = np.zeros(count, dtype=np.uint32)
    for at in range(length):
        runs = runs * np.uint32(0x9E3779B1) + hashes[at : at + count]
    return runs

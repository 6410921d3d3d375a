"""By what copies are looked for: under a kilobyte of each text, however long it is.

Traces of parts of a corpus are made apart from each other and joined, so that nothing but they must
be at hand when all articles are held against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.duplicates.prints import Prints
from analysis.duplicates.sketches import Bands, sketch

FEWEST_ANCHORS = 12  # different names and numbers that make a translation recognisable
# Two sets are compared when their sketches agree in one band: of shingles that share half with a
# probability of .99, of leads that share .8 of .98, of anchors that share .7 of .998. The least
# share is so far below what copies have that chance does not hide one.
BANDS: Mapping[str, Bands] = {
    "shingles": Bands(32, 3, least=0.06),
    "lead": Bands(8, 4, least=0.4),
    "anchors": Bands(16, 3, least=0.5),
}


@dataclass(frozen=True)
class Traces:
    """What is known of each of some texts, a row each.

    Attributes:
        words: checksum of all words in order, as two numbers.
        telling: whether there are words enough to be copied.
        sketches: of each set of BANDS, those of these texts among others.
        enough: whether the set of each of BANDS is large enough to be compared, a column each.
        place: of each text among the sketches.
    """

    words: np.ndarray
    telling: np.ndarray
    sketches: Mapping[str, np.ndarray]
    enough: np.ndarray
    place: np.ndarray

    def __len__(self) -> int:
        return len(self.words)

    def at(self, rows: np.ndarray) -> Traces:
        """Those of some texts, in their order; sketches, which take most room, are not copied."""
        told = self.words[rows], self.telling[rows], self.sketches, self.enough[rows]
        return Traces(*told, self.place[rows])

    def sketches_of(self, name: str, texts: np.ndarray) -> np.ndarray:
        """The sketches of some of the texts of one of BANDS."""
        found: np.ndarray = self.sketches[name][self.place[texts]]
        return found

    def twins(self) -> np.ndarray:
        """For each text the first one that has the same words."""
        _, first, group = np.unique(self.words, axis=0, return_index=True, return_inverse=True)
        return first[group.ravel()]

    def single(self, name: str, twins: np.ndarray) -> np.ndarray:
        """The texts whose set is compared: large enough, and the first of its twins."""
        first = twins == np.arange(len(twins))
        return np.flatnonzero(first & self.enough[:, list(BANDS).index(name)])

    def save(self, path: Path) -> None:
        """Writes them into a file of NumPy (.npz)."""
        arrays = {"words": self.words, "telling": self.telling, "enough": self.enough}
        arrays |= {f"of_{name}": found[self.place] for name, found in self.sketches.items()}
        with path.open("wb") as file:
            np.savez(file, allow_pickle=False, **arrays)


def load(path: Path) -> Traces:
    """What `Traces.save` wrote."""
    with np.load(path) as held:
        sketches = {name: held[f"of_{name}"] for name in BANDS}
        place = np.arange(len(held["words"]))
        return Traces(held["words"], held["telling"], sketches, held["enough"], place)


def joined(parts: Iterable[Traces], count: int) -> Traces:
    """The traces of several parts of a corpus, one after another.

    Args:
        parts: are taken one at a time.
        count: texts that they have together.
    """
    whole, first = _empty(count), 0
    for part in parts:
        to = slice(first, first + len(part))
        whole.words[to], whole.telling[to], whole.enough[to] = part.words, part.telling, part.enough
        for name, sketches in whole.sketches.items():
            sketches[to] = part.sketches[name][part.place]
        first = to.stop
    return whole


def traces_of(prints: Prints) -> Traces:
    """The traces of texts whose prints can be made, in their order."""
    traces = _empty(len(prints))
    for at, found in enumerate(prints):
        traces.words[at] = np.frombuffer(found.words, dtype="<u8")
        traces.telling[at] = bool(len(found.content) or len(found.shingles))
        for column, (name, bands) in enumerate(BANDS.items()):
            values = getattr(found, name)
            if len(values) >= FEWEST_ANCHORS:
                traces.enough[at, column] = True
                traces.sketches[name][at] = sketch(values, bands.size)
    return traces


def _empty(count: int) -> Traces:
    sketches = {name: np.zeros((count, bands.size), np.uint32) for name, bands in BANDS.items()}
    enough = np.zeros((count, len(BANDS)), dtype=bool)
    words, telling = np.zeros((count, 2), np.uint64), np.zeros(count, dtype=bool)
    return Traces(words, telling, sketches, enough, np.arange(count))

"""Whether topics hold: when passages are drawn anew, when an article is left out, for any number.

How many topics there are is not known beforehand. A number fits the texts when parts of them are
divided by it in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.topics.division import Divider, Division

FEWEST_TOPICS, MOST_TOPICS = 3, 10  # tried: two say little, more than ten nobody overlooks
FALLBACK = 6  # topics where no number is supported
WEAK = 0.6  # agreement of divisions under which their number means nothing
_SHARE_KEPT = 0.8  # of the passages in each resample: enough for every topic to have some
_UNITS_PER_TOPIC = 4  # on average, or a topic would be one passage told in other words
_LARGEST_RESAMPLE = 2000  # passages, so that a large corpus does not wait for its stability

Pause = Callable[[], None]


@dataclass(frozen=True)
class Structure:
    """How well the texts bear each number of topics.

    Attributes:
        agreement: number of topics to the mean adjusted Rand index between the division of all and
            those of resamples; 1 is the same, 0 what chance gives.
        most: topics that so many texts can have.
    """

    agreement: Mapping[int, float]
    most: int

    @property
    def peak(self) -> float:
        """The best agreement; NaN when the texts are too few to try."""
        return max(self.agreement.values(), default=float("nan"))

    @property
    def is_weak(self) -> bool:
        """Whether no number is borne out."""
        return not self.peak >= WEAK

    @property
    def number(self) -> int:
        """The number that agrees best, the smallest of equals; FALLBACK when it is weak."""
        if self.is_weak:
            return min(FALLBACK, self.most)
        return min(n for n, value in self.agreement.items() if value == self.peak)


def most_topics(n_units: int) -> int:
    """How many topics so many units can have at most."""
    return n_units // _UNITS_PER_TOPIC or min(n_units, 1)


def structure_of(divider: Divider, seed: int, pause: Pause) -> Structure:
    """Tries every number of topics from FEWEST_TOPICS to MOST_TOPICS.

    Args:
        divider: a way of dividing these texts.
        seed: of the resampling.
        pause: called between fits; what it raises ends the search.

    Reference:
        Lange, Roth, Braun and Buhmann 2004, Stability-based validation of clustering solutions.
    """
    from sklearn.metrics import adjusted_rand_score

    chance = np.random.default_rng(seed)
    tried = _drawn(chance, divider.n_units, divider.n_tried)
    most = most_topics(divider.n_units)
    counts = range(FEWEST_TOPICS, min(MOST_TOPICS, most) + 1)
    whole = divider.groups(tried, counts)
    found = []
    for _ in range(divider.n_fits if counts else 0):
        pause()
        drawn = _drawn(chance, len(tried), round(_SHARE_KEPT * len(tried)))
        pairs = zip(whole, divider.groups(tried[drawn], counts), strict=True)
        found.append([adjusted_rand_score(before[drawn], after) for before, after in pairs])
    means = np.mean(found, axis=0).tolist() if found else []
    agreement = dict(zip(counts, means, strict=True))
    return Structure(agreement, most)


def stability(divider: Divider, division: Division, seed: int, pause: Pause) -> np.ndarray:
    """Per topic the mean cosine to its nearest topic in fits to parts of the texts, 0 to 1.

    Args:
        divider: the way of dividing.
        division: that of all texts.
        seed: of the resampling.
        pause: called between fits; what it raises ends the search.
    """
    chance = np.random.default_rng(seed)
    size = min(max(1, round(_SHARE_KEPT * divider.n_units)), _LARGEST_RESAMPLE)
    nearest = []
    for _ in range(divider.n_fits):
        pause()
        passages = divider.passages_of(_drawn(chance, divider.n_units, size))
        again = divider.divide(passages, len(division.terms), rough=True)
        nearest.append((division.terms @ again.terms.T).max(axis=1))
    return np.clip(np.mean(nearest, axis=0), 0, 1)


@dataclass(frozen=True)
class LeftOut:
    """What becomes of topics when articles are left out.

    Attributes:
        topics: per topic the mean part of its passages that stay together (Jaccard index with the
            likest new topic), 0 to 1; NaN when there is one article.
        articles: per part left out, the adjusted Rand index of the rest with what it was before.
    """

    topics: np.ndarray
    articles: Sequence[float]


def left_out(divider: Divider, division: Division, articles: np.ndarray, pause: Pause) -> LeftOut:
    """Leaves out each article in turn; of many articles several at a time.

    Args:
        divider: the way of dividing.
        division: that of all texts.
        articles: number of the article of each passage, from 0.
        pause: called between fits; what it raises ends the search.

    Reference:
        Hennig 2007, Cluster-wise assessment of cluster stability.
    """
    from sklearn.metrics import adjusted_rand_score

    n_parts = min(len(np.unique(articles)), divider.n_fits)
    if n_parts < 2:
        return LeftOut(np.full(len(division.terms), np.nan), ())
    kept, agreement = [], []
    for part in range(n_parts):
        pause()
        rest = np.flatnonzero(articles % n_parts != part)
        before = division.member[rest]
        after = divider.divide(rest, len(division.terms), rough=True).member
        kept.append([_best_overlap(before == topic, after) for topic in range(len(division.terms))])
        agreement.append(float(adjusted_rand_score(before, after)))
    return LeftOut(np.mean(kept, axis=0), tuple(agreement))


def _best_overlap(members: np.ndarray, after: np.ndarray) -> float:
    """The Jaccard index of some passages with the topic that holds most like them."""
    sizes = np.bincount(after[after >= 0], minlength=1)
    shared = np.bincount(after[members & (after >= 0)], minlength=len(sizes))
    either = members.sum() + sizes - shared
    return float((shared / np.where(either > 0, either, 1)).max())


def _drawn(chance: np.random.Generator, population: int, size: int) -> np.ndarray:
    """So many different numbers under `population`, in order; all of them when it has no more."""
    return np.sort(chance.choice(population, min(size, population), replace=False))

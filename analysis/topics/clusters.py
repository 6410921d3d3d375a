"""Topics as clusters of meaning: the way for articles about clearly different subjects."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from analysis.topics.division import FITS, Division, shares_of
from analysis.topics.terms import class_weights

if TYPE_CHECKING:
    from analysis.topics.embedding import Directions

FEWEST_ARTICLES = 12  # from here on they are what is clustered, before that their passages are
_TRIED = 1000  # articles of which the number of topics is looked for, because reading takes long
_WORD_AXES = 100  # of the space of words, as is usual in latent semantic analysis
_STARTS, _ROUGH_STARTS = 10, 5  # of k-means, which may end in a poor place


class Clusters:
    """k-means over directions that hold the meaning and the words of a text in equal parts.

    An article is the mean of its passages. A passage is read in the light of its article, and its
    topics are the centres of which it is made up.

    Attributes:
        n_units: articles; passages where there are fewer than FEWEST_ARTICLES articles.
        n_tried, n_fits: see `Divider`.
    """

    def __init__(
        self, matrix: sparse.csr_matrix, meaning: Directions, articles: np.ndarray
    ) -> None:
        self._matrix, self._meaning = matrix, meaning
        homes = np.unique(articles.astype(str), return_inverse=True)[1]
        few = len(set(homes.tolist())) < FEWEST_ARTICLES
        self._unit = np.arange(len(homes)) if few else homes
        self.n_units = len(set(self._unit.tolist()))
        self.n_tried, self.n_fits = _TRIED, FITS
        self._words = _word_directions(matrix)

    def passages_of(self, units: np.ndarray) -> np.ndarray:
        """All passages of some articles."""
        return np.flatnonzero(np.isin(self._unit, units))

    def groups(self, units: np.ndarray, counts: Sequence[int]) -> list[np.ndarray]:
        """The cluster of each article."""
        passages = self.passages_of(units)
        middles = _joined(_middles(self._parts(passages), self._home(passages)))
        return [_clustered(middles, count, _ROUGH_STARTS)[0] for count in counts]

    def divide(self, passages: np.ndarray, count: int, *, rough: bool = False) -> Division:
        """Shares are what each centre adds to the direction of a passage; terms are c-TF-IDF."""
        parts, home = self._parts(passages), self._home(passages)
        middles = _middles(parts, home)
        _, centres = _clustered(_joined(middles), count, _ROUGH_STARTS if rough else _STARTS)
        pairs = zip(parts, middles, strict=True)
        shares = shares_of(_joined([_unit(part + middle[home]) for part, middle in pairs]), centres)
        member = Division(shares, np.empty(0)).member
        return Division(shares, class_weights(self._matrix[passages], member, len(centres)))

    def _home(self, passages: np.ndarray) -> np.ndarray:
        """The number of the article of each passage among those of all of them, in order."""
        return np.unique(self._unit[passages], return_inverse=True)[1]

    def _parts(self, passages: np.ndarray) -> list[np.ndarray]:
        return [self._meaning.of(passages), self._words[passages]]


def _word_directions(matrix: sparse.csr_matrix) -> np.ndarray:
    """The passages in the space of latent semantic analysis, rows of length 1."""
    from sklearn.decomposition import TruncatedSVD

    axes = min(_WORD_AXES, min(matrix.shape) - 1)
    if axes < 1:
        return matrix.toarray().astype(np.float32)
    with np.errstate(invalid="ignore"):  # of passages that are all the same nothing varies
        found = TruncatedSVD(axes, random_state=0).fit_transform(matrix)
    return _unit(found.astype(np.float32))


def _middles(parts: Sequence[np.ndarray], home: np.ndarray) -> list[np.ndarray]:
    """The mean direction of each article, for the meaning and for the words."""
    belongs = sparse.csr_matrix((np.ones(len(home), np.float32), (home, np.arange(len(home)))))
    return [_unit(belongs @ part) for part in parts]


def _joined(parts: Sequence[np.ndarray]) -> np.ndarray:
    return np.hstack(parts) / np.sqrt(len(parts), dtype=np.float32)


def _clustered(rows: np.ndarray, count: int, starts: int) -> tuple[np.ndarray, np.ndarray]:
    """The cluster of each row, and the centres."""
    from sklearn.cluster import KMeans
    from sklearn.exceptions import ConvergenceWarning

    model = KMeans(min(count, len(rows)), n_init=starts, random_state=0)
    with warnings.catch_warnings():  # fewer different rows than clusters leave some of them empty
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(rows)
    return model.labels_, model.cluster_centers_


def _unit(rows: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(lengths > 0, lengths, 1)

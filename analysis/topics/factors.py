"""Topics as non-negative factors of the words: the way for texts about one matter."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
from scipy import sparse

from analysis.topics.division import FITS, FITS_OF_MANY, Division
from analysis.topics.terms import with_company

_LARGE_CORPUS = 1000  # passages, among which those of one matter share words anyway
_TRIED, _TRIED_IN_COMPANY = 1000, 400  # the latter fits are of full arrays, and slower
# Where a fit ends. A rough one moves a stability by .01. A quick one, by which the number of topics
# of many passages is looked for, moves an agreement by .03 and hardly ever the number.
_STEP, _ROUGH_STEP, _QUICK_STEP = 1e-4, 1e-3, 1e-2


class Factors:
    """Non-negative matrix factorisation of TF-IDF, from a start that leaves nothing to chance.

    Attributes:
        n_units: passages.
        n_tried, n_fits: see `Divider`.

    Reference:
        Lee and Seung 1999, Learning the parts of objects by non-negative matrix factorization;
        Boutsidis and Gallopoulos 2008, SVD based initialization.
    """

    def __init__(self, matrix: sparse.csr_matrix) -> None:
        self._matrix = matrix
        self._quick = matrix.astype(np.float32)  # in half the time; the digits lost are not shown
        self._in_company = matrix.shape[0] < _LARGE_CORPUS
        self.n_units: int = matrix.shape[0]
        self.n_tried = _TRIED_IN_COMPANY if self._in_company else _TRIED
        self.n_fits = FITS if self._in_company else FITS_OF_MANY

    def passages_of(self, units: np.ndarray) -> np.ndarray:
        """The units themselves."""
        return units

    def groups(self, units: np.ndarray, counts: Sequence[int]) -> list[np.ndarray]:
        """The strongest factor of each passage."""
        matrix = self._wide(self._quick[units])
        step = _ROUGH_STEP if self._in_company else _QUICK_STEP
        return [_factorised(matrix, count, step).shares.argmax(axis=1) for count in counts]

    def divide(self, passages: np.ndarray, count: int, *, rough: bool = False) -> Division:
        """Shares and terms are the factors, a share being brought to a sum of 1."""
        matrix = (self._quick if rough else self._matrix)[passages]
        return _factorised(self._wide(matrix), count, _ROUGH_STEP if rough else _STEP)

    def _wide(self, matrix: sparse.csr_matrix) -> sparse.csr_matrix | np.ndarray:
        return with_company(matrix) if self._in_company else matrix


def _factorised(matrix: sparse.csr_matrix | np.ndarray, count: int, step: float) -> Division:
    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning

    count = min(count, *matrix.shape)
    model = NMF(count, init="nndsvda", max_iter=1000, tol=step, random_state=0)
    # Passages that repeat each other have no unique factors; the last step found will do.
    with warnings.catch_warnings(), np.errstate(invalid="ignore"):
        warnings.simplefilter("ignore", ConvergenceWarning)
        shares = model.fit_transform(matrix)
    lengths = np.linalg.norm(model.components_, axis=1)
    shares = shares * lengths
    totals = shares.sum(axis=1, keepdims=True)
    terms = model.components_ / np.where(lengths > 0, lengths, 1)[:, None]
    return Division(shares / np.where(totals > 0, totals, 1), terms)

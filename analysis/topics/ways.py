"""The two ways of dividing a corpus, and which of them is taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from analysis.topics.clusters import FEWEST_ARTICLES, Clusters
from analysis.topics.division import Divider
from analysis.topics.factors import Factors
from analysis.topics.steadiness import Structure, structure_of
from analysis.topics.terms import FEWEST_TERMS, telling
from analysis.topics.words import Words

AUTO, NMF, EMBEDDING = "auto", "nmf", "embedding"
METHODS = (AUTO, NMF, EMBEDDING)
Pause = Callable[[], None]


@dataclass(frozen=True)
class Way:
    """A way of dividing the passages of a corpus.

    Attributes:
        method: NMF or EMBEDDING.
        rows: numbers of the passages that are divided.
        divider: divides them.
        structure: how well they bear each number of topics; None when nobody asked.
    """

    method: str
    rows: np.ndarray
    divider: Divider
    structure: Structure | None


@dataclass(frozen=True)
class Corpus:
    """The passages, and how to look at them.

    Attributes:
        texts: the passages.
        words: their words.
        matrix: their terms.
        articles: the article of each.
        seed: of the resampling.
        pause: called again and again; what it raises ends the search.
    """

    texts: Sequence[str]
    words: Words
    matrix: sparse.csr_matrix
    articles: np.ndarray
    seed: int
    pause: Pause

    @property
    def has_many_articles(self) -> bool:
        """Whether there are enough of them to be grouped."""
        return len(set(self.articles)) >= FEWEST_ARTICLES

    def by_words(self, with_structure: bool) -> Way:
        """Factors of the words."""
        rows = telling(self.matrix, self.words, self.articles)
        return self._way(NMF, rows, Factors(self.matrix[rows]), with_structure)

    def by_meaning(self, with_structure: bool) -> Way:
        """Clusters of meaning; a short passage is read too, in the light of its article."""
        from analysis.topics.embedding import Directions, default_encoder  # loads onnxruntime

        fewest = 1 if self.has_many_articles else FEWEST_TERMS
        rows = telling(self.matrix, self.words, self.articles, fewest)
        meaning = Directions([self.texts[row] for row in rows], default_encoder(), self.pause)
        clusters = Clusters(self.matrix[rows], meaning, self.articles[rows])
        return self._way(EMBEDDING, rows, clusters, with_structure)

    def _way(self, method: str, rows: np.ndarray, divider: Divider, with_structure: bool) -> Way:
        wanted = with_structure and len(rows)
        structure = structure_of(divider, self.seed, self.pause) if wanted else None
        return Way(method, rows, divider, structure)


def way_of(corpus: Corpus, method: str, with_structure: bool) -> Way:
    """The way that is asked for; for AUTO the one that holds.

    Args:
        corpus: the passages.
        method: one of METHODS.
        with_structure: whether to try how many topics the texts bear.
    """
    if method == AUTO and corpus.has_many_articles:
        meant = corpus.by_meaning(with_structure=True)
        if meant.structure and not meant.structure.is_weak:
            return meant
    if method == EMBEDDING:
        return corpus.by_meaning(with_structure)
    return corpus.by_words(with_structure)

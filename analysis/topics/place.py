"""The passages as places on a plane: what is told in like words lies close together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from analysis.topics.terms import FEWEST_TERMS, term_matrix, with_company
from analysis.topics.words import content_words

MOST_PLACES = 800  # more dots hide each other, and take longer than a reader waits
_FEWEST_PLACES = 8  # of fewer no arrangement says anything
_NEIGHBOURS = 15  # that each place should lie near to, or a quarter of all of them


def places_of(passages: pd.DataFrame, texts: Sequence[str]) -> pd.DataFrame:
    """Where each passage lies.

    Args:
        passages: rows of `passages`.
        texts: the text of each of them, in the same order.

    Returns:
        The rows of at most MOST_PLACES passages, taken at even distances, of those that have words
        enough; with x and y. Only nearness means something: neither the axes nor the distance
        between far places does. Empty where there are too few. The same input gives the same
        places.

    Reference:
        van der Maaten and Hinton 2008, Visualizing data using t-SNE.
    """
    matrix, _ = term_matrix(content_words(texts))
    usable = np.flatnonzero(np.diff(matrix.indptr) >= FEWEST_TERMS)
    if len(usable) > MOST_PLACES:
        usable = usable[np.linspace(0, len(usable) - 1, MOST_PLACES).astype(int)]
    chosen = passages.iloc[usable]
    if len(usable) < _FEWEST_PLACES:
        return chosen.iloc[:0].assign(x=pd.Series(dtype=float), y=pd.Series(dtype=float))
    from sklearn.manifold import TSNE

    near = min(_NEIGHBOURS, len(usable) // 4)
    # Threads would make the last digits chance, and from them another picture grows.
    with threadpool_limits(1):
        model = TSNE(perplexity=near, init="pca", metric="cosine", random_state=0)
        found = model.fit_transform(with_company(matrix[usable]).astype(np.float64))
    return chosen.assign(x=found[:, 0].astype(float), y=found[:, 1].astype(float))

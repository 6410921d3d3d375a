"""Topics: groups of passages about the same matter, by non-negative factors of their words.

Names are left out of the terms, so that a topic is a matter (arms control, gas prices) and not an
actor; a label may hold one. What is a name the texts tell themselves: a word that they nearly
always print with a capital.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse
from threadpoolctl import threadpool_limits

from analysis import tables
from analysis.topics.labels import labels_of
from analysis.topics.words import content_words

N_TERMS = 6  # of a topic that are shown: what fits a line
RESAMPLES = 10  # fits for the stability, which ten tell to about .03; more only cost time
_SHARE_KEPT = 0.8  # of the passages in each of them: enough for every topic to have some
_PASSAGES_PER_TOPIC = 4  # on average, or a topic would be one passage told in other words
_FEWEST_TERMS = 4  # in a passage: by fewer words it falls to any topic
_MANY_PASSAGES = 30  # from here on a word of one passage only is no help to any other
_MOST_COMMON = 0.4  # of the passages hold a word: it parts none of them from the rest
_MOST_TERMS = 3000  # the rarest words beyond change no topic, and time grows with them
_LARGE_CORPUS = 1000  # passages, among which those of one matter share words anyway
_COMPANY = 100  # nearest terms of each; more are noise
_LARGEST_RESAMPLE = 2000  # passages, so that a large corpus does not wait for its stability
_STEP, _ROUGH_STEP = 1e-4, 1e-3  # where a fit ends; the rough one moves a stability by .01


@dataclass(frozen=True)
class _Model:
    """Factors: what share of each topic a passage has, and the weight of each term in a topic."""

    shares: np.ndarray
    terms: np.ndarray


def find_topics(
    passages: pd.DataFrame,
    texts: Sequence[str],
    n_topics: int = 6,
    seed: int = 0,
    pause: Callable[[], None] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Topics of the passages and the topic of each passage.

    Args:
        passages: rows of `passages`.
        texts: the text of each of them, in the same order.
        n_topics: topics looked for; fewer are found when there are few passages.
        seed: of the resampling; the same input and seed give the same tables.
        pause: called between fits; what it raises ends the search.

    Returns:
        The topics, with most passages first, in the columns of the topics table. Stability is the
        mean cosine between a topic and its nearest one among those of RESAMPLES fits to four
        fifths of the passages; higher means it is found again. Then the passages with topic_id
        and weight: the topic's share in the passage. Both are null for a passage that is too
        short, or has no word in common with any other.

    Raises:
        ValueError: texts and passages differ in number, or n_topics is not positive.

    Reference:
        Lee and Seung 1999, Learning the parts of objects by non-negative matrix factorization.
    """
    if len(passages) != len(texts) or n_topics < 1:
        raise ValueError(
            f"got {len(passages)} passages, {len(texts)} texts and n_topics={n_topics}; "
            "needed are as many texts as passages and n_topics of at least 1"
        )
    words = content_words(texts)
    matrix, vocabulary = _term_matrix(words)
    usable = np.flatnonzero(np.diff(matrix.indptr) >= _FEWEST_TERMS)
    count = min(n_topics, len(usable) // _PASSAGES_PER_TOPIC or min(len(usable), 1))
    if count == 0:
        return tables.empty("topics"), _with_topics(passages, {}, {})
    matrix = matrix[usable]
    # Threads cost more than they gain on matrices of this size, and make the last digits chance.
    with threadpool_limits(1):
        in_company = matrix.shape[0] < _LARGE_CORPUS
        model, member = _by_size(_factorise(matrix, count, seed, in_company, _STEP))
        stability = _stability(matrix, model, seed, in_company, pause)
    assigned = dict(zip(usable.tolist(), member.tolist(), strict=True))
    weights = {
        row: float(model.shares[at, member[at]])
        for at, row in enumerate(usable.tolist())
        if member[at] >= 0
    }
    labels = labels_of(model.terms, vocabulary, texts, words, assigned)
    topics = _topic_rows(model, vocabulary, labels, passages, assigned, stability)
    return topics, _with_topics(passages, {r: t for r, t in assigned.items() if t >= 0}, weights)


def _term_matrix(words: list[list[str]]) -> tuple[sparse.csr_matrix, list[str]]:
    """TF-IDF of the passages (rows of length 1, or empty) and the term of each column."""
    counts = [Counter(filter(None, row)) for row in words]
    frequency = Counter(term for row in counts for term in row)
    many = len(words) >= _MANY_PASSAGES
    fewest, most = (2, _MOST_COMMON * len(words)) if many else (1, len(words))
    eligible = [(-n, term) for term, n in frequency.items() if fewest <= n <= most]
    vocabulary = sorted(term for _, term in sorted(eligible)[:_MOST_TERMS])
    column = {term: at for at, term in enumerate(vocabulary)}
    matrix = sparse.lil_matrix((len(words), len(vocabulary)))
    for at, row in enumerate(counts):
        known = sorted(column[term] for term in row if term in column)
        values = [1 + np.log(row[vocabulary[place]]) for place in known]
        matrix.rows[at], matrix.data[at] = known, values
    idf = [np.log((1 + len(words)) / (1 + frequency[term])) + 1 for term in vocabulary]
    return _of_length_one(matrix.tocsr().multiply(np.array(idf)).tocsr()), vocabulary


def _of_length_one(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.diags(1 / np.where(norms > 0, norms, 1)) @ matrix


def _with_company(matrix: sparse.csr_matrix) -> np.ndarray:
    """Each passage also has, by their cosine, the terms that keep company with its own.

    In a small corpus two passages about one matter often share no word; this brings them together.
    In a large one (from _LARGE_CORPUS passages) they find each other through third ones.

    Returns:
        A full array: half of its cells are not zero, so that a sparse one would be slower.
    """
    unit = _of_length_one(matrix.T.tocsr())
    cosine = (unit @ unit.T).toarray().astype(np.float32)
    np.fill_diagonal(cosine, 0)
    if cosine.shape[1] > _COMPANY:
        nearest = np.argpartition(-cosine, _COMPANY, axis=1)[:, :_COMPANY]
        kept = np.zeros_like(cosine)
        np.put_along_axis(kept, nearest, np.take_along_axis(cosine, nearest, axis=1), axis=1)
        cosine = kept
    wide = _of_length_one((matrix + matrix @ sparse.csr_matrix(cosine)).tocsr())
    return wide.toarray()


def _factorise(
    matrix: sparse.csr_matrix, count: int, seed: int, in_company: bool, step: float
) -> _Model:
    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning

    count = min(count, *matrix.shape)
    model = NMF(count, init="nndsvda", max_iter=1000, tol=step, random_state=seed)
    # Passages that repeat each other have no unique factors; the last step found will do.
    with warnings.catch_warnings(), np.errstate(invalid="ignore"):
        warnings.simplefilter("ignore", ConvergenceWarning)
        shares = model.fit_transform(_with_company(matrix) if in_company else matrix)
    lengths = np.linalg.norm(model.components_, axis=1)
    shares = shares * lengths
    totals = shares.sum(axis=1, keepdims=True)
    terms = model.components_ / np.where(lengths > 0, lengths, 1)[:, None]
    return _Model(shares / np.where(totals > 0, totals, 1), terms)


def _by_size(model: _Model) -> tuple[_Model, np.ndarray]:
    """Topics with most passages first, empty ones left out; and each passage's topic or -1."""
    member = np.where(model.shares.sum(axis=1) > 0, model.shares.argmax(axis=1), -1)
    sizes = np.bincount(member[member >= 0], minlength=model.shares.shape[1])
    order = [at for at in np.argsort(-sizes, kind="stable") if sizes[at] > 0]
    rank = np.full(len(sizes) + 1, -1)
    rank[order] = np.arange(len(order))
    return _Model(model.shares[:, order], model.terms[order]), rank[member]


def _stability(
    matrix: sparse.csr_matrix,
    model: _Model,
    seed: int,
    in_company: bool,
    pause: Callable[[], None] | None,
) -> np.ndarray:
    """Per topic the mean cosine to its nearest topic in fits to parts of the passages."""
    chance = np.random.default_rng(seed)
    passages = matrix.shape[0]
    size = min(max(1, round(_SHARE_KEPT * passages)), _LARGEST_RESAMPLE)
    matrix = matrix.astype(np.float32)  # in half the time; the digits lost are not shown
    nearest = []
    for _ in range(RESAMPLES):
        if pause:
            pause()
        rows = np.sort(chance.choice(passages, size, replace=False))
        again = _factorise(matrix[rows], len(model.terms), seed, in_company, _ROUGH_STEP)
        nearest.append((model.terms @ again.terms.T).max(axis=1))
    return np.clip(np.mean(nearest, axis=0), 0, 1)


def _topic_rows(
    model: _Model,
    vocabulary: list[str],
    labels: list[str],
    passages: pd.DataFrame,
    assigned: dict[int, int],
    stability: np.ndarray,
) -> pd.DataFrame:
    articles = passages["article_id"].to_numpy()
    rows = []
    for topic, weights in enumerate(model.terms):
        members = [row for row, number in assigned.items() if number == topic]
        ranked = [vocabulary[at] for at in np.argsort(-weights, kind="stable") if weights[at] > 0]
        rows.append(
            {
                "topic_id": str(topic),
                "label": labels[topic],
                "terms": ", ".join(ranked[:N_TERMS]),
                "n_passages": len(members),
                "n_articles": len({articles[row] for row in members}),
                "stability": float(stability[topic]),
            }
        )
    return tables.conform("topics", pd.DataFrame(rows))


def _with_topics(
    passages: pd.DataFrame, assigned: dict[int, int], weights: dict[int, float]
) -> pd.DataFrame:
    rows = range(len(passages))
    ids = [str(assigned[row]) if row in assigned else None for row in rows]
    return passages.assign(
        topic_id=pd.Series(ids, index=passages.index, dtype="str"),
        weight=pd.Series([weights.get(row) for row in rows], index=passages.index, dtype="float64"),
    )

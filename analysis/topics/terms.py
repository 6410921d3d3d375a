"""Passages as weighted counts of their words."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from analysis.topics.words import Words

FEWEST_TERMS = 4  # in a passage: by fewer words it falls to any topic
_MANY_PASSAGES = 30  # from here on a word of one passage only is no help to any other
_MOST_COMMON = 0.4  # of the passages hold a word: it parts none of them from the rest
_MOST_TERMS = 3000  # the rarest words beyond change no topic, and time grows with them
_COMPANY = 100  # nearest terms of each; more are noise
_FURNITURE = 3  # articles that print the very same words: these tell nothing of any of them


def term_matrix(words: Words) -> tuple[sparse.csr_matrix, list[str]]:
    """TF-IDF of the passages (rows of length 1, or empty) and the term of each column.

    Args:
        words: of each passage.
    """
    counts = counted(words.codes, words.starts, len(words.terms))
    frequency = counts.getnnz(axis=0).tolist()
    many = len(words) >= _MANY_PASSAGES
    fewest, most = (2, _MOST_COMMON * len(words)) if many else (1, len(words))
    said = zip(frequency[1:], words.terms[1:], range(1, len(words.terms)), strict=True)
    eligible = sorted((-n, term, code) for n, term, code in said if fewest <= n <= most)
    columns = sorted((term, code) for _, term, code in eligible[:_MOST_TERMS])
    chosen = [code for _, code in columns]
    matrix = counts[:, chosen].sorted_indices()
    return weighted(matrix, rarity_in(matrix)), [term for term, _ in columns]


def counted(codes: np.ndarray, starts: np.ndarray, n_terms: int) -> sparse.csr_matrix:
    """How often each term stands in each text, given the terms of all texts one after another."""
    shape = (len(starts) - 1, n_terms)
    found = sparse.csr_matrix((np.ones(len(codes)), codes.copy(), starts), shape)
    found.sum_duplicates()
    return found


def rarity_in(matrix: sparse.csr_matrix) -> np.ndarray:
    """The inverse document frequency of each term, given what counts or weighs them."""
    return np.asarray(np.log((1 + matrix.shape[0]) / (1 + matrix.getnnz(axis=0))) + 1)


def weighted(counts: sparse.csr_matrix, rarity: np.ndarray) -> sparse.csr_matrix:
    """TF-IDF of counted terms: rows of length 1, or empty."""
    damped = counts.copy()
    damped.data = 1 + np.log(damped.data)
    return _of_length_one(damped.multiply(rarity).tocsr())


def telling(
    matrix: sparse.csr_matrix, words: Words, articles: np.ndarray, fewest: int = FEWEST_TERMS
) -> np.ndarray:
    """Numbers of the passages that can tell a matter, in order.

    The others are too short, share no word with any passage, or are furniture: the same words stand
    in several articles, as those of a subscription notice do.

    Args:
        matrix: the terms of the passages.
        words: the words of each passage.
        articles: the article of each passage.
        fewest: terms of a passage that is long enough.
    """
    homes: dict[bytes, set[str]] = {}
    codes = map(words.codes_of, range(len(words)))
    printed = [row[row > 0].tobytes() for row in codes]
    for row, article in zip(printed, articles, strict=True):
        homes.setdefault(row, set()).add(article)
    furniture = np.array([len(homes[row]) >= _FURNITURE for row in printed], dtype=bool)
    return np.flatnonzero((np.diff(matrix.indptr) >= fewest) & ~furniture)


def with_company(matrix: sparse.csr_matrix) -> np.ndarray:
    """Each passage also has, by their cosine, the terms that keep company with its own.

    In a small corpus two passages about one matter often share no word; this brings them together.
    In a large one they find each other through third ones.

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


def class_weights(matrix: sparse.csr_matrix, member: np.ndarray, count: int) -> np.ndarray:
    """How typical each term is of each class of passages (c-TF-IDF), a row of length 1 per class.

    Args:
        matrix: the terms of the passages.
        member: class of each passage, or -1.
        count: number of classes.

    Reference:
        Grootendorst 2022, BERTopic: Neural topic modeling with a class-based TF-IDF procedure.
    """
    held = np.flatnonzero(member >= 0)
    belongs = sparse.csr_matrix((np.ones(len(held)), (member[held], held)), (count, len(member)))
    counts = (belongs @ (matrix > 0).astype(float)).toarray()
    totals = counts.sum(axis=1, keepdims=True)
    frequency = counts.sum(axis=0)
    rarity = np.log1p(totals.mean() / np.where(frequency > 0, frequency, 1))
    weights = counts / np.where(totals > 0, totals, 1) * rarity
    lengths = np.linalg.norm(weights, axis=1, keepdims=True)
    return weights / np.where(lengths > 0, lengths, 1)


def _of_length_one(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.diags(1 / np.where(norms > 0, norms, 1)) @ matrix

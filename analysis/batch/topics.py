"""Topics of any number of passages: looked for in as many as fit, and told of all others.

Up to MOST_PASSAGES all are read. Of more, those are whose ids have the smallest hashes, which is a
sample that neither the order nor the partitions of a corpus change; the rest is then held against
the topics that were found.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.tables import TEXT
from analysis.topics import AUTO, EMBEDDING, NMF, Found, search
from analysis.topics.division import Division
from analysis.topics.factors import Factors
from analysis.topics.terms import FEWEST_TERMS, telling, term_matrix
from analysis.topics.words import WORD, content_words, plain

MOST_PASSAGES = 100_000
SEED = 0
# Files of a Placement; the latter two only with a rule.
_KNOWN, _TERMS, _WEIGHTS = "topics of passages.parquet", "terms.json", "topics.npy"

_Terms = tuple[str, ...]


class TooManyPassages(ValueError):
    """Topics by meaning are asked for and there are more passages than they can be found in."""


@dataclass(frozen=True)
class Placement:
    """To which topic passages belong.

    Attributes:
        known: topic_id and weight by passage_id, of the passages that were read.
        rule: tells it of others; None when all were read.
    """

    known: pd.DataFrame
    rule: Rule | None

    def write(self, folder: Path) -> None:
        """Writes it into a folder that other processes read."""
        self.known.to_parquet(folder / _KNOWN)
        if self.rule:
            self.rule.write(folder)

    @classmethod
    def read(cls, folder: Path) -> Placement:
        """What `write` wrote."""
        rule = Rule.read(folder) if (folder / _TERMS).exists() else None
        return cls(pd.read_parquet(folder / _KNOWN), rule)

    def place(self, passages: pd.DataFrame, texts: Sequence[str]) -> pd.DataFrame:
        """The passages with topic_id and weight.

        Args:
            passages: rows of `passages` of articles that count.
            texts: the text of each of them.
        """
        ids = passages["passage_id"]
        placed = passages.assign(
            topic_id=ids.map(self.known["topic_id"]).astype(TEXT),
            weight=ids.map(self.known["weight"]).astype(float),
        )
        others = np.flatnonzero(~ids.isin(self.known.index))
        if self.rule is None or not len(others):
            return placed
        topic, weight = self.rule.tell([texts[at] for at in others.tolist()])
        rows = placed.index[others]
        placed.loc[rows, "topic_id"] = pd.array(topic, dtype=TEXT)
        placed.loc[rows, "weight"] = weight
        return placed


@dataclass(frozen=True)
class Rule:
    """The topics as they were found, to hold passages against that were not among the sample.

    Attributes:
        term_of: the term that each printed word stands for.
        rarity: of each term its column and its inverse document frequency in the sample.
        furniture: words of passages that several articles print alike.
        topics: a row of length 1 for each topic, the weight of each term in it.
    """

    term_of: Mapping[str, str]
    rarity: Mapping[str, tuple[int, float]]
    furniture: frozenset[_Terms]
    topics: np.ndarray

    def write(self, folder: Path) -> None:
        """Writes it into a folder that other processes read."""
        told = {
            "term_of": self.term_of,
            "rarity": self.rarity,
            "furniture": sorted(self.furniture),
        }
        (folder / _TERMS).write_text(json.dumps(told), encoding="ascii")
        np.save(folder / _WEIGHTS, self.topics, allow_pickle=False)

    @classmethod
    def read(cls, folder: Path) -> Rule:
        """What `write` wrote."""
        told = json.loads((folder / _TERMS).read_text(encoding="ascii"))
        rarity = {term: (place, weight) for term, (place, weight) in told["rarity"].items()}
        furniture = frozenset(map(tuple, told["furniture"]))
        return cls(told["term_of"], rarity, furniture, np.load(folder / _WEIGHTS))

    def tell(self, texts: Sequence[str]) -> tuple[list[str | None], list[float]]:
        """Topic and weight of each passage; None and NaN for no topic."""
        from sklearn.decomposition import non_negative_factorization

        terms = [
            tuple(filter(None, (self.term_of.get(plain(m[0]), "") for m in WORD.finditer(text))))
            for text in texts
        ]
        matrix = self._matrix(terms)
        usable = np.diff(matrix.indptr) >= FEWEST_TERMS
        usable &= np.array([found not in self.furniture for found in terms], dtype=bool)
        shares = np.zeros((len(texts), len(self.topics)))
        if usable.any():
            shares[usable], _, _ = non_negative_factorization(
                matrix[np.flatnonzero(usable)],
                H=self.topics,
                n_components=len(self.topics),
                init="custom",
                update_H=False,
                max_iter=1000,
            )
        totals = shares.sum(axis=1, keepdims=True)
        division = Division(shares / np.where(totals > 0, totals, 1), self.topics)
        member, weight = division.member.tolist(), division.shares.max(axis=1).tolist()
        pairs = list(zip(member, weight, strict=True))
        return (
            [str(topic) if topic >= 0 else None for topic, _ in pairs],
            [share if topic >= 0 else float("nan") for topic, share in pairs],
        )

    def _matrix(self, terms: Sequence[_Terms]) -> sparse.csr_matrix:
        """TF-IDF in the columns of the sample, rows of length 1 or empty."""
        row, column, value = [], [], []
        for at, found in enumerate(terms):
            held = [(self.rarity[t], n) for t, n in Counter(found).items() if t in self.rarity]
            values = np.array([(1 + np.log(n)) * idf for (_, idf), n in held])
            row += [at] * len(held)
            column += [place for (place, _), _ in held]
            value += (values / (np.linalg.norm(values) or 1)).tolist()
        return sparse.csr_matrix((value, (row, column)), (len(terms), self.topics.shape[1]))


def sampled(passage_ids: pd.Series, most: int) -> np.ndarray:
    """Places of at most so many ids, in order; always the same ones of the same ids."""
    if len(passage_ids) <= most:
        return np.arange(len(passage_ids))
    digests = [hashlib.blake2b(f"{SEED} {name}".encode(), digest_size=8) for name in passage_ids]
    ranks = np.array([int.from_bytes(digest.digest(), "big") for digest in digests], np.uint64)
    return np.sort(np.argsort(ranks, kind="stable")[:most])


def find(
    passages: pd.DataFrame, texts: Sequence[str], n_topics: int | None, method: str, whole: bool
) -> tuple[Found, Placement]:
    """Looks for topics.

    Args:
        passages: rows of `passages` of articles that count, all or a sample.
        texts: the text of each.
        n_topics: how many topics; None for as many as the texts bear.
        method: one of analysis.topics.METHODS.
        whole: whether these are all passages.

    Raises:
        TooManyPassages: they are a sample and the method reads meaning, which every passage would
            have to be read for.
    """
    if not whole and method == EMBEDDING:
        raise TooManyPassages(
            f"topics by meaning are looked for in at most {MOST_PASSAGES:,} passages, and these "
            "are more; give --topics nmf or fewer articles"
        )
    found = search(
        passages, texts, n_topics, method=NMF if method == AUTO and not whole else method
    )
    known = found.passages.set_index("passage_id")[["topic_id", "weight"]]
    needs_rule = not whole and len(found.topics) > 0
    return found, Placement(known, _rule(passages, texts, found) if needs_rule else None)


def _rule(passages: pd.DataFrame, texts: Sequence[str], found: Found) -> Rule:
    """What other passages are held against: the factors of the sample, made once more."""
    words = content_words(texts)
    matrix, vocabulary = term_matrix(words)
    rows = telling(matrix, words, passages["article_id"].to_numpy())
    division = Factors(matrix[rows]).divide(np.arange(len(rows)), len(found.topics)).by_size()
    term_of = {
        plain(match[0]): term
        for text, terms in zip(texts, words, strict=True)
        for match, term in zip(WORD.finditer(text), terms, strict=True)
        if term
    }
    printed = [tuple(filter(None, row)) for row in words]
    frequency = Counter(term for row in printed for term in set(row))
    rarity = {
        term: (at, float(np.log((1 + len(words)) / (1 + frequency[term])) + 1))
        for at, term in enumerate(vocabulary)
    }
    short = {row for row in printed if len(row) >= FEWEST_TERMS}
    used = {printed[row] for row in rows.tolist()}
    return Rule(term_of, rarity, frozenset(short - used), division.terms)

"""The table of words: every term of every group, with its counts and how typical it is of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.wording.keyness import Usage, log_likelihood, log_odds, per_thousand

COLUMNS = [
    "group", "term", "shown", "sort", "n", "n_sentences", "n_articles", "per_thousand",
    "rest_n", "rest_sentences", "rest_articles", "rest_per_thousand",
    "value", "low", "high", "z", "g2", "all_n", "all_sentences", "all_articles", "behind",
    "enough",
]  # fmt: skip
_LEAST_SENTENCES = 2  # a word that stands once is no usage
# Of fewer articles nothing is said that would hold of others (see compare.intervals).
LEAST_BEHIND = 5


@dataclass(frozen=True)
class Prints:
    """The prints of terms that count, all as numbers.

    Attributes:
        code: row number of the term.
        group: number of its group.
        sentence: number of its sentence.
        article: number of its article.
    """

    code: np.ndarray
    group: np.ndarray
    sentence: np.ndarray
    article: np.ndarray

    def of(self, kept: np.ndarray) -> Prints:
        """Those at the places that are true."""
        return Prints(self.code[kept], self.group[kept], self.sentence[kept], self.article[kept])


def word_table(
    names: pd.DataFrame,
    prints: Prints,
    listed: Sequence[int],
    minimum: int,
    sort: str = "",
    *,
    alone: bool = False,
) -> pd.DataFrame:
    """One row per group and term that stands in two sentences or more; the group as its number.

    Columns: n, n_sentences and n_articles count the prints of the term in the group and where they
    stand, rest_n and so on the same in all other groups together, all_n and so on in all groups.
    per_thousand and rest_per_thousand: how often it stands in a thousand words; NaN without any.
    value, low, high, z: the log-odds ratio of the group against the rest; g2: G² (for both see
    keyness). behind: how many articles the group or the rest has text in, whichever has fewer; with
    less than LEAST_BEHIND low and high are NaN.
    enough: false when the term stands in fewer than `minimum` sentences of all groups, or when the
    group or the rest has fewer at all.

    Args:
        names: term, shown, sort and size of each term; those of size 1 are all words there are.
        prints: those that count. All of them tell common usage.
        listed: the groups to list, in order.
        minimum: sentences from which evidence is enough.
        sort: the sort of the terms to list; all when empty.
        alone: whether the listed groups are compared with each other alone.
    """
    if not listed:
        return pd.DataFrame(columns=COLUMNS)
    size, n_groups = len(names), len(listed) + 1
    held = _bucketed(prints, listed, alone=alone)
    n = np.bincount(held.group * size + held.code, minlength=n_groups * size)
    any_term = np.zeros_like(held.code)
    texts = _Spread.of(any_term, held.sentence, held.group, 1, n_groups)
    papers = _Spread.of(any_term, held.article, held.group, 1, n_groups)
    if sort:
        held = held.of((names["sort"] == sort).to_numpy()[held.code])
    counts = _Counts(
        n.reshape(n_groups, size),
        np.bincount(prints.code, minlength=size),
        (names["size"] == 1).to_numpy(),
        _Spread.of(held.code, held.sentence, held.group, size, n_groups),
        _Spread.of(held.code, held.article, held.group, size, n_groups),
    )
    parts = []
    for at, group in enumerate(listed):
        columns, behind = counts.columns(at), papers.fewer(at)
        if behind < LEAST_BEHIND:
            columns |= dict.fromkeys(("low", "high"), np.full(len(counts.shown), np.nan))
        enough = (columns["all_sentences"] >= minimum) & (texts.fewer(at) >= minimum)
        columns |= {"group": np.full(len(enough), group), "behind": np.full(len(enough), behind)}
        parts.append(columns | {"enough": enough})
    told = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    about = names[["term", "shown", "sort"]].take(np.tile(counts.shown, len(listed)))
    return about.reset_index(drop=True).join(pd.DataFrame(told))[COLUMNS]


def _bucketed(prints: Prints, listed: Sequence[int], *, alone: bool) -> Prints:
    """The prints with groups numbered as listed; all others count together as one more."""
    bucket = np.full(max(max(listed), int(prints.group.max(initial=0))) + 1, len(listed))
    bucket[list(listed)] = range(len(listed))
    held = Prints(prints.code, bucket[prints.group], prints.sentence, prints.article)
    return held.of(held.group < len(listed)) if alone else held


@dataclass(frozen=True)
class _Spread:
    """In how many different sentences or articles each term stands.

    Attributes:
        inside: by group and term: of the group.
        whole: by term: of all groups.
        only: by group and term: those of the group in which no other group prints the term.
    """

    inside: np.ndarray
    whole: np.ndarray
    only: np.ndarray

    @classmethod
    def of(
        cls, code: np.ndarray, unit: np.ndarray, group: np.ndarray, size: int, n_groups: int
    ) -> _Spread:
        units = int(unit.max(initial=0)) + 1
        # Sorting and comparing neighbours is several times as fast as numpy's unique here.
        triples = np.sort((code * units + unit) * n_groups + group)
        triples = triples[_changes(triples)]
        pairs, groups = triples // n_groups, triples % n_groups
        terms = pairs // units
        first = _changes(pairs)
        lone = first & np.append(first[1:], True)[: len(first)]
        shape = n_groups, size
        cells = groups * size + terms
        return cls(
            np.bincount(cells, minlength=n_groups * size).reshape(shape),
            np.bincount(terms[first], minlength=size),
            np.bincount(cells[lone], minlength=n_groups * size).reshape(shape),
        )

    def outside(self, group: int) -> np.ndarray:
        """By term: those in which any other group prints it."""
        found: np.ndarray = self.whole - self.only[group]
        return found

    def fewer(self, group: int) -> int:
        """Of all terms together: those of the group or of the others, whichever has fewer."""
        return int(min(self.inside[group].sum(), self.outside(group).sum()))


@dataclass(frozen=True)
class _Counts:
    """What is counted of each term.

    Attributes:
        n: by group and term: prints.
        common: by term: prints of all groups there are.
        single: which terms are one word.
        sentences, articles: those in which each stands.
    """

    n: np.ndarray
    common: np.ndarray
    single: np.ndarray
    sentences: _Spread
    articles: _Spread

    @cached_property
    def shown(self) -> np.ndarray:
        """The terms to list."""
        return np.flatnonzero(self.sentences.whole >= _LEAST_SENTENCES)

    def columns(self, group: int) -> dict[str, np.ndarray]:
        """What is told of each term to list, of a group against the others."""
        whole, focus = self.n.sum(axis=0), self.n[group]
        columns = {
            "n": focus,
            "n_sentences": self.sentences.inside[group],
            "n_articles": self.articles.inside[group],
            "rest_n": whole - focus,
            "rest_sentences": self.sentences.outside(group),
            "rest_articles": self.articles.outside(group),
            "all_n": whole,
            "all_sentences": self.sentences.whole,
            "all_articles": self.articles.whole,
        }
        scores = _scores(*(self._usage(counts) for counts in (focus, whole - focus, self.common)))
        return {name: column[self.shown] for name, column in columns.items()} | scores

    def _usage(self, counts: np.ndarray) -> Usage:
        return Usage(counts[self.shown].astype(float), float(counts[self.single].sum()))


def _changes(ordered: np.ndarray) -> np.ndarray:
    """Where another value begins in ordered ones."""
    first = np.ones(len(ordered), dtype=bool)
    first[1:] = ordered[1:] != ordered[:-1]
    return first


def _scores(focus: Usage, rest: Usage, common: Usage) -> dict[str, np.ndarray]:
    odds = log_odds(focus, rest, common)
    return {
        "per_thousand": per_thousand(focus),
        "rest_per_thousand": per_thousand(rest),
        "value": odds.value,
        "low": odds.low,
        "high": odds.high,
        "z": odds.z,
        "g2": log_likelihood(focus, rest),
    }

"""Wording: which words a group uses more than the others, and where they stand.

The words of a corpus are cut once; every question then counts the prints that a selection leaves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.wording.lines import in_order, lines_of
from analysis.wording.near import near_mentions
from analysis.wording.table import Prints, word_table
from analysis.wording.terms import Terms, terms_of
from analysis.wording.words import Words, words_of

__all__ = ["MOST_GROUPS", "MOST_WORDS", "Wording", "group_sizes", "groups_by_words"]

# Of a larger corpus so many words are read, article by article in a drawn order, so that the answer
# comes while a reader waits.
MOST_WORDS = 500_000
SEED = 20220126
MOST_GROUPS = 8
NO_TRANSLATION = "none known"


@dataclass(frozen=True)
class Wording:
    """The words of a corpus, to be asked for by rows of stretches.

    Attributes:
        rows: the evidence rows of the stretches that are read, in the order of the text.
        mentions: the mentions table.
        articles: how many of how many articles are read.
    """

    rows: pd.DataFrame
    mentions: pd.DataFrame
    articles: tuple[int, int]
    _texts: Mapping[str, str]
    _given: np.ndarray

    @classmethod
    def of(
        cls,
        rows: pd.DataFrame,
        texts: Mapping[str, str],
        mentions: pd.DataFrame,
        most_words: int = MOST_WORDS,
    ) -> Wording:
        """The words of a corpus.

        Args:
            rows: the evidence rows of the measure voice_words: one per stretch in one voice, by
                its number.
            texts: the text of each article, by its id.
            mentions: the mentions table.
            most_words: how many words are read at most; articles beyond are left out whole.
        """
        read = _drawn(rows, most_words)
        kept = rows[rows["article_id"].isin(read)].sort_values(["article_id", "start"])
        numbers = (len(read), rows["article_id"].nunique())
        given = kept.index.to_numpy()
        return cls(kept.reset_index(drop=True), mentions, numbers, texts, given)

    @cached_property
    def words(self) -> Words:
        return words_of(self.rows, self._texts)

    @cached_property
    def terms(self) -> Terms:
        return terms_of(self.words)

    def table(
        self,
        kept: pd.DataFrame,
        minimum: int,
        sort: str = "",
        pair: Sequence[str] = (),
        near: str | None = None,
    ) -> pd.DataFrame:
        """The terms of the groups with most words, MOST_GROUPS at most (see table.word_table).

        Args:
            kept: group and value (in words) of the stretches that count, by their numbers among
                those that were given.
            minimum: sentences from which evidence is enough.
            sort: the sort of the terms that are listed (see words.Words); all when empty.
            pair: two groups that are compared with each other alone; each with all when empty.
                Where one of them has no words there is nothing to compare: the table has no rows.
            near: an actor; only words near its mentions count.
        """
        groups = groups_by_words(kept)
        # Of a large corpus a group may have words, but none in the articles that are read.
        held = set(pair) <= set(groups)
        listed = [groups.index(group) for group in pair or groups[:MOST_GROUPS] if held]
        prints = self._prints(self._group_of(kept, groups), near)
        found = word_table(self.terms.names, prints, listed, minimum, sort, alone=bool(pair))
        names = pd.array(groups, dtype="str")
        return found.assign(group=names.take(found["group"].to_numpy(dtype=np.int64)))

    def lines(
        self,
        kept: pd.DataFrame,
        term: str,
        order: str,
        near: str | None = None,
    ) -> pd.DataFrame:
        """Each print of a term in the stretches that count, with its group (see lines.lines_of)."""
        groups = groups_by_words(kept)
        group = self._group_of(kept, groups)
        counted = (group >= 0)[self.words.stretch]
        if near is not None:
            counted &= self._near(near)
        names = pd.Series(group).map(dict(enumerate(groups)))
        found = lines_of(self.words, self.rows.assign(group=names), term, counted)
        return in_order(found, order)

    def _prints(self, group: np.ndarray, near: str | None) -> Prints:
        """The prints of terms in stretches that have a group, by its number."""
        stretch = self.words.stretch[self.terms.at]
        kept = group[stretch] >= 0
        if near is not None:
            here = self._near(near)
            last = self.terms.at + self.terms.names["size"].to_numpy()[self.terms.code] - 1
            kept &= here[self.terms.at] & here[last]
        sentence, article = self._places
        prints = Prints(self.terms.code, group[stretch], sentence[stretch], article[stretch])
        return prints.of(kept)

    @cached_property
    def _places(self) -> tuple[np.ndarray, np.ndarray]:
        """The numbers of the sentence and of the article of each stretch."""
        ids = (self.rows[name] for name in ("sentence_id", "article_id"))
        sentence, article = (pd.factorize(column)[0].astype(np.int64) for column in ids)
        return sentence, article

    def _group_of(self, kept: pd.DataFrame, groups: Sequence[str]) -> np.ndarray:
        """The number of the group of each stretch that is read; -1 for one that does not count."""
        found = np.full(1 + max(self._given.max(initial=-1), kept.index.max()), -1)
        found[kept.index] = kept["group"].astype("category").cat.set_categories(groups).cat.codes
        return found[self._given]

    def _near(self, actor: str) -> np.ndarray:
        meant = self.mentions[self.mentions["target"] == actor]
        return near_mentions(self.words, self.rows, meant)


def groups_by_words(kept: pd.DataFrame) -> list[str]:
    """The groups of some stretches, those with most words first."""
    words = kept.groupby("group", observed=True)["value"].sum().sort_index()
    return list(words.sort_values(ascending=False, kind="stable").index)


def group_sizes(kept: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """How much text each group has, most words first, and how much of it may be a translator's.

    Columns: group, n_words, n_articles, n_translated (articles that are or may be translated).

    Args:
        kept: evidence rows of the measure voice_words, each with its group.
        articles: the articles table.
    """
    states = kept["article_id"].map(articles.set_index("article_id")["translation"])
    held = kept.assign(translated=kept["article_id"].where(states != NO_TRANSLATION))
    by_group = held.groupby("group")
    found = pd.DataFrame(
        {
            "n_words": by_group["value"].sum().astype("int64"),
            "n_articles": by_group["article_id"].nunique(),
            "n_translated": by_group["translated"].nunique(),
        }
    )
    return found.reindex(groups_by_words(kept)).rename_axis("group").reset_index()


def _drawn(rows: pd.DataFrame, most_words: int) -> set[str]:
    """The articles that are read: all, or as many in a drawn order as hold so many words."""
    by_article = rows.groupby("article_id")["value"].sum().sort_index()
    if by_article.sum() <= most_words:
        return set(by_article.index)
    order = np.random.default_rng(SEED).permutation(len(by_article))
    held = by_article.iloc[order].cumsum()
    return set(held.index[held <= most_words])

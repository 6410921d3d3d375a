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
from analysis.wording.table import word_table
from analysis.wording.terms import Terms, terms_of
from analysis.wording.words import Words, words_of

__all__ = ["MOST_GROUPS", "MOST_WORDS", "Wording", "group_sizes", "groups_by_words"]

# Of a larger corpus so many words are read, article by article in a drawn order, so that the answer
# comes while a reader waits.
MOST_WORDS = 1_500_000
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
            rows: the evidence rows of the measure voice_words: one per stretch in one voice.
            texts: the text of each article, by its id.
            mentions: the mentions table.
            most_words: how many words are read at most; articles beyond are left out whole.
        """
        read = _drawn(rows, most_words)
        kept = rows[rows["article_id"].isin(read)].sort_values(["article_id", "start"])
        numbers = (len(read), rows["article_id"].nunique())
        return cls(kept.reset_index(drop=True), mentions, numbers, texts)

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
        pair: Sequence[str] = (),
        near: str | None = None,
    ) -> pd.DataFrame:
        """The terms of the groups with most words, MOST_GROUPS at most (see table.word_table).

        Args:
            kept: the stretches that count, as evidence rows of the measure voice_words, each with
                its group.
            minimum: sentences from which evidence is enough.
            pair: two groups that are compared with each other alone; each with all when empty.
            near: an actor; only words near its mentions count.
        """
        prints = self._prints(kept, near)
        listed = pair or groups_by_words(kept)[:MOST_GROUPS]
        return word_table(self.terms.names, prints, listed, minimum, pair or None)

    def lines(
        self,
        kept: pd.DataFrame,
        term: str,
        order: str,
        near: str | None = None,
    ) -> pd.DataFrame:
        """Each print of a term in the stretches that count, with its group (see lines.lines_of)."""
        group = self._group_of(kept)
        counted = np.array([name is not None for name in group], dtype=bool)[self.words.stretch]
        if near is not None:
            counted &= self._near(near)
        found = lines_of(self.words, self.rows.assign(group=group), term, counted)
        return in_order(found, order)

    def _prints(self, kept: pd.DataFrame, near: str | None) -> pd.DataFrame:
        stretch = self.words.stretch[self.terms.at]
        prints = pd.DataFrame(
            {
                "code": self.terms.code,
                "group": self._group_of(kept)[stretch],
                "sentence_id": self.rows["sentence_id"].to_numpy(dtype=object)[stretch],
                "article_id": self.rows["article_id"].to_numpy(dtype=object)[stretch],
            }
        )
        counts = prints["group"].notna()
        if near is not None:
            here = self._near(near)
            last = self.terms.at + self.terms.names["size"].to_numpy()[self.terms.code] - 1
            counts &= here[self.terms.at] & here[last]
        return prints[counts]

    def _group_of(self, kept: pd.DataFrame) -> np.ndarray:
        """The group of each stretch that is read; None for one that does not count."""
        known = dict(zip(kept["row_id"], kept["group"], strict=True))
        return np.array([known.get(row_id) for row_id in self.rows["row_id"]], dtype=object)

    def _near(self, actor: str) -> np.ndarray:
        meant = self.mentions[self.mentions["target"] == actor]
        return near_mentions(self.words, self.rows, meant)


def groups_by_words(kept: pd.DataFrame) -> list[str]:
    """The groups of some stretches, those with most words first."""
    words = kept.groupby("group")["value"].sum().sort_index()
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

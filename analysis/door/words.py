"""Questions about words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.columns import Counts, counted_pairs
from analysis.columns.drawn import columns_of, drawn_articles
from analysis.door.held import Held
from analysis.door.part import Part
from analysis.selection import Selection
from analysis.wording import MOST_WORDS, NO_TRANSLATION, Wording


class Words(Held):
    """What is typical of whose words, and where it stands."""

    @cached_property
    def _read_part(self) -> Part:
        """The articles that are read for what only their texts can tell."""
        return self._part(drawn_articles(self._columns, MOST_WORDS))

    @cached_property
    def _read_counts(self) -> Counts:
        """The rows of these articles alone, in the order of the rows of `_read_part`."""
        read = columns_of(self._columns, np.sort(drawn_articles(self._columns, MOST_WORDS)))
        return Counts(read, lambda: self._doubts.codes > 0, self._source.holding)

    @cached_property
    def _wording(self) -> Wording:
        tables, rows = self._read_part.tables, self._read_part.rows("voice_words")
        texts = dict(zip(tables["articles"]["article_id"], tables["articles"]["text"], strict=True))
        return Wording.of(rows, texts, tables["mentions"])

    @cached_property
    def read_for_words(self) -> tuple[int, int]:
        """How many of how many articles the answers about words are read from."""
        n_rows = np.diff(self._columns.first_rows["voice_words"])
        return len(self._read_part.articles), int(np.count_nonzero(n_rows))

    def wording(
        self,
        selection: Selection,
        *,
        sort: str = "",
        pair: Sequence[str] = (),
        near: str | None = None,
    ) -> pd.DataFrame:
        """The terms of each group and how typical they are of it (see wording.Wording.table).

        Args:
            selection: what counts.
            sort: the sort of the terms; all when empty.
            pair: two groups that are compared with each other alone.
            near: an actor; only words near its mentions count.
        """
        return self._wording.table(self._stretches(selection), selection.minimum, sort, pair, near)

    def word_lines(
        self, selection: Selection, term: str, order: str, *, near: str | None = None
    ) -> pd.DataFrame:
        """Each print of a word or phrase with what stands around it (see wording.Wording.lines)."""
        lines = self._wording.lines(self._stretches(selection), term, order, near)
        return self._read_part.with_context(lines)

    def word_groups(self, selection: Selection) -> pd.DataFrame:
        """How much each group has of the text that is read (see `read_for_words`), most words
        first, and how much of it may be a translator's.

        Columns: group, n_words, n_articles, n_translated (articles that are or may be translated).
        """
        counts, columns = self._read_counts, self._read_counts.columns
        picked = counts.picked(selection, "voice_words")
        values = columns.measures["voice_words"].value[picked.own]
        group, names = counts.grouped(picked, selection.group_by)
        article = picked.base.article[picked.rows]
        if group is None:
            entry, group = counts.actors(picked)
            values, article = values[entry], article[entry]
        words = np.bincount(group, weights=values, minlength=len(names)).astype(np.int64)
        of_group, of_article, _ = counted_pairs(group, article, len(names), len(columns.articles))
        states = columns.of_articles["translation"]
        moved = (np.array(states.names) != NO_TRANSLATION)[states.codes[of_article]]
        order = [at for at in np.argsort(-words, kind="stable").tolist() if words[at]]
        return pd.DataFrame(
            {
                "group": pd.Series([names[at] for at in order], dtype="str"),
                "n_words": words[order],
                "n_articles": np.bincount(of_group, minlength=len(names))[order],
                "n_translated": np.bincount(of_group[moved], minlength=len(names))[order],
            }
        )

    def _stretches(self, selection: Selection) -> pd.DataFrame:
        """The stretches that a selection keeps of what is read (see wording.Wording.table)."""
        counts, measure = self._read_counts, "voice_words"
        picked = counts.picked(selection, measure)
        group, names = counts.grouped(picked, selection.group_by)
        if group is None:
            raise ValueError("words cannot be grouped by actor: one may stand near several")
        value = counts.columns.measures[measure].value[picked.own]
        said = pd.Categorical.from_codes(group, names, validate=False)
        return pd.DataFrame({"group": said, "value": value}, index=picked.numbers())

    def _read_rows(self, selection: Selection, measure: str) -> pd.DataFrame:
        """Evidence rows of the articles that are read, with their groups.

        By actor a row stands once for each actor that it mentions.
        """
        picked = self._read_counts.picked(selection, measure)
        rows = self._read_part.rows(measure).iloc[picked.own].reset_index(drop=True)
        group, names = self._read_counts.grouped(picked, selection.group_by)
        if group is None:
            entry, group = self._read_counts.actors(picked)
            rows = rows.iloc[entry].reset_index(drop=True)
        return rows.assign(
            group=pd.Series(np.array([*names, ""], dtype=object)[group], dtype="str")
        )

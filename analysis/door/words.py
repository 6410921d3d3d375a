"""Questions about words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.columns import Picked, distinct
from analysis.columns.drawn import drawn_articles
from analysis.door.held import Array, Held
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
        self, selection: Selection, *, pair: Sequence[str] = (), near: str | None = None
    ) -> pd.DataFrame:
        """The terms of each group and how typical they are of it (see wording.Wording.table).

        Args:
            selection: what counts.
            pair: two groups that are compared with each other alone.
            near: an actor; only words near its mentions count.
        """
        rows = self._read_rows(selection, "voice_words")
        return self._wording.table(rows, selection.minimum, pair, near)

    def word_lines(
        self, selection: Selection, term: str, order: str, *, near: str | None = None
    ) -> pd.DataFrame:
        """Each print of a word or phrase with what stands around it (see wording.Wording.lines)."""
        rows = self._read_rows(selection, "voice_words")
        return self._read_part.with_context(self._wording.lines(rows, term, order, near))

    def word_groups(self, selection: Selection) -> pd.DataFrame:
        """How much text each group has, most words first, and how much may be a translator's.

        Columns: group, n_words, n_articles, n_translated (articles that are or may be translated).
        """
        columns, picked = self._columns, self._picked(selection, "voice_words")
        values = columns.measures["voice_words"].value[picked.own]
        group, names = self._counts.grouped(picked, selection.group_by)
        article = picked.base.article[picked.rows]
        if group is None:
            entry, group = self._counts.actors(picked)
            values, article = values[entry], article[entry]
        words = np.bincount(group, weights=values, minlength=len(names)).astype(np.int64)
        of_group, of_article = distinct(group, article, len(names), len(columns.articles))
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

    def _read_rows(self, selection: Selection, measure: str) -> pd.DataFrame:
        """Evidence rows of the articles that are read, with their groups.

        By actor a row stands once for each actor that it mentions.
        """
        picked = self._picked(selection, measure)
        held, place = self._read_part.among(measure, picked.numbers())
        chosen = picked.only(_mask(place, len(picked)))
        return self._with_groups(held, chosen, selection.group_by)

    def _with_groups(self, rows: pd.DataFrame, picked: Picked, group_by: str) -> pd.DataFrame:
        of_group, names = self._counts.grouped(picked, group_by)
        if of_group is None:
            entry, of_group = self._counts.actors(picked)
            rows = rows.iloc[entry].reset_index(drop=True)
        said = pd.Series(np.array([*names, ""], dtype=object)[of_group], dtype="str")
        return rows.assign(group=said)


def _mask(places: Array, n: int) -> Array:
    held = np.zeros(n, dtype=bool)
    held[places] = True
    return held

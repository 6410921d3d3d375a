"""Questions about words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import pandas as pd

from analysis.door.held import Held
from analysis.selection import Selection
from analysis.wording import Wording, group_sizes


class Words(Held):
    """What is typical of whose words, and where it stands."""

    @cached_property
    def _wording(self) -> Wording:
        articles = self._tables["articles"]
        texts = dict(zip(articles["article_id"], articles["text"], strict=True))
        return Wording.of(self._rows["voice_words"], texts, self._tables["mentions"])

    @property
    def read_for_words(self) -> tuple[int, int]:
        """How many of how many articles the answers about words are read from."""
        return self._wording.articles

    def wording(
        self, selection: Selection, *, pair: Sequence[str] = (), near: str | None = None
    ) -> pd.DataFrame:
        """The terms of each group and how typical they are of it (see wording.Wording.table).

        Args:
            selection: what counts.
            pair: two groups that are compared with each other alone.
            near: an actor; only words near its mentions count.
        """
        rows = self._grouped(selection, "voice_words")
        return self._wording.table(rows, selection.minimum, pair, near)

    def word_lines(
        self, selection: Selection, term: str, order: str, *, near: str | None = None
    ) -> pd.DataFrame:
        """Each print of a word or phrase with what stands around it (see wording.Wording.lines)."""
        rows = self._grouped(selection, "voice_words")
        return self._with_context(self._wording.lines(rows, term, order, near))

    def word_groups(self, selection: Selection) -> pd.DataFrame:
        """How much text each group has and may have from a translator (see wording.group_sizes)."""
        return group_sizes(self._grouped(selection, "voice_words"), self._tables["articles"])

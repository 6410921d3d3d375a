"""The paragraphs of articles as one text each, put together when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
import pandas as pd


class Bodily(Protocol):
    """The paragraphs of each of some articles, parted by line breaks."""

    def __len__(self) -> int:
        """How many articles there are."""

    def __getitem__(self, number: int) -> str:
        """The paragraphs of the article of this number."""


class FoundBodies:
    """The paragraphs of articles whose texts lie elsewhere."""

    def __init__(self, article_ids: Sequence[str], body_of: Callable[[str], str]) -> None:
        self._ids, self._body_of = article_ids, body_of

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, number: int) -> str:
        return self._body_of(self._ids[number])


class Bodies:
    """The paragraphs of each article, parted by line breaks.

    A corpus is not held twice: only where paragraphs begin and end is kept.
    """

    def __init__(
        self,
        article_ids: Sequence[str],
        rows: np.ndarray,
        texts: Sequence[str],
        passages: pd.DataFrame,
    ) -> None:
        """
        Args:
            article_ids: the articles in the order wanted.
            rows: the place of the text of each of them among `texts`.
            texts: whole texts.
            passages: rows of `passages`; article_id, start and end are used.
        """
        self._texts = texts
        self._rows = rows
        places = {article_id: at for at, article_id in enumerate(article_ids)}
        at = passages["article_id"].map(places).fillna(-1).to_numpy(dtype=np.int64)
        starts, ends = (passages[name].to_numpy(dtype=np.int64) for name in ("start", "end"))
        order = np.lexsort((ends, starts, at))
        self._spans = np.column_stack([starts, ends])[order]
        self._bounds = np.searchsorted(at[order], np.arange(len(article_ids) + 1))

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, number: int) -> str:
        text = self._texts[self._rows[number]]
        spans = self._spans[self._bounds[number] : self._bounds[number + 1]].tolist()
        return "\n".join(text[start:end] for start, end in spans)

"""Every article in words, as charts, lists and running text name it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from analysis import phrases
from analysis.charts.theme import tick_label
from analysis.options import MOST_OFFERED

_BEFORE_ID, _WIDTH = " · ", 70
_OPTION = ("outlet", "title", "source_path", "article_id")


@dataclass(frozen=True)
class ArticleWords:
    """Every article in words, by its id.

    Attributes:
        options: a short name, different for each, for lists to choose from.
        axis: two or three escaped lines joined by <br>, for the axis of a chart.
        names: for running text.
        short: outlet and author or day, for lists in running text.
    """

    options: Mapping[str, str]
    axis: Mapping[str, str]
    names: Mapping[str, str]
    short: Mapping[str, str]

    def offered(self, ids: Iterable[str]) -> dict[str, str]:
        """The names in `options` of those of some ids that are known."""
        known = [name for name in ids if name in self.options]
        if isinstance(self.options, _Asked):
            return dict(zip(known, self.options.of(known), strict=True))
        return {name: self.options[name] for name in known}


def article_words(articles: pd.DataFrame) -> ArticleWords:
    """All articles of a table of articles in words.

    Of more than MOST_OFFERED, which no list can offer, each is put into words when it is asked
    for, and its name in `options` ends with its id (see `id_in`).
    """
    if len(articles) > MOST_OFFERED:
        rows = articles.set_index("article_id", drop=False)
        said = (_axis, phrases.article, _short)
        return ArticleWords(
            _Asked(rows[list(_OPTION)], _option), *(_Asked(rows, words) for words in said)
        )
    told = {row["article_id"]: row for row in articles.to_dict("records")}
    return ArticleWords(
        options=phrases.article_labels(articles),
        axis={name: _axis(row) for name, row in told.items()},
        names={name: phrases.article(row) for name, row in told.items()},
        short={name: _short(row) for name, row in told.items()},
    )


def id_in(option: str) -> str:
    """The id that a name of one of very many articles ends with; empty when it ends with none."""
    head, _, rest = option.rpartition(_BEFORE_ID)
    return rest if head else ""


class _Asked(Mapping[str, str]):
    """Articles in words, each when it is asked for."""

    def __init__(self, rows: pd.DataFrame, words: Callable[[Mapping[str, Any]], str]) -> None:
        self._rows, self._words = rows, words

    def __getitem__(self, article_id: str) -> str:
        return self._words(self._rows.loc[article_id].to_dict())

    def of(self, ids: Sequence[str]) -> list[str]:
        """Several articles, which are sooner put into words at once."""
        return [self._words(row) for row in self._rows.loc[ids].to_dict("records")]

    def __contains__(self, article_id: object) -> bool:
        return article_id in self._rows.index

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    @cached_property
    def _ids(self) -> list[str]:
        # An index of texts makes each of them anew whenever it is gone through.
        return list(self._rows.index)

    def __len__(self) -> int:
        return len(self._rows)


def _option(row: Mapping[str, Any]) -> str:
    name = f"{phrases.outlet(row)}: {phrases.title(row)}"
    name = name if len(name) <= _WIDTH else name[: _WIDTH - 1].rstrip() + "…"
    return f"{name}{_BEFORE_ID}{row['article_id']}"


def _axis(row: Mapping[str, Any]) -> str:
    return "<br>".join(map(tick_label, phrases.article_lines(row)))


def _short(row: Mapping[str, Any]) -> str:
    return " · ".join(phrases.article_lines(row))

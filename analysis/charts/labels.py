"""Every article in words, as charts, lists and running text name it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis import phrases
from analysis.charts.theme import tick_label


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


def article_words(articles: pd.DataFrame) -> ArticleWords:
    """All articles of a table of articles in words."""
    rows = articles.to_dict("records")
    return ArticleWords(
        options=phrases.article_labels(articles),
        axis={
            row["article_id"]: "<br>".join(map(tick_label, phrases.article_lines(row)))
            for row in rows
        },
        names={row["article_id"]: phrases.article(row) for row in rows},
        short={row["article_id"]: " · ".join(phrases.article_lines(row)) for row in rows},
    )

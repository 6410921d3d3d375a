"""Topics by who speaks and when."""

from __future__ import annotations

import pandas as pd

from analysis.periods import periods

COLUMNS = (
    "period",
    "group",
    "item",
    "n_sentences",
    "n_articles",
    "n_group",
    "share",
)


def over_time(rows: pd.DataFrame, dates: pd.Series) -> pd.DataFrame:
    """How much each group says about each topic in each period.

    Args:
        rows: one per sentence, with group, item (the topic), sentence_id and article_id.
        dates: date of publication by article_id; null when it is not known.

    Returns:
        One row per period, group and topic of which there is any sentence, in order: period (a day,
        a month or a year, as "2022-01-31", "2022-01" or "2022", by the time that the articles
        span), group, item, n_sentences, n_articles, n_group (sentences of the group in the period)
        and share (of those). Sentences of articles without a date are left out.
    """
    published = pd.to_datetime(dates.reindex(rows["article_id"]).set_axis(rows.index))
    if not published.notna().any():
        return pd.DataFrame(columns=list(COLUMNS))
    dated = rows.assign(period=periods(published))[published.notna()]
    cells = dated.groupby(["period", "group", "item"], sort=True)
    counts = cells.agg(
        n_sentences=("sentence_id", "nunique"), n_articles=("article_id", "nunique")
    ).reset_index()
    of_group = dated.groupby(["period", "group"])["sentence_id"].nunique().rename("n_group")
    joined = counts.join(of_group, on=["period", "group"])
    return joined.assign(share=joined["n_sentences"] / joined["n_group"])[list(COLUMNS)]

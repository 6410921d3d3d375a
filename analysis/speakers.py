"""Who is quoted in which article, told from evidence rows of role_share, one per statement."""

from __future__ import annotations

import pandas as pd

from analysis.selection import UNKNOWN_OUTLET
from analysis.tables import DIRECT


def by_article(
    rows: pd.DataFrame, attributions: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """One row per speaker and article, most statements first.

    Columns: speaker, role, affiliation, voice_perspective, article_id, outlet, n_attributions,
    n_quoted (in quotation marks), cues (the different ones, joined by ", ").

    Args:
        rows: evidence rows of role_share.
        attributions: the attributions table.
        articles: the articles table.
    """
    kept = attributions[attributions["attribution_id"].isin(rows["attribution_id"])]
    kept = kept.assign(quoted=kept["kind"] == DIRECT)
    keys = ["speaker", "speaker_role", "affiliation", "voice_perspective", "article_id"]
    kept = kept.assign(group=kept.groupby(keys, dropna=False).ngroup())
    by_group = kept.groupby("group")
    outlets = articles.set_index("article_id")["outlet"]
    found = kept.drop_duplicates("group").set_index("group")[keys].sort_index()
    return (
        found.assign(
            n_attributions=by_group.size(),
            n_quoted=by_group["quoted"].sum(),
            cues=_joined(kept, "group", "cue", ", ").reindex(found.index, fill_value=""),
            outlet=found["article_id"].map(outlets).fillna(UNKNOWN_OUTLET),
        )
        .sort_values(["n_attributions", "speaker"], ascending=[False, True])
        .rename(columns={"speaker_role": "role"})
        .reset_index(drop=True)
    )


def _joined(frame: pd.DataFrame, by: str, column: str, mark: str) -> pd.Series:
    """The different values of a column in each group that has any, in their order, joined."""
    held = frame.loc[frame[column].fillna("") != "", [by, column]].drop_duplicates()
    return held.groupby(by)[column].agg(mark.join)

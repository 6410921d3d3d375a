"""Who is quoted: speakers by article and over all articles, and where a perspective has a say.

Every function is given evidence rows of role_share, one per statement (see analysis.evidence).
"""

from __future__ import annotations

import pandas as pd

from analysis.perspectives import PERSPECTIVES
from analysis.selection import UNKNOWN_OUTLET, Selection, counted_articles
from analysis.tables import DIRECT


def by_article(
    rows: pd.DataFrame,
    attributions: pd.DataFrame,
    articles: pd.DataFrame,
    doubts: pd.Series | None = None,
) -> pd.DataFrame:
    """One row per speaker and article, most statements first.

    Columns: speaker, role, affiliation, voice_perspective, article_id, outlet, n_attributions,
    n_quoted (in quotation marks), cues (the different ones, joined by ", "), and arguable (why the
    perspective can be argued about, as doubts tell; empty when it is plain).

    Args:
        rows: evidence rows of role_share.
        attributions: the attributions table.
        articles: the articles table.
        doubts: what `doubts.doubts_of` gives; nothing is arguable when None.
    """
    kept = attributions[attributions["attribution_id"].isin(rows["attribution_id"])]
    kept = kept.assign(
        arguable="" if doubts is None else kept["attribution_id"].map(doubts),
        quoted=kept["kind"] == DIRECT,
    )
    keys = ["speaker", "speaker_role", "affiliation", "voice_perspective", "article_id", "arguable"]
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


def over_all(found: pd.DataFrame) -> pd.DataFrame:
    """One row per speaker over all articles, most statements first.

    Columns: speaker ("unnamed" for all sources without a name together), role, affiliation
    and voice_perspective (the different ones, joined by "; "), outlets and cues (joined by
    ", "), n_articles, n_attributions, n_quoted, arguable (the different doubts, joined by "; ")
    and n_arguable (the statements that they concern).

    Args:
        found: what `by_article` gives.
    """

    found = found.assign(n_arguable=found["n_attributions"].where(found["arguable"] != "", 0))
    counted = found.groupby("speaker").agg(
        n_articles=("article_id", "nunique"),
        n_attributions=("n_attributions", "sum"),
        n_quoted=("n_quoted", "sum"),
        n_arguable=("n_arguable", "sum"),
    )
    cues = found.assign(cues=found["cues"].str.split(", ")).explode("cues")
    told = {
        "role": _joined(found, "speaker", "role", "; "),
        "affiliation": _joined(found, "speaker", "affiliation", "; "),
        "voice_perspective": _joined(found, "speaker", "voice_perspective", "; "),
        "outlets": _joined(found, "speaker", "outlet", ", "),
        "cues": _joined(cues, "speaker", "cues", ", "),
        "arguable": _joined(found, "speaker", "arguable", "; "),
    }
    return (
        counted.assign(**{name: values.reindex(counted.index) for name, values in told.items()})
        .fillna(dict.fromkeys(told, ""))
        .reset_index()
        .sort_values(["n_attributions", "speaker"], ascending=[False, True])
        .reset_index(drop=True)
    )


def _joined(frame: pd.DataFrame, by: str, column: str, mark: str) -> pd.Series:
    """The different values of a column in each group that has any, in their order, joined."""
    held = frame.loc[frame[column].fillna("") != "", [by, column]].drop_duplicates()
    return held.groupby(by)[column].agg(mark.join)


def presence(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """One row per perspective: what its outlets publish here, and where its speakers are quoted.

    Columns: perspective, n_articles (that its outlets published, in any language, copies too),
    n_measured (those of them that are counted: in English and no copies), n_statements and
    n_quoting (statements of its speakers, and counted articles that hold some).

    Args:
        rows: evidence rows of all statements.
        articles: all articles.
    """
    counted = counted_articles(articles, Selection())
    rows = rows[rows["article_id"].isin(counted["article_id"])]
    said = rows.groupby("voice_perspective")["article_id"]
    known = pd.Index(PERSPECTIVES)
    more = articles["perspective"].tolist() + rows["voice_perspective"].tolist()
    names = known.append(pd.Index(sorted(set(more) - set(known)), dtype=known.dtype))
    columns = {
        "n_articles": articles["perspective"].value_counts(),
        "n_measured": counted["perspective"].value_counts(),
        "n_statements": said.size(),
        "n_quoting": said.nunique(),
    }
    found = {name: counts.reindex(names, fill_value=0) for name, counts in columns.items()}
    return pd.DataFrame(found, index=names).rename_axis("perspective").reset_index()

"""Who is quoted: speakers by article and over all articles, and where a perspective has a say.

Every function is given evidence rows of role_share, one per statement (see analysis.evidence).
"""

from __future__ import annotations

from collections.abc import Callable

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
    kept = kept.assign(arguable="" if doubts is None else kept["attribution_id"].map(doubts))
    keys = ["speaker", "speaker_role", "affiliation", "voice_perspective", "article_id", "arguable"]
    found = (
        kept.groupby(keys, dropna=False)
        .agg(
            n_attributions=("attribution_id", "size"),
            n_quoted=("kind", lambda kind: int((kind == DIRECT).sum())),
            cues=("cue", lambda cue: ", ".join(dict.fromkeys(cue.dropna()))),
        )
        .reset_index()
    )
    outlets = articles.set_index("article_id")["outlet"]
    return (
        found.assign(outlet=found["article_id"].map(outlets).fillna(UNKNOWN_OUTLET))
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

    def join(mark: str) -> Callable[[pd.Series], str]:
        return lambda values: mark.join(dict.fromkeys(v for v in values.dropna() if v))

    doubted = found["n_attributions"].where(found["arguable"] != "", 0)
    return (
        found.assign(n_arguable=doubted)
        .groupby("speaker")
        .agg(
            role=("role", join("; ")),
            affiliation=("affiliation", join("; ")),
            voice_perspective=("voice_perspective", join("; ")),
            outlets=("outlet", join(", ")),
            n_articles=("article_id", "nunique"),
            n_attributions=("n_attributions", "sum"),
            n_quoted=("n_quoted", "sum"),
            cues=("cues", join(", ")),
            arguable=("arguable", join("; ")),
            n_arguable=("n_arguable", "sum"),
        )
        .reset_index()
        .sort_values(["n_attributions", "speaker"], ascending=[False, True])
        .reset_index(drop=True)
    )


def doubted(found: pd.DataFrame) -> dict[str, int]:
    """How much can be argued about: speakers, arguable_speakers, statements, arguable_statements.

    Args:
        found: what `over_all` gives.
    """
    return {
        "speakers": len(found),
        "arguable_speakers": int((found["n_arguable"] > 0).sum()),
        "statements": int(found["n_attributions"].sum()),
        "arguable_statements": int(found["n_arguable"].sum()),
    }


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

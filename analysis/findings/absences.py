"""What is missing, in sentences made from counts: absent from these texts, and no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.compare.order import ALWAYS_LISTED
from analysis.findings.finding import Finding, in_articles
from analysis.perspectives import PERSPECTIVES
from analysis.phrases import count, joined

# So many articles in which a perspective is silent are named.
MOST_LISTED = 4


def one_sided(
    table: pd.DataFrame, group: str, other: str, words: Mapping[str, str], names: Mapping[str, str]
) -> list[Finding]:
    """What one group has and another has not, most sentences first.

    Args:
        table: comparison rows of one measure, with the column `key` for their group.
        group, other: the group that has it, and the one that has not.
        words: words for the items that are not plain already.
        names: each group in words.
    """
    held = table[(table["key"] == group) & (table["n_sentences"] > 0)]
    found = set(table["item"][(table["key"] == other) & (table["n_sentences"] > 0)])
    missing = held[~held["item"].isin(found)]
    ordered = missing.sort_values("n_sentences", ascending=False, kind="stable")
    return [
        Finding(
            f"{words.get(row['item'], row['item'])}: {in_articles(row)} of {names[group]}; not "
            f"found in these texts of {names[other]}.",
            row["measure"],
            group,
            row["item"],
        )
        for row in ordered.to_dict("records")
    ]


def silent(statements: pd.DataFrame, names: Mapping[str, str]) -> list[str]:
    """Sentences on the perspectives that have no voice in some or all articles.

    A voice is the outlet's own, or that of somebody whom it quotes or paraphrases.

    Args:
        statements: comparison rows of the measure "voice_statements", grouped by article.
        names: each article id in words.
    """
    heard = statements[statements["n_sentences"] > 0]
    outlets = dict(zip(statements["article_id"], statements["perspective"], strict=True))
    known = [name for name in PERSPECTIVES if name != "Other"] if outlets else []
    told = []
    for name in [*known, *sorted(set(heard["item"]) - set(PERSPECTIVES))]:
        quoting = set(heard["article_id"][heard["item"] == name])
        own = [article for article, outlet in outlets.items() if outlet == name]
        without = [article for article in outlets if article not in quoting.union(own)]
        if own and not quoting:
            told.append(_only_own_words(name, len(own)))
        if without:
            told.append(_silence(name, without, len(outlets), names))
    return told


def _only_own_words(name: str, articles: int) -> str:
    outlets = "its outlet" if articles == 1 else "its outlets"
    return f"{name} voices are the own words of {outlets} only ({count(articles, 'article')})."


def _silence(name: str, without: Sequence[str], measured: int, names: Mapping[str, str]) -> str:
    if len(without) == measured:
        return f"No {name} voice in any of {count(measured, 'article')}."
    where = f"No {name} voice in {len(without):,} of {count(measured, 'article')}"
    listed = joined(names[article] for article in without[:MOST_LISTED])
    more = f", and {len(without) - MOST_LISTED:,} more" if len(without) > MOST_LISTED else ""
    return f"{where}: {listed}{more}."


def missing(presence: pd.DataFrame) -> list[str]:
    """Sentences on the perspectives that publish nothing here, or that are not quoted.

    Args:
        presence: what Analysis.presence gives, whatever the filters.
    """
    measured = int(presence["n_measured"].sum())
    told = []
    for row in presence[presence["perspective"] != "Other"].to_dict("records"):
        name, published, quoting = row["perspective"], row["n_articles"], row["n_quoting"]
        if published:
            told.append(_not_measured(name, published, published - row["n_measured"]))
            told.append("" if quoting else _nobody(name))
        elif name in ALWAYS_LISTED:
            told.append(_no_outlet(name, row["n_statements"], quoting, measured))
        elif quoting < measured:
            silent = f"{measured - quoting:,} of {count(measured, 'counted article')}"
            told.append(_nobody(name, f" in {silent}") if quoting else _nobody(name))
    return [sentence for sentence in told if sentence]


def _nobody(perspective: str, where: str = "") -> str:
    return f"No {perspective} speaker is quoted or paraphrased{where}."


def _not_measured(perspective: str, published: int, left_out: int) -> str:
    """That articles of a perspective are here but in no number; empty when all are."""
    if not left_out:
        return ""
    whole = f"{left_out:,} of {published:,} articles of {perspective} outlets"
    return f"{whole} {'is' if left_out == 1 else 'are'} not counted (not in English, or reprints)."


def _no_outlet(perspective: str, statements: int, quoting: int, measured: int) -> str:
    head = f"{perspective} outlets: 0"
    if not quoting:
        return f"{head}, and no {perspective} speaker is quoted or paraphrased."
    where = f"{quoting:,} of {count(measured, 'counted article')}"
    return (
        f"{head}. The {perspective} speakers ({count(statements, 'statement')} in {where}) are "
        "those that other outlets chose to quote."
    )

"""Contrasts between groups that have articles enough: what survives, strongest first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from analysis.compare.differences import LEVEL, REST
from analysis.compare.intervals import ARTICLES_TO_RESAMPLE
from analysis.evidence import SHARES
from analysis.findings.finding import Finding, in_articles
from analysis.phrases import count, sentence_case, signed

MOST = 6
# What is more with one side than with the other, for a mean and an item in words.
_MEANS: Mapping[str, str] = {
    "stance": "{item} is portrayed more favourably",
    "tone_around": "{item} is named in more positive wording",
    "sentiment": "the wording is more positive",
    "sentiment_course": "the wording of {item} is more positive",
}
# What a share is a share of.
_WHOLES: Mapping[str, str] = {
    "topic_share": "sentences",
    "voice_share": "sentences",
    "printed_share": "sentences",
    "voice_words": "words",
}
STATEMENTS = "statements"

Words = Callable[[str, str], str]


def contrasts(
    differences: pd.DataFrame, names: Mapping[str, str], words: Words, most: int = MOST
) -> list[Finding]:
    """Sentences on the differences that survive, the strongest first; none when none does.

    The strongest is the one that is largest when its interval is taken at the end next to zero. Of
    a pair the side with more is named first, and its evidence is that of the finding.

    Args:
        differences: what compare.differences.differences gives.
        names: each group in words ("Northern voices").
        words: an item of a measure in words.
        most: number of sentences.
    """
    held = differences[differences["differs"]]
    least = held[["low", "high"]].abs().min(axis=1)
    ordered = held.loc[least.sort_values(ascending=False, kind="stable").index]
    return [
        _finding(row if row["difference"] > 0 else _turned(row), names, words)
        for row in ordered.head(most).to_dict("records")
    ]


def how_tested(differences: pd.DataFrame) -> str:
    """How the sentences of `contrasts` were chosen; empty when nothing could be tested."""
    tested = int(differences["p"].notna().sum())
    if not tested:
        return ""
    survive = int(differences["differs"].sum())
    kept = f"{survive:,} of {count(tested, 'difference')} that could be tested"
    verb = "survives" if survive == 1 else "survive"
    limits = " They hold for articles like these; what else differs between the groups may be why."
    return (
        f"{kept} {verb} (groups of {ARTICLES_TO_RESAMPLE} articles or more; at most "
        f"{LEVEL:.0%} of those that survive are expected to be chance, and their intervals leave "
        f"out zero).{limits if survive else ''}"
    )


def _finding(row: Mapping[str, Any], names: Mapping[str, str], words: Words) -> Finding:
    measure, item = str(row["measure"]), str(row["item"])
    said = words(measure, item)
    if measure in SHARES:
        what = f"“{said}” has a larger share of the {_WHOLES.get(measure, STATEMENTS)}"
        value, other = f"{row['value']:.1%}", f"{row['other_value']:.1%}"
        apart = [f"{100 * row[name]:.1f}" for name in ("difference", "low", "high")]
        difference = f"{apart[0]} points, from {apart[1]} to {apart[2]}"
    else:
        what = _MEANS[measure].format(item=said)
        value, other = signed(row["value"]), signed(row["other_value"])
        apart = [signed(row[name]) for name in ("difference", "low", "high")]
        difference = f"{apart[0]}, from {apart[1]} to {apart[2]}"
    link = "by" if row["group_by"] in ("voice", "speaker") else "in"
    group, others = (
        name if name == REST else names[name] for name in (str(row["group"]), str(row["other"]))
    )
    text = (
        f"{what} {link} {group} ({value}; {in_articles(row)}) than {link} {others} ({other}; "
        f"{in_articles(row, 'other_')}): a difference of {difference}."
    )
    shown = str(row["other"] if row["group"] == REST else row["group"])
    return Finding(sentence_case(text), measure, shown, item)


def _turned(row: Mapping[Any, Any]) -> dict[Any, Any]:
    """The same difference, with the side that has more named first."""
    pairs = [("value", "other_value"), ("group", "other"), ("n_sentences", "other_n_sentences")]
    pairs.append(("n_articles", "other_n_articles"))
    swapped = {name: row[other] for a, b in pairs for name, other in ((a, b), (b, a))}
    ends = {"difference": -row["difference"], "low": -row["high"], "high": -row["low"]}
    return {**row, **swapped, **ends}

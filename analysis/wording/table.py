"""The table of words: every term of every group, with its counts and how typical it is of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.wording.keyness import Usage, log_likelihood, log_odds, per_thousand

COLUMNS = [
    "group", "term", "shown", "sort", "n", "n_sentences", "n_articles", "per_thousand",
    "rest_n", "rest_sentences", "rest_articles", "rest_per_thousand",
    "value", "low", "high", "z", "g2", "all_n", "all_sentences", "all_articles", "enough",
]  # fmt: skip
_LEAST_SENTENCES = 2  # a word that stands once is no usage


def word_table(
    names: pd.DataFrame,
    prints: pd.DataFrame,
    groups: Sequence[str],
    minimum: int,
    among: Sequence[str] | None = None,
) -> pd.DataFrame:
    """One row per group and term that stands in two sentences or more.

    Columns: n, n_sentences and n_articles count the prints of the term in the group and where they
    stand, rest_n and so on the same in all other groups together, all_n and so on in all groups.
    per_thousand and rest_per_thousand: how often it stands in a thousand words; NaN without any.
    value, low, high, z: the log-odds ratio of the group against the rest; g2: G² (for both see
    keyness). enough: false when the term stands in fewer than `minimum` sentences of all groups,
    or when the group or the rest has fewer at all.

    Args:
        names: term, shown, sort and size of each term; those of size 1 are all words there are.
        prints: those that count: code (row number in names), group, sentence_id, article_id. All
            of them tell common usage.
        groups: the groups to list, in order.
        minimum: sentences from which evidence is enough.
        among: the groups that are compared with each other; all that there are when None.
    """
    common = _usage(prints, names)
    held = prints if among is None else prints[prints["group"].isin(among)]
    whole = _counts(held, names, "all")
    listed = np.flatnonzero(whole["all_sentences"] >= _LEAST_SENTENCES)
    parts = []
    for group in groups:
        inside = held["group"] == group
        sides = held[inside], held[~inside]
        thin = min(side["sentence_id"].nunique() for side in sides) < minimum
        columns = whole | _columns(*sides, names, common)
        columns["enough"] = (whole["all_sentences"] >= minimum) & (not thin)
        row = names.iloc[listed][["term", "shown", "sort"]]
        parts.append(row.assign(group=group, **{k: v[listed] for k, v in columns.items()}))
    if not parts:
        return pd.DataFrame(columns=COLUMNS)
    return pd.concat(parts, ignore_index=True)[COLUMNS]


def _columns(
    inside: pd.DataFrame, outside: pd.DataFrame, names: pd.DataFrame, common: Usage
) -> dict[str, np.ndarray]:
    """Counts and statistics of every term in a group and outside it."""
    focus, rest = _usage(inside, names), _usage(outside, names)
    odds = log_odds(focus, rest, common)
    return {
        **_counts(inside, names, "n"),
        **_counts(outside, names, "rest"),
        "per_thousand": per_thousand(focus),
        "rest_per_thousand": per_thousand(rest),
        "value": odds.value,
        "low": odds.low,
        "high": odds.high,
        "z": odds.z,
        "g2": log_likelihood(focus, rest),
    }


def _counts(prints: pd.DataFrame, names: pd.DataFrame, prefix: str) -> dict[str, np.ndarray]:
    """Prints, sentences and articles of every term."""
    codes = prints["code"].to_numpy(dtype=np.int64)
    return {
        "n" if prefix == "n" else f"{prefix}_n": np.bincount(codes, minlength=len(names)),
        f"{prefix}_sentences": _distinct(codes, prints["sentence_id"], len(names)),
        f"{prefix}_articles": _distinct(codes, prints["article_id"], len(names)),
    }


def _usage(prints: pd.DataFrame, names: pd.DataFrame) -> Usage:
    codes = prints["code"].to_numpy(dtype=np.int64)
    counts = np.bincount(codes, minlength=len(names)).astype(float)
    return Usage(counts, float(counts[(names["size"] == 1).to_numpy()].sum()))


def _distinct(codes: np.ndarray, ids: pd.Series, size: int) -> np.ndarray:
    """In how many different sentences or articles each of so many terms stands."""
    number, known = pd.factorize(ids)
    room = max(1, len(known))
    return np.bincount(np.unique(codes * room + number) // room, minlength=size)

"""Parts of the table of words that answer one question each."""

from __future__ import annotations

import pandas as pd
from pandas.io.formats.style import Styler
from scipy.special import ndtr

from analysis.chance import adjusted
from analysis.wording.table import LEAST_BEHIND

ALL, ONE_SIDED, SHARED = "all", "one", "shared"
MOST_FALSE, LEAST_ARTICLES = 0.05, 2
IN = "in "  # before the name of a group, so that no column of a group has another's name


def of_sort(table: pd.DataFrame, sort: str) -> pd.DataFrame:
    """The rows of words, names, small words or phrases (see words.WORD and the like).

    A column `sure` is added: whether the group's use of the term differs from the rest's by more
    than chance gives when so many are compared at once (two-sided z test, corrected by Benjamini
    and Hochberg 1995 at .05 over all rows with enough evidence). It is false where only one
    article uses the term more, because an article repeats its own words, and where the group or
    the rest has text in fewer than LEAST_BEHIND articles.
    """
    rows = table[table["sort"] == sort].reset_index(drop=True)
    tested = rows["enough"].astype(bool) & rows["z"].notna()
    sure = pd.Series(False, index=rows.index)
    if tested.any():
        chances = 2 * ndtr(-rows["z"][tested].abs().to_numpy(dtype=float))
        sure[tested] = adjusted(chances) <= MOST_FALSE
    used = rows["n_articles"].where(rows["value"] > 0, rows["rest_articles"])
    many = rows["behind"] >= LEAST_BEHIND
    return rows.assign(sure=sure & many & (used >= LEAST_ARTICLES))


def typical(table: pd.DataFrame, most: int) -> pd.DataFrame:
    """The rows of the terms most typical of each group, by their z, at most so many each.

    A term that stands in one sentence of the group, or less often than in the rest, is none of
    them.
    """
    used = table[(table["n_sentences"] > 1) & (table["value"] > 0)]
    ordered = used.sort_values(["z", "n", "term"], ascending=[False, False, True], kind="stable")
    kept = ordered.groupby("group", sort=False).head(most)
    place = {group: number for number, group in enumerate(dict.fromkeys(table["group"]))}
    kept = kept.assign(place=kept["group"].map(place))
    return kept.sort_values("place", kind="stable").drop(columns="place").reset_index(drop=True)


def side_by_side(table: pd.DataFrame, which: str = ALL) -> pd.DataFrame:
    """One row per term, with its count in each group, what is surest first.

    Columns: term, shown, all_n, all_sentences, all_articles, enough (for any group), typical_of
    (the group with the highest z), z (that one), and for each group in a column of IN and its
    name how often it prints the term.

    Args:
        table: what word_table gives.
        which: ALL; ONE_SIDED, the terms that stand in one group alone; or SHARED, those that stand
            in every group with enough text, the rarest use in a group deciding their order.

    Raises:
        KeyError: another choice (the known ones are named).
    """
    if which not in (ALL, ONE_SIDED, SHARED):
        raise KeyError(f"no choice {which!r}; known are {ALL}, {ONE_SIDED} and {SHARED}")
    counts = table.pivot(index="term", columns="group", values="n")
    counts = counts[list(dict.fromkeys(table["group"]))]
    best = table.sort_values("z", ascending=False, kind="stable").drop_duplicates("term")
    best = best.set_index("term")
    about = best[["shown", "all_n", "all_sentences", "all_articles"]].assign(
        enough=table.groupby("term")["enough"].any(), typical_of=best["group"], z=best["z"]
    )
    rates = table.pivot(index="term", columns="group", values="per_thousand")
    # A group that is too small for any comparison cannot be asked to share every word.
    speaking = list(dict.fromkeys(table["group"][table["enough"]]))
    found = about.join(counts.add_prefix(IN))
    order = found["z"]
    if which == ONE_SIDED:
        # In one group alone of all there are, whether listed or not.
        found = found[counts.max(axis=1).reindex(found.index) == found["all_n"]]
    elif which == SHARED:
        used = (counts[speaking] > 0).all(axis=1) & bool(speaking)
        found = found[used.reindex(found.index)]
        order = rates[speaking].min(axis=1)
    order = order.reindex(found.index).sort_values(ascending=False, kind="stable")
    # What rests on enough comes first, in the same order.
    found = found.loc[order.index].sort_values("enough", ascending=False, kind="stable")
    return found.reset_index()


def greyed(found: pd.DataFrame) -> Styler:
    """The rows of `side_by_side` for a screen: grey where there is too little evidence."""
    grey = found["enough"].map({True: "", False: "color: #8A8F98"})
    return found.style.apply(lambda column: grey.reindex(column.index), axis=0)

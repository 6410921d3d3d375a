"""Who is quoted, over all articles, counted from columns."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.columns.base import Array
from analysis.columns.counting import n_articles
from analysis.columns.held import Columns
from analysis.columns.kept import Rows

Names = tuple[str, ...]


def speakers(
    columns: Columns,
    told: Array,
    article: Array,
    listed: Array,
    doubts: tuple[Array, Names] | None = None,
) -> pd.DataFrame:
    """One row per speaker over all articles, most statements first.

    Columns: speaker ("unnamed" for all sources without a name together), n_articles,
    n_attributions, n_quoted (in quotation marks); role, affiliation and voice_perspective (the
    different ones, joined by "; "), outlets and cues (joined by ", "); with doubts also arguable
    (the different doubts, joined by "; ") and n_arguable (the statements that they concern).
    What stands with most statements comes first where several are joined.

    Args:
        columns: all rows.
        told: the attributions that are counted, by their numbers.
        article: the article of each.
        listed: the speakers that are listed, by their places among the names; all attributions
            must be theirs.
        doubts: for each attribution of the analysis the place of its doubt among the names of
            doubts, the first of which is empty.
    """
    names, all_told = columns.names, columns.told
    place = np.full(len(names["voice"]) + 1, -1)
    place[listed] = np.arange(len(listed))
    of = place[all_told.speaker[told]]
    n = len(listed)
    outlets = columns.of_articles["publisher"]

    def joined(codes: Array, named: Names, mark: str) -> pd.Series:
        return _joined(of, codes, named, n, mark)

    found = {
        "speaker": pd.Series([names["voice"][at] for at in listed.tolist()], dtype="str"),
        "n_articles": n_articles(of, article, n, len(columns.articles)),
        "n_attributions": np.bincount(of, minlength=n),
        "n_quoted": np.bincount(of[all_told.quoted[told]], minlength=n),
        "role": joined(all_told.role[told], names["role"], "; "),
        "affiliation": joined(all_told.affiliation[told], names["affiliation"], "; "),
        "voice_perspective": joined(all_told.perspective[told], names["perspective"], "; "),
        "outlets": joined(outlets.codes[article], outlets.names, ", "),
        "cues": joined(all_told.cue[told], names["cue"], ", "),
    }
    if doubts is not None:
        codes, said = doubts
        doubt = codes[told]
        found["arguable"] = _joined(of, doubt.astype(np.int32) - 1, said[1:], n, "; ")
        found["n_arguable"] = np.bincount(of[doubt > 0], minlength=n)
    order = np.lexsort([listed, -found["n_attributions"]])
    return pd.DataFrame(found).iloc[order].reset_index(drop=True)


def _joined(of: Array, codes: Array, names: Names, n: int, mark: str) -> pd.Series:
    """The different names of each of n speakers, most first, then by name; -1 is none."""
    held = codes >= 0
    width = max(1, len(names))
    pairs, counts = np.unique(of[held].astype(np.int64) * width + codes[held], return_counts=True)
    speaker, name = pairs // width, pairs % width
    told: list[list[str]] = [[] for _ in range(n)]
    for at in np.lexsort([name, -counts]).tolist():
        told[speaker[at]].append(names[name[at]])
    return pd.Series([mark.join(one) for one in told], dtype="str")


def most_quoted(columns: Columns, rows: Rows, most: int) -> Array:
    """The speakers with most statements among rows of role_share, by places among the names."""
    voice = columns.bases["role_share"].voice[rows]
    counts = np.bincount(voice, minlength=len(columns.names["voice"]))
    order = np.argsort(-counts, kind="stable")[:most]
    found: Array = order[counts[order] > 0]
    return found

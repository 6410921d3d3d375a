"""How large the shares of unfavourable and favourable mentions are, given that the engine errs.

A mention is counted as one class, however doubtful that is, and the errors of many do not cancel
out. The mean of calibrated probabilities keeps the doubt (Bella, Ferri, Hernández-Orallo and
Ramírez-Quintana 2010: Quantification via Probability Estimators). On articles that the engine had
not seen it comes nearest to the shares that annotators put; expectation maximisation and adjusted
counting, which correct further, do worse (`benchmarks/stance_prevalence.py`).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.compare.intervals import ARTICLES_TO_RESAMPLE, dealt, draws, levels

SIGNS = {"negative": -1, "positive": 1}
COLUMNS = (
    "group",
    "item",
    "n_mentions",
    "n_articles",
    *(f"{end}{name}" for name in SIGNS for end in ("counted_", "", "low_", "high_")),
)


def corrected_shares(rows: pd.DataFrame) -> pd.DataFrame:
    """Shares of unfavourable and favourable mentions by group and item, counted and corrected.

    Args:
        rows: a row per mention: group, item, article_id, sign, p_negative, p_positive.

    Returns:
        COLUMNS. counted_negative is the share of mentions that are counted as unfavourable,
        negative the mean of their probabilities of it, low_negative and high_negative the ends of
        its 95 % interval: by resampling articles where there are five or more, else by resampling
        the mentions of these articles. The same for positive. Most mentions first.
    """
    found = [
        [group, item, *_of_cell(cell)]
        for (group, item), cell in rows.groupby(["group", "item"], sort=True)
    ]
    table = pd.DataFrame(found, columns=list(COLUMNS))
    return table.sort_values("n_mentions", ascending=False, kind="stable", ignore_index=True)


def _of_cell(rows: pd.DataFrame) -> list[float]:
    n_articles = rows["article_id"].nunique()
    few = n_articles < ARTICLES_TO_RESAMPLE
    unit = np.arange(len(rows)) if few else pd.factorize(rows["article_id"])[0]
    unit = dealt(len(rows) if few else n_articles)[unit]
    sizes = np.bincount(unit)
    values: list[float] = [len(rows), n_articles]
    for name, sign in SIGNS.items():
        chances = rows[f"p_{name}"].to_numpy(dtype=float)
        low, high = _ends(np.bincount(unit, chances), sizes)
        values += [float((rows["sign"] == sign).mean()), float(chances.mean()), low, high]
    return values


def _ends(sums: np.ndarray, sizes: np.ndarray) -> tuple[float, float]:
    """Ends of the interval of a mean, from the sums over its units; of one unit none is known."""
    if len(sizes) < 2:
        return 0.0, 1.0
    drawn = draws(len(sizes))
    low, high = np.percentile((drawn @ sums) / (drawn @ sizes), levels(len(sizes)))
    mean = sums.sum() / sizes.sum()
    return min(float(low), mean), max(float(high), mean)

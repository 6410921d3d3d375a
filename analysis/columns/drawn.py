"""Articles of a large analysis that are read for what only their texts can tell: which, and their
rows alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from analysis.columns.base import BASES, Array, Base, Measured
from analysis.columns.held import Columns

SEED = 20220126


def drawn_articles(columns: Columns, most_words: int) -> Array:
    """All articles that have words, or as many, in a drawn order, as hold so many words.

    Args:
        columns: all rows.
        most_words: how many words are read at most.

    Returns:
        Their places in the order of dates.
    """
    base, value = columns.bases["voice_words"], columns.measures["voice_words"].value
    weights = value if len(value) else None
    words = np.bincount(base.article, weights=weights, minlength=len(columns.articles))
    # In the order of the ids, so that neither dates nor partitions decide who is drawn.
    places = np.argsort(columns.rank)
    places = places[words[places] > 0]
    if words.sum() <= most_words:
        return places
    order = places[np.random.default_rng(SEED).permutation(len(places))]
    held: Array = order[np.cumsum(words[order]) <= most_words]
    return held


def columns_of(columns: Columns, places: Array) -> Columns:
    """The columns of some articles alone, in which sentences and names keep their numbers.

    Args:
        columns: all rows.
        places: rising places of the articles in the order of dates.
    """
    kept = np.zeros(len(columns.articles), dtype=bool)
    kept[places] = True
    held = {name: kept[base.article] for name, base in columns.bases.items()}
    return replace(
        columns,
        bases={name: _rows_of(base, held[name], places) for name, base in columns.bases.items()},
        measures={
            name: _measured_of(measured, held[BASES[name]])
            for name, measured in columns.measures.items()
        },
        chances=columns.chances[held["stance"]],
        articles=columns.articles.iloc[places].reset_index(drop=True),
        number=columns.number[places],
    )


def _rows_of(base: Base, held: Array, places: Array) -> Base:
    """The rows that are true, of articles at these places."""
    place, known = np.cumsum(held) - 1, held[base.target_row]
    arrays = base.arrays()
    found = {name: array[held] for name, array in arrays.items() if not name.startswith("target")}
    # Those that stand for the same as another one still do.
    found |= {name: found["sentence"] for name in ("first", "last") if name not in found}
    return replace(
        base,
        **found
        | {
            "article": np.searchsorted(places, found["article"]),
            "target_row": place[base.target_row[known]],
            "target": base.target[known],
        },
    )


def _measured_of(measured: Measured, held: Array) -> Measured:
    """What a measure adds to those rows of its base that are true."""
    own = held if measured.at is None else held[measured.at]
    return replace(
        measured,
        at=None if measured.at is None else (np.cumsum(held) - 1)[measured.at[own]],
        item=measured.item[own],
        value=measured.value[own] if len(measured.value) else measured.value,
        sign=measured.sign[own] if len(measured.sign) else measured.sign,
    )

"""Articles of a large analysis that are read for what only their texts can tell: which, and their
rows alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from analysis.columns.base import BASES, Array, Base, Measured, between
from analysis.columns.files import let_go
from analysis.columns.held import Columns

SEED = 20220126
Edges = tuple[Array, Array]


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
    held = {name: columns.first_rows[name] for name in columns.bases}
    edges = {name: (first[places], first[places + 1]) for name, first in held.items()}
    return replace(
        columns,
        bases={name: _rows_of(base, edges[name], places) for name, base in columns.bases.items()},
        measures={
            name: _measured_of(measured, edges[BASES[name]])
            for name, measured in columns.measures.items()
        },
        chances=_taken(columns.chances, between(*edges["stance"])),
        articles=columns.articles.iloc[places].reset_index(drop=True),
        number=columns.number[places],
    )


def _rows_of(base: Base, edges: Edges, places: Array) -> Base:
    """The rows of articles at some places, which begin and end at these edges."""
    rows, known = between(*edges), _within(base.target_row, edges)
    arrays = base.arrays()
    found: dict[str, Any] = {
        name: _taken(array, rows) for name, array in arrays.items() if not name.startswith("target")
    }
    # Those that stand for the same as another one still do.
    found |= {name: found["sentence"] for name in ("first", "last") if name not in found}
    found["article"] = np.searchsorted(places, found["article"])
    found["target_row"] = np.searchsorted(rows, _taken(base.target_row, known))
    return replace(base, **found, target=_taken(base.target, known))


def _measured_of(measured: Measured, edges: Edges) -> Measured:
    """What a measure adds to the rows of its base between these edges."""
    rows, at = between(*edges), measured.at
    own = rows if at is None else _within(at, edges)
    return replace(
        measured,
        at=None if at is None else np.searchsorted(rows, _taken(at, own)),
        item=_taken(measured.item, own),
        value=_taken(measured.value, own) if len(measured.value) else measured.value,
        sign=_taken(measured.sign, own) if len(measured.sign) else measured.sign,
    )


def _within(rows: Array, edges: Edges) -> Array:
    """Where rising numbers of rows lie between the edges."""
    first, last = (np.searchsorted(rows, edge) for edge in edges)
    return between(first, last)


def _taken(column: Array, rows: Array) -> Array:
    """The values of rows, which stand all over a column: as a whole it would stay in memory."""
    found: Array = column[rows]
    let_go()
    return found

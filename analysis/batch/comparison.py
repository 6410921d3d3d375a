"""The comparison table of a corpus that is larger than memory: one measure after another.

Evidence rows are made by partition and kept as numbers, so that of a measure only some thirty bytes
a row are held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from analysis import tables as contract
from analysis.compare import STORED, compare, compare_everything
from analysis.evidence import ROWS
from analysis.selection import Selection
from analysis.tables import GROUPINGS, INCLUDES

# Articles up to which each is a group of its own: every item is listed for each of them, so that
# the table grows with the square of a corpus. What is asked of a single article a screen computes.
MOST_GROUPED = 200

Tables = Mapping[str, pd.DataFrame]
_NAMES = ["voice_kind", "voice_perspective", "outlet_perspective", "item"]


def comparison_of(
    parts: Callable[[], Iterator[Tables]], articles: pd.DataFrame, topics: pd.DataFrame
) -> pd.DataFrame:
    """The comparison table: as compare_everything makes it, by article only of MOST_GROUPED.

    Args:
        parts: gives the finished tables of each partition, again at each call.
        articles: all articles, without their texts, in the order of the input.
        topics: the topics table.
    """
    if len(articles) <= MOST_GROUPED:
        return compare_everything(_whole(parts(), articles, topics))
    # Numbers in place of ids: what is grouped and counted stays the same.
    place = {article_id: at for at, article_id in enumerate(articles["article_id"])}
    numbered = articles.assign(article_id=np.arange(len(articles)))
    tables = {"articles": numbered, "topics": topics}
    found = []
    for measure in ROWS:
        rows = _rows_of(measure, parts(), topics, place)
        found += [compare(tables, {measure: rows}, s, [measure]) for s in _selections(measure)]
    whole = pd.concat(found, ignore_index=True)
    order = whole["group_by"].map({name: at for at, name in enumerate(GROUPINGS)})
    return contract.conform("comparison", whole.iloc[np.argsort(order, kind="stable")])


def _selections(measure: str) -> Iterator[Selection]:
    """How a measure is stored, but for single articles."""
    for group_by in GROUPINGS:
        if group_by != "article" and measure in STORED.get(group_by, (measure,)):
            for include in INCLUDES:
                yield Selection(group_by=group_by, include=include)


def _rows_of(
    measure: str, parts: Iterator[Tables], topics: pd.DataFrame, place: Mapping[str, int]
) -> pd.DataFrame:
    """The evidence rows of a measure, with what a comparison reads, as numbers and categories."""
    found: list[pd.DataFrame] = []
    n_sentences = 0
    for tables in parts:
        rows = ROWS[measure]({**tables, "topics": topics})
        codes, names = pd.factorize(rows["sentence_id"])
        found.append(
            pd.DataFrame(
                {
                    "article_id": rows["article_id"].map(place).astype("int32"),
                    "sentence_id": codes + n_sentences,
                    "value": rows["value"].astype(float),
                    "sign": rows["sign"].astype("int8"),
                    **{
                        name: rows[name].astype(contract.TEXT).astype("category") for name in _NAMES
                    },
                }
            )
        )
        n_sentences += len(names)
    plain = pd.concat([part.drop(columns=_NAMES) for part in found], ignore_index=True)
    names = {
        name: union_categoricals([part[name] for part in found], sort_categories=True)
        for name in _NAMES
    }
    # Pairs are made of words.
    return plain.assign(**names).astype({"voice_perspective": contract.TEXT})


def _whole(parts: Iterator[Tables], articles: pd.DataFrame, topics: pd.DataFrame) -> Tables:
    """The tables of a small corpus, in the order of the input."""
    held = list(parts)
    names = [name for name in contract.TABLES if name not in ("comparison", "skipped", "topics")]
    whole = {name: _joined(name, [part[name] for part in held], articles) for name in names}
    return {**whole, "topics": topics, "skipped": contract.empty("skipped")}


def _joined(name: str, frames: Sequence[pd.DataFrame], articles: pd.DataFrame) -> pd.DataFrame:
    if not frames:
        return contract.empty(name)
    frame = pd.concat(frames, ignore_index=True)
    order = frame["article_id"].map({name: at for at, name in enumerate(articles["article_id"])})
    return contract.conform(name, frame.iloc[np.argsort(order.to_numpy(), kind="stable")])

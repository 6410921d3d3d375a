"""The comparison table of a corpus that is larger than memory: one measure after another.

Those who finish partitions make their evidence rows and keep of them what a comparison reads, as
numbers and categories: some thirty bytes a row, of one measure at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from analysis import tables as contract
from analysis.compare import compare_everything, compare_unfiltered
from analysis.evidence import ROWS
from analysis.tables import GROUPINGS

# Articles up to which each is a group of its own: every item is listed for each of them, so that
# the table grows with the square of a corpus. What is asked of a single article a screen computes.
MOST_GROUPED = 200

Tables = Mapping[str, pd.DataFrame]
_NAMES = ["article_id", "voice_kind", "voice_perspective", "outlet_perspective", "item"]


def comparison_of_few(
    parts: Iterable[Tables], articles: pd.DataFrame, topics: pd.DataFrame
) -> pd.DataFrame:
    """The comparison table of a small corpus, as compare_everything makes it.

    Args:
        parts: the finished tables of each partition.
        articles: all articles, without their texts, in the order of the input.
        topics: the topics table.
    """
    held = list(parts)
    names = [name for name in contract.TABLES if name not in ("comparison", "skipped", "topics")]
    whole = {name: _joined(name, [part[name] for part in held], articles) for name in names}
    return compare_everything({**whole, "topics": topics})


def comparison_of_many(
    evidence: Callable[[str], Iterable[pd.DataFrame]], articles: pd.DataFrame, topics: pd.DataFrame
) -> pd.DataFrame:
    """The same of a large corpus, without single articles.

    Args:
        evidence: gives what `evidence_of` made of each partition, by measure.
        articles: all articles, without their texts, in the order of the input.
        topics: the topics table.
    """
    # Numbers in place of ids, in the order of these, by which intervals draw articles.
    place = {article_id: at for at, article_id in enumerate(sorted(articles["article_id"]))}
    numbered = articles.assign(article_id=articles["article_id"].map(place))
    tables = {"articles": numbered, "topics": topics}
    groupings = [name for name in GROUPINGS if name != "article"]
    whole = pd.concat(
        [
            compare_unfiltered(tables, {measure: _whole(list(evidence(measure)), place)}, groupings)
            for measure in ROWS
        ],
        ignore_index=True,
    )
    order = whole["group_by"].map({name: at for at, name in enumerate(GROUPINGS)})
    return contract.conform("comparison", whole.iloc[np.argsort(order, kind="stable")])


def evidence_of(tables: Tables, measure: str) -> pd.DataFrame:
    """What a comparison reads of the evidence rows of a measure; sentences are numbers.

    Args:
        tables: the finished tables of a partition, and the topics table.
        measure: name of the measure.
    """
    rows = ROWS[measure](tables)
    return pd.DataFrame(
        {
            "sentence_id": pd.factorize(rows["sentence_id"])[0],
            "value": rows["value"].astype(float),
            "sign": rows["sign"].astype("int8"),
            **_as_categories(rows),
        }
    )


def read_evidence(path: Path) -> pd.DataFrame:
    """What `evidence_of` made, from a Parquet file of it."""
    rows = pd.read_parquet(path)
    # A column that holds no text at all comes back as another type.
    return rows.assign(**_as_categories(rows))


def _as_categories(rows: pd.DataFrame) -> dict[str, pd.Series]:
    return {name: rows[name].astype(contract.TEXT).astype("category") for name in _NAMES}


def _whole(parts: Sequence[pd.DataFrame], place: Mapping[str, int]) -> pd.DataFrame:
    """The rows of all partitions, no sentence of which has the number of another."""
    rows = pd.concat([part.drop(columns=_NAMES) for part in parts], ignore_index=True)
    sizes = [len(part) for part in parts]
    sentences = [part["sentence_id"].max() + 1 if len(part) else 0 for part in parts]
    rows["sentence_id"] += np.repeat(np.cumsum([0, *sentences])[:-1], sizes)
    names = {
        name: union_categoricals([part[name] for part in parts], sort_categories=True)
        for name in _NAMES
    }
    # Pairs are made of words.
    return rows.assign(
        **names | {"article_id": names["article_id"].map(place).astype("int32")}
    ).astype({"voice_perspective": contract.TEXT})


def _joined(name: str, frames: Sequence[pd.DataFrame], articles: pd.DataFrame) -> pd.DataFrame:
    if not frames:
        return contract.empty(name)
    frame = pd.concat(frames, ignore_index=True)
    order = frame["article_id"].map({name: at for at, name in enumerate(articles["article_id"])})
    return contract.conform(name, frame.iloc[np.argsort(order.to_numpy(), kind="stable")])

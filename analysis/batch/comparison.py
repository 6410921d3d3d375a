"""The comparison table of a corpus that is larger than memory: one measure after another.

Those who finish partitions make their evidence rows and keep of them what a comparison reads, as
numbers and categories: some thirty bytes a row, of one measure at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import feather

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
    evidence: Callable[[str], Iterable[pa.Table]], articles: pd.DataFrame, topics: pd.DataFrame
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
            compare_unfiltered(tables, {measure: _whole(evidence(measure), place)}, groupings)
            for measure in ROWS
        ],
        ignore_index=True,
    )
    order = whole["group_by"].map({name: at for at, name in enumerate(GROUPINGS)})
    return contract.conform("comparison", whole.iloc[np.argsort(order, kind="stable")])


def evidence_of(tables: Tables, measure: str) -> pa.Table:
    """What a comparison reads of the evidence rows of a measure; sentences are numbers.

    Args:
        tables: the finished tables of a partition, and the topics table.
        measure: name of the measure.
    """
    rows = ROWS[measure](tables)
    numbers = {
        "sentence_id": pd.factorize(rows["sentence_id"])[0].astype(np.int32),
        "value": rows["value"].to_numpy(dtype=np.float64),
        "sign": rows["sign"].to_numpy(dtype=np.int8),
    }
    # A column without any text has another type.
    texts = {name: rows[name].astype(contract.TEXT) for name in _NAMES}
    names = {
        name: pa.array(cells, type=pa.string()).dictionary_encode() for name, cells in texts.items()
    }
    return pa.table({**numbers, **names})


def write_evidence(rows: pa.Table, path: Path) -> None:
    """Writes what `evidence_of` made; it is read once and thrown away, so it is not compressed."""
    feather.write_feather(rows, str(path), compression="uncompressed")


def read_evidence(path: Path) -> pa.Table:
    """What `write_evidence` was given."""
    return feather.read_table(str(path))


def _whole(evidence: Iterable[pa.Table], place: Mapping[str, int]) -> pd.DataFrame:
    """The rows of all partitions, no sentence of which has the number of another."""
    parts = list(evidence)
    sizes = [len(part) for part in parts]
    numbers = (part["sentence_id"].to_numpy() for part in parts)
    first = np.cumsum([0, *(found.max(initial=-1) + 1 for found in numbers)])[:-1]
    whole = pa.concat_tables(parts).unify_dictionaries()
    del parts
    # Each column of the first form goes as soon as it has its second.
    rows = whole.to_pandas(split_blocks=True, self_destruct=True)
    del whole
    sentence = rows["sentence_id"].to_numpy() + np.repeat(first, sizes)
    names = {name: rows[name].cat.reorder_categories(_sorted(rows[name])) for name in _NAMES[1:]}
    return rows.assign(
        **names,
        sentence_id=sentence,
        article_id=rows["article_id"].map(place).astype("int32"),
    )


def _sorted(names: pd.Series) -> list[str]:
    return sorted(names.cat.categories)


def _joined(name: str, frames: Sequence[pd.DataFrame], articles: pd.DataFrame) -> pd.DataFrame:
    if not frames:
        return contract.empty(name)
    frame = pd.concat(frames, ignore_index=True)
    order = frame["article_id"].map({name: at for at, name in enumerate(articles["article_id"])})
    return contract.conform(name, frame.iloc[np.argsort(order.to_numpy(), kind="stable")])

"""The comparison table: of few articles over their rows, of many over sums of partitions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import tables as contract
from analysis.batch.sums import GROUPED, read_sums
from analysis.compare import compare_everything, compare_parts
from analysis.compare.merged import Sums

# Articles up to which each is a group of its own (see sums.GROUPED).
MOST_GROUPED = 200

Tables = Mapping[str, pd.DataFrame]


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
    folders: Sequence[Path], articles: pd.DataFrame, topics: pd.DataFrame
) -> pd.DataFrame:
    """The same of a large corpus, without single articles.

    Args:
        folders: what `sums.write_sums` wrote of each partition.
        articles: all articles, without their texts, in the order of the input.
        topics: the topics table.
    """

    def sums(*wanted: str) -> Iterator[Sums]:
        return (read_sums(folder, *wanted) for folder in folders)

    return compare_parts({"articles": articles, "topics": topics}, sums, GROUPED)


def _joined(name: str, frames: Sequence[pd.DataFrame], articles: pd.DataFrame) -> pd.DataFrame:
    if not frames:
        return contract.empty(name)
    frame = pd.concat(frames, ignore_index=True)
    order = frame["article_id"].map({name: at for at, name in enumerate(articles["article_id"])})
    return contract.conform(name, frame.iloc[np.argsort(order.to_numpy(), kind="stable")])

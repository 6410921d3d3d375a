"""What the shared filters can be set to."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis import tables as contract
from analysis.columns.held import Columns
from analysis.options import MOST_OFFERED, Options
from analysis.selection import UNKNOWN_OUTLET


def options_of(columns: Columns, listed: pd.DataFrame, perspectives: Iterable[str]) -> Options:
    """What the filters can be set to.

    Args:
        columns: all rows.
        listed: the articles in the order to list them.
        perspectives: those that a comparison lists, in reading order.
    """
    articles, topics = columns.articles, columns.topics
    days = articles["published"].dropna()
    kinds, translations = (set(articles[name].unique()) for name in ("kind", "translation"))
    used = {columns.names["role"][at] for at in np.unique(columns.told.role).tolist()}
    roles = {contract.OUTLET_VOICE, *used}
    return Options(
        perspectives=tuple(perspectives),
        outlets=tuple(sorted(articles["outlet"].fillna(UNKNOWN_OUTLET).unique())),
        kinds=tuple(kind for kind in contract.KINDS if kind in kinds),
        translations=tuple(state for state in contract.TRANSLATIONS if state in translations),
        roles=tuple(role for role in (contract.OUTLET_VOICE, *contract.ROLES) if role in roles),
        actors=columns.actors,
        topics=dict(zip(topics["topic_id"], topics["label"], strict=True)),
        articles=_named(listed) if len(listed) <= MOST_OFFERED else {},
        days=(days.min(), days.max()) if len(days) else None,
    )


def _named(listed: pd.DataFrame) -> dict[str, str]:
    names = listed["title"].fillna(listed["source_path"])
    return dict(zip(listed["article_id"], names, strict=True))

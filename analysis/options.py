"""What the shared filters can be set to, read from the tables of an analysis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from analysis import tables as contract
from analysis.selection import UNKNOWN_OUTLET


@dataclass(frozen=True)
class Options:
    """What the shared filters can be set to, in reading order."""

    perspectives: tuple[str, ...]
    outlets: tuple[str, ...]
    kinds: tuple[str, ...]
    translations: tuple[str, ...]
    roles: tuple[str, ...]
    actors: tuple[str, ...]
    topics: Mapping[str, str]
    articles: Mapping[str, str]
    days: tuple[pd.Timestamp, pd.Timestamp] | None


def options_of(tables: Mapping[str, pd.DataFrame], perspectives: Iterable[str]) -> Options:
    """What the filters can be set to.

    Args:
        tables: the tables of an analysis.
        perspectives: those that a comparison lists, in reading order.
    """
    articles, mentions = tables["articles"], tables["mentions"]
    attributions, topics = tables["attributions"], tables["topics"]
    days = articles["published"].dropna()
    names = articles["title"].fillna(articles["source_path"])
    held = {"outlet", *attributions["speaker_role"]}
    return Options(
        perspectives=tuple(perspectives),
        outlets=tuple(sorted(set(articles["outlet"].fillna(UNKNOWN_OUTLET)))),
        kinds=tuple(kind for kind in contract.KINDS if kind in set(articles["kind"])),
        translations=tuple(
            state for state in contract.TRANSLATIONS if state in set(articles["translation"])
        ),
        roles=tuple(role for role in ("outlet", *contract.ROLES) if role in held),
        actors=tuple(mentions["target"].value_counts().index),
        topics=dict(zip(topics["topic_id"], topics["label"], strict=True)),
        articles=dict(zip(articles["article_id"], names, strict=True)),
        days=(days.min(), days.max()) if len(days) else None,
    )

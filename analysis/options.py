"""What the shared filters can be set to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

# Articles up to which each can be chosen from a list.
MOST_OFFERED = 2000


@dataclass(frozen=True)
class Options:
    """What the shared filters can be set to, in reading order.

    `articles` is empty when there are more than MOST_OFFERED.
    """

    perspectives: tuple[str, ...]
    outlets: tuple[str, ...]
    kinds: tuple[str, ...]
    translations: tuple[str, ...]
    roles: tuple[str, ...]
    actors: tuple[str, ...]
    topics: Mapping[str, str]
    articles: Mapping[str, str]
    days: tuple[pd.Timestamp, pd.Timestamp] | None

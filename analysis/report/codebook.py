"""What each column of the tables of a report means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from analysis import tables as contract

# Columns of answers that no table of the contract holds.
MORE: Mapping[str, str] = {
    "term": "the word or phrase as it is counted",
    "shown": "the word or phrase as it is printed most often",
    "sort": "word, name, phrase or small word",
    "n": "how often the group prints it",
    "per_thousand": "how often, in a thousand words of the group",
    "rest_n": "how often all other groups print it",
    "rest_sentences": "in how many of their sentences",
    "rest_articles": "in how many articles of theirs",
    "rest_per_thousand": "how often, in a thousand words of the other groups",
    "z": "the value in its standard deviations",
    "g2": "log-likelihood ratio G² of the group against the rest",
    "all_n": "how often all groups print it",
    "all_sentences": "in how many sentences of all groups",
    "all_articles": "in how many articles of all groups",
    "behind": "in how many articles the group has text, or all others, whichever are fewer",
    "sure": "whether the difference holds for all words compared at once",
    "period": "day, month or year of publication",
    "n_group": "sentences of the group in the period",
    "share": "part of those",
    "outlets": "names of the outlets",
    "n_reposts": "articles of which only the date of a repost is known",
    "x": "place on the map: only nearness means anything",
    "y": "place on the map: only nearness means anything",
    "label": "name of the topic",
    "text": "the passage as printed",
}


def codebook(tables: Iterable[pd.DataFrame]) -> list[tuple[str, str]]:
    """Each column that any of the tables has, with its meaning.

    Raises:
        KeyError: a column is told nowhere.
    """
    known = {
        column.name: column.meaning
        for name in ("passages", "comparison")
        for column in contract.TABLES[name].columns
    }
    held = dict.fromkeys(name for table in tables for name in table.columns)
    return [(name, known.get(name) or MORE[name]) for name in held]

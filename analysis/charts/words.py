"""The items of each measure in plain words, the colours of voices and of cues, and labels."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis import phrases
from analysis.charts.rows import group_keys
from analysis.charts.theme import OWN_WORDS_COLOUR, tick_label
from analysis.evidence import AIMED, OWN_WORDS_ITEM, TENTHS
from analysis.explain import CUE_WORDS
from analysis.perspectives import PERSPECTIVES
from analysis.selection import OTHER_TOPIC, PAIR

# One constant colour per class of cue, from grey over what keeps its distance or attacks to what
# offers or approves; none is that of a perspective.
CUE_COLOURS: Mapping[str, str] = {
    "neutral": "#A8B3C4",
    "believing": "#C9CFDA",
    "predicting": "#7F8CA3",
    "asking": "#5B6B84",
    "claiming": "#E3B23C",
    "denying": "#8C6F5A",
    "criticising": "#C97B5A",
    "accusing": "#A63D2F",
    "warning": "#E5866A",
    "demanding": "#6A4C93",
    "insisting": "#9D86C4",
    "conceding": "#9BB89A",
    "proposing": "#5E9C76",
    "praising": "#2F6B4F",
}
_VOICES = {OWN_WORDS_ITEM: "the article’s own words"} | {
    name: f"{name} speakers" for name in PERSPECTIVES
}
LABEL_WIDTH = 17

# An item that is not here is plain already: an actor, an outlet, the words of a topic, a cue.
ITEM_WORDS: Mapping[str, Mapping[str, str]] = {
    "voice_share": _VOICES,
    "voice_words": _VOICES,
    "voice_statements": _VOICES,
    "role_share": phrases.ROLES,
    "framing": CUE_WORDS,
    "topic_share": {OTHER_TOPIC: "other: no topic"},
    "sentiment": {"all": "all sentences"},
    "sentiment_course": {
        f"{part:02d}": f"part {part} of {TENTHS}" for part in range(1, TENTHS + 1)
    },
}


def voice_colours(perspectives: Mapping[str, str]) -> dict[str, str]:
    """The colours of the parts of a voice bar: the outlet's own words, then the perspectives."""
    return {OWN_WORDS_ITEM: OWN_WORDS_COLOUR, **perspectives}


def words_of(measure: str) -> Mapping[str, str]:
    """The words for the items of a measure, not escaped; none for an item plain already."""
    return ITEM_WORDS.get(measure, {})


def group_labels(table: pd.DataFrame) -> dict[str, str]:
    """The groups of a comparison as escaped lines joined by <br>, for an axis.

    A pair is an outlet over the perspective of those who speak in it; other groups have no name but
    their own.

    Args:
        table: comparison rows of one grouping, articles not among them.
    """
    pairs = zip(group_keys(table), table["group_by"], table["perspective"], strict=True)
    return {
        key: _pair_label(key, perspective) if group_by == "pair" else tick_label(key, LABEL_WIDTH)
        for key, group_by, perspective in dict.fromkeys(pairs)
    }


def _pair_label(key: str, perspective: str) -> str:
    publisher = key.removesuffix(f"{PAIR}{perspective}")
    speakers = tick_label(f"{perspective} speakers", LABEL_WIDTH + 6)
    return f"{tick_label(publisher, LABEL_WIDTH)}<br>{speakers}"


def acts_of(table: pd.DataFrame) -> list[str]:
    """The classes of cue in a comparison of speech acts, in the order of CUE_COLOURS."""
    present = {act for act, _ in map(_parts, table["item"])}
    return [act for act in CUE_COLOURS if act in present]


def of_act(table: pd.DataFrame, act: str) -> tuple[pd.DataFrame, dict[str, str]]:
    """The rows of a comparison of speech acts that are of one class, and their targets by item."""
    kept = table[[_parts(item)[0] == act for item in table["item"]]].reset_index(drop=True)
    return kept, {item: _parts(item)[1] for item in dict.fromkeys(kept["item"])}


def _parts(item: str) -> tuple[str, str]:
    act, _, target = item.partition(AIMED)
    return act, target

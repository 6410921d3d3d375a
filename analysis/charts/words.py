"""The items of each measure in plain words, and the colours of voices."""

from __future__ import annotations

from collections.abc import Mapping

from analysis import phrases
from analysis.charts.theme import OWN_WORDS_COLOUR
from analysis.evidence import OTHER_TOPIC, OWN_WORDS_ITEM, TENTHS
from analysis.explain import CUE_WORDS
from analysis.perspectives import PERSPECTIVES

# An item that is not here is plain already: an actor, an outlet, the words of a topic.
ITEM_WORDS: Mapping[str, Mapping[str, str]] = {
    "voice_share": {OWN_WORDS_ITEM: "the article’s own words"}
    | {name: f"{name} speakers" for name in PERSPECTIVES},
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

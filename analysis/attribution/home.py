"""Speakers without a country: an outlet that names none most likely means its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.attribution.drafts import Draft
from analysis.attribution.grammar import word_set
from analysis.attribution.identity import GROUP, PERSON, SOMEBODY, Identity, Namer
from analysis.attribution.text import Span

# How sure a speaker can be whose state nothing in the text tells.
PRESUMED = 0.5
_AUTHORITIES = word_set(
    "official officials authorities authority police ministry government parliament army military"
    " prosecutors prosecutor court soldiers senator lawmakers lawmaker mayor governor council"
)
_OF_STATE = word_set("minister ministry premier chancellor")


def presume_home(
    text: str,
    paragraphs: Sequence[Span],
    drafts: Sequence[Draft],
    speakers: Sequence[Identity],
    state: str | None,
    namer: Namer,
) -> list[Identity]:
    """The speakers, those without a state given the outlet's where the article is about it.

    That is presumed of ministers where no other state stands near, and of all persons and
    authorities where the outlet's state is the one that the article names most.

    Args:
        text: the article.
        paragraphs: its paragraphs.
        drafts: its attributions.
        speakers: the speaker of each.
        state: the name of the outlet's state, None where it is unknown.
        namer: finds the states that a text names.

    Returns:
        One speaker per draft. Where the paragraph that first names a minister, or the one before
        it, names another state, nothing is presumed of him or her alone.
    """
    if state is None:
        return list(speakers)
    at_home: dict[str, bool] = {}
    for draft, speaker in zip(drafts, speakers, strict=True):
        if _lacks_state(speaker) and speaker.name not in at_home:
            near = _beside(text, paragraphs, draft, speaker)
            at_home[speaker.name] = namer.states_in(near) <= {state}
    perspective = namer.perspective(state)
    own_affairs = (
        any(map(_may_be_of_state, speakers)) and namer.directory.most_named_state(text) == state
    )
    return [
        replace(speaker, affiliation=state, perspective=perspective)
        if (_lacks_state(speaker) and at_home[speaker.name])
        or (own_affairs and _may_be_of_state(speaker))
        else speaker
        for speaker in speakers
    ]


def _may_be_of_state(speaker: Identity) -> bool:
    """Whether a speaker of whom nothing is known is somebody, or an authority."""
    unknown = speaker.affiliation is None and speaker.perspective == "Other"
    authority = speaker.sort in (GROUP, SOMEBODY) and bool(speaker.heads & _AUTHORITIES)
    return unknown and (speaker.sort == PERSON or authority)


def _lacks_state(speaker: Identity) -> bool:
    unknown = speaker.affiliation is None and speaker.perspective == "Other"
    return unknown and speaker.role == "official" and bool(speaker.heads & _OF_STATE)


def _beside(text: str, paragraphs: Sequence[Span], draft: Draft, speaker: Identity) -> str:
    """The paragraph that names the speaker first and the one before it."""
    named = text.find(speaker.name)
    place = named if 0 <= named < draft.start else draft.start
    number = next((i for i, (_, end) in enumerate(paragraphs) if place < end), 0)
    return text[paragraphs[max(0, number - 1)][0] : paragraphs[number][1]]

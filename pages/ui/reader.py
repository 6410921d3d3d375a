"""An article exactly as found, with what was removed, who speaks and who is mentioned marked.

The text is hostile: it reaches the page only in pieces that were escaped one by one. Words that
the program adds (tags) stand in attributes and are drawn by the style, so that the text itself,
also when copied, stays what was found.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import pandas as pd

from analysis import phrases
from analysis.charts.theme import ACTING, NO_COLOUR, ink_on
from analysis.tables import STANCE_CLASSES

REMOVED, VOICES, MENTIONS = "removed", "voices", "mentions"
PLACE, PLACE_ID = "place", "px-place"
LAYERS = {
    REMOVED: "what was removed",
    VOICES: "who speaks",
    MENTIONS: "who is mentioned",
}
# Longer texts are shown in parts of about so many characters.
PART_LENGTH = 60_000
_STANCE_WORDS = dict(zip(STANCE_CLASSES, ("unfavourable", "neutral", "favourable"), strict=True))

STYLE = """
<style>
.px-text {white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; line-height: 1.75;
  font-size: var(--px-l);}
.px-text .gone {opacity: .8; background: rgba(127,137,160,.16); border-radius: 3px;
  text-decoration: line-through; text-decoration-color: rgba(127,137,160,.6);}
.px-text .gone[data-tag]::before, .px-text .said[data-tag]::before {content: attr(data-tag);
  font-size: var(--px-xs); font-weight: 650; border-radius: 99px; padding: .08rem .45rem;
  margin-right: .3rem; display: inline-block; line-height: 1.35; font-style: normal;
  vertical-align: .08em;}
.px-text .gone[data-tag]::before {background: rgba(127,137,160,.4);}
.px-text .said {border-radius: 2px; padding: .1em 0; background: var(--px-tint);}
.px-text .said[data-tag]::before {background: var(--px-full); color: var(--px-ink);}
.px-text .cue {font-style: italic; font-weight: 600;}
.px-text .m {text-decoration: underline; text-underline-offset: .22em;
  text-decoration-thickness: 2px;}
.px-text .m-negative {text-decoration-color: #D97706; text-decoration-style: wavy;}
.px-text .m-neutral {text-decoration-color: #7F89A0; text-decoration-style: dotted;}
.px-text .m-positive {text-decoration-color: #4C8DD6; text-decoration-style: solid;}
.px-text .place {padding: .1em 0; box-shadow: 0 -2px 0 #D97706, 0 2px 0 #D97706;
  scroll-margin: 40vh;}
.px-legend {display: flex; flex-wrap: wrap; gap: .35rem 1rem; font-size: var(--px-s); opacity: .9;}
.px-legend .px-text {line-height: 1.5; font-size: var(--px-s); white-space: normal;}
.px-legend .px-text > span {margin-right: .25rem;}
</style>
"""


@dataclass(frozen=True)
class _Mark:
    """A stretch of the text with the attributes of the element that shows it."""

    start: int
    end: int
    kind: str
    classes: str
    title: str
    tag: str = ""
    style: str = ""


def parts_of(text: str) -> list[tuple[int, int]]:
    """The text cut into parts of about PART_LENGTH, at ends of lines where there are any."""
    parts, start = [], 0
    while len(text) - start > PART_LENGTH:
        line_end = text.rfind("\n", start + PART_LENGTH // 2, start + PART_LENGTH)
        end = line_end + 1 if line_end >= 0 else start + PART_LENGTH
        parts.append((start, end))
        start = end
    return [*parts, (start, len(text))]


def reader_html(
    parts: Mapping[str, Any],
    layers: Iterable[str],
    colours: Mapping[str, str],
    start: int,
    end: int,
    place: tuple[int, int] | None = None,
) -> str:
    """One part of an article as HTML.

    Args:
        parts: what Analysis.article gives.
        layers: names of LAYERS to mark.
        colours: the colour of each perspective.
        start, end: the part of the text.
        place: a stretch to find at once; its first piece has the id PLACE_ID.
    """
    text = str(parts["article"]["text"])
    makers = {
        REMOVED: partial(_removed_marks, parts["removed"]),
        VOICES: partial(_voice_marks, parts["attributions"], colours),
        MENTIONS: partial(_mention_marks, parts["mentions"]),
    }
    marks = [mark for layer, make in makers.items() if layer in set(layers) for mark in make()]
    marks += [_Mark(*place, PLACE, PLACE, "the place that a link led to")] if place else []
    marks = [
        mark for mark in marks if mark.start < end and mark.end > start and mark.start < mark.end
    ]
    return f'<div class="px-text" dir="auto">{_marked_up(text, marks, start, end)}</div>'


def legend_html(colours: Mapping[str, str]) -> str:
    """What the marks of the reader mean, the colours of perspectives among them."""
    voices = "".join(
        f'<span><span class="px-text"><span class="said" style="{_voice_style(colour)}" '
        f'data-tag="Speaker"> words </span></span> {html.escape(name)} speaker</span>'
        for name, colour in colours.items()
    )
    mentions = "".join(
        f'<span class="px-text"><span class="m m-{name}">actor</span> {_STANCE_WORDS[name]}</span>'
        for name in STANCE_CLASSES
    )
    return (
        '<div class="px-legend"><span class="px-text"><span class="gone" data-tag="reason">removed'
        f"</span> not counted</span>{voices}"
        '<span class="px-text"><span class="cue">said</span> introduces a statement</span>'
        f"{mentions}<span>Point at a mark to read more.</span></div>"
    )


def _marked_up(text: str, marks: list[_Mark], start: int, end: int) -> str:
    """The stretch of text in elements that never overlap, each carrying all marks over it."""
    cuts = {start, end}
    for mark in marks:
        cuts |= {max(start, mark.start), min(end, mark.end)}
    places = sorted(cuts)
    waiting = sorted(marks, key=lambda mark: (mark.start, -mark.end), reverse=True)
    over: list[_Mark] = []
    pieces = []
    for left, right in pairwise(places):
        while waiting and waiting[-1].start <= left:
            over.append(waiting.pop())
        over = [mark for mark in over if mark.end > left]
        pieces.append(_piece(text[left:right], over, left, start))
    return "".join(pieces)


def _piece(text: str, over: list[_Mark], left: int, start: int) -> str:
    """One stretch with the outermost voice, the last other mark of each kind, and all titles."""
    shown = visible(text)
    if not over:
        return shown
    chosen: dict[str, _Mark] = {}
    for mark in over:
        if mark.kind == VOICES:
            chosen.setdefault(mark.kind, mark)
        else:
            chosen[mark.kind] = mark
    classes = " ".join(mark.classes for mark in chosen.values())
    titles = _in_attribute("; ".join(dict.fromkeys(mark.title for mark in over)))
    style = "".join(mark.style for mark in chosen.values())
    begun = [
        mark.tag
        for mark in over
        if mark.tag and (mark.start == left or (left == start and mark.start < start))
    ]
    tag = f' data-tag="{_in_attribute(" · ".join(begun))}"' if begun else ""
    attributes = f'class="{classes}" title="{titles}"{tag}'
    if PLACE in chosen and max(chosen[PLACE].start, start) == left:
        attributes += f' id="{PLACE_ID}"'
    if style:
        attributes += f' style="{style}"'
    return f"<span {attributes}>{shown}</span>"


def visible(text: str) -> str:
    """The text escaped; signs that act on the screen instead of being seen become visible."""
    return ACTING.sub(_sign, html.escape(text))


def _in_attribute(text: str) -> str:
    """As `visible`, for an attribute, which holds no elements."""
    return html.escape(ACTING.sub(lambda found: _code(found[0]), text))


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


def _sign(found: re.Match[str]) -> str:
    name = unicodedata.name(found[0], "control character").lower()
    return f'<span class="sign" title="{html.escape(name)}">{_code(found[0])}</span>'


def _removed_marks(removed: pd.DataFrame) -> list[_Mark]:
    return [
        _Mark(r["start"], r["end"], REMOVED, "gone", f"Not counted: {r['reason']}", r["reason"])
        for r in removed.to_dict("records")
    ]


def _voice_marks(attributions: pd.DataFrame, colours: Mapping[str, str]) -> list[_Mark]:
    marks = []
    for row in attributions.to_dict("records"):
        speaker = phrases.sentence_case(phrases.speaker(row["speaker"]))
        how = phrases.INCLUDES["direct" if row["kind"] == "direct" else "indirect"]
        said = (
            f"{speaker}, {row['voice_perspective']} perspective, {how} "
            f"(found by a rule whose stretches are right in {row['confidence']:.0%} of cases)"
        )
        style = _voice_style(colours.get(row["voice_perspective"], NO_COLOUR))
        marks.append(
            _Mark(row["content_start"], row["content_end"], VOICES, "said", said, speaker, style)
        )
        if not pd.isna(row["content2_start"]):
            second = int(row["content2_start"]), int(row["content2_end"])
            marks.append(_Mark(*second, VOICES, "said", said, "", style))
        if not pd.isna(row["cue_start"]) and phrases.known(row["cue"], ""):
            first = int(row["cue_start"])
            told = f"introduces {speaker}: {phrases.known(row['cue_class'], 'no class')}"
            marks.append(_Mark(first, first + len(row["cue"]), "cue", "cue", told))
    return marks


def _mention_marks(mentions: pd.DataFrame) -> list[_Mark]:
    return [
        _Mark(r["start"], r["end"], MENTIONS, f"m m-{_stance(r)}", _told(r))
        for r in mentions.to_dict("records")
    ]


def _stance(row: Mapping[str, Any]) -> str:
    """The class it is counted as; neutral when it is not judged."""
    return "neutral" if pd.isna(row["stance_class"]) else str(row["stance_class"])


def _told(row: Mapping[str, Any]) -> str:
    named = row["target"] if row["actor"] == row["target"] else f"{row['actor']} → {row['target']}"
    if row["modifier"]:
        return f"{named}: only says which thing is meant, counts as neutral"
    if pd.isna(row["stance"]):
        return f"{named}: not judged"
    chances = ", ".join(f"{word} {row[f'p_{name}']:.0%}" for name, word in _STANCE_WORDS.items())
    counted = _STANCE_WORDS[_stance(row)]
    return f"{named}: counts as {counted}, {phrases.signed(row['stance'])} ({chances})"


def _voice_style(colour: str) -> str:
    return f"--px-full:{colour};--px-tint:{colour}2E;--px-ink:{ink_on(colour)};"

"""Attributions of an article: who is said to have said what, and for whom the speaker speaks.

Four steps: quotations (`quotes`, `text`), cues (`cues`), relations of source, cue and content
(`sources`, `contents`, `relations`, over the border of sentences `sequels`), speakers (`identity`,
`speakers`, `home`). `voices` then tells sentences and mentions whose words they are. A trained
tagger may take the place of the first three.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

from analysis import tables
from analysis.attribution.combine import tag_paragraphs
from analysis.attribution.drafts import CONFIDENCE, Draft
from analysis.attribution.home import PRESUMED, presume_home
from analysis.attribution.identity import Identity, namer
from analysis.attribution.paragraphs import rule_drafts
from analysis.attribution.quotes import SPEECH_TAIL, find_quotes
from analysis.attribution.speakers import resolve
from analysis.attribution.tagger import Tagger
from analysis.attribution.text import Span, Unit, touching
from analysis.reference import Reference

__all__ = ["attribute", "attributions_in", "find_drafts", "places_of", "rule_drafts"]

_DIRECT_SHARE = 0.9


def attribute(
    article: Mapping[str, object],
    passages: pd.DataFrame,
    sentences: pd.DataFrame,
    reference: Reference,
    tagger: Tagger | None = None,
) -> pd.DataFrame:
    """The attributions table of one article: what `attributions_in` finds."""
    cells = attributions_in(article, passages, sentences, reference, tagger)
    return tables.frame("attributions", cells)


def attributions_in(
    article: Mapping[str, object],
    passages: tables.Cells | pd.DataFrame,
    sentences: tables.Cells | pd.DataFrame,
    reference: Reference,
    tagger: Tagger | None = None,
) -> dict[str, list[Any]]:
    """The attributions of one article, in the order of the text.

    Args:
        article: a row of the articles table; `article_id`, `text` and `country` are read, the last
            only if it is there.
        passages: its paragraphs (`start`, `end`).
        sentences: its sentences (`start`, `end`), each within one paragraph.
        reference: the reference tables.
        tagger: the trained tagger; None leaves the rules alone.

    Returns:
        The cells of the attributions table. Quotations are given with their marks. `outer_id`
        names the smallest attribution around a nested one. `confidence` is the tagger's own
        probability, or for what only a rule found the share of that rule's findings that annotators
        confirm; lower where the speaker's state is presumed.
    """
    text = str(article["text"])
    paragraphs = _spans(passages)
    units, drafts = find_drafts(text, paragraphs, _spans(sentences), reference, tagger)
    drafts = sorted(drafts, key=lambda draft: (draft.start, -draft.end))
    told = resolve(text, units, drafts, namer(reference))
    country = article.get("country")
    home = _home(country if isinstance(country, str) else None, reference)
    speakers = presume_home(text, paragraphs, drafts, told, home, namer(reference))
    quotes = _quotes(text, paragraphs)
    article_id = str(article["article_id"])
    ids = _ids(article_id, drafts)
    outer = _outer_ids(drafts, ids)
    rows = [
        _row(text, draft, speaker, quotes)
        | {"attribution_id": ids[number], "article_id": article_id, "outer_id": outer[number]}
        | {"confidence": _confidence(draft, presumed=speaker is not told[number])}
        for number, (draft, speaker) in enumerate(zip(drafts, speakers, strict=True))
    ]
    names = tables.TABLES["attributions"].names
    return {name: [row[name] for row in rows] for name in names}


def _quotes(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    """All quotations, with their marks."""
    found = (find_quotes(text, start, end, SPEECH_TAIL) for start, end in paragraphs)
    return [(quote.start, quote.end) for quotes in found for quote in quotes]


def find_drafts(
    text: str,
    paragraphs: Sequence[Span],
    sentences: Sequence[Span],
    reference: Reference,
    tagger: Tagger | None,
) -> tuple[list[Unit], list[Draft]]:
    """The units of an article and its attributions, before speakers are resolved.

    Without a tagger the rules stand alone.
    """
    read = rule_drafts(text, paragraphs, sentences, reference)
    units = [unit for one in read for unit in one.units]
    if tagger:
        return units, tag_paragraphs(text, read, tagger, reference)
    return units, [draft for one in read for draft in one.drafts]


def _spans(table: tables.Cells | pd.DataFrame) -> list[Span]:
    pairs = zip(table["start"], table["end"], strict=True)
    return sorted((int(start), int(end)) for start, end in pairs)


def _row(text: str, draft: Draft, speaker: Identity, quotes: Sequence[Span]) -> dict[str, object]:
    return places_of(text, draft) | {
        "kind": _kind(draft, quotes),
        "speaker": speaker.name,
        "speaker_role": speaker.role,
        "affiliation": speaker.affiliation,
        "voice_perspective": speaker.perspective,
    }


def places_of(text: str, draft: Draft) -> dict[str, object]:
    """Columns of the attributions table that tell where content, cue and source stand."""
    second = draft.content[1] if len(draft.content) > 1 else (None, None)
    return {
        "content_start": draft.content[0][0],
        "content_end": draft.content[0][1],
        "content2_start": second[0],
        "content2_end": second[1],
        "cue": text[slice(*draft.cue)] if draft.cue else None,
        "cue_start": draft.cue[0] if draft.cue else None,
        "cue_class": draft.cue_class,
        "source": text[slice(*draft.source)] if draft.source else None,
        "source_start": draft.source[0] if draft.source else None,
        "source_end": draft.source[1] if draft.source else None,
    }


def _confidence(draft: Draft, presumed: bool) -> float:
    sure = CONFIDENCE[draft.rule] if draft.score is None else round(draft.score, 3)
    return min(sure, PRESUMED) if presumed else sure


@lru_cache(maxsize=256)
def _home(code: str | None, reference: Reference) -> str | None:
    """The name of the outlet's state."""
    countries = reference.countries
    names = countries.loc[countries["country"] == code, "name"]
    return str(names.iloc[0]) if len(names) else None


def _kind(draft: Draft, quotes: Sequence[Span]) -> str:
    """Direct when nearly all of the content stands in quotation marks, mixed when some does."""
    length = sum(end - start for start, end in draft.content)
    quoted = sum(
        min(end, b) - max(start, a)
        for start, end in draft.content
        for a, b in touching(quotes, start, end)
    )
    if quoted >= _DIRECT_SHARE * length:
        return tables.DIRECT
    return tables.MIXED if quoted else tables.INDIRECT


def _ids(article_id: str, drafts: Sequence[Draft]) -> list[str]:
    """One id each; a number is added where attributions share their content."""
    seen: Counter[str] = Counter()
    ids: list[str] = []
    for draft in drafts:
        base = f"{article_id}-a{draft.start}-{draft.end}"
        seen[base] += 1
        ids.append(base if seen[base] == 1 else f"{base}.{seen[base]}")
    return ids


def _outer_ids(drafts: Sequence[Draft], ids: Sequence[str]) -> list[str | None]:
    """For each draft, in order of start, the id of the smallest other one that holds it."""
    outer: list[str | None] = []
    reaching: list[int] = []
    for number, inner in enumerate(drafts):
        reaching = [i for i in reaching if drafts[i].end > inner.start]
        around = [i for i in reaching if _holds_only(drafts[i], inner)]
        later = number + 1
        while later < len(drafts) and drafts[later].start == inner.start:
            around += [later] if _holds_only(drafts[later], inner) else []
            later += 1
        sizes = {i: drafts[i].end - drafts[i].start for i in around}
        outer.append(ids[min(around, key=sizes.__getitem__)] if around else None)
        reaching.append(number)
    return outer


def _holds_only(one: Draft, other: Draft) -> bool:
    return one.holds(other) and not other.holds(one)

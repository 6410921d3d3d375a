"""Rules and tagger together: what each of them finds in a paragraph, as one list of drafts.

The tagger decides; a rule lends support to a cue of which the tagger is unsure, gives a source
where the tagger sees none, and keeps what the tagger does not rule out. Quotation marks say where
quoted content begins and ends.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.attribution.cue_class import class_of_cue
from analysis.attribution.decode import Found, crosses, cue_probability, decode, overlap
from analysis.attribution.drafts import CONTINUING, TAGGED, Draft
from analysis.attribution.tagger import Tagger, Tags
from analysis.attribution.windows import Window, windows_of
from analysis.reference import Reference

Span = tuple[int, int]

# Probabilities of a cue from which an attribution counts, chosen on folds of the annotated news:
ALONE = 0.7  # where no rule sees it
SUPPORTED = 0.2  # where a rule sees a cue too
NOT_RULED_OUT = 0.02  # where only a rule sees it
_SHARED = 0.3  # overlap of contents from which a rule adds nothing to what the tagger found
_EDGE = 3  # code points between the ends of a content and of a quotation that end together
_LEAST_WORDS = 4  # of a quotation that goes on without a cue


def tag_paragraph(
    text: str,
    paragraph: Span,
    sentences: Sequence[Span],
    quotes: Sequence[Span],
    drafts: Sequence[Draft],
    number: int,
    tagger: Tagger,
    reference: Reference,
) -> list[Draft]:
    """The attributions of one paragraph, in the order of the text.

    Args:
        text: the article.
        paragraph: its first code point and the one after its last.
        sentences: its sentences, in order.
        quotes: its quotations, with their marks.
        drafts: what the rules found in it.
        number: which paragraph of the article it is.
        tagger: the trained tagger.
        reference: the reference tables.
    """
    windows = windows_of(text, paragraph, sentences, quotes, drafts, tagger.tokenizer)
    tagged = [(window, tagger.tag(window)) for window in windows]
    found = [one for window, tags in tagged for one in decode(window, tags, SUPPORTED)]
    owned: set[Span] = set()
    kept: list[Draft] = []
    for one in found:
        if one.cue is None:
            continue
        twin = next((draft for draft in drafts if crosses(draft.cue, one.cue)), None)
        if twin is None and one.score < ALONE:
            continue
        content = _to_quotes(one, quotes, owned)
        source = one.source or (twin.source if twin else None)
        words = text[slice(*one.cue)]
        cue_class = class_of_cue(words, reference) or (twin.cue_class if twin else None)
        kept.append(Draft(content, one.cue, source, cue_class, TAGGED, number, one.score))
    kept += _going_on(text, [one for one in found if one.cue is None], quotes, owned, kept, number)
    kept += [draft for draft in drafts if _adds(draft, kept, tagged)]
    return sorted(kept, key=lambda draft: (draft.start, -draft.end))


def _to_quotes(one: Found, quotes: Sequence[Span], owned: set[Span]) -> tuple[Span, ...]:
    """The content, its quoted parts made whole; the quotations it takes are added to `owned`."""
    parts: list[Span] = []
    for part in one.content:
        whole = part
        for quote in quotes:
            if _is_its_own(quote, part, one):
                whole = (min(whole[0], quote[0]), max(whole[1], quote[1]))
                owned.add(quote)
        parts.append(whole)
    joined: list[Span] = []
    for start, end in sorted(parts):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _is_its_own(quote: Span, part: Span, one: Found) -> bool:
    """Whether a quotation is what a part of a content gives.

    That is so when the part holds most of it, or lies mostly in it and begins or ends with it. It
    is not when the cue or the source stands within the quotation: somebody quotes somebody there.
    """
    if any(crosses(quote, inner) for inner in (one.cue, one.source)):
        return False
    shared = min(part[1], quote[1]) - max(part[0], quote[0])
    if 2 * shared >= quote[1] - quote[0]:
        return True
    ends = min(abs(part[0] - quote[0]), abs(part[1] - quote[1])) <= _EDGE
    return ends and 2 * shared >= part[1] - part[0]


def _going_on(
    text: str,
    found: Sequence[Found],
    quotes: Sequence[Span],
    owned: set[Span],
    kept: Sequence[Draft],
    number: int,
) -> list[Draft]:
    """Quotations without a cue of their own, each whole and once; only what is quoted counts."""
    drafts: list[Draft] = []
    taken = [span for draft in kept for span in draft.content]
    for one in found:
        (part,) = one.content
        shared = {quote: min(part[1], quote[1]) - max(part[0], quote[0]) for quote in quotes}
        quote = max(shared, key=shared.__getitem__, default=None)
        if quote is None or 2 * shared[quote] < part[1] - part[0] or quote in owned:
            continue
        owned.add(quote)
        whole = (min(part[0], quote[0]), max(part[1], quote[1]))
        if len(text[slice(*whole)].split()) < _LEAST_WORDS or _mostly_in(whole, taken):
            continue
        drafts.append(Draft((whole,), None, None, None, CONTINUING, number, one.score))
    return drafts


def _mostly_in(part: Span, taken: Sequence[Span]) -> bool:
    return any(
        2 * (min(part[1], end) - max(part[0], start)) > part[1] - part[0] for start, end in taken
    )


def _adds(draft: Draft, kept: Sequence[Draft], tagged: Sequence[tuple[Window, Tags]]) -> bool:
    """Whether a rule found what the tagger neither found nor rules out."""
    if any(crosses(draft.cue, other.cue) for other in kept):
        return False
    if any(overlap(draft.content, other.content) >= _SHARED for other in kept):
        return False
    cue = draft.cue
    return cue is None or any(cue_probability(*one, cue) >= NOT_RULED_OUT for one in tagged)

"""Rules and tagger together: what each of them finds in a paragraph, as one list of drafts.

The tagger decides; a rule lends support to a cue of which the tagger is unsure, gives a source
where the tagger sees none, and keeps what the tagger does not rule out. Quotation marks say where
quoted content begins and ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from analysis.attribution import grammar
from analysis.attribution.cue_class import class_of_cue
from analysis.attribution.decode import Found, crosses, cue_probability, decode, overlap
from analysis.attribution.drafts import ACCORDING, CONTINUING, TAGGED, VIEWPOINT, Draft
from analysis.attribution.paragraphs import Paragraph
from analysis.attribution.tagger import Tagger, Tags
from analysis.attribution.windows import Window, windows_of
from analysis.reference import Reference

Span = tuple[int, int]

# From the first word to the last, with the full stop of an abbreviation at the end.
_NAMING = re.compile(r"[^\W_](?:.*[^\W_])?(?:(?<=\.[^\W_])\.)?", re.DOTALL)
NOT_RULED_OUT = 0.02  # probability of a cue from which what only a rule found stays
_SHARED = 0.3  # overlap of contents from which a rule adds nothing to what the tagger found
_EDGE = 3  # code points between the ends of a content and of a quotation that end together
# Rules that are right as often where the tagger sees nothing.
_UNTOLD = frozenset({VIEWPOINT, ACCORDING})
_GAP = 4  # code points in front of a quotation that tell whether it begins anew
_BEFORE_SPEECH = '.!?:…"”»'
_LEAST_WORDS = 4  # of a quotation that goes on without a cue


@dataclass(frozen=True)
class _Stretch:
    """What lies in one window: rows of the paragraph that share a code point with it."""

    text: str
    paragraph: Span
    sentences: Sequence[Span]
    quotes: Sequence[Span]
    drafts: Sequence[Draft]
    number: int


def tag_paragraphs(
    text: str, paragraphs: Sequence[Paragraph], tagger: Tagger, reference: Reference
) -> list[Draft]:
    """The attributions of an article, by paragraph in the order of the text.

    All is cut into windows before any is tagged and all is tagged before any is read: a network
    that runs leaves nothing of other work in the processor's cache (a tenth of the time).

    Args:
        text: the article.
        paragraphs: its paragraphs, as the rules read them.
        tagger: the trained tagger.
        reference: the reference tables.
    """
    cut = [
        windows_of(text, one.span, one.sentences, one.quotes, one.drafts, tagger.tokenizer)
        for one in paragraphs
    ]
    told = [[(window, tagger.tag(window)) for window in windows] for windows in cut]
    found: list[Draft] = []
    for one, tagged in zip(paragraphs, told, strict=True):
        owned: set[Span] = set()  # quotations that somebody is given
        kept: list[Draft] = []
        for window, tags in tagged:
            kept += _tag_window(_near(text, one, window), window, tags, owned, reference)
        found += sorted(kept, key=lambda draft: (draft.start, -draft.end))
    return found


def _near(text: str, paragraph: Paragraph, window: Window) -> _Stretch:
    """What of a paragraph lies in a window."""
    reach = window.span(1, len(window) - 1)
    return _Stretch(
        text,
        paragraph.span,
        [span for span in paragraph.sentences if crosses(span, reach)],
        [span for span in paragraph.quotes if crosses(span, reach)],
        [draft for draft in paragraph.drafts if crosses(_place(draft), reach)],
        paragraph.number,
    )


def _place(draft: Draft) -> Span:
    """Where a draft is judged: at its cue, else at its content."""
    return draft.cue or draft.content[0]


def _tag_window(
    near: _Stretch, window: Window, tags: Tags, owned: set[Span], reference: Reference
) -> list[Draft]:
    """The attributions of one window; the quotations they take are added to `owned`."""
    found = _apart(decode(window, tags))
    viewpoints = [draft for draft in near.drafts if draft.rule == VIEWPOINT]
    kept: list[Draft] = []
    for one in found:
        if one.cue is None:
            continue
        twin = next((draft for draft in near.drafts if crosses(draft.cue, one.cue)), None)
        content = _to_quotes(one, near.quotes, owned)
        own = _own_source(near.text, one, near.sentences, reference)
        source = _chosen(near.text, own, twin)
        seen = twin is None and any(crosses(source, draft.source) for draft in viewpoints)
        if seen or _is_the_author(near.text, source, near.quotes):
            continue
        if source is None and _is_a_means(near.text, one.cue):
            continue
        words = near.text[slice(*one.cue)]
        cue_class = class_of_cue(words, reference) or (twin.cue_class if twin else None)
        kept.append(Draft(content, one.cue, source, cue_class, TAGGED, near.number, one.score))
    kept += _going_on(near, [one for one in found if one.cue is None], owned, kept)
    kept += [draft for draft in near.drafts if _adds(draft, kept, window, tags)]
    return [*kept, *_left_over(near, kept)]


def _apart(found: Sequence[Found]) -> list[Found]:
    """The findings, each without what another one of them takes.

    Where two cues claim the same words, a part of a content goes to the cue that is surer or that
    takes more around it.
    """
    apart = []
    for one in found:
        others = [other for other in found if other.cue and not one.holds(other)]
        surer = [span for other in others if other.score > one.score for span in other.content]
        wider = [span for other in others if other is not one for span in other.content]
        parts = tuple(
            part
            for part in one.content
            if not _mostly_in(part, surer)
            and not (len(one.content) > 1 and any(a < part[0] and part[1] <= b for a, b in wider))
        )
        apart.append(replace(one, content=parts) if parts and one.cue else one)
    return apart


def _own_source(
    text: str, one: Found, sentences: Sequence[Span], reference: Reference
) -> Span | None:
    """The tagger's source, without marks around it.

    None where it stands in another sentence than the cue, or is an addressee ("told NAME").
    """
    words = _NAMING.search(text, *one.source) if one.source else None
    if words is None or one.cue is None:
        return None
    if any(
        min(words.start(), one.cue[0]) < start <= max(words.start(), one.cue[0])
        for start, _ in sentences
    ):
        return None
    told = text[slice(*one.cue)].lower().split()[-1] in _telling(reference)
    addressed = told and not text[one.cue[1] : words.start()].strip() and words.start() > one.cue[0]
    return None if addressed else words.span()


@lru_cache(maxsize=4)
def _telling(reference: Reference) -> frozenset[str]:
    """Forms of the verbs behind which the person addressed stands ("told", "informed")."""
    rows = reference.verbs
    telling = rows.loc[rows["pattern"].map(lambda patterns: "person" in patterns), "forms"]
    return frozenset(form for forms in telling for form in forms)


def _chosen(text: str, own: Span | None, twin: Draft | None) -> Span | None:
    """Whose words they are: by the tagger, or by the rule that sees the same cue.

    The tagger tells better where a phrase ends, the rule which noun is the subject: it is right
    where they name two different things, or where it names a pronoun.
    """
    if twin is None or twin.source is None:
        return own
    pronoun = text[slice(*twin.source)].lower() in grammar.SUBJECT_PRONOUNS
    apart = pronoun or not crosses(twin.source, own)
    return twin.source if own is None or apart else own


def _is_the_author(text: str, source: Span | None, quotes: Sequence[Span]) -> bool:
    """Whether the article speaks of whoever wrote it; in a quotation "we" is somebody else."""
    if source is None or text[slice(*source)].lower() not in grammar.AUTHORS:
        return False
    return not any(crosses(source, quote) for quote in quotes)


def _is_a_means(text: str, cue: Span) -> bool:
    """Whether a verb tells how something is done ("by stressing its promise"): nobody speaks."""
    before = text[max(0, cue[0] - 3) : cue[0]].lower()
    return before == "by " and text[slice(*cue)].endswith("ing")


def _to_quotes(one: Found, quotes: Sequence[Span], owned: set[Span]) -> tuple[Span, ...]:
    """The content, its quoted parts made whole; the quotations it takes are added to `owned`."""
    parts: list[Span] = []
    for part in one.content:
        whole = part
        for quote in quotes:
            if quote not in owned and _is_its_own(quote, part, one):
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

    That is so when the part runs into it and stops there, holds most of it, or lies mostly in it
    and begins or ends with it. It is not when the cue or the source stands within the quotation:
    there somebody quotes somebody.
    """
    if any(crosses(quote, inner) for inner in (one.cue, one.source)):
        return False
    shared = min(part[1], quote[1]) - max(part[0], quote[0])
    runs_into = part[0] < quote[0] < part[1] < quote[1]
    if runs_into or 2 * shared >= quote[1] - quote[0]:
        return True
    ends = min(abs(part[0] - quote[0]), abs(part[1] - quote[1])) <= _EDGE
    return ends and 2 * shared >= part[1] - part[0]


def _going_on(
    near: _Stretch, found: Sequence[Found], owned: set[Span], kept: Sequence[Draft]
) -> list[Draft]:
    """Quotations without a cue of their own, each whole and once; only what is quoted counts."""
    drafts: list[Draft] = []
    taken = [span for draft in kept for span in draft.content]
    for one in found:
        (part,) = one.content
        shared = {quote: min(part[1], quote[1]) - max(part[0], quote[0]) for quote in near.quotes}
        quote = max(shared, key=shared.__getitem__, default=None)
        if quote is None or 2 * shared[quote] < part[1] - part[0] or quote in owned:
            continue
        if not _opens(near.text, quote, near.paragraph):
            continue
        owned.add(quote)
        whole = quote
        if len(near.text[slice(*whole)].split()) < _LEAST_WORDS or _mostly_in(whole, taken):
            continue
        drafts.append(Draft((whole,), None, None, None, CONTINUING, near.number, one.score))
    return drafts


def _opens(text: str, quote: Span, paragraph: Span) -> bool:
    """Whether a quotation begins anew; within a sentence, words in marks are a name or a doubt."""
    before = text[max(paragraph[0], quote[0] - _GAP) : quote[0]].rstrip()
    return not before or before[-1] in _BEFORE_SPEECH


def _mostly_in(part: Span, taken: Sequence[Span]) -> bool:
    return any(
        2 * (min(part[1], end) - max(part[0], start)) > part[1] - part[0] for start, end in taken
    )


def _left_over(near: _Stretch, kept: Sequence[Draft]) -> list[Draft]:
    """Whole quotations that a rule gives to somebody and that nothing kept holds.

    So what is said behind "X said" is not lost because a mark is missing elsewhere.
    """
    taken = [span for draft in kept for span in draft.content]
    return [
        Draft((part,), None, None, None, CONTINUING, near.number)
        for part in sorted({part for draft in near.drafts for part in draft.content})
        if part in near.quotes
        and len(near.text[slice(*part)].split()) >= _LEAST_WORDS
        and not _mostly_in(part, taken)
    ]


def _adds(draft: Draft, kept: Sequence[Draft], window: Window, tags: Tags) -> bool:
    """Whether a rule found what the tagger neither found nor rules out."""
    if any(crosses(draft.cue, other.cue) for other in kept):
        return False
    if any(overlap(draft.content, other.content) >= _SHARED for other in kept):
        return False
    cue = draft.cue
    if draft.rule in _UNTOLD:
        return True
    return cue is None or cue_probability(window, tags, cue) >= NOT_RULED_OUT

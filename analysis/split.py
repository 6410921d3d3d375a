"""Sentences of a paragraph, as offsets.

Own rules, because a library that keeps quotations whole loses whole paragraphs where quotation
marks are broken, as they are in translated copies.
"""

from __future__ import annotations

import re
from itertools import pairwise

from analysis.clean.passages import GLUED_STOP

# A run of final marks ("?!", ". . ."), then closing marks, which may stand after a blank.
_STOP = re.compile(r"[.!?…](?:[ \u00a0]?[.!?…]){0,12}[)\]»”’]{0,3}|[。！？।॥؟]+[”’」』）]{0,2}")
_WIDE = frozenset("。！？।॥؟")
_TITLE = re.compile(  # before a name: never last
    r"mr|mrs|ms|mx|dr|prof|gen|lt|col|sgt|capt|cmdr|adm|maj|sen|rep|gov|rev|hon|st|messrs|mme|mlle"
    r"|supt|insp|amb|pres|fr|ft|mt",
    re.IGNORECASE,
)
_LINKING = re.compile(r"vs|al|eg|ie|cf|viz|approx", re.IGNORECASE)
# These end a sentence only when a word follows that seldom stands inside one.
_MAY_BE_LAST = re.compile(
    r"jr|sr|inc|corp|ltd|co|bros|etc|dept|univ|assn|est|a\.m|p\.m|ph\.d", re.IGNORECASE
)
_BEFORE_NUMBER = re.compile(
    r"nos?|vol|art|sec|fig|pp?|ch|para|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed"
    r"|thur?s?|fri|sat|sun|ca?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun")
_MONTH = re.compile(r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)")
_STARTER = re.compile(
    r"[“\"‘]?(?:The|This|That|These|Those|A|An|It|He|She|They|We|You|I|His|Her|Their|Its|Our|In|On"
    r"|At|As|But|And|Or|So|If|When|While|Although|However|For|From|There|Here|After|Before|Since"
    r"|With|By|To|What|Why|How|Who|Not|No|Yet|Still|Meanwhile|Some|Many|Most|Both|Then|Now)\b"
)
_LAST_WORD = re.compile(r"[^\s“\"‘(\[—–/]+$")
# A finite verb in small letters after a stop: the predicate was displaced by a translation. One
# alone belongs to the sentence before; with more words it is a sentence of its own.
_DISPLACED = re.compile(
    r"(?:is|are|was|were|has|have|had|do|does|did|will|would|can|could|may|might|shall|should|must)"
    r"\b"
)
_LONE_WORD = re.compile(r"[a-z]+[.!?]")
# Second half of a name that a stray stop cut off: "Lakeside. University."
_NAME_HEAD = re.compile(
    r"(?:University|Institute|Institution|College|Council|Committee|Commission|Ministry|Department"
    r"|Agency|Center|Centre|Foundation|Organi[sz]ation|Association|Union|Treaty|Republic|Party"
    r"|Federation|Forum|Initiative|Council|School|Fund|Bank|Group|Corporation|Company)[.,;]"
)
_SPEECH = re.compile(
    r"(?:[A-Z][\w.’'-]*,? ){1,5}(?:said|says|asked|asks|told|added|adds|wrote|writes|replied"
    r"|answered|warned|declared|insisted|argued|noted|concluded|continued|exclaimed)\b"
)
_SPACED_MARK = re.compile(r"[ \u00a0]([”“\"»])(?=\s|$)")
_TO_END = re.compile(r"\s*$")
_AHEAD = 120  # code points looked at around a final mark
_BLANK_LINE = re.compile(r"\n[ \t\r\u00a0]*\n\s*")


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Offsets of the sentences of a stretch of text.

    Args:
        text: The text of an article.
        start: First code point of the paragraph.
        end: Code point after its last.

    Returns:
        Start and end of each sentence in `text`, in order, blanks trimmed. Together they hold
        every character of the stretch that is not blank.

    Raises:
        ValueError: the stretch does not lie in the text.
    """
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"stretch {start}..{end} must lie in a text of {len(text)} code points")
    forced = {gap.end() for gap in _BLANK_LINE.finditer(text, start, end)}
    forced |= {glued.start() for glued in GLUED_STOP.finditer(text, start, end)}
    edges = [start, *sorted(cut for cut in forced if start < cut < end), end]
    found: list[tuple[int, int]] = []
    for left, right in pairwise(edges):
        cuts = [left, *_cuts(text, left, right), right]
        found += [_trim(text, a, b) for a, b in pairwise(cuts)]
    return [(a, b) for a, b in found if a < b]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _cuts(text: str, start: int, end: int) -> list[int]:
    """Where sentences end inside a stretch without forced breaks."""
    cuts: list[int] = []
    begin, counted, n_straight = start, start, 0
    for stop in _STOP.finditer(text, start, end):
        n_straight += text.count('"', counted, stop.end())
        counted = stop.end()
        cut = _cut_after(text, begin, stop, end, is_open=n_straight % 2 == 1)
        if cut is not None:
            cuts.append(cut)
            begin = cut
    return cuts


def _cut_after(text: str, begin: int, stop: re.Match[str], end: int, is_open: bool) -> int | None:
    """Where the sentence ends that a final mark closes; None when it closes none.

    Args:
        text: The text.
        begin: Where the sentence begins.
        stop: The final mark.
        end: Where the stretch ends.
        is_open: Whether a straight quotation mark stands open at the final mark.
    """
    at = _after_closing_marks(text, stop.end(), end, is_open)
    rest = text[at : min(end, at + _AHEAD)]
    following = rest.lstrip()
    if not following:
        return None
    if stop[0][0] in _WIDE:
        return at
    sentence = text[max(begin, stop.start() - _AHEAD) : stop.start()]
    if rest[0] == following[0] or not any(c.isalnum() for c in sentence):
        return None
    return None if _continues(text, begin, stop, at, following) else at


def _after_closing_marks(text: str, at: int, end: int, is_open: bool) -> int:
    """The offset after quotation marks that close here, although badly set.

    A straight mark closes when it is glued to the stop before a blank, or when one stands open; a
    mark between two blanks or at the very end closes whichever way it is turned.
    """
    if text[at : min(at + 1, end)] == '"' and (is_open or text[at + 1 : at + 2].isspace()):
        return at + 1
    spaced = _SPACED_MARK.match(text, at, end)
    if spaced is None or (spaced[1] == '"' and not is_open):
        return at
    is_last = _TO_END.match(text, spaced.end(), end) is not None
    return at if spaced[1] == "“" and not is_last else spaced.end()


def _continues(text: str, begin: int, stop: re.Match[str], at: int, following: str) -> bool:
    """Whether the sentence goes on after a final mark."""
    is_full_stop = stop[0].rstrip("”’)]»") == "."
    if is_full_stop and _is_abbreviation(text, begin, stop.start(), following):
        return True
    first = following.lstrip("“\"‘'(«[¿¡")[:1]
    if first.islower():
        return not _DISPLACED.match(following) or _LONE_WORD.match(following) is not None
    if following[0] in ",;:)]”’" or (following[0] in ".…–—-" and not first.isalnum()):
        return True
    if is_full_stop and _NAME_HEAD.match(following):
        before = _LAST_WORD.search(text, max(begin, stop.start() - _AHEAD), stop.start())
        return before is not None and before[0][0].isupper()
    is_quote = text[at - 1] in '”’"'
    return is_quote and stop[0][0] in "!?" and _SPEECH.match(following) is not None


def _is_abbreviation(text: str, begin: int, at: int, following: str) -> bool:
    """Whether the stop at an offset only shortens a word."""
    found = _LAST_WORD.search(text[max(begin, at - 40) : at])
    if found is None:
        return False
    word = found[0].lstrip("(“\"‘'")
    is_first = at - begin < 8 and not text[begin:at].strip()[: -len(word)].strip()
    if _LINKING.fullmatch(word) or (_TITLE.fullmatch(word) and word[0].isupper()):
        return True
    if _WEEKDAY.fullmatch(word) and _MONTH.match(following):
        return True
    if _BEFORE_NUMBER.fullmatch(word) and following[0].isdigit():
        return True
    if word.isdigit() and len(word) < 4 and is_first:
        return True
    is_initial = len(word) == 1 and word.isupper()
    is_acronym = re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word) is not None
    shortens = is_initial or is_acronym or _MAY_BE_LAST.fullmatch(word) is not None
    return shortens and _STARTER.match(following) is None

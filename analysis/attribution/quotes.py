"""Where quotation marks open and close in one paragraph, also where the marks are broken.

Scraped and translated texts reopen quotations before they are closed, close with an opening mark,
glue marks to words, mix straight and curly ones or lose one. Every mark is judged by its glyph and
by its neighbours; nothing is carried over from one paragraph to the next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_OPENING = "“„«「『‟"
_CLOSING = "”»」』"
_NEUTRAL = '"″＂'
_DOUBLE = re.compile(f"[{_OPENING}{_CLOSING}{_NEUTRAL}]|``|''")
_SINGLE = re.compile(r"['‘’‚]")
_STOPS = ".!?…"
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)")
_AFTER_CLOSE = " \t\n\u00a0.,;:!?)]}…—–-"

_NAME = r"[A-Z][\w’'-]{1,30}(?:\s[A-Z][\w’'-]{1,30}){0,3}"
_WHO = rf"(?:(?:(?:Mr|Ms|Mrs|Dr)\.?\s)?{_NAME}|he|she|they|it|the(?:\s[\w’'-]{{1,20}}){{1,4}})"
_SAID = (
    r"(?:said|says|told|tells|added|adds|wrote|stressed|noted|notes|explained|explains|stated"
    r"|emphasi[sz]e[ds]|assured|replied|continue[ds]|concluded|announced|warned|argued|recalled"
    r"|believes|reported|reports|informed|assessed|admitted|indicates)"
)
# Speech that went on without a closing mark ends where its speaker is named.
SPEECH_TAIL = re.compile(rf",\s*{_WHO}\s(?:also\s)?{_SAID}\b|,\s*{_SAID}\s(?:[A-Z]|the\s|a\s)")
# Speech that went on without a closing mark has ended where a sentence names another speaker.
_BEFORE_OTHERS = re.compile(rf"[.!?…]+(?=\s(?:According to [A-Z]|{_NAME}\s(?:also\s)?{_SAID}\b))")
# Dialogue set with dashes: "- We will wait - he said. - Then we go."
_DASH_OPENS = re.compile(r"(?:^|(?<=[.!?])\s?)[-–—]\s?(?=[A-Z])")
_DASH_CLOSES = re.compile(
    rf"\s?[-–—]\s(?={_WHO}\s(?:also\s)?{_SAID}\b|{_SAID}\s(?:[A-Z]|the\s|a\s))"
)


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation: offsets with its marks; `whole` when both marks stood where they belong."""

    start: int
    end: int
    whole: bool = True


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    glyph: int  # 1 opens, -1 closes, 0 tells nothing
    place: int  # what the neighbours tell: 1 opens, -1 closes, 0 nothing


def find_quotes(text: str, start: int, end: int, tail: re.Pattern[str]) -> list[Quote]:
    """The quotations of the paragraph text[start:end], in order and without overlap.

    Args:
        text: the article.
        start: first code point of the paragraph.
        end: code point after its last.
        tail: what tells that a quotation has ended although no mark closes it (", she said").

    Returns:
        Offsets into text. A quotation inside a quotation is part of the outer one. Single marks
        count only in a paragraph without double ones.
    """
    paragraph = text[start:end]
    marks = _double_marks(paragraph) or _single_marks(paragraph)
    found = _dashed(paragraph) or _pair(paragraph, marks, tail)
    return [
        Quote(start + quote.start, start + quote.end, quote.whole)
        for quote in found
        if paragraph[quote.start : quote.end].strip(_OPENING + _CLOSING + _NEUTRAL + "'‘’ ")
    ]


def _dashed(paragraph: str) -> list[Quote]:
    """Speech between dashes, in a paragraph where a dash leads to a speaker."""
    closing = [match.start() for match in _DASH_CLOSES.finditer(paragraph)]
    quotes: list[Quote] = []
    floor = 0
    for match in _DASH_OPENS.finditer(paragraph) if closing else ():
        if match.end() <= floor:
            continue
        following = [position for position in closing if position > match.end()]
        floor = following[0] if following else len(paragraph.rstrip())
        quotes.append(Quote(match.end(), floor, whole=False))
    return quotes


def _double_marks(paragraph: str) -> list[_Mark]:
    found = [match.span() for match in _DOUBLE.finditer(paragraph)]
    reversed_guillemets = _opens_with(paragraph, found, "»") and "«" in paragraph
    german = "„" in paragraph and not _opens_with(paragraph, found, "“")
    marks: list[_Mark] = []
    for start, end in found:
        glyph = paragraph[start:end]
        if glyph in _NEUTRAL and start and paragraph[start - 1].isdigit() and not marks:
            continue  # inches
        side = 1 if glyph in _OPENING or glyph == "``" else -1 if glyph in _CLOSING else 0
        if (reversed_guillemets and glyph in "«»") or (german and glyph == "“"):
            side = -side
        marks.append(_Mark(start, end, side, _place(paragraph, start, end)))
    return marks


def _opens_with(paragraph: str, found: list[tuple[int, int]], glyph: str) -> bool:
    """Whether a glyph stands more often where quotations open than where they close."""
    places = [_place(paragraph, *span) for span in found if paragraph[span[0]] == glyph]
    return sum(places) > 0


def _single_marks(paragraph: str) -> list[_Mark]:
    """Single marks that stand like quotation marks; apostrophes within and after words do not."""
    marks: list[_Mark] = []
    for match in _SINGLE.finditer(paragraph):
        start, end = match.span()
        place = _place(paragraph, start, end)
        is_open = bool(marks) and marks[-1].place == 1
        if place == 1 and not is_open:
            if re.match(r"\d0s|em\b|til\b|tis\b|twas\b", paragraph[end : end + 4]):
                continue
            marks.append(_Mark(start, end, 1, 1))
        elif is_open and place == -1:
            before = paragraph[start - 1]
            plural_possessive = before == "s" and re.match(r" [a-z]", paragraph[end : end + 2])
            if not plural_possessive or not _SINGLE.search(paragraph, end):
                marks.append(_Mark(start, end, -1, -1))
    return marks if len(marks) % 2 == 0 else marks[:-1]


def _place(paragraph: str, start: int, end: int) -> int:
    before = paragraph[start - 1] if start else " "
    after = paragraph[end] if end < len(paragraph) else " "
    opens = (before.isspace() or before in "([{—–-/:") and (after.isalnum() or after in "([‘'…$€£")
    closes = (before.isalnum() or before in ".,!?…)]%’'") and (after in _AFTER_CLOSE)
    if opens == closes:
        return 0
    return 1 if opens else -1


def _pair(paragraph: str, marks: list[_Mark], tail: re.Pattern[str]) -> list[Quote]:
    quotes: list[Quote] = []
    opened: int | None = None
    inner = 0  # marks that stand within a quotation inside the quotation
    for number, mark in enumerate(marks):
        if inner:
            inner -= 1
        elif opened is None:
            if _opens(paragraph, mark):
                opened = mark.start
            else:
                quotes = _close_without_opening(paragraph, quotes, mark)
        elif _is_nested(marks[number : number + 3]):
            inner = 1
        else:
            since = marks[number - 1].start
            step = _step_inside(paragraph, mark, len(marks) - number - 1, (opened, since), tail)
            if step == "close":
                quotes.append(Quote(opened, mark.end))
                opened = None
            elif step == "cut":
                quotes += _unclosed(paragraph, opened, mark.start, tail)
                opened = mark.start
    if opened is not None:
        quotes += _unclosed(paragraph, opened, len(paragraph), tail)
    return quotes


def _opens(paragraph: str, mark: _Mark) -> bool:
    """Whether a mark outside any quotation opens one."""
    at_end = not paragraph[mark.end :].strip()
    if at_end:
        return False
    before, after = paragraph[mark.start - 1 : mark.start], paragraph[mark.end]
    if before.isalnum() and after.islower():
        return False  # inside a word
    return mark.place == 1 if mark.glyph == -1 else mark.place != -1


def _is_nested(three: list[_Mark]) -> bool:
    """Whether a mark opens a quotation within the open one: both are closed one after the other."""
    sides = [mark.place or mark.glyph for mark in three]
    return sides == [1, -1, -1]


def _step_inside(
    paragraph: str, mark: _Mark, left: int, places: tuple[int, int], tail: re.Pattern[str]
) -> str:
    """What a mark does inside an open quotation: close it, go on, or show that it was cut off.

    Args:
        paragraph: the paragraph.
        mark: the mark.
        left: how many marks follow.
        places: where the quotation opened, and where the mark before this one stands.
        tail: what tells that speech has ended.
    """
    opened, since = places
    before = paragraph[opened + 1 : mark.start].rstrip()
    at_end = not paragraph[mark.end :].strip(" .")
    if mark.glyph == -1 or at_end or mark.place == -1:
        return "close"
    if mark.place == 1 and tail.search(paragraph, opened + 1, mark.start):
        return "cut"
    if before.endswith(","):
        return "close"
    if mark.glyph == 0 and (mark.place != 1 or left % 2 == 0):
        return "close"
    return "continue" if _is_reopened(paragraph, opened, since, mark.start) else "cut"


def _is_reopened(paragraph: str, opened: int, since: int, at: int) -> bool:
    """Whether a quotation is opened again for its next sentence, as every sentence of it is."""
    leads = paragraph[:opened].rstrip()
    before = paragraph[since + 1 : at].rstrip()
    if before[-1:] not in _STOPS or (leads and leads[-1] not in _STOPS + _CLOSING + _NEUTRAL):
        return False
    # Behind other words, more than one sentence since the last mark tells of a lost closing mark.
    return not leads or len(_SENTENCE_END.findall(before)) == 1


def _close_without_opening(paragraph: str, quotes: list[Quote], mark: _Mark) -> list[Quote]:
    """Mends a closing mark that nothing opened, within its own sentence or the quotation before."""
    if quotes:
        last = quotes[-1]
        between = paragraph[last.end : mark.start].lstrip(" ")
        if between[:1].islower() and paragraph[last.end - 2] in _STOPS:
            return [*quotes[:-1], replace(last, end=mark.end, whole=False)]
    before = paragraph[: mark.start].rstrip()
    if not before or before[-1] not in _STOPS + ",":
        return quotes
    floor = quotes[-1].end if quotes else 0
    start = max((m.end() for m in re.finditer(r"[.!?…:]\s+", before)), default=0)
    if start < floor or not paragraph[start : mark.start].strip():
        return quotes
    return [*quotes, Quote(start, mark.end, whole=False)]


def _unclosed(paragraph: str, opened: int, limit: int, tail: re.Pattern[str]) -> list[Quote]:
    """A quotation without closing mark: up to its speaker, else its sentence or the paragraph.

    In the middle of a sentence such a mark opens nothing that could be told from a scare quote.

    Args:
        paragraph: the paragraph.
        opened: where the quotation opens.
        limit: where the next one opens, or the end of the paragraph.
        tail: what tells that speech has ended.
    """
    cut = tail.search(paragraph, opened + 1, limit)
    if cut:
        return [Quote(opened, cut.start() + 1, whole=False)]
    before = paragraph[:opened].rstrip()
    if before and before[-1] not in ".!?…:," + _CLOSING + _NEUTRAL:
        return []
    end = len(paragraph[:limit].rstrip())
    stops = _SENTENCE_END if limit < len(paragraph) else _BEFORE_OTHERS
    stop = stops.search(paragraph, opened + 1, limit)
    end = stop.end() if stop else end
    return [Quote(opened, end, whole=False)]

"""Which lines of a text are its body: patterns first, then shape and neighbours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.clean.credits import is_author_note
from analysis.clean.patterns import is_privacy_notice, reason_for
from analysis.clean.units import Unit

MIN_PROSE = 5  # words of a sentence that needs no neighbours to be believed
MAX_PROMPT = 60  # words; longer lines are body even if they begin like a prompt
MIN_WITH_STOP = 15  # words of an unended line that counts as body when a sentence ends inside it
MIN_UNENDED = 30  # words from which a line counts as body though no stop ends it
FALLBACK_WORDS = 10  # words of a line of body in a text without any final stops
# Points of a line that is no prose, when the densest stretch of prose is looked for.
GAP_COST = 45
# Lines that stand in the middle of articles as often as around them cost nothing.
_WITHIN_TEXTS = frozenset({"caption", "advertisement"})
MAX_GAIN = 600  # and of a line of prose at most
LETTERS_OF_WORD = 5
_GRAPHIC = re.compile(
    r"\b(?:map|chart|graphic|infographic|interactive|photo|image|picture|video|illustration"
    r"|graph|diagram|timeline|table)s?\b",
    re.IGNORECASE,
)
# A full stop may be glued to the next sentence ("the river.The"), where a paragraph break was lost.
_INNER_STOP = re.compile(r"[a-z](?:[.!?][”\"’)]? |\.)[A-Z“\"]")
_TITLE_END = re.compile(r"[?!][”’\"'»)]*$")
_MAX_TITLE = 30
_SPEAKER = re.compile(r"[A-Z][\w.’' -]{0,40}: ")  # "THE PRESIDENT: …", of an interview
MIN_ITEM = 3  # words of a list item
_REPEATED_WITHIN = 3  # lines between a caption and the same caption with its credit
_MAX_CREDIT = 8  # words that the credit adds
_MARKS = "(©["  # that a credit may begin with


@dataclass(frozen=True)
class Rules:
    """What the rules say of the lines of a text; the lists hold one item for each line.

    Attributes:
        patterns: The reason that the words of the line give whatever stands around it, or None.
        prose: Whether the line is a sentence, or an item of a list that a sentence announces.
        first: The first line of the stretch with most prose and least else; the first of all
            where no line is prose.
        last: The last line of that stretch.
        reasons: The reason to remove the line, None for lines of the body.
    """

    patterns: Sequence[str | None]
    prose: Sequence[bool]
    first: int
    last: int
    reasons: Sequence[str | None]

    @property
    def any_prose(self) -> bool:
        """Whether the text has sentences at all."""
        return any(self.prose)


def judge_by_rules(units: Sequence[Unit], titled: bool) -> Rules:
    """Judge each line by its words, its shape and its place.

    Args:
        units: The lines below the labelled header.
        titled: Whether the header already names the title.
    """
    patterns = _captions_told_twice(units, [_alone(unit) for unit in units])
    reasons = _repeated(units, patterns)
    prose = _find_prose(units, reasons)
    if not any(prose):
        return Rules(patterns, prose, 0, len(units) - 1, _without_stops(units, reasons))
    first, last = _densest(units, prose, reasons)
    while last + 1 < len(units) and _is_short_sentence(units[last + 1], reasons[last + 1]):
        last += 1
    if not titled:
        first = _after_title(units, prose, first, last)
    noted = _author_notes(units, prose, first, last)
    patterns = _with(patterns, noted, "author credit")
    reasons = _with(reasons, noted, "author credit")
    placed = [
        reason or _in_place(units, prose, at, first, last) for at, reason in enumerate(reasons)
    ]
    return Rules(patterns, prose, first, last, placed)


def _alone(unit: Unit) -> str | None:
    if unit.n_words == 0:
        return "navigation"
    if is_privacy_notice(unit.text):
        return "cookie notice"
    return None if unit.n_words > MAX_PROMPT else reason_for(unit.text)


def _repeated(units: Sequence[Unit], patterns: Sequence[str | None]) -> list[str | None]:
    """Mark lines that stand in the text more than once; of a sentence the first one stays."""
    counts = Counter(unit.key for unit in units)
    seen: set[str] = set()
    reasons = list(patterns)
    for at, unit in enumerate(units):
        is_sentence = unit.ends and unit.n_words >= MIN_PROSE and not _TITLE_END.search(unit.text)
        stays = is_sentence and unit.key not in seen
        if reasons[at] is None and counts[unit.key] > 1 and not stays:
            reasons[at] = "repeated line"
        seen.add(unit.key)
    return reasons


def _with(reasons: Sequence[str | None], marked: set[int], reason: str) -> list[str | None]:
    return [old or (reason if at in marked else None) for at, old in enumerate(reasons)]


def _captions_told_twice(
    units: Sequence[Unit], patterns: Sequence[str | None]
) -> Sequence[str | None]:
    """Mark a caption that stands there without its credit and, close by, with it."""
    marked: set[int] = set()
    for at, unit in enumerate(units):
        for other in range(at + 1, min(at + 1 + _REPEATED_WITHIN, len(units))):
            beside = units[other].text
            if _adds_credit(unit.text, beside) or _adds_credit(beside, unit.text):
                marked |= {at, other}
    return _with(patterns, marked, "caption") if marked else patterns


def _adds_credit(short: str, long: str) -> bool:
    """Whether a line is another line of some words and a few words in capitals after it."""
    if not long.startswith(short) or short.count(" ") < MIN_PROSE - 1:
        return False
    added = long[len(short) :].strip()
    is_short = 0 < len(added.split()) <= _MAX_CREDIT
    return is_short and added[-1] not in ".!?" and (added[0].isupper() or added[0] in _MARKS)


def _author_notes(units: Sequence[Unit], prose: Sequence[bool], first: int, last: int) -> set[int]:
    """The lines at the end of the body that tell who wrote it."""
    found: set[int] = set()
    for at in range(last, first, -1):
        if is_author_note(units[at].text):
            found.add(at)
        elif prose[at]:
            break
    return found


def _find_prose(units: Sequence[Unit], reasons: Sequence[str | None]) -> list[bool]:
    """Which lines are sentences, or items of a list that a sentence announces."""
    prose = [
        reason is None and _is_prose(unit) for unit, reason in zip(units, reasons, strict=True)
    ]
    in_list = after_prose = False
    for at, unit in enumerate(units):
        if reasons[at] is not None:
            continue
        if unit.bulleted and in_list:
            prose[at] = prose[at] or unit.n_words >= MIN_ITEM
        else:
            in_list = unit.text.endswith(":") and (prose[at] or after_prose)
            listed = in_list and at + 1 < len(units) and units[at + 1].bulleted
            prose[at] = prose[at] or listed
        after_prose = prose[at]
    return _even_lists(units, prose, reasons)


def _even_lists(
    units: Sequence[Unit], prose: Sequence[bool], reasons: Sequence[str | None]
) -> list[bool]:
    """Items of a list are prose together: when most are, the short ones between them are, too."""
    evened = list(prose)
    run: list[int] = []
    for at, unit in enumerate([*units, None]):
        if unit is not None and (unit.n_words == 0 or reasons[at] is not None):
            continue
        if unit is not None and unit.bulleted:
            run.append(at)
            continue
        if sum(prose[item] for item in run) > len(run) / 2:
            for item in run:
                evened[item] = True
        run = []
    return evened


def _is_prose(unit: Unit) -> bool:
    if unit.n_words >= MIN_UNENDED:
        return True
    if not unit.ends:
        goes_on = unit.text.endswith((":", ",", ";", "—", "–"))
        whole = unit.n_words >= MIN_WITH_STOP and _has_inner_stop(unit.text)
        return unit.n_words >= MIN_PROSE and (goes_on or whole)
    return unit.n_words >= MIN_PROSE


def _densest(
    units: Sequence[Unit], prose: Sequence[bool], reasons: Sequence[str | None]
) -> tuple[int, int]:
    """First and last line of the stretch with most prose and least else (maximal sum)."""
    best, total, start = 0.0, 0.0, 0
    span = (0, 0)
    for at, (unit, is_prose, reason) in enumerate(zip(units, prose, reasons, strict=True)):
        if total <= 0:
            total, start = 0.0, at
        total += _gain(unit) if is_prose else -_gap_cost(unit, reason)
        if total > best:
            best, span = total, (start, at)
    return span


def _gain(unit: Unit) -> int:
    # By words where a script packs more of them into fewer characters.
    return min(max(len(unit.text), LETTERS_OF_WORD * unit.n_words), MAX_GAIN)


def _gap_cost(unit: Unit, reason: str | None) -> int:
    if reason in _WITHIN_TEXTS or _is_short_sentence(unit, reason):
        return 0
    return GAP_COST


def _is_short_sentence(unit: Unit, reason: str | None) -> bool:
    """Whether a line next to the body is the short last word of it ("“No,” he said.")."""
    return reason is None and unit.ends and 1 < unit.n_words < MIN_PROSE and not unit.bulleted


def _after_title(units: Sequence[Unit], prose: Sequence[bool], first: int, last: int) -> int:
    """The first line of the body, when a headline that ends like a sentence opens it."""
    at = next((i for i in range(first, last + 1) if prose[i]), first)
    unit = units[at]
    is_title = unit.n_words <= _MAX_TITLE and _TITLE_END.search(unit.text) is not None
    more = any(prose[at + 1 : last + 1]) and not _SPEAKER.match(units[at + 1].text)
    return at + 1 if is_title and more and not _has_inner_stop(unit.text) else first


def _has_inner_stop(line: str) -> bool:
    return _INNER_STOP.search(line) is not None


def _in_place(
    units: Sequence[Unit], prose: Sequence[bool], at: int, first: int, last: int
) -> str | None:
    """The reason that a line's place and shape give, for lines that no pattern knows."""
    unit = units[at]
    if at < first:
        return "title" if _title_like(unit) else "masthead"
    if at > last:
        return "after the article"
    if prose[at]:
        return None
    if unit.ends and not unit.bulleted:
        return None
    if unit.bulleted:
        return "list of links"
    if unit.text.endswith(":") and at < last and units[at + 1].text[:1] in '“"‘«':
        return None
    if unit.n_words <= 12 and _GRAPHIC.search(unit.text):
        return "caption"
    return "heading" if unit.n_words <= 12 else "related link"


def _title_like(unit: Unit) -> bool:
    return unit.n_words > 3 and not unit.bulleted


def _without_stops(units: Sequence[Unit], reasons: Sequence[str | None]) -> list[str | None]:
    """For texts whose lines never end in a stop: long lines are the body."""
    return [
        reason or (None if unit.n_words >= FALLBACK_WORDS or unit.ends else "heading")
        for unit, reason in zip(units, reasons, strict=True)
    ]

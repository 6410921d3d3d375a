"""When an article was published, and on what that rests."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from dateutil import parser

from analysis.read.clues import Clues

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
# Only full dates: day, month and year. The library would fill a missing part with today's.
_FULL_DATE = re.compile(
    rf"(?<!\d)(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ -](?:of )?{_MONTH}[ ,-]{{1,2}}\d{{4}}"
    rf"|{_MONTH} ?\d{{1,2}}(?:st|nd|rd|th)?,? {{0,2}}\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.]\d{4}")
_URL_DATE = re.compile(
    r"/(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)|/(\d{4})(\d{2})(\d{2})(?=/|$)"
)
_SAYS_PUBLISHED = re.compile(r"\b(?:published|posted|updated|first)\b", re.IGNORECASE)
_YEARS = range(1900, 2101)


@dataclass(frozen=True)
class Published:
    """A date of publication: null with basis "unknown"; `why` says where it was read."""

    day: date | None
    basis: str
    why: str


def parse_date(words: str) -> date | None:
    """The first full date in some words; None when there is none that exists and is unambiguous.

    "05/02/2022" is None, because it is May to some and February to others.
    """
    for found in _FULL_DATE.finditer(words):
        numeric = _DAY_MONTH_YEAR.fullmatch(found[0])
        day_first = False
        if numeric:
            first, second = int(numeric[1]), int(numeric[2])
            if first <= 12 and second <= 12 and first != second:
                continue
            day_first = first > 12
        try:
            day = parser.parse(found[0].replace(" of ", " "), dayfirst=day_first).date()
        except (ValueError, OverflowError):
            continue
        if day.year in _YEARS:
            return day
    return None


def find_published(clues: Clues) -> Published:
    """The date of publication by the strongest evidence there is.

    A labelled date or one in a notice about the original is "stated"; the date line of a page is
    "stated" too, unless the page is a copy: then it is the copy's, "reposted". A date in the
    address is "url". Dates in captions, links and the body are none of these.
    """
    labelled = parse_date(clues.labels.get("published", ""))
    if labelled:
        return Published(labelled, "stated", f"label: {clues.labels['published']}")
    for line in clues.lines:
        if line.reason in ("translation notice", "republication notice"):
            day = parse_date(line.text)
            if day and not line.text.startswith("©"):
                return Published(day, "stated", f"{line.reason}: {line.text[-60:]}")
    for shown in _date_lines(clues):
        day = parse_date(shown)
        if day and clues.is_copy:
            return Published(day, "reposted", f"date line of a copy: {shown}")
        if day:
            return Published(day, "stated", f"date line: {shown}")
    return _from_url(clues.labels.get("url", ""))


def _date_lines(clues: Clues) -> list[str]:
    above = [line.text for line in clues.head if line.reason in ("date line", "byline")]
    below = [
        line.text
        for line in clues.tail
        if line.reason == "date line" and _SAYS_PUBLISHED.search(line.text)
    ]
    return above + below


def _from_url(url: str) -> Published:
    found = _URL_DATE.search(url)
    if found:
        parts = [part for part in found.groups() if part]
        try:
            day = datetime(*map(int, parts)).date()  # type: ignore[arg-type]
        except ValueError:
            return Published(None, "unknown", "no date found")
        if day.year in _YEARS:
            return Published(day, "url", f"address: {found[0]}")
    return Published(None, "unknown", "no date found")

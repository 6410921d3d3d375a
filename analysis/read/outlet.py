"""Which outlet published an article first, and which site carries this copy."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from analysis.read.clues import NOTICES, Clues, find_host, find_url
from analysis.reference import Reference

_WORD = re.compile(r"\w[\w.&’'-]*")
_TOLD = re.compile(
    r"\b(?:told|tells|interview with|speaking to|spoke to)\s+((?:\w[\w.’'-]*\s?){1,5})"
)
_APPEARED = re.compile(
    r"(?:appeared first on|(?:originally|first|was) (?:published|appeared|posted) (?:on|in|by|at)"
    r"|(?:post|article|text|story) (?:published|from) (?:on|in|by)?|republished from"
    r"|courtesy of|permission (?:of|from)) (?:the )?"
    r"([A-Z\d][\w’'&-]*(?:\.\w+)?(?: (?:[A-Z\d][\w’'&-]*(?:\.\w+)?|of|and|the|de|di|la|le)){0,5})"
)
_DATELINE = re.compile(r"^[^()\n]{0,60}\(([A-Z][\w .-]{1,28})\)\s?(?:[–—:-]|$|[A-Z])")
_PHOTO_CREDIT = re.compile(r"[/|(©]\s?([A-Z][\w .-]{1,40}?)(?: Photo| Images)?\)?\.?$")
_SEGMENT = re.compile(r"\s*[|»›•·]\s*|\s+[-–—]\s?")
MEDIA_WORD = re.compile(
    r"\b(?:news|times|post|daily|today|herald|tribune|journal|gazette|network|press|agency|media"
    r"|tv|radio|online|chronicle|observer|review|mail|telegraph|globe|star|sun|express|standard"
    r"|record|report|magazine|weekly|quotidiano|zeitung|mobile|\w+\.(?:com|org|net|info|it|ru|cn))\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:[A-Z\d][\w.’'&-]*)(?: (?:[A-Z\d][\w.’'&-]*|of|the|and|for|on|in)){0,4}")
_LABEL_END = re.compile(r"\s*[,(/|;]\s*|\s+(?:via|-|–)\s+")
_MIN_TOLD = 2
_MASTHEAD_LINES = 5  # menus that follow name sections, and some outlets are called like one


@dataclass(frozen=True)
class Origin:
    """The outlet (null when nothing tells it), the site that copied it, and the reasons."""

    outlet: str | None
    republisher: str | None
    why: str
    why_republisher: str


def find_origin(clues: Clues, reference: Reference) -> Origin:
    """The outlet by the strongest evidence; names are those of the outlets table when it is there.

    In falling order: label, address in the label, notice about the original, e-mail or web address
    below the text, agency named in the dateline or byline, site name in the title, "told <outlet>"
    more than once, masthead, agency in a photo credit, a masthead that no table knows but that says
    to be one or holds the copyright.
    """
    names = OutletNames(reference)
    for outlet, why in _evidence(clues, names):
        republisher = _republisher(clues, outlet, names)
        told = f"first line of the page: {republisher}" if republisher else "none named"
        return Origin(outlet, republisher, why, told)
    return Origin(None, None, "nothing in the text names it", "none named")


class OutletNames:
    """The outlets table, looked up by name, by the words of a phrase, or by host."""

    def __init__(self, reference: Reference) -> None:
        self._by_name, self._by_domain, self._longest = _indexes(reference)

    def named(self, phrase: str) -> str | None:
        """The outlet of exactly this name or alias."""
        return self._by_name.get(_key(phrase))

    def within(self, phrase: str) -> str | None:
        """The outlet that a phrase names anywhere, the longest name first."""
        words = phrase.split()
        for length in range(min(self._longest, len(words)), 0, -1):
            for at in range(len(words) - length + 1):
                found = self.named(" ".join(words[at : at + length]))
                if found:
                    return found
        return None

    def leading(self, phrase: str) -> str | None:
        """The outlet whose name a phrase begins with, the longest first."""
        words = phrase.split()
        for length in range(min(self._longest, len(words)), 0, -1):
            found = self.named(" ".join(words[:length]))
            if found:
                return found
        return None

    def of_host(self, host: str | None) -> str | None:
        """The outlet that a host belongs to; the table may hold a parent domain."""
        while host and "." in host:
            if host in self._by_domain:
                return self._by_domain[host]
            host = host.partition(".")[2]
        return None


@lru_cache(maxsize=4)
def _indexes(reference: Reference) -> tuple[dict[str, str], dict[str, str], int]:
    by_name: dict[str, str] = {}
    by_domain: dict[str, str] = {}
    for row in reference.outlets.to_dict("records"):
        for name in (row["outlet"], *row["aliases"]):
            for form in _forms(name):
                by_name.setdefault(_key(form), row["outlet"])
        for domain in row["domains"]:
            by_domain.setdefault(domain.lower().removeprefix("www."), row["outlet"])
    longest = max((len(name.split()) for name in by_name), default=1)
    return by_name, by_domain, longest


def _forms(name: str) -> tuple[str, ...]:
    """A name with and without "The"; one word alone ("Times") is no name without it."""
    bare = name.removeprefix("The ")
    return (f"The {bare}", bare) if bare == name or " " in bare else (name,)


def _key(name: str) -> str:
    """A name for comparing; short capitals ("AP") keep their case, all else does not matter."""
    words = [re.sub(r"[’']s$", "", word).rstrip(".") for word in _WORD.findall(name)]
    joined = " ".join(words)
    return joined if joined.isupper() and len(joined) <= 4 else joined.casefold()


def _evidence(clues: Clues, names: OutletNames) -> Iterator[tuple[str, str]]:
    """Outlets with the reason for each, the strongest evidence first."""
    label = clues.labels.get("source")
    if label:
        host = find_host(label) if "." in label and " " not in label else None
        first = _LABEL_END.split(label)[0]
        yield (
            names.named(label) or names.of_host(host) or names.named(first) or label,
            (f"label: {label}"),
        )
    url = clues.labels.get("url", "")
    by_url = names.of_host(find_host(url))
    if by_url:
        yield by_url, f"address: {url}"
    yield from _from_notices(clues, names)
    yield from _from_addresses(clues, names)
    yield from _from_agency_lines(clues, names)
    yield from _from_title(clues, names)
    yield from _from_told(clues, names)
    yield from _from_masthead(clues, names)
    yield from _from_photo_credits(clues, names)
    host = find_host(url)
    if host:
        yield host, f"host of the address: {url}"
    for line in clues.head[:3]:
        is_name = line.reason == "masthead" and _NAME.fullmatch(line.text)
        if is_name and MEDIA_WORD.search(line.text):
            yield line.text, f"masthead: {line.text}"
    if clues.own_name:
        yield clues.own_name, f"masthead that holds the copyright: {clues.own_name}"


def _from_notices(clues: Clues, names: OutletNames) -> Iterator[tuple[str, str]]:
    for line in clues.lines:
        if line.reason not in NOTICES and line.reason != "agency footer":
            continue
        known = names.of_host(find_host(find_url(line.text) or ""))
        appeared = _APPEARED.search(line.text)
        if known is None and appeared:
            known = names.leading(appeared[1]) or appeared[1].strip(" .")
        if known is None and line.reason == "agency footer":
            known = names.within(line.text)
        if known is None and line.text.startswith("©"):
            known = names.within(line.text)
        if known:
            yield known, f"{line.reason}: {line.text[:120]}"


def _from_addresses(clues: Clues, names: OutletNames) -> Iterator[tuple[str, str]]:
    for line in reversed(clues.lines):
        if line.reason in ("contact", "author credit", "source link"):
            for word in line.text.split():
                known = names.of_host(find_host(word))
                if known:
                    yield known, f"address below the text: {word}"


def _from_agency_lines(clues: Clues, names: OutletNames) -> Iterator[tuple[str, str]]:
    dateline = _DATELINE.match(clues.body[:120])
    known = names.within(dateline[1]) if dateline else None
    if known:
        yield known, f"dateline: {clues.body[: dateline.end() if dateline else 0]}"
    for line in clues.head + clues.tail:
        if line.reason == "byline":
            known = names.within(line.text)
            if known:
                yield known, f"byline: {line.text}"


def _from_title(clues: Clues, names: OutletNames) -> Iterator[tuple[str, str]]:
    titles = [clues.labels.get("title", "")]
    titles += [line.text for line in clues.head if line.reason in ("title", "breadcrumb")]
    titles += [line.text for line in clues.head if line.reason == "repeated line"]
    for title in titles:
        segments = _SEGMENT.split(title)
        for segment in (segments[-1], segments[0], *segments[1:-1]) if len(segments) > 1 else ():
            known = names.within(segment) if len(segment.split()) <= 5 else None
            if known:
                yield known, f"site name in the title: {segment}"


def _from_told(clues: Clues, names: OutletNames) -> Iterator[tuple[str, str]]:
    told = Counter(
        known for found in _TOLD.finditer(clues.body) if (known := names.leading(found[1]))
    )
    for outlet, count in told.most_common(1):
        if count >= _MIN_TOLD:
            yield outlet, f"“told {outlet}” {count} times"


def _from_masthead(clues: Clues, names: OutletNames) -> Iterator[tuple[str, str]]:
    for line in clues.head[:_MASTHEAD_LINES]:
        known = names.named(line.text)
        if known:
            yield known, f"masthead: {line.text}"


def _from_photo_credits(clues: Clues, names: OutletNames) -> Iterator[tuple[str, str]]:
    for line in clues.head + clues.inside:
        credit = _PHOTO_CREDIT.search(line.text) if line.reason == "caption" else None
        known = names.named(credit[1].rpartition("/")[2].strip()) if credit else None
        if known:
            yield known, f"photo credit: {line.text[-60:]}"


def _republisher(clues: Clues, outlet: str, names: OutletNames) -> str | None:
    """The site name at the top of a page that carries what another outlet published."""
    if not clues.is_copy:
        return None
    for line in clues.head[:3]:
        if line.reason in ("masthead", "title", "repeated line") and len(line.text.split()) <= 4:
            if _NAME.fullmatch(line.text) and names.named(line.text) != outlet:
                return line.text
            return None
    return None

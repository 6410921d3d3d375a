"""The kind that an article states of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_KIND_WORDS = (
    ("opinion", r"opinions?|viewpoints?|op-?ed|editorials?|commentar(?:y|ies)|columns?|columnists?"
                r"|comment|perspectives?|blogs?|essays?|letters?|commentisfree"),
    ("analysis", r"analys[ie]s|explainers?|in-?depth|features?|backgrounders?|long-?reads?"
                 r"|insights?"),
    ("official", r"press[ -]?releases?|official statements?|readouts?|transcripts?|speech(?:es)?"
                 r"|briefings?|communiqu[eé]s?|proclamations?"),
    ("news", r"news|breaking|reports?|wire"),
)  # fmt: skip
_LABELLED = [(kind, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for kind, words in _KIND_WORDS]
_ALONE = [(kind, re.compile(words, re.IGNORECASE)) for kind, words in _KIND_WORDS[:3]]
_PREFIX = [
    (kind, re.compile(rf"(?:{words})\s?[:|–—]", re.IGNORECASE)) for kind, words in _KIND_WORDS[:3]
]
_IN_PATH = [
    (kind, re.compile(rf"/(?:{words})(?=[/.-]|$)", re.IGNORECASE)) for kind, words in _KIND_WORDS
]
_OFFICIAL_HOST = re.compile(
    r"https?://[^/\s]{0,200}(?:\.gov|\.gob|\.gouv|\.mil|kremlin\.ru|europa\.eu|nato\.int)(?=[./:]|$)",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"(?:views|opinions?)\b.{0,60}\b(?:expressed|reflect|represent|own|those of)"
    r"|^the (?:author|writer) is\b",
    re.IGNORECASE,
)


def kind_stated(
    labels: Mapping[str, str], title: str | None, url: str | None, lines: Iterable[str]
) -> tuple[str, str]:
    """The kind that an article states, and where; "unknown" when it states none.

    Asked in this order: category label, path of the address, prefix of the title, a line that holds
    nothing but a section name, a note that the views are the author's.
    """
    category = labels.get("category", "")
    for kind, pattern in _LABELLED:
        if pattern.search(category):
            return kind, f"label: {category}"
    if _OFFICIAL_HOST.match(url or ""):
        return "official", f"address: {url}"
    for kind, pattern in _IN_PATH:
        if pattern.search(url or ""):
            return kind, f"address: {url}"
    for kind, pattern in _PREFIX:
        if pattern.match(title or ""):
            return kind, "title"
    shown = list(lines)
    for kind, pattern in _ALONE:
        if any(pattern.fullmatch(line.strip(" .|")) for line in shown):
            return kind, "section name"
    if any(_DISCLAIMER.search(line) for line in shown):
        return "opinion", "a note that sets the author apart from the outlet"
    return "unknown", "not stated; judged by how it is written"

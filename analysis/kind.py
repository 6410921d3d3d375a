"""Kind of an article: from what it states, else from how it is written."""

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
_QUOTED = re.compile(r"[“\"][^“”\"\n]{1,1500}[”\"]")
_AUTHOR_SPEAKS = re.compile(
    r"\b[Tt]he (?:author|writer) (?:believes|thinks|argues|holds|considers)\b"
    r"|\b[Ii]n my (?:view|opinion)\b|\bmy\b"
    r"|\bI (?:believe|think|argue|am|was|have|would|know|remember|do|suspect|fear|hope)\b"
)
_PRESCRIBES = re.compile(
    r"\b(?:should|must|ought to|need(?:s)? to|it['’]s necessary|let us|let['’]s)\b"
)
_DATELINE = re.compile(r"^[^()\n]{0,60}\([A-Z][\w ]{1,20}\) ?[–—-]")


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


def judge_kind(row: Mapping[str, object], own_share: float, text_of_body: str) -> str:
    """The kind of an article that states none, by how it is written.

    A text that is mostly the outlet's own words and argues (the author speaks as such, asks
    questions, says what must be done) is opinion, one that argues a little is analysis, any other
    is news.

    Args:
        row: The article's row; its `kind` is returned when it is not "unknown".
        own_share: Share of the outlet's own words in the body, 0 to 1.
        text_of_body: The body.

    Returns:
        "opinion", "analysis" or "news"; "unknown" for a text without words.
    """
    stated = row.get("kind")
    if isinstance(stated, str) and stated != "unknown":
        return stated
    n_words = len(text_of_body.split())
    if not n_words:
        return "unknown"
    own = _QUOTED.sub(" ", text_of_body)
    author = min(2, len(_AUTHOR_SPEAKS.findall(own)))
    asked = min(2, own.count("?"))
    prescribed = min(2.0, 1000 * len(_PRESCRIBES.findall(own)) / n_words / 4)
    argued = 2 * author + asked + prescribed
    if own_share < 0.5 or _DATELINE.match(text_of_body):
        return "analysis" if argued >= 4 and own_share >= 0.4 else "news"
    if argued >= 2 and own_share >= 0.65:
        return "opinion"
    return "analysis" if argued >= 1.5 else "news"

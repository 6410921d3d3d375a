"""Kind of an article that states none, judged by how it is written."""

from __future__ import annotations

import re
from collections.abc import Mapping

_QUOTED = re.compile(r"[“\"][^“”\"\n]{1,1500}[”\"]")
_AUTHOR_SPEAKS = re.compile(
    r"\b[Tt]he (?:author|writer) (?:believes|thinks|argues|holds|considers)\b"
    r"|\b[Ii]n my (?:view|opinion)\b|\bmy\b"
    r"|\bI (?:believe|think|argue|am|was|have|would|know|remember|do|suspect|fear|hope)\b"
)
_PRESCRIBES = re.compile(
    r"\b(?:should|must|ought to|need(?:s)? to|let us|let['’]s"
    r"|[Ii]t(?:['’]s| is) (?:necessary|essential|vital|time))\b"
)
_DATELINE = re.compile(r"^[^()\n]{0,60}\([A-Z][\w ]{1,20}\) ?[–—-]")


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

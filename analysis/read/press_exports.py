"""Several articles in one text file, as LexisNexis and Factiva export them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from analysis.read.dates import parse_date

# LexisNexis: "1 of 250 DOCUMENTS" above each article, or "End of Document" below it.
_COUNTED = re.compile(
    r"^[ \t]{0,80}(?:Document )?\d{1,6} of \d{1,6} DOCUMENTS?[ \t]*$", re.I | re.M
)
_ENDED = re.compile(r"^[ \t]{0,80}End of Document[ \t]*$", re.I | re.M)
_FIELD = re.compile(r"^[ \t]{0,80}([A-Z][A-Za-z]{2,14}(?:-[A-Za-z]{2,12})?):[ \t]*(.*)$")
_BODY = re.compile(r"^[ \t]{0,80}(?:BODY:|Body[ \t]*$)", re.M)
_BELOW_BODY = re.compile(
    r"^[ \t]{0,80}(?:LOAD-DATE:|Load-Date:|LANGUAGE: |PUBLICATION-TYPE:|DOCUMENT-TYPE:"
    r"|SUBJECT: |GRAPHIC: |Graphic[ \t]*$|Classification[ \t]*$"
    r"|Copyright \d{4} |.{0,80}All Rights Reserved[ \t]*$)",
    re.M,
)
_LEXIS_LABELS = {
    "byline": "author", "section": "category", "language": "language", "url": "url",
    "headline": "title",
}  # fmt: skip

# Factiva: "Document ABC0000020220112ei1c0001x" below each article.
_NUMBERED = re.compile(
    r"^[ \t]{0,20}(?:AN[ \t]{1,8})?Document ([A-Z0-9]{4,12}0[a-z0-9]{15,30})[ \t]*$", re.M
)
_CODE = re.compile(r"^[ \t]{0,4}([A-Z][A-Z0-9])(?:[ \t]{1,8}(.*)|)$")
_CODES = {
    "HD": "title", "BY": "author", "PD": "published", "SN": "source", "LA": "language",
    "SE": "category", "CLM": "category",
}  # fmt: skip
_CODED_TEXT = ("LP", "TD")
_WORDS = re.compile(r"[\d,.]{1,9} words$")
_RIGHTS = re.compile(r"(?:\(c\)|©|Copyright\b).{0,200}", re.I)
_TIME = re.compile(r"\d{1,2}:\d{2}(?: ?[AP]M)?(?: ?[A-Z]{2,4})?$|\d{1,2} h \d{2}$")
_MAX_HEAD_LINES = 40


@dataclass(frozen=True)
class Exported:
    """One article of an export: its body (empty when it has none) and its header fields."""

    text: str
    labels: dict[str, str] = field(default_factory=dict)


def split_export(text: str) -> list[Exported]:
    """The articles of an export of LexisNexis or Factiva; empty when the text is none."""
    if _NUMBERED.search(text):
        return _each(_NUMBERED.split(text)[::2], _factiva)
    if _COUNTED.search(text) and _BODY.search(text):
        return _each(_COUNTED.split(text), _lexis)
    if _ENDED.search(text) and _BODY.search(text):
        return _each(_ENDED.split(text), _lexis)
    return []


def _each(pieces: list[str], read: Callable[[str], Exported | None]) -> list[Exported]:
    return [found for piece in pieces if piece.strip() and (found := read(piece))]


def _lexis(piece: str) -> Exported | None:
    """One article of LexisNexis: lines above "BODY", the text, fields below it.

    Text in front of the first article (a cover page, a list of titles) has no body and is none.
    """
    mark = _BODY.search(piece)
    if mark is None:
        return None
    head = [line.strip() for line in piece[: mark.start()].splitlines() if line.strip()]
    below = _BELOW_BODY.search(piece, mark.end())
    end = below.start() if below else len(piece)
    labels: dict[str, str] = {}
    plain: list[str] = []
    for line in head[:_MAX_HEAD_LINES] + piece[end:].splitlines():
        found = _FIELD.match(line)
        key = _LEXIS_LABELS.get(found[1].lower()) if found else None
        if found and key:
            labels.setdefault(key, found[2].strip())
        elif not found and line in head:
            plain.append(line)
    return Exported(piece[mark.end() : end].strip(), _lexis_head(plain) | labels)


def _lexis_head(lines: list[str]) -> dict[str, str]:
    """Title, outlet and date of the lines without a name.

    Older exports write outlet, date, edition, title; newer ones title, outlet, date.
    """
    lines = [line for line in lines if not _RIGHTS.match(line)]
    dates = [at for at, line in enumerate(lines) if parse_date(line)]
    if not dates:
        return {"title": lines[0]} if lines else {}
    at = dates[0]
    labels = {"published": lines[at]}
    if at == 1:
        labels["source"] = lines[0]
        if len(lines) > 2:
            labels["title"] = lines[-1]
    elif at >= 2:
        labels["title"], labels["source"] = lines[0], lines[at - 1]
    return labels


def _factiva(piece: str) -> Exported | None:
    lines = piece.strip().splitlines()
    coded = [found for line in lines if (found := _CODE.match(line)) and found[1] in _CODES]
    return _factiva_coded(lines) if len(coded) >= 3 else _factiva_plain(lines)


def _factiva_coded(lines: list[str]) -> Exported:
    """An article whose every field begins with a code of two letters."""
    fields: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        found = _CODE.match(line)
        if found and (found[2] is not None or not line.strip().isdigit()):
            code = found[1]
            line = found[2] or ""
        fields.setdefault(code, []).append(line)
    text = "\n\n".join("\n".join(fields[code]).strip() for code in _CODED_TEXT if code in fields)
    labels = {
        _CODES[code]: " ".join(" ".join(values).split())
        for code, values in fields.items()
        if code in _CODES
    }
    return Exported(text.strip(), labels)


def _factiva_plain(lines: list[str]) -> Exported | None:
    """An article with title, byline, "512 words", date, time, outlet, code, language, rights."""
    head = [line.strip() for line in lines[:_MAX_HEAD_LINES]]
    count = next((at for at, line in enumerate(head) if _WORDS.match(line)), None)
    if count is None:
        return None
    rights = next((at for at in range(count, len(head)) if _RIGHTS.match(head[at])), None)
    end = rights if rights is not None else next(
        (at for at in range(count, len(head)) if not head[at]), len(head)
    )  # fmt: skip
    above = [line for line in head[:count] if line]
    below = [line for line in head[count + 1 : end] if line and not _TIME.match(line)]
    labels = {"title": above[0]} if above else {}
    bylines = [line for line in above[1:] if line.lower().startswith("by ")]
    if bylines:
        labels["author"] = bylines[0]
    dated = [at for at, line in enumerate(below) if parse_date(line)]
    if dated:
        labels["published"] = below[dated[0]]
        labels |= dict(zip(("source",), below[dated[0] + 1 :], strict=False))
    if len(below) > 1 and len(below[-1].split()) == 1 and below[-1].istitle():
        labels["language"] = below[-1]
    return Exported("\n".join(lines[end + (rights is not None) :]).strip(), labels)

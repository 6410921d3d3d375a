"""Labelled text: `Title: ...` lines above the body, as many scrapers write them."""

from __future__ import annotations

import re
from itertools import islice

_NAMES = {
    "title": ("title", "headline"),
    "published": (
        "published time",
        "published at",
        "published on",
        "published date",
        "publish date",
        "publication date",
        "publishing date",
        "date published",
        "published",
        "date",
        "time",
    ),
    "author": ("author", "authors", "by", "byline", "writer"),
    "author_title": ("author title", "author role", "author position"),
    "author_description": ("author description", "author bio", "about the author"),
    "source": ("source", "publisher", "outlet", "newspaper", "media", "site", "website"),
    "url": ("url", "link", "address", "source url", "web address", "permalink"),
    "category": ("category", "categories", "section", "type", "kind"),
    "language": ("language", "lang"),
    "country": ("country",),
    "text": ("text", "body", "content", "article", "full text", "article text", "article body"),
}
_KEY_OF = {name: key for key, names in _NAMES.items() for name in names}
_LABEL = re.compile(r"[ \t\ufeff]*([A-Za-z][A-Za-z _-]{0,30}?)(?: ?\d{1,2})?[ \t]*:(?!//)[ \t]*")
_LINE = re.compile(r"[^\r\n]+")
_PLACEHOLDER = re.compile(
    r"(?:[\w ]{0,40}\bnot (?:found|available|known|provided|specified)|n/?a|none|null|nan"
    r"|unknown|undefined|-+|\?+)\.?",
    re.IGNORECASE,
)
# A single one of these at the top is enough to call a text labelled; "By:" or "Source:" is not,
# because articles without labels begin so too.
_SUFFICIENT = frozenset({"title", "published", "url"})
_MAX_HEADER_LINES = 60


def is_placeholder(value: str) -> bool:
    """Whether a field holds a filler such as "not found" instead of data."""
    return not value.strip() or _PLACEHOLDER.fullmatch(value.strip()) is not None


def read_labels(text: str) -> tuple[dict[str, str], int]:
    """The header fields at the top of a text and the offset where its body begins.

    Returns:
        The fields (placeholders left out, repeated fields joined by "; ") and the offset; an
        empty dict and 0 when the text has no labelled header.
    """
    lines = _first_lines(text)
    if not lines or _key_at(lines[0][1]) is None:
        return {}, 0
    body_at = _text_label(lines)
    fields, end = _collect(lines if body_at is None else lines[:body_at], body_at is None)
    if body_at is not None:
        start, line = lines[body_at]
        label = _LABEL.match(line)
        end = start + (label.end() if label else 0)
    elif len(fields) < 2 and not _SUFFICIENT & fields.keys():
        return {}, 0
    joined = {key: "; ".join(values) for key, values in fields.items() if values}
    return joined, end


def _first_lines(text: str) -> list[tuple[int, str]]:
    """Offset and text of the first lines that are not blank."""
    lines = ((line.start(), line[0]) for line in _LINE.finditer(text) if line[0].strip())
    return list(islice(lines, _MAX_HEADER_LINES))


def _text_label(lines: list[tuple[int, str]]) -> int | None:
    """Number of the line that announces the body, if what stands above it looks like a header."""
    keys = [_key_at(line) for _, line in lines]
    if "text" not in keys:
        return None
    at = keys.index("text")
    labelled = sum(1 for key in keys[:at] if key)
    return at if labelled >= at - labelled else None


def _key_at(line: str) -> str | None:
    label = _LABEL.match(line)
    return _KEY_OF.get(label[1].lower().replace("_", " ").strip()) if label else None


def _collect(lines: list[tuple[int, str]], stop_at_prose: bool) -> tuple[dict[str, list[str]], int]:
    """Fields of the header lines, and the offset after the last line that belongs to them."""
    fields: dict[str, list[str]] = {}
    waiting: str | None = None
    end = 0
    for start, line in lines:
        pieces = _pieces(line)
        if not pieces and waiting is None:
            if stop_at_prose:
                break
            continue
        for key, value in pieces or [(waiting or "", line.strip())]:
            values = fields.setdefault(key, [])
            if not is_placeholder(value) and value not in values:
                values.append(value)
        waiting = pieces[-1][0] if pieces and not pieces[-1][1] else None
        end = start + len(line)
    return fields, end


def _pieces(line: str) -> list[tuple[str, str]]:
    """The fields of one line; some scrapers write several, parted by semicolons."""
    if _key_at(line) is None:
        return []
    parts = [""]
    for part in line.split(";"):
        if _key_at(part):
            parts.append(part)
        else:
            parts[-1] += f";{part}"
    found = []
    for part in parts[1:]:
        label = _LABEL.match(part)
        key = _key_at(part)
        if label and key:
            found.append((key, part[label.end() :].strip()))
    return found

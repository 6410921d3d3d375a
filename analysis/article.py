"""One article as read, before anything is judged."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

ID_LENGTH = 16


@dataclass(frozen=True)
class Document:
    """One article as read.

    Attributes:
        article_id: Shortened sha256 of source_path and text.
        source_path: The file as given, or `file#id` for a part of a larger file.
        text: The text after repair of its encoding and nothing else; all offsets point into it.
        labels: Header fields found, with lower-case keys such as "title" or "published".
            Placeholders ("Author details not found") are left out.
        header_end: Offset where the body begins; 0 when there is no labelled header.
    """

    article_id: str
    source_path: str
    text: str
    labels: Mapping[str, str] = field(default_factory=dict)
    header_end: int = 0


def make_article_id(source_path: str, text: str) -> str:
    """The id of an article: the same file with the same text always has the same."""
    key = f"{source_path}\0{text}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(key).hexdigest()[:ID_LENGTH]

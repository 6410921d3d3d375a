"""Plain text files: labelled text and text copied or scraped from a page."""

from __future__ import annotations

from analysis.article import Document, make_article_id
from analysis.read.decode import UnreadableError, decode
from analysis.read.labels import read_labels


def read_text(data: bytes, source_path: str) -> list[Document]:
    """The one article of a text file.

    Raises:
        UnreadableError: no text, or a header without a body.
    """
    return [document_of(decode(data), source_path)]


def document_of(text: str, source_path: str) -> Document:
    """A text as a Document, its labelled header recognised.

    Raises:
        UnreadableError: a header without a body.
    """
    labels, header_end = read_labels(text)
    if not any(character.isalnum() for character in text[header_end:]):
        raise UnreadableError("the article has no body")
    return Document(make_article_id(source_path, text), source_path, text, labels, header_end)

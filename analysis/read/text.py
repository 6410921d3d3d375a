"""Plain text files: labelled text, text copied or scraped from a page, exports of databases."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.article import Document
from analysis.read.decode import decode
from analysis.read.labels import read_labels
from analysis.read.limits import MAX_DOCUMENT_BYTES
from analysis.read.press_exports import split_export
from analysis.read.source import Item, Skipped, Source, make_article


def read_text(source: Source) -> Iterator[Item]:
    """The article of a text file, or the articles of an export of LexisNexis or Factiva.

    Raises:
        UnreadableError: no text, or a header without a body.
    """
    text = decode(source.data(MAX_DOCUMENT_BYTES))
    exported = split_export(text)
    if not exported:
        yield document_of(text, source.path)
    for number, article in enumerate(exported, start=1):
        path = f"{source.path}#{number}"
        if article.text:
            yield make_article(path, article.text, article.labels)
        else:
            yield Skipped(path, "the article has no body")


def document_of(text: str, source_path: str) -> Document:
    """A text as a Document, its labelled header recognised.

    Raises:
        UnreadableError: a header without a body.
    """
    labels, header_end = read_labels(text)
    return make_article(source_path, text, labels, header_end)

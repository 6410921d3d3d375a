"""Word documents: paragraphs and tables in their order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from analysis.read.decode import repair
from analysis.read.labels import read_labels
from analysis.read.limits import MAX_DOCUMENT_BYTES
from analysis.read.press_exports import split_export
from analysis.read.source import Item, Source, faults_as_unreadable, make_article
from analysis.read.zips import repacked_office_file

_NOT_NEEDED = ("/media/", "/embeddings/", "/charts/", "vbaProject", "/fonts/")


def read_docx(source: Source) -> Iterator[Item]:
    """The article of a Word document, labelled header recognised, or several of an export.

    Paragraphs are parted by blank lines. The title of the document's properties is a label; the
    author there is not, for it is whoever has the licence of the program.

    Raises:
        UnreadableError: the document is damaged, encrypted, empty or passes a limit.
    """
    import docx

    source.data(MAX_DOCUMENT_BYTES)
    safe = repacked_office_file(source.stream, source.budget, _NOT_NEEDED)
    with faults_as_unreadable("the document"):
        document = docx.Document(safe)
        text = repair("\n\n".join(_paragraphs(document)))
        title = document.core_properties.title or ""
    exported = split_export(text)
    if not exported:
        labels, header_end = read_labels(text)
        yield make_article(source.path, text, {"title": repair(title)} | labels, header_end)
    for number, article in enumerate(exported, start=1):
        yield make_article(f"{source.path}#{number}", article.text, article.labels)


def _paragraphs(document: Any) -> Iterator[str]:
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                # Merged cells come once for each column that they cover.
                cells = dict.fromkeys(cell.text.strip() for cell in row.cells)
                yield from (text for text in cells if text)
        elif block.text.strip():
            yield block.text.strip()

"""PDF documents: their text layer."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterator
from statistics import quantiles
from typing import Any

from analysis.read.decode import UnreadableError, repair
from analysis.read.limits import MAX_DOCUMENT_BYTES, MAX_PAGES, MAX_SECONDS_PER_DOCUMENT
from analysis.read.source import Item, Source, faults_as_unreadable, make_article

_SENTENCE_END = re.compile(r"[.!?…。！？:][\"'”’»)\]]{0,3}$")
_HYPHENATED = re.compile(r"[^\W\d_]{2}[-\u00ad]$")
_FEWEST_LETTERS_A_PAGE = 20
# A page full of text has some 10,000 operators in 100,000 bytes.
_BOUNDS: dict[str, Any] = {
    "zlib_maximum_output_length": MAX_DOCUMENT_BYTES,
    "lzw_maximum_output_length": MAX_DOCUMENT_BYTES,
    "run_length_maximum_output_length": MAX_DOCUMENT_BYTES,
    "array_based_stream_maximum_output_length": MAX_DOCUMENT_BYTES,
    "stream_decoding_work_maximum_length": 3 * MAX_DOCUMENT_BYTES,
    "stream_parsing_work_maximum_count": 300_000,
    "xform_maximum_invocations_per_extraction": 500,
}


def read_pdf(source: Source) -> Iterator[Item]:
    """The article of a PDF, lines joined to paragraphs that blank lines part.

    Title and date of the document's properties are not used: they are those of the file.

    Raises:
        UnreadableError: the PDF is damaged, encrypted, has no text layer or passes a limit.
    """
    import pypdf

    # The library tells of every small fault of a file.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    source.data(MAX_DOCUMENT_BYTES)
    source.stream.seek(0)
    with faults_as_unreadable("the PDF"), pypdf.apply_configuration(**_BOUNDS):
        reader = pypdf.PdfReader(source.stream, strict=False)
        locked = reader.is_encrypted and not reader.decrypt("")
        n_pages = 0 if locked else len(reader.pages)
    if locked:
        raise UnreadableError("the PDF is encrypted; save it without its password")
    if n_pages > MAX_PAGES:
        raise UnreadableError(f"the PDF has {n_pages:,} pages, more than {MAX_PAGES}; split it")
    pages = list(_pages(reader, n_pages))
    letters = sum(character.isalpha() for page in pages for character in page)
    if letters < _FEWEST_LETTERS_A_PAGE * max(n_pages, 1):
        raise UnreadableError(
            "the PDF has no text layer, only pictures of pages; recognise its text (OCR) first"
        )
    text = "\n\n".join(paragraphs_of_lines("\n".join(pages).splitlines()))
    yield make_article(source.path, repair(text), {})


def _pages(reader: Any, n_pages: int) -> Iterator[str]:
    import pypdf

    started = time.monotonic()
    for number in range(n_pages):
        if time.monotonic() - started > MAX_SECONDS_PER_DOCUMENT:
            raise UnreadableError(
                f"reading {number} of {n_pages} pages took more than {MAX_SECONDS_PER_DOCUMENT} "
                "seconds; split the PDF"
            )
        with faults_as_unreadable("the PDF"), pypdf.apply_configuration(**_BOUNDS):
            text = reader.pages[number].extract_text()
        yield text


def paragraphs_of_lines(lines: list[str]) -> list[str]:
    """Printed lines joined to paragraphs: one ends at a blank line, or where a sentence ends in a
    line that does not fill the width of most others."""
    shown = [" ".join(line.split()) for line in lines]
    lengths = [len(line) for line in shown if line]
    full = quantiles(lengths, n=4)[2] if len(lengths) > 1 else 0
    paragraphs: list[str] = [""]
    for line in shown:
        current = paragraphs[-1]
        if not line:
            if current:
                paragraphs.append("")
            continue
        if _HYPHENATED.search(current) and line[0].islower():
            paragraphs[-1] = current[:-1] + line
        else:
            paragraphs[-1] = f"{current} {line}".strip()
        short = len(line) < 0.8 * full
        if short and (_SENTENCE_END.search(line) or len(line) < 0.5 * full):
            paragraphs.append("")
    return [paragraph for paragraph in paragraphs if paragraph]

"""WARC files: the pages that a web archive holds."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from analysis.read.archives import unpacked
from analysis.read.decode import UnreadableError, decode
from analysis.read.html import read_page
from analysis.read.limits import MAX_HTML_BYTES, MAX_MEMBERS
from analysis.read.source import Item, Names, Skipped, Source, display_name, faults_as_unreadable
from analysis.read.text import document_of

_PAGES = ("text/html", "application/xhtml+xml")
_TEXTS = ("text/plain",)
_MAX_ADDRESS = 1_000


def read_warc(source: Source) -> Iterator[Item]:
    """The articles of the HTML and text responses of a WARC file, packed with gzip or not.

    Other records (requests, pictures, redirects, errors) are passed over. An article's id in the
    file is the address of its page.

    Raises:
        UnreadableError: the file is damaged or passes a limit; what stands above has been read.
    """
    from warcio.archiveiterator import ArchiveIterator

    logging.getLogger("warcio").setLevel(logging.CRITICAL)

    class Records(ArchiveIterator):
        # The library writes its warnings, with what stands in the file, to standard error.
        INC_RECORD = ""

    with faults_as_unreadable("the WARC file"):
        records = Records(unpacked(source))
    names = Names()
    n_records = n_pages = 0
    while n_records < MAX_MEMBERS:
        with faults_as_unreadable("the WARC file"):
            record = next(records, None)
        if record is None:
            break
        n_records += 1
        kind = _kind(record)
        if kind not in _PAGES + _TEXTS:
            continue
        n_pages += 1
        with faults_as_unreadable("the WARC record"):
            address = (record.rec_headers.get_header("WARC-Target-URI") or "")[:_MAX_ADDRESS]
            content = record.content_stream().read(MAX_HTML_BYTES + 1)
        source.budget.spend(len(content))
        yield _article(_path(source, address.strip("<>"), n_records, names), address, kind, content)
    if n_pages == 0:
        raise UnreadableError(f"none of the {n_records} WARC records is a page")
    if n_records == MAX_MEMBERS:
        raise UnreadableError(f"reading stopped after {MAX_MEMBERS:,} records")


def _article(path: str, address: str, kind: str, content: bytes) -> Item:
    try:
        if len(content) > MAX_HTML_BYTES:
            raise UnreadableError(f"the page is larger than {MAX_HTML_BYTES:,} bytes")
        if kind in _TEXTS:
            return document_of(decode(content), path)
        return read_page(content, path, address)
    except UnreadableError as fault:
        return Skipped(path, str(fault))


def _kind(record: Any) -> str | None:
    """The content type of a record that holds a page as it was delivered; else None."""
    with faults_as_unreadable("the WARC record"):
        headers = record.http_headers if record.rec_type == "response" else record.rec_headers
        if record.rec_type not in ("response", "resource", "conversion") or headers is None:
            return None
        if record.rec_type == "response" and headers.get_statuscode() != "200":
            return None
        stated = headers.get_header("Content-Type") or ""
    return stated.partition(";")[0].strip().lower()


def _path(source: Source, address: str, number: int, names: Names) -> str:
    shown = address if address.isprintable() and address else str(number)
    wanted = shown if "://" in shown else display_name(shown)
    return f"{source.path}#{names.unique(wanted)}"

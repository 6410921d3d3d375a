"""E-mail messages and saved web pages in their form (MHTML)."""

from __future__ import annotations

import email
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr

from analysis.read.decode import UnreadableError, decode, repair
from analysis.read.html import read_page
from analysis.read.limits import MAX_DOCUMENT_BYTES
from analysis.read.source import Item, Source, faults_as_unreadable, make_article
from analysis.read.text import document_of

_MAX_PARTS = 1_000
_MAX_HEADER = 2_000


def read_mail(source: Source) -> Iterator[Item]:
    """The article of a message: its plain text or else its HTML; attachments are not read.

    Subject, sender's name and date are labels.

    Raises:
        UnreadableError: the message is damaged or has no text.
    """
    message = _parse(source)
    labels = {
        "title": _header(message, "Subject"),
        "author": parseaddr(_header(message, "From"))[0],
        "published": _header(message, "Date"),
    }
    plain, html = _parts(message, "text/plain"), _parts(message, "text/html")
    if plain:
        yield make_article(source.path, decode(_content(plain[0]), _charset(plain[0])), labels)
    elif html:
        page = read_page(_content(html[0]), source.path, declared=_charset(html[0]))
        yield make_article(source.path, page.text, dict(page.labels) | _known(labels))
    elif message.keys():
        raise UnreadableError("the message has no text part")
    else:
        yield document_of(decode(source.data(MAX_DOCUMENT_BYTES)), source.path)


def read_mhtml(source: Source) -> Iterator[Item]:
    """The article of a web page that a browser saved with all its parts in one file.

    Raises:
        UnreadableError: the file is damaged or holds no HTML.
    """
    message = _parse(source)
    html = _parts(message, "text/html") + _parts(message, "application/xhtml+xml")
    if not html:
        raise UnreadableError("the file holds no HTML part")
    address = _header(message, "Snapshot-Content-Location") or _header(html[0], "Content-Location")
    yield read_page(_content(html[0]), source.path, address or None, _charset(html[0]))


def _parse(source: Source) -> Message:
    data = source.data(MAX_DOCUMENT_BYTES)
    if not data.strip():
        raise UnreadableError("the file is empty")
    with faults_as_unreadable("the message"):
        return email.message_from_bytes(data)


def _parts(message: Message, kind: str) -> list[Message]:
    with faults_as_unreadable("the message"):
        found = []
        for number, part in enumerate(message.walk()):
            if number == _MAX_PARTS:
                break
            if any(len(str(value)) > _MAX_HEADER for value in part.get_all("Content-Type", [])):
                continue  # Parameters without end, each of which would be compared with all.
            attached = part.get_content_disposition() == "attachment"
            if part.get_content_type() == kind and not attached and not part.is_multipart():
                found.append(part)
        return found


def _content(part: Message) -> bytes:
    with faults_as_unreadable("the message"):
        content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _charset(part: Message) -> str | None:
    with faults_as_unreadable("the message"):
        return part.get_content_charset()


def _header(message: Message, name: str) -> str:
    """A header as text; one that is damaged is as good as none."""
    try:
        pieces = decode_header(str(message.get(name) or "")[:_MAX_HEADER])
        return repair("".join(_decoded(piece, charset) for piece, charset in pieces))
    except (ValueError, LookupError):
        return ""


def _decoded(piece: str | bytes, charset: str | None) -> str:
    return piece if isinstance(piece, str) else piece.decode(charset or "ascii", "replace")


def _known(labels: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in labels.items() if value}

"""Bytes to text: the only place that decides about encodings."""

from __future__ import annotations

import codecs

import ftfy
from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000
_CONTROLS_ALLOWED = frozenset("\t\n\r\f\v\x1c\x1d\x1e\x1f\x85")
_MAX_CONTROL_SHARE = 0.01


class UnreadableError(ValueError):
    """An input that holds no article; the message says what is wrong with it."""


def decode(data: bytes) -> str:
    """The text of a file, with its encoding repaired and nothing else changed.

    A byte order mark is part of the encoding, not of the text.

    Raises:
        UnreadableError: the bytes are empty, blank or not text.
    """
    if not data:
        raise UnreadableError("the file is empty")
    text = ftfy.fix_encoding(_as_text(data))
    controls = sum(1 for c in text[:_SAMPLE] if c < " " and c not in _CONTROLS_ALLOWED)
    if "\0" in text or controls > _MAX_CONTROL_SHARE * min(len(text), _SAMPLE):
        raise UnreadableError("the file is binary, not text")
    if not text.strip():
        raise UnreadableError("the file holds only blank space")
    return text


def _as_text(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as fault:
                raise UnreadableError(
                    f"the file announces {encoding} but is damaged at byte {fault.start}"
                ) from fault
    if b"\0" in data:
        raise UnreadableError("the file is binary, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_guess(data), errors="replace")


def _guess(data: bytes) -> str:
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise UnreadableError("the file is in no known text encoding; save it as UTF-8")
    return best.encoding

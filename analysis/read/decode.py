"""Bytes to text: the only place that decides about encodings."""

from __future__ import annotations

import codecs
import io
import re
from typing import BinaryIO

import ftfy
from charset_normalizer import from_bytes
from ftfy.badness import is_bad

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000
_CHUNK = 1_000_000
_CONTROLS_ALLOWED = frozenset("\t\n\r\f\v\x1c\x1d\x1e\x1f\x85")
_MAX_CONTROL_SHARE = 0.01
# Blanks, full stops and line ends of any language make at least so many of the code units of
# UTF-16 half zero.
_MIN_ZERO_SHARE = 0.1
_MAX_ZERO_SHARE = 0.05  # of the bytes of a table that is text
# More characters than any of the patterns has that tell mojibake.
_REACH = 8
_ODD = re.compile(r"[^\x00-\x7f]+")
# Encodings in use for news; among all that exist, a rare one would win by chance.
_COMMON = [
    "utf_8", "cp1252", "cp1251", "koi8_r", "koi8_u", "cp1250", "gb18030", "big5", "cp932",
    "euc_jp", "cp949", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874",
]  # fmt: skip
# Letters beyond ASCII of the languages that use each of the Latin code pages: they share their
# code points, so that only the letters can tell them apart. The most used comes first.
_LATIN_LETTERS = {
    "cp1252": "àâäæçèéêëìíîïñòóôöøœùúûüßåãõáÿ",
    "cp1250": "ąćęłńóśźżčďěňřšťůúýžáíéôäľĺöőüűăâîşţđß",
    "cp1254": "ğüşıöçâîûé",
    "cp1257": "ąčęėįšųūžāēģīķļņõäöü",
}


class UnreadableError(ValueError):
    """An input that holds no article; the message says what is wrong with it."""


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of a file, with its encoding repaired and nothing else changed.

    A byte order mark is part of the encoding, not of the text.

    Args:
        data: The bytes.
        declared: The encoding that the file says it has; believed when the bytes have no mark,
            are not valid UTF-8, and can be decoded so.

    Raises:
        UnreadableError: the bytes are empty, blank or not text.
    """
    text = repair(decode_only(data, declared))
    controls = sum(1 for c in text[:_SAMPLE] if c < " " and c not in _CONTROLS_ALLOWED)
    if "\0" in text or controls > _MAX_CONTROL_SHARE * min(len(text), _SAMPLE):
        raise UnreadableError("the file is binary, not text")
    if not text.strip():
        raise UnreadableError("the file holds only blank space")
    return text


def decode_only(data: bytes, declared: str | None = None) -> str:
    """The text of some bytes before any repair, for formats whose marks must be parsed first.

    Raises:
        UnreadableError: the bytes are empty or in no known encoding.
    """
    if not data:
        raise UnreadableError("the file is empty")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, "announces")
    if b"\0" in data[:_SAMPLE]:
        return _strictly(data, _utf_16_without_mark(data[:_SAMPLE]), "seems to be in")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        text = _as_declared(data, declared)
        return data.decode(_guess(data, fault.start), errors="replace") if text is None else text


def _as_declared(data: bytes, declared: str | None) -> str | None:
    """The text in the encoding that is declared; None when none is, or the bytes contradict it."""
    if not declared or not _is_known(declared):
        return None
    try:
        return data.decode(declared)
    except UnicodeError:
        return None


def repair(text: str) -> str:
    """A text with mojibake repaired; halves of characters, which no file can hold, are marked."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return ftfy.fix_encoding(whole) if _looks_garbled(whole) else whole


def _looks_garbled(text: str) -> bool:
    """What `is_bad` tells, which looks for a few characters that stand together and of which one at
    least is none of ASCII: those near one are all that it need read."""
    near = ((max(0, odd.start() - _REACH), odd.end() + _REACH) for odd in _ODD.finditer(text))
    return any(is_bad(text[start:end]) for start, end in near)


def open_text(stream: BinaryIO) -> io.TextIOWrapper:
    """A stream of bytes as text, line ends kept; the stream is read once to find its encoding.

    A few stray NUL bytes stay in the text, so that only the rows that hold them are lost.

    Raises:
        UnreadableError: the stream is empty, binary or in no known encoding.
    """
    encoding = _encoding_of_stream(stream)
    stream.seek(0)
    return io.TextIOWrapper(stream, encoding, errors="replace", newline="")


def _encoding_of_stream(stream: BinaryIO) -> str:
    stream.seek(0)
    first = stream.read(_CHUNK)
    if not first:
        raise UnreadableError("the file is empty")
    for mark, encoding in _MARKS:
        if first.startswith(mark):
            # The names without an end of bytes take the mark away.
            return "utf-8-sig" if encoding == "utf-8" else encoding[:6]
    n_zeros = first[:_SAMPLE].count(0)
    if n_zeros > _MAX_ZERO_SHARE * min(len(first), _SAMPLE):
        return _utf_16_without_mark(first[:_SAMPLE])
    decoder = codecs.getincrementaldecoder("utf-8")()
    chunk = first
    while chunk:
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as fault:
            return _guess(chunk, fault.start)
        chunk = stream.read(_CHUNK)
    return "utf-8"


def _strictly(data: bytes, encoding: str, how: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        raise UnreadableError(
            f"the file {how} {encoding} but is damaged at byte {fault.start}"
        ) from fault


def _utf_16_without_mark(sample: bytes) -> str:
    """UTF-16 of one byte order, when every zero byte stands where that order puts it."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if min(even, odd) == 0 and max(even, odd) >= _MIN_ZERO_SHARE * len(sample) / 2:
        encoding = "utf-16-le" if odd else "utf-16-be"
        text = sample[: len(sample) // 2 * 2].decode(encoding, "replace")
        strange = sum(1 for c in text if c == "\ufffd" or not (c.isprintable() or c.isspace()))
        if strange <= _MAX_CONTROL_SHARE * len(text) and any(c in " \n" for c in text):
            return encoding
    raise UnreadableError("the file is binary, not text")


def _is_known(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding)._is_text_encoding
    except (LookupError, ValueError):
        return False


def _guess(data: bytes, first_strange: int) -> str:
    """The likeliest encoding, judged from the first bytes that are not ASCII on."""
    at = 0 if first_strange < _SAMPLE // 2 else data.rfind(b"\n", 0, first_strange) + 1
    sample = data[at : at + _SAMPLE]
    best = from_bytes(sample, cp_isolation=_COMMON).best()
    if best is None:
        raise UnreadableError("the file is in no known text encoding; save it as UTF-8")
    return _likeliest_latin(sample) if best.encoding in _LATIN_LETTERS else best.encoding


def _likeliest_latin(sample: bytes) -> str:
    def fit(encoding: str) -> int:
        text = sample.decode(encoding, "replace").lower()
        own = _LATIN_LETTERS[encoding]
        return sum(1 if c in own else -1 for c in text if c > "\x7f" and c.isalpha())

    return max(_LATIN_LETTERS, key=fit)

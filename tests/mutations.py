"""Damaged copies of files, the same for the same number."""

from __future__ import annotations

import gzip
import io
import random
import re
import zipfile
import zlib

_HOSTILE = (
    b"\0", b"\xff\xfe", b"\n", b'"', b"<", b">", b"</div>", b"<div>", b"&#x110000;", b"{", b"[",
    b"}", b"]", b",", b";", b"\\u0000", b"\\ud800", b"31/02/2022", b"99999999999999999999", b"-1",
    b"%PDF", b"endobj", b"PK\x03\x04", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"<script>", b"\r",
    b"WARC/1.0\r\n", b"Content-Length: 999999999\r\n", b"--cut", b"../", b"\xe2\x80", b"1e999",
    b"null", b"=?utf-8?q?=ff?=", b"\x1f\x8b", b"stream", b"/Kids", b"0 R", b"BODY:",
)  # fmt: skip
_NUMBER = re.compile(rb"\d{1,10}")


def damaged(data: bytes, number: int) -> bytes:
    """A copy of a file with one to six damages, often within what it packs."""
    chance = random.Random(number)
    if chance.random() < 0.6:
        if data.startswith(b"PK"):
            return _in_zip(data, chance)
        if data.startswith(b"\x1f\x8b"):
            return _in_gzip(data, chance)
    return _damage(data, chance)


def _in_zip(data: bytes, chance: random.Random) -> bytes:
    source = zipfile.ZipFile(io.BytesIO(data))
    hit = chance.choice(source.namelist())
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            content = source.read(name)
            copy.writestr(name, _damage(content, chance) if name == hit else content)
    return file.getvalue()


def _in_gzip(data: bytes, chance: random.Random) -> bytes:
    try:
        return gzip.compress(_damage(gzip.decompress(data), chance), 1)
    except (OSError, EOFError, zlib.error):
        return _damage(data, chance)


def _damage(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 6)):
        data = _once(data, chance)
    return data


def _once(data: bytes, chance: random.Random) -> bytes:
    if not data:
        return chance.choice(_HOSTILE)
    at = chance.randrange(len(data))
    to = min(len(data), at + chance.choice((1, 2, 8, 50, 400)))
    how = chance.randrange(8)
    if how == 0:
        return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]
    if how == 1:
        return data[:at] + data[to:]
    if how == 2:
        return data[:at]
    if how == 3:
        return data[:to] + data[at:to] * chance.choice((1, 3, 30)) + data[to:]
    if how == 4:
        return data[:at] + chance.choice(_HOSTILE) * chance.choice((1, 1, 5, 100)) + data[at:]
    if how == 5:
        return data[:at] + chance.randbytes(to - at) + data[to:]
    if how == 6:
        return data[:at] + data[at:to][::-1] + data[to:]
    numbers = list(_NUMBER.finditer(data))
    if not numbers:
        return data[::-1]
    found = chance.choice(numbers)
    other = chance.choice((b"0", b"1", b"-1", b"65535", b"2147483648", b"9" * 30))
    return data[: found.start()] + other + data[found.end() :]

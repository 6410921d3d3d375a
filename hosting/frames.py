"""Messages between the server and its workers: plain values as JSON, then parts of bytes.

Nothing in a message can run: a worker that reads hostile files may be broken into, and what it
sends then must not break into the server.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from typing import Any, BinaryIO

_LENGTH = struct.Struct(">I")
_MOST_PLAIN_BYTES = 100_000_000
Message = tuple[dict[str, Any], list[bytes]]


def write(stream: BinaryIO, head: dict[str, Any], parts: Sequence[bytes] = ()) -> None:
    """Writes a message.

    Args:
        stream: where to.
        head: plain values; must not have "parts".
        parts: bytes that come with it.
    """
    said = json.dumps(head | {"parts": [len(part) for part in parts]}).encode()
    stream.write(_LENGTH.pack(len(said)))
    stream.write(said)
    for part in parts:
        stream.write(part)
    stream.flush()


def read(stream: BinaryIO) -> Message | None:
    """The next message; None where the stream ends, within a message too.

    Raises:
        ValueError: what comes is no message.
    """
    length = _exactly(stream, _LENGTH.size)
    if length is None:
        return None
    (n_bytes,) = _LENGTH.unpack(length)
    if n_bytes > _MOST_PLAIN_BYTES:
        raise ValueError(f"a message with {n_bytes:,} bytes of plain values")
    said = _exactly(stream, n_bytes)
    if said is None:
        return None
    head = json.loads(said)
    parts = []
    for size in head.pop("parts"):
        part = _exactly(stream, size)
        if part is None:
            return None
        parts.append(part)
    return head, parts


def _exactly(stream: BinaryIO, size: int) -> bytes | None:
    pieces, left = [], size
    while left:
        piece = stream.read(left)
        if not piece:
            return None
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)

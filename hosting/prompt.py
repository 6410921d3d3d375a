"""Answers that go out at once."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from functools import cache
from pathlib import Path

_OPEN = Path("/proc/self/fd")


@cache
def begin() -> None:
    """Has what is sent go out at once, to who is there and to who comes (on Linux only).

    By default the kernel holds a small message back until the one before has been acknowledged,
    which readers put off: pages came some 30 ms later than they could. Streamlit opens its socket
    in a way in which Python does not change that, and hands it to nobody.
    """
    for number in os.listdir(_OPEN) if _OPEN.exists() else ():
        # Files are no sockets, and sockets of other kinds know no such choice.
        with suppress(OSError):
            _send_at_once(int(number))


def _send_at_once(number: int) -> None:
    line = socket.socket(fileno=number)
    try:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
    finally:
        line.detach()  # else it would be closed

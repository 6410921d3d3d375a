"""Messages go out at once, and nothing that is open is closed by it."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from hosting import prompt

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs Linux")


def is_prompt(line: socket.socket) -> bool:
    return bool(line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))


def test_who_is_there_and_who_comes_is_answered_at_once(tmp_path):
    listening = socket.create_server(("127.0.0.1", 0))
    first = socket.create_connection(listening.getsockname())
    there = listening.accept()[0]
    one, other = socket.socketpair()
    with listening, first, there, one, other, (tmp_path / "file").open("w") as file:
        assert not is_prompt(there)
        before = sorted(os.listdir("/proc/self/fd"))
        prompt.begin.__wrapped__()
        assert is_prompt(there)
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as later:
            assert is_prompt(later)
        assert sorted(os.listdir("/proc/self/fd")) == before
        file.write("still open")
        one.sendall(b"too")
        assert other.recv(3) == b"too"

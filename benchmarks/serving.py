"""A dashboard that is started for a benchmark and ended after it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parents[1]
PATIENCE = 600.0  # seconds until it answers


@contextmanager
def served(
    script: str,
    answers_at: str,
    arguments: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
) -> Iterator[tuple[str, int]]:
    """The address of a server and the number of its process.

    Args:
        script: what Streamlit runs.
        answers_at: the path that answers once the server is up.
        arguments: of the script.
        environment: what is set for it besides.

    Raises:
        RuntimeError: it ended, or does not answer in time.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.headless=true"]
    command += [f"--server.port={port}", "--server.address=127.0.0.1", "--", *arguments]
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | dict(environment or {}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + PATIENCE
    try:
        while time.monotonic() < deadline and server.poll() is None:
            with suppress(OSError):
                urllib.request.urlopen(f"{address}{answers_at}", timeout=30).close()
                break
            time.sleep(0.2)
        else:
            raise RuntimeError(f"{script} did not start; run it by hand to see why")
        yield address, server.pid
    finally:
        server.terminate()
        server.wait(timeout=60)

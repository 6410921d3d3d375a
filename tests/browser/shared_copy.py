"""A shared copy started as docs/hosting.md says, with nginx before it, for tests."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.browser.conftest import ROOT, free_port

SHIPPED = ROOT / "deploy" / "nginx.conf"


def nginx_path() -> str | None:
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def status_of(address: str) -> dict[str, Any]:
    with urllib.request.urlopen(f"{address}/status", timeout=10) as answer:
        return json.load(answer)


@contextlib.contextmanager
def shared_copy(
    log: Path, root: Path = ROOT, disk_is_full: bool = False, **settings: str
) -> Iterator[str]:
    """The address of a shared copy; sessions that were left are kept for one second only.

    Args:
        log: what it says, where the disk has room for it.
        root: the folder of the program.
        disk_is_full: whether neither it nor its workers can write a single byte into any file.
        settings: of the copy.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {f"PARALLAX_{name.upper()}": said for name, said in settings.items()}
    command = [sys.executable, "-m", "streamlit", "run", "hosted.py", "--server.headless=true"]
    command += [f"--server.port={port}", "--server.address=127.0.0.1"]
    command += ["--server.disconnectedSessionTTL=1"]
    if disk_is_full:
        command = ["sh", "-c", 'ulimit -f 0 && exec "$@"', "sh", *command]
    with contextlib.ExitStack() as files:
        said = subprocess.DEVNULL if disk_is_full else files.enter_context(log.open("wb"))
        server = subprocess.Popen(command, cwd=root, env=environment, stdout=said, stderr=said)
    try:
        _wait(server, lambda: status_of(address), log)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


@contextlib.contextmanager
def behind_nginx(address: str, folder: Path) -> Iterator[str]:
    """The address of nginx with the shipped configuration before a copy."""
    plain, secure = free_port(), free_port()
    certificate, key = folder / "cert.pem", folder / "key.pem"
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    make += ["-subj", "/CN=127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(make, check=True, capture_output=True)
    site = SHIPPED.read_text(encoding="utf-8")
    for placeholder, value in {
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl": f"listen 127.0.0.1:{secure} ssl",
        "SERVER_NAME": "127.0.0.1",
        "TLS_CERTIFICATE": str(certificate),
        "TLS_KEY": str(key),
        "127.0.0.1:8501": address.removeprefix("http://"),
        "/var/log/nginx/parallax.log": str(folder / "access.log"),
    }.items():
        assert placeholder in site, f"{placeholder} is not in {SHIPPED.name}"
        site = site.replace(placeholder, value)
    kept = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "\n".join(f"{name}_temp_path {folder / name};" for name in kept)
    whole = folder / "nginx.conf"
    user = "user root;" if os.getuid() == 0 else ""
    whole.write_text(
        f"{user} daemon off; pid {folder}/pid; error_log {folder}/error.log;\n"
        "events { worker_connections 512; }\n"
        f"http {{ include /etc/nginx/mime.types;\n{places}\n{site}\n}}\n",
        encoding="utf-8",
    )
    path = nginx_path()
    assert path is not None
    server = subprocess.Popen([path, "-c", str(whole), "-e", str(folder / "early.log")])
    try:
        _wait(server, lambda: _connected(secure), folder / "error.log")
        yield f"https://127.0.0.1:{secure}"
    finally:
        server.terminate()
        server.wait(timeout=10)


def _connected(port: int) -> None:
    import socket

    socket.create_connection(("127.0.0.1", port), timeout=1).close()


def _wait(server: subprocess.Popen, is_up, log: Path, seconds: float = 180) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError):
            is_up()
            return
        time.sleep(0.2)
    said = log.read_text(errors="replace") if log.exists() else ""
    raise RuntimeError(f"it did not start:\n{said[-3000:]}")

"""The guard before uploads, the logs, and what is shipped for a shared copy."""

from __future__ import annotations

import base64
import errno
import hashlib
import importlib
import io
import json
import logging
import re
import tomllib
import zipfile
from pathlib import Path

import plotly.graph_objects as go
import pytest
import streamlit
from starlette.datastructures import Headers

from analysis.report import images, pack
from hosting import guard, logs, server
from hosting.guard import OriginGuard, UploadGuard
from tests.apart import run_apart

ROOT = Path(__file__).resolve().parents[1]
SECRET = "Alfaquill said that"


def sent(held: int = 0, method: str = "PUT", path: str = "/_stcore/upload_file/s/f", size=None):
    """Status and words of the answer to a request; None where it was handed on."""
    answers = []

    async def behind(_scope, _receive, _send) -> None:
        answers.append(None)

    async def send(message) -> None:
        answers.append(message)

    headers = [] if size is None else [(b"content-length", str(size).encode())]
    scope = {"type": "http", "method": method, "path": path, "headers": headers}
    run_apart(UploadGuard(behind, lambda: held)(scope, None, send))
    return None if answers == [None] else (answers[0]["status"], answers[1]["body"].decode())


@pytest.fixture(autouse=True)
def limits(monkeypatch):
    monkeypatch.setenv("PARALLAX_MODE", "uploads")
    monkeypatch.setenv("PARALLAX_SESSION_BYTES", "1000000")
    monkeypatch.setenv("PARALLAX_SERVER_BYTES", "3000000")


def test_files_within_the_limits_and_all_else_pass():
    assert sent(size=1_000_000) is None
    assert sent(method="GET", path="/") is None
    assert sent(method="DELETE") is None


def test_what_is_too_much_is_refused_before_it_is_read(monkeypatch):
    assert sent(size=1_000_000_000) == (413, "a reader may bring 1,000,000 bytes")
    assert sent()[0] == 411
    assert sent(size="1e3")[0] == 411
    assert sent(held=2_500_000, size=900_000)[0] == 507
    session = server.sessions().new()
    session.held_bytes = 2_500_000
    assert sent(size=900_000)[0] == 507
    del session
    assert sent(size=900_000) is None
    monkeypatch.setenv("PARALLAX_MODE", "read-only")
    assert sent(size=10) == (403, "this copy is for reading only")


def test_streamlit_still_takes_files_where_the_guard_stands():
    from streamlit.web.server.starlette import starlette_routes

    assert f"/{starlette_routes.BASE_ROUTE_UPLOAD_FILE}/" == guard._UPLOADS


@pytest.mark.parametrize(
    ("origin", "comes_in"),
    [
        (None, True),
        ("https://news.example.org", True),
        ("https://other.example.org", False),
        ("https://news.example.org:8443", False),
        ("https://[news.example.org", False),
        ("null", False),
    ],
)
def test_a_page_of_another_server_gets_no_session(origin, comes_in):
    answers = []

    async def behind(_scope, _receive, _send) -> None:
        answers.append("came in")

    async def send(message) -> None:
        answers.append(message["type"])

    headers = [(b"host", b"news.example.org")]
    headers += [] if origin is None else [(b"origin", origin.encode())]
    run_apart(OriginGuard(behind)({"type": "websocket", "headers": headers}, None, send))
    assert answers == ["came in" if comes_in else "websocket.close"]


def line(record: logging.LogRecord) -> dict:
    return json.loads(logs.JsonLines().format(record))


def record(message: str, *values: object, error: BaseException | None = None) -> logging.LogRecord:
    told = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("some.library", logging.ERROR, __file__, 1, message, values, told)


def test_a_line_holds_the_pattern_and_not_what_was_put_into_it():
    said = line(record("%s asked for %s", "203.0.113.7", SECRET))
    assert said["event"] == "%s asked for %s"
    assert said["level"] == "error"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", said["time"])
    assert SECRET not in json.dumps(said)


def test_a_line_holds_where_an_error_came_from_and_not_its_words():
    try:
        {}[SECRET]
    except KeyError as error:
        said = line(record("it failed", error=error))
    assert said["error"] == "KeyError"
    assert said["places"][-1].startswith("test_hosting_guard.py:")
    assert SECRET not in json.dumps(said)


def test_errors_are_not_printed_past_the_logs():
    shipped = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert shipped["logger"]["enableRich"] is False
    assert shipped["client"]["showErrorDetails"] == "none"


def test_an_event_has_its_fields(caplog):
    with caplog.at_level(logging.INFO, logger="parallax"):
        logs.event("analysis ended", seconds=1.5, outcome="done")
    said = line(caplog.records[-1])
    assert (said["event"], said["seconds"], said["outcome"]) == ("analysis ended", 1.5, "done")


def test_the_policy_knows_every_script_of_the_page():
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    shipped = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    assert scripts
    for script in scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in shipped


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"MODE": "open"}, "choose one of local, read-only, uploads"),
        ({"MODE": "local"}, "mode is local; a shared copy needs read-only or uploads"),
        ({"SIGN_IN": "true"}, r"\[auth\] section in .streamlit/secrets.toml"),
    ],
)
def test_a_shared_copy_does_not_start_with_settings_that_cannot_be_meant(monkeypatch, given, told):
    for name, value in given.items():
        monkeypatch.setenv(f"PARALLAX_{name}", value)
    with pytest.raises(SystemExit, match=told):
        importlib.import_module("hosted")


def full(*_args, **_more):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_files_are_taken_where_the_folder_for_temporary_files_is_full(monkeypatch):
    from starlette.formparsers import MultiPartParser

    for name in ("TemporaryFile", "mkdtemp", "mkstemp"):
        monkeypatch.setattr(f"tempfile.{name}", full)
    shipped = re.search(r"spool_max_size = (.+)", (ROOT / "hosted.py").read_text(encoding="utf-8"))
    monkeypatch.setattr(MultiPartParser, "spool_max_size", eval(shipped.group(1)))
    content = b"a" * 3_000_000
    head = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n'

    async def stream():
        yield head + content + b"\r\n--x--\r\n"

    async def taken() -> bytes:
        headers = Headers({"content-type": "multipart/form-data; boundary=x"})
        form = await MultiPartParser(headers, stream(), max_part_size=10**7).parse()
        return await form["f"].read()

    assert run_apart(taken()) == content


def test_charts_come_as_pages_where_the_folder_for_temporary_files_is_full(monkeypatch):
    monkeypatch.setattr("kaleido.Kaleido", full)
    with pytest.raises(images.NoBrowser, match=r"no room .* No space left on device"):
        images.painted([(go.Figure(), "png")])
    packed = pack.zipped([pack.Packed("one", go.Figure(), None)], "about")
    archive = zipfile.ZipFile(io.BytesIO(packed))
    assert "one.html" in archive.namelist()
    assert b"No space left on device" in archive.read(pack.ABOUT)


def test_what_is_shipped_names_files_that_exist():
    recipe = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
    for line_ in re.findall(r"^COPY (.+)$", recipe, flags=re.MULTILINE):
        for name in line_.split()[:-1]:
            assert (ROOT / name).exists(), name
    unit = (ROOT / "deploy" / "parallax.service").read_text(encoding="utf-8")
    assert "streamlit run hosted.py" in unit
    assert "USER parallax" in recipe

"""A shared copy behind nginx as shipped: what passes and what is refused."""

from __future__ import annotations

import gzip
import http.client
import json
import os
import re
import ssl
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest

from tests.browser.shared_copy import behind_nginx, nginx_path, shared_copy

UNCHECKED = ssl._create_unverified_context()


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The address behind nginx, and that of the copy itself."""
    if nginx_path() is None:
        if os.environ.get("CI"):
            pytest.fail("no nginx in CI: .ci/run installs it")
        pytest.skip("no nginx found; install it to try the shipped configuration")
    folder = tmp_path_factory.mktemp("copy")
    with (
        shared_copy(folder / "parallax.log", mode="uploads", session_bytes="20000000") as address,
        behind_nginx(address, folder) as secure,
    ):
        yield secure, address


def ask(address: str, path: str, method: str = "GET", **headers: str):
    request = urllib.request.Request(f"{address}{path}", method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=60, context=UNCHECKED) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as fault:
        return fault.code, dict(fault.headers), fault.read()


def test_headers_and_what_is_closed(copy):
    secure, address = copy
    status, headers, page = ask(secure, "/")
    assert status == 200
    said = headers["Content-Security-Policy"]
    assert "default-src 'none'" in said
    assert "'unsafe-eval'" not in said
    assert re.search(r"script-src 'self' 'wasm-unsafe-eval' 'sha256-[^']+';", said)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Strict-Transport-Security"].startswith("max-age=")
    assert headers["Server"] == "nginx"
    assert ask(address, "/_stcore/metrics")[0] == 200
    for path in ("/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp"):
        assert ask(secure, path)[0] == 404, path
    assert ask(secure, "/_stcore/health")[2] == b"ok"
    assert json.loads(ask(secure, "/status")[2])["status"] == "ok"
    script = re.search(rb'src="\./(static/js/index[^"]+)"', page).group(1).decode()
    plain = ask(secure, f"/{script}")
    packed = ask(secure, f"/{script}", **{"Accept-Encoding": "gzip"})
    assert packed[1]["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed[2]) == plain[2]
    assert len(packed[2]) < len(plain[2]) / 2


def test_too_many_files_in_a_moment_are_refused(copy):
    parts = urlsplit(copy[0])
    line = http.client.HTTPSConnection(parts.hostname, parts.port, context=UNCHECKED, timeout=60)
    answers = []
    while 429 not in answers and len(answers) < 3000:
        line.request("PUT", "/_stcore/upload_file/nobody/1", headers={"Content-Length": "0"})
        answer = line.getresponse()
        answer.read()
        answers.append(answer.status)
    assert answers[-1] == 429
    assert len(answers) > 200
    assert set(answers) <= {400, 403, 429}
    assert ask(copy[0], "/_stcore/health")[2] == b"ok"

"""A shared copy behind nginx as shipped: what passes, what is refused, and what is kept apart."""

from __future__ import annotations

import gzip
import http.client
import json
import os
import re
import ssl
import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest

from hosting.saves import FETCHED_WITHIN, SWEPT_EVERY
from tests.browser.conftest import PAGES
from tests.browser.shared_copy import behind_nginx, nginx_path, shared_copy, status_of
from tests.browser.test_corpus import article, upload

UNCHECKED = ssl._create_unverified_context()
# Words that stand in one corpus alone, in its texts, headlines, outlets and names.
WORDS = {"mine": "Alfaquill", "theirs": "Betaquill"}
READ = ("articles", "corpus")


@pytest.fixture(scope="module")
def copy(tmp_path_factory, chromium):
    """The address behind nginx, that of the copy itself, and its log."""
    if nginx_path() is None:
        if os.environ.get("CI"):
            pytest.fail("no nginx in CI: .ci/run installs it")
        pytest.skip("no nginx found; install it to try the shipped configuration")
    folder = tmp_path_factory.mktemp("copy")
    log = folder / "parallax.log"
    with (
        shared_copy(log, mode="uploads", session_bytes="20000000") as address,
        behind_nginx(address, folder) as secure,
    ):
        yield secure, address, log


def settle(page) -> None:
    """As that of conftest, which waits inside the page by `eval`: here that is not allowed."""
    page.wait_for_selector("[data-testid=stApp][data-test-connection-state=CONNECTED]")
    page.wait_for_selector("h1")
    deadline, rested = time.monotonic() + 120, 0
    while rested < 3:
        assert time.monotonic() < deadline, "the page does not come to rest"
        rests = page.evaluate(
            """() => !!document.querySelector('[data-test-script-state=notRunning]')
                && [...document.querySelectorAll('[class*="st-key-chart-"]')]
                    .every(chart => chart.querySelector('.main-svg'))"""
        )
        rested = rested + 1 if rests else 0
        time.sleep(0.15)


class Reader:
    """A browser of its own, and every byte that came to it from the copy."""

    def __init__(self, chromium, address: str) -> None:
        self.address = address
        self.context = chromium.new_context(
            viewport={"width": 1440, "height": 1000},
            ignore_https_errors=True,
            accept_downloads=True,
        )
        self.received: list[bytes] = []
        self.media: set[str] = set()
        self.complaints: list[str] = []
        self.page = self.context.new_page()
        self.page.set_default_timeout(120_000)
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._frame))
        self.page.on("console", self._said)
        self.page.on("response", self._answer)

    def _frame(self, payload: str | bytes) -> None:
        data = payload.encode() if isinstance(payload, str) else payload
        self.received.append(data)
        self.media |= {name.decode() for name in re.findall(rb"/media/[0-9a-f]+\.?\w*", data)}

    def _answer(self, response) -> None:
        self.received.append(response.url.encode())

    def _said(self, message) -> None:
        if message.type == "error" or "Content Security Policy" in message.text:
            self.complaints.append(message.text)

    def go(self, path: str) -> None:
        self.page.goto(f"{self.address}/{path}")
        settle(self.page)

    def turn_to(self, name: str) -> None:
        """Another page by its link, which loads nothing again."""
        self.page.get_by_role("link", name=name.capitalize(), exact=True).click()
        self.page.locator("h1", has_text=name.capitalize()).wait_for()
        settle(self.page)

    def bring(self, word: str) -> None:
        text = article(f"{word} news", f"{word} Post", word)
        table = f"text,title\n{word} blamed NATO.,{word}\n"
        files = [upload("a.txt", text), upload("b.csv", table)]
        self.page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(files)

    def own(self) -> None:
        self.page.locator(".st-key-whose", has_text="your own 2 articles").wait_for()
        settle(self.page)

    def has_heard(self, word: str) -> bool:
        return any(word.encode() in data for data in self.received)


def ask(address: str, path: str, method: str = "GET", **headers: str):
    request = urllib.request.Request(f"{address}{path}", method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=60, context=UNCHECKED) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as fault:
        return fault.code, dict(fault.headers), fault.read()


def test_headers_and_what_is_closed(copy):
    secure, address, _ = copy
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


def test_readers_come_in_by_the_name_of_the_server_and_from_no_other_page(copy):
    parts = urlsplit(copy[0])
    for origin, status in (("https://news.example.org", 101), ("https://other.example.org", 403)):
        line = http.client.HTTPSConnection(parts.hostname, parts.port, context=UNCHECKED)
        asks = {"Host": "news.example.org", "Origin": origin, "Sec-WebSocket-Version": "13"}
        asks |= {
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
        }
        line.request("GET", "/_stcore/stream", headers=asks)
        assert line.getresponse().status == status, origin
        line.close()


def test_all_pages_work_under_the_policy(copy, chromium):
    reader = Reader(chromium, copy[0])
    reader.page.add_init_script(
        "document.addEventListener('securitypolicyviolation',"
        " event => console.error(`Content Security Policy: ${event.violatedDirective}`))"
    )
    reader.go("")
    for name in [*filter(None, PAGES), "stance"]:
        reader.turn_to(name)
        assert reader.page.locator("[data-testid=stException]").count() == 0, name
    with reader.page.expect_download() as saved:
        reader.page.locator(".st-key-csv-parallax-stance button").first.click()
    assert saved.value.path().stat().st_size > 100
    reader.page.locator(".st-key-image-stance button").click()
    reader.page.wait_for_selector("[role=dialog] .main-svg")
    with reader.page.expect_download() as saved:
        reader.page.locator("[role=dialog] .modebar-btn").first.click()
    assert saved.value.path().stat().st_size > 1000
    assert reader.complaints == []
    reader.context.close()


def test_readers_with_files_of_one_name_at_the_same_time_get_no_byte_of_each_other(copy, chromium):
    secure, address, log = copy
    readers = {name: Reader(chromium, secure) for name in WORDS}
    for reader in readers.values():
        reader.go("corpus")
    for name, reader in readers.items():
        reader.bring(WORDS[name])
    for reader in readers.values():
        reader.own()
    for name in READ:
        for reader in readers.values():
            reader.turn_to(name)
    mine, theirs = readers["mine"], readers["theirs"]
    mine.page.get_by_text("Corrections and downloads", exact=True).click()
    with mine.page.expect_download() as saved:
        mine.page.get_by_role("button", name="Articles (JSON lines)").click()
    assert WORDS["mine"].encode() in saved.value.path().read_bytes()
    assert WORDS["theirs"].encode() not in saved.value.path().read_bytes()
    assert mine.has_heard(WORDS["mine"])
    assert theirs.has_heard(WORDS["theirs"])
    assert not mine.has_heard(WORDS["theirs"])
    assert not theirs.has_heard(WORDS["mine"])
    # One of them leaves, the other comes again, to whom both are strangers now.
    theirs.context.close()
    before = len(mine.received)
    mine.page.reload()
    settle(mine.page)
    assert mine.page.locator(".st-key-whose").count() == 0
    mine.turn_to("articles")
    del mine.received[:before]
    assert not any(mine.has_heard(word) for word in WORDS.values())
    deadline = time.monotonic() + 60
    while status_of(address)["sessions"] and time.monotonic() < deadline:
        time.sleep(0.5)
    assert status_of(address)["sessions"] == 0, "sessions that brought files are still held"
    assert mine.media
    time.sleep(FETCHED_WITHIN + SWEPT_EVERY)
    for path in mine.media | theirs.media:
        data = ask(secure, path)[2]
        assert not any(word.encode() in data for word in WORDS.values()), path
    assert not any(word in log.read_text() for word in WORDS.values())
    assert "a.txt" not in log.read_text()
    mine.context.close()


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

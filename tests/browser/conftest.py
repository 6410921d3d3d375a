"""The real dashboard in headless Chromium.

Without Chromium the tests skip on a laptop and fail in CI, where a skipped journey would be a
journey nobody took.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

Scheme = Literal["light", "dark"]
ROOT = Path(__file__).parents[2]
# Where screenshots are kept.
ARTEFACTS = Path(os.environ.get("PARALLAX_ARTEFACTS") or ROOT / "build" / "screens")
PAGES = [
    "",
    "stance",
    "voices",
    "topics",
    "sentiment",
    "wording",
    "compare",
    "articles",
    "corpus",
    "methods",
]
# Streamlit asks beside a page's address for these before it asks at the root, and no setting
# keeps it from that.
ASKED_ASTRAY = ("/_stcore/health", "/_stcore/host-config")
PATIENCE = 30_000  # milliseconds that a page may take where nothing runs beside the tests
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def crowding() -> float:
    """How many programs wait for each core; 1 where there is room, or where nobody counts."""
    if not hasattr(os, "getloadavg"):
        return 1
    return max(1, os.getloadavg()[0] / (os.cpu_count() or 1))


def free_port() -> int:
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def chromium_path() -> str | None:
    """Where there is a Chromium; the one that knows no screen draws with a quarter less work."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser")
    return next((path for name in names if (path := shutil.which(name))), None)


def start_server(port: int) -> subprocess.Popen:
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    options = ["--server.headless=true", f"--server.port={port}", "--server.address=127.0.0.1"]
    server = subprocess.Popen(
        command + options, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for _ in range(int(300 * crowding())):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1)
            return server
        time.sleep(0.1)
    server.kill()
    raise RuntimeError("the dashboard did not start within 30 s on a quiet machine")


@pytest.fixture(scope="session")
def chromium():
    path = chromium_path()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium in CI: .ci/run installs it")
        pytest.skip("no Chromium found; install it to run the browser journeys")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextlib.contextmanager
def running() -> Iterator[str]:
    """A server of its own, and its address."""
    port = free_port()
    server = start_server(port)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=60)


def listen(page) -> list[str]:
    """Errors of the console and answers that are errors, as they come."""
    heard: list[str] = []

    def take_answer(answer) -> None:
        if answer.status >= 400 and not answer.url.endswith(ASKED_ASTRAY):
            heard.append(f"{answer.status} {answer.url}")

    def take_words(said) -> None:
        # Answers that are errors are heard above, with their address.
        if said.type == "error" and "404 (Not Found)" not in said.text:
            heard.append(said.text)

    page.on("response", take_answer)
    page.on("console", take_words)
    page.on("pageerror", lambda fault: heard.append(str(fault)))
    return heard


@dataclass(frozen=True)
class Window:
    """A window of the browser, and what was heard in it since it was taken."""

    page: Page
    heard: list[str]


class Windows:
    """Windows that all tests share: one that has drawn before draws the next page in half the time.

    Each page that is loaded in them is a session of its own.
    """

    def __init__(self, browser: Browser) -> None:
        self._context = browser.new_context(accept_downloads=True)
        self._opened: list[Window] = []

    def take(self, number: int = 0, *, width: int = 1440, scheme: Scheme = "light") -> Window:
        """The window with this number."""
        if number == len(self._opened):
            page = self._context.new_page()
            self._opened.append(Window(page, listen(page)))
        window = self._opened[number]
        # What an earlier test left there is not drawn anew in another size.
        window.page.goto("about:blank")
        window.page.set_viewport_size({"width": width, "height": 1000})
        window.page.emulate_media(color_scheme=scheme)
        window.page.set_default_timeout(PATIENCE * crowding())
        window.heard.clear()
        return window


@pytest.fixture(scope="session")
def windows(chromium):
    return Windows(chromium)


@pytest.fixture(scope="session")
def address():
    with running() as where:
        yield where


@pytest.fixture
def visit(windows, address):
    """Opens an address of the dashboard and waits until it is drawn: visit("/stance?...").

    Each visit of a test has another window. In the end no page may have complained, nor show the
    box of an exception.
    """
    taken: list[Window] = []

    def open_page(path: str = "/", **look) -> Page:
        window = windows.take(len(taken), **look)
        taken.append(window)
        window.page.goto(address + path)
        settle(window.page)
        return window.page

    yield open_page
    for window in taken:
        assert window.heard == [], window.page.url
        assert window.page.locator("[data-testid=stException]").count() == 0, window.page.url


def turn_to(page: Page, name: str) -> None:
    """Another page of the dashboard by its link, which loads nothing again."""
    links = page.locator("[data-testid=stTopNavLink], [data-testid=stSidebarNavLink]")
    # On a phone the links are folded away.
    links.filter(has_text=name.capitalize()).first.evaluate("link => link.click()")
    page.locator("h1", has_text=name.capitalize()).wait_for()
    settle(page)


def settle(page) -> None:
    """Waits until Streamlit has connected, run its script and drawn what came of it."""
    page.wait_for_selector("[data-testid=stApp][data-test-connection-state=CONNECTED]")
    # Before its first run the script rests too, and there is no heading yet.
    page.wait_for_selector("h1")
    # A link to a page of a fresh server runs twice, with a moment of rest in between.
    page.evaluate("window.restingSince = null")
    page.wait_for_function(
        """() => {
            const rests = document.querySelector('[data-test-script-state=notRunning]');
            window.restingSince = rests ? window.restingSince ?? performance.now() : null;
            return rests && performance.now() - window.restingSince > 250;
        }"""
    )
    page.wait_for_function(
        """() => [...document.querySelectorAll('[class*="st-key-chart-"]')]
            .every(chart => chart.querySelector('.main-svg'))"""
    )


def keep_picture(page, name: str) -> None:
    """Keeps a screenshot of the page as an artefact of the run."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"{name}.png")

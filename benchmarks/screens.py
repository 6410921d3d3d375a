"""From a change of a filter to redrawn charts, and what a page weighs, on the sample.

    python -m benchmarks.screens [--rounds 3] [--page stance ...] [--what server browser]

Starts a server of its own and asks for every page with charts:

- server: milliseconds from the change of a filter until the last chart has come, asked by a
  reader without a browser (benchmarks.load_client). Each of the first outlets, then of the
  perspectives, is left out in turn. "whole" is the median until all of the page has come.
- browser: in headless Chromium, milliseconds from the click on an answer to "Include" until
  nothing in any chart changes any more. Server and browser share the machine.
- weight: kilobytes that the server sends to draw the page, figures, tables, words and style
  together. That is all that we add: the page itself, its scripts and fonts are Streamlit's, and
  there are no files of our own beside them (tests/browser/test_screens.py).

Changes are told apart: "new" ones, which nobody has asked this server for yet, and those "again".
It ends with 1 when a median is over its limit.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Sequence
from typing import Any

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

from analysis.phrases import FILTERS
from benchmarks.load_client import Reader
from tests.browser.conftest import FLAGS, chromium_path, free_port, settle, start_server

PAGES = ("overview", "stance", "voices", "topics", "sentiment", "wording", "compare")
MOST_SERVER, MOST_REDRAWN, MOST_KILOBYTES = 150, 600, 200
MOST_LEFT_OUT = 6
ANSWERS = ("In quotation marks", "Paraphrased", "Everything")
_CHARTS = ".js-plotly-plot"
# Marks when anything in a chart changes; charts are put in anew, so the whole page is watched.
_WATCH = f"""() => {{
    window.changed = null;
    window.watching?.disconnect();
    window.watching = new MutationObserver(all => {{
        const isChart = node => node.closest?.('{_CHARTS}') || node.querySelector?.('{_CHARTS}');
        if (all.some(one => isChart(one.target) || [...one.addedNodes].some(isChart)))
            window.changed = performance.now();
    }});
    window.watching.observe(document.body, {{childList: true, subtree: true, attributes: true}});
    document.addEventListener('click', () => window.clicked = performance.now(),
        {{capture: true, once: true}});
}}"""
Times = dict[str, list[float]]


class Watcher(Reader):
    """A reader who knows when the last chart came.

    Attributes:
        drawn: that moment, by the clock of time.perf_counter.
    """

    drawn = 0.0

    async def _receive(self) -> Any:
        message = await super()._receive()
        if message.delta.new_element.HasField("plotly_chart"):
            self.drawn = time.perf_counter()
        return message


async def ask(address: str, page: str) -> tuple[Times, float]:
    """Milliseconds of the server for changes that are new and again; kilobytes of the page.

    Under "whole" stand those until all has come, of both.
    """
    reader = Watcher(address, page)
    reader.keeps_bytes = True
    taken: Times = {"new": [], "again": [], "whole": []}
    async with reader:
        weight = len(reader.received) / 1000
        reader.keeps_bytes, reader.received = False, b""
        for kind in ("new", "again"):
            for label in (FILTERS["outlets"], FILTERS["perspectives"]):
                options = reader.screen.lists[label][1]
                for left_out in options[:MOST_LEFT_OUT]:
                    kept = [option for option in options if option != left_out]
                    began = time.perf_counter()
                    screen = await reader.choose({label: kept})
                    taken[kind].append(1000 * (reader.drawn - began))
                    taken["whole"].append(1000 * screen.seconds)
                await reader.choose({label: []})
    return taken, weight


def click(page: Page, words: str) -> float:
    """Milliseconds from the click on an answer until no chart changes any more."""
    page.evaluate(_WATCH)
    page.get_by_text(words, exact=True).first.click()
    page.wait_for_function("window.changed > window.clicked")
    settle(page)
    page.wait_for_function("performance.now() - window.changed > 300")
    return float(page.evaluate("window.changed - window.clicked"))


def redraw(browser: Browser, address: str, name: str, rounds: int) -> Times:
    """Milliseconds in the browser for changes that are new and again.

    Each round asks for another minimum of evidence, under which no number was asked for before.
    """
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    page.set_default_timeout(60_000)
    taken: Times = {"new": [], "again": []}
    path = "" if name == "overview" else name
    for least in range(4, 4 + rounds):
        page.goto(f"{address}/{path}?least={least}")
        settle(page)
        for kind in taken:
            taken[kind] += [click(page, words) for words in ANSWERS]
    page.close()
    return taken


def told(taken: Times) -> str:
    """Median and 95 of 100 of both kinds."""
    return "".join(
        f"{np.median(values):7.0f}{np.percentile(values, 95):6.0f}" for values in taken.values()
    )


def by_server(address: str, pages: Sequence[str]) -> bool:
    """Prints what the server takes for each page, and its weight; whether all keep the limits."""
    good = True
    print(f"{'server, ms':<12}{'new':>7}{'p95':>6}{'again':>7}{'p95':>6}{'whole':>7}{'kB':>6}")
    for name in pages:
        taken, weight = asyncio.run(ask(address, name))
        whole = np.median(taken.pop("whole"))
        print(f"{name:<12}{told(taken)}{whole:7.0f}{weight:6.0f}", flush=True)
        slowest = max(np.median(values) for values in taken.values())
        good &= bool(slowest <= MOST_SERVER and weight <= MOST_KILOBYTES)
    return good


def by_browser(address: str, pages: Sequence[str], rounds: int) -> bool:
    """Prints what a reader waits for each page; whether all keep the limit."""
    path = chromium_path()
    if path is None:
        raise SystemExit("no Chromium found; on Debian: apt-get install chromium")
    good = True
    print(f"{'redrawn, ms':<12}{'new':>7}{'p95':>6}{'again':>7}{'p95':>6}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for name in pages:
            taken = redraw(browser, address, name, rounds)
            print(f"{name:<12}{told(taken)}", flush=True)
            good &= all(np.median(values) <= MOST_REDRAWN for values in taken.values())
        browser.close()
    return good


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--page", nargs="*", default=list(PAGES), choices=PAGES)
    parser.add_argument("--what", nargs="*", default=["server", "browser"])
    asked = parser.parse_args()
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    server = start_server(port)
    good = True
    try:
        if "server" in asked.what:
            good &= by_server(address, asked.page)
        if "browser" in asked.what:
            good &= by_browser(address, asked.page, asked.rounds)
    finally:
        server.terminate()
        server.wait(timeout=10)
    print("load", " ".join(f"{value:.1f}" for value in os.getloadavg()), "cores", os.cpu_count())
    sys.exit(not good)


if __name__ == "__main__":
    main()

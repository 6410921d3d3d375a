"""What it takes to show a large analysis: time of the processor and memory, by question.

    python -m benchmarks.large_figures DIR [--filters 40]
    python -m benchmarks.large_figures DIR --pages [overview stance …]
    python -m benchmarks.large_figures DIR --sessions 40

Opens the folder as the dashboard does (its columns must be there: `analysis.stored.prepare` makes
them) and puts the questions of each page to it under filters that were not asked for before.
Prints milliseconds of processor, which other programs on the machine do not change, and memory.
With --pages whole pages are run instead, by Streamlit without a browser; with --sessions a server
is started, of which one reader opens all pages, after which one reader after another comes and
stays (as many as told, without browsers). Its memory is what the kernel counts for it, files that
it looks at included.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np

from analysis import store
from analysis.selection import Selection
from analysis.store import Analysis, Options
from benchmarks.load_client import Reader
from pages.ui.filters import FIRST_DAY, GROUP_BY, INCLUDE, LAST_DAY, LISTS

ROOT = Path(__file__).parents[1]
SEED = 20220126
PAGES = (
    "overview", "stance", "voices", "topics", "sentiment", "articles", "compare", "wording",
)  # fmt: skip

ALL_PAGES = (*PAGES, "corpus", "methods")
# Seconds after which a server that rests has given back what it does not need.
PAUSE = 8.0
RESTED_EVERY = 5  # readers


def selections(options: Options, number: int) -> Iterator[Selection]:
    """Filters as readers set them: one to three of them at once, each time others."""
    chance = random.Random(SEED)

    def some(held: object) -> tuple[str, ...]:
        names = list(held)  # type: ignore[call-overload]
        return tuple(chance.sample(names, min(len(names), chance.randint(1, 3))))

    first, last = options.days or (None, None)
    for _ in range(number):
        asked: dict[str, object] = {}
        for name in chance.sample(
            ("perspectives", "outlets", "kinds", "roles", "actors", "topics", "days", "include"),
            chance.randint(1, 3),
        ):
            if name == "include":
                asked[name] = chance.choice(("own", "direct", "indirect"))
            elif name == "days" and first is not None and last is not None:
                day = first.date() + timedelta(days=chance.randint(0, (last - first).days))
                asked |= {
                    "first_day": day,
                    "last_day": day + timedelta(days=chance.randint(7, 400)),
                }
            elif name != "days":
                asked[name] = some(getattr(options, name))
        yield Selection(group_by=chance.choice(("voice", "outlet")), **asked)  # type: ignore[arg-type]


def questions(analysis: Analysis) -> Mapping[str, Callable[[Selection], object]]:
    """What pages ask when a filter changes."""

    def shared(asked: Selection) -> None:
        analysis.coverage(asked), analysis.totals(asked), analysis.differing(asked)

    def by_article(asked: Selection, measure: str) -> None:
        analysis.comparison(replace(asked, group_by="article", perspectives=()), measure)

    def stance(asked: Selection) -> None:
        shared(asked)
        analysis.comparison(asked, "stance")
        by_article(asked, "stance")

    def sentiment(asked: Selection) -> None:
        shared(asked)
        analysis.comparison(asked, "sentiment")
        by_article(asked, "sentiment"), by_article(asked, "sentiment_course")

    def topics(asked: Selection) -> None:
        shared(asked)
        analysis.comparison(asked, "topic_share")
        analysis.topics_over_time(asked)
        by_article(asked, "topic_share")

    def voices(asked: Selection) -> None:
        shared(asked)
        for measure in ("voice_share", "printed_share", "role_share", "framing", "speech_act"):
            analysis.comparison(asked, measure)
        analysis.named_speakers(asked, judged=True)

    def evidence(asked: Selection) -> None:
        analysis.n_evidence(asked, "stance")
        analysis.evidence(asked, "stance", most=20)

    return {
        "coverage and totals": shared,
        "one comparison": lambda asked: analysis.comparison(asked, "stance"),
        "differences of stance": lambda asked: analysis.differences(asked, "stance"),
        "page Stance": stance,
        "page Sentiment": sentiment,
        "page Topics": topics,
        "page Voices": voices,
        "twenty sentences": evidence,
    }


def memory(process: int | str = "self") -> tuple[int, int]:
    """Megabytes of a process: in all, and of these its own, that are no files (Linux only)."""
    told = _told(process)
    return told["VmRSS"], told["RssAnon"]


def _told(process: int | str) -> dict[str, int]:
    """What the kernel tells of the memory of a process, in megabytes."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    parts = [line.split() for line in lines if line.endswith("kB")]
    return {name.rstrip(":"): int(size) // 1000 for name, size, _ in parts}


def clocked(run: Callable[[], object]) -> float:
    """Milliseconds of processor."""
    before = time.process_time()
    run()
    return 1000 * (time.process_time() - before)


def by_question(folder: Path, number: int) -> None:
    print(f"memory before: {memory()[0]} MB")
    before = time.process_time()
    analysis = store.load(folder, comparison=False)
    whole = Selection()
    options = analysis.options()
    analysis.coverage(whole), analysis.totals(whole), analysis.comparison(whole, "stance")
    print(f"start, to the first chart: {1000 * (time.process_time() - before):,.0f} ms")
    print("memory then: {} MB, {} MB of them no files".format(*memory()))
    for name, ask in questions(analysis).items():
        taken = [
            clocked(lambda asked=asked, ask=ask: ask(asked))  # type: ignore[misc]
            for asked in [whole, *selections(options, number)]
        ]
        halves = np.percentile(taken, (50, 95))
        print(f"{name}: {halves[0]:,.0f} ms in the middle, {halves[1]:,.0f} ms at most of 19 in 20")
    print("memory after all: {} MB, {} MB of them no files".format(*memory()))


def by_page(folder: Path, number: int, pages: Iterable[str]) -> None:
    from streamlit.testing.v1 import AppTest

    os.environ["PARALLAX_ANALYSIS"] = str(folder)
    options = store.load(folder, comparison=False).options()
    for page in pages:
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=600)
        first = clocked(lambda app=app: app.run())  # type: ignore[misc]
        if page != "overview":
            first = clocked(lambda app=app, page=page: app.switch_page(f"pages/{page}.py").run())  # type: ignore[misc]
        taken = []
        for asked in selections(options, number):
            _set(app, asked)
            taken.append(clocked(lambda app=app: app.run()))  # type: ignore[misc]
        again = clocked(lambda app=app: app.run())  # type: ignore[misc]
        wrong = [fault.value for fault in app.exception]
        halves = np.percentile(taken, (50, 95))
        print(
            f"{page}: first {first:,.0f} ms; a filter changed {halves[0]:,.0f} in the middle, "
            f"{halves[1]:,.0f} in 19 of 20, {max(taken):,.0f} at most; the same again "
            f"{again:,.0f} ms; {memory()[0]} MB {wrong or ''}"
        )


def _set(app: Any, asked: Selection) -> None:
    """Sets the filters and the two questions of a page as a selection has them."""
    for name, key in LISTS.items():
        if name != "articles":  # of so many articles no list is offered
            app.multiselect(key=key).set_value(list(getattr(asked, name)))
    app.date_input(key=FIRST_DAY).set_value(asked.first_day)
    app.date_input(key=LAST_DAY).set_value(asked.last_day)
    app.segmented_control(key=INCLUDE).set_value(asked.include)
    # It cannot be answered where only own words are included.
    if not app.segmented_control(key=GROUP_BY).disabled:
        app.segmented_control(key=GROUP_BY).set_value(asked.group_by)


def by_session(folder: Path, number: int) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.headless=true"]
    command += [f"--server.port={port}", "--server.address=127.0.0.1", "--", f"--analysis={folder}"]
    server = subprocess.Popen(command, cwd=ROOT)
    try:
        asyncio.run(_come(f"http://127.0.0.1:{port}", server.pid, number))
    finally:
        server.terminate()
        server.wait(timeout=60)


async def _come(address: str, pid: int, number: int) -> None:
    """One reader turns to all pages; others come one after another, look at two and stay."""
    while True:
        with suppress(OSError):
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=30).close()
            break
        await asyncio.sleep(0.2)
    held: list[int] = []
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(Reader(address))
        print(f"first Overview: {first.screen.seconds:.1f} s on the clock")
        for page in ALL_PAGES:
            await first.turn_to(page)
            held.append(memory(pid)[0])
        await asyncio.sleep(PAUSE)
        print("memory once all pages were open: {} MB, {} MB of them no files".format(*memory(pid)))
        rested: list[int] = []
        for number_here in range(number):
            reader = await stack.enter_async_context(Reader(address))
            held.append(memory(pid)[0])
            await reader.turn_to("stance")
            held.append(memory(pid)[0])
            if number_here % RESTED_EVERY == 0:
                await asyncio.sleep(PAUSE)
                rested.append(memory(pid)[0])
        await asyncio.sleep(PAUSE)
        print("memory at the end: {} MB, {} MB of them no files".format(*memory(pid)))
    later = rested[len(rested) // 4 :]
    each = np.polyfit(RESTED_EVERY * np.arange(len(later)), later, 1)[0]
    print(f"the most of {len(held)} looks, each right after a page: {max(held)} MB")
    print(f"the most at any moment: {_told(pid)['VmHWM']} MB")
    print(f"each reader after the first {number // 4}: {each:.2f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--filters", type=int, default=40, help="different filters")
    parser.add_argument("--pages", nargs="*", choices=PAGES, help="run whole pages instead")
    parser.add_argument("--sessions", type=int, default=0, help="let so many readers come instead")
    given = parser.parse_args()
    if given.sessions:
        by_session(given.folder, given.sessions)
    elif given.pages is not None:
        by_page(given.folder, given.filters, given.pages or PAGES)
    else:
        by_question(given.folder, given.filters)


if __name__ == "__main__":
    main()

"""What a server takes to show pages of a large analysis: its clock, its processor, its memory.

    python -m benchmarks.large_server DIR [--pages overview stance …] [--filters 40] [--pause 0]
    python -m benchmarks.large_server DIR --evidence [--filters 40] [--pause 0]
    python -m benchmarks.large_server DIR --sessions 40

Starts the dashboard on the folder, whose columns must be there (`analysis.stored.prepare` makes
them), and looks at it as a browser does, over Streamlit's own protocol but without drawing.

Pages: a server for each page, of which one reader sets one filter after another that was not set
before, on each of its cards where it draws one at a time. Told are milliseconds from the question
until all of the page has come; on a machine that does other things they tell little, and what the
server's processor took in between tells more. A reader rests between two changes, in which the
server gives back memory, as it does for people; that makes a change dearer.

Evidence: under each of these filters a mark of the chart of Stance is chosen, whose sentences then
stand beside it; told is what that takes, the rest of the page included.

Sessions: one reader opens all pages, after which one reader after another comes and stays. Memory
is what the kernel counts for the server, files that it looks at included (Linux only).
"""

from __future__ import annotations

import argparse
import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np

from analysis import phrases, store
from analysis.options import Options
from analysis.selection import Selection
from benchmarks.large_figures import SEED, memory, selections, told_of_memory
from benchmarks.load_client import Reader, Screen
from benchmarks.serving import served
from pages.ui.filters import LISTS

PAGES = (
    "overview", "stance", "voices", "topics", "sentiment", "articles", "compare", "wording",
)  # fmt: skip
ALL_PAGES = (*PAGES, "corpus", "methods")
# The choice of what is drawn, on pages that draw one card at a time.
CARDS = ("Look at", "Compared by")
# Seconds after which a server that rests has given back what it does not need.
PAUSE = 8.0
RESTED_EVERY = 5  # readers
MARKS = "Read the sentences behind"  # the list of the marks of a chart


@contextmanager
def dashboard(folder: Path) -> Iterator[tuple[str, int]]:
    """The dashboard on a folder: its address and the number of its process."""
    with served("dashboard.py", "/_stcore/health", [f"--analysis={folder}"]) as found:
        yield found


def processor(pid: int) -> float:
    """Seconds of the processor that another process took so far, all threads (Linux only)."""
    cpu_clock_of_process = 2  # CPUCLOCK_SCHED of the kernel's posix-timers.h
    return time.clock_gettime(~pid << 3 | cpu_clock_of_process)


def fields(asked: Selection, options: Options, screen: Screen) -> Mapping[str, Sequence[str]]:
    """What a reader sets in the sidebar and in the two questions to have a selection."""
    found: dict[str, Sequence[str]] = {}
    for name in LISTS:
        label, held = phrases.FILTERS[name], list(getattr(options, name))
        if label in screen.lists:  # of so many articles no list is offered
            shown = screen.lists[label][1]
            found[label] = [shown[held.index(value)] for value in getattr(asked, name)]
    for name in ("first_day", "last_day"):
        day = getattr(asked, name)
        found[phrases.FILTERS[name]] = [day.isoformat()] if day else []
    found["Group by"] = [phrases.sentence_case(phrases.GROUPINGS[asked.group_by])]
    found["Include"] = [phrases.sentence_case(phrases.INCLUDES[asked.include])]
    return found


@dataclass
class Taken:
    """Milliseconds of each answer, on the clock and of the server's processor."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def add(self, clock: float, processor: float) -> None:
        self.clock.append(1000 * clock)
        self.processor.append(1000 * processor)

    def __str__(self) -> str:
        told = []
        for taken in (self.clock, self.processor):
            middle, late = np.percentile(taken, (50, 95))
            told.append(f"{middle:,.0f} | {late:,.0f} | {max(taken):,.0f}")
        return " || ".join(told)


async def look(address: str, pid: int, page: str, folder: Path, given: argparse.Namespace) -> None:
    """Sets one filter after another on each card of a page and prints what that takes."""
    options = store.load(folder, comparison=False).options()
    async with Reader(address) as reader:
        lists = (await reader.turn_to(page)).lists
    label = next((name for name in CARDS if name in lists), "")
    cards = lists[label][1] if label else [""]
    # Other filters for each card: what a page always tells is remembered from the card before.
    asked = selections(options, given.filters * len(cards))
    for card in cards:
        filters = list(islice(asked, given.filters))
        await _look(address, pid, (page, label, card), options, filters, given)


async def _look(
    address: str,
    pid: int,
    place: tuple[str, str, str],
    options: Options,
    filters: Iterable[Selection],
    given: argparse.Namespace,
) -> None:
    page, label, card = place
    opened, changed, again = Taken(), Taken(), Taken()
    shown: dict[str, Sequence[str]] = {label: [card]} if label else {}
    faults: set[str] = set()
    async with Reader(address) as reader:

        async def take(taken: Taken, answer: Callable[[], Awaitable[Screen]]) -> None:
            before = processor(pid)
            screen = await answer()
            taken.add(screen.seconds, processor(pid) - before)
            faults.update(screen.errors)
            await asyncio.sleep(given.pause)

        await reader.turn_to(page)
        await take(opened, lambda: reader.choose(shown))
        for asked in filters:
            # Where a filter leaves nothing to compare there is no choice.
            still = shown if label in reader.screen.lists else {}
            chosen = {**still, **fields(asked, options, reader.screen)}
            await take(changed, lambda chosen=chosen: reader.choose(chosen))  # type: ignore[misc]
        for _ in range(5):
            await take(again, lambda: reader.choose({}))
    print(
        f"{page} {card}: opened {opened.clock[0]:,.0f} ms on the clock, "
        f"{opened.processor[0]:,.0f} of the processor; {memory(pid)[0]} MB at the end; "
        f"errors told: {sorted(faults) or 'none'}\n"
        f"    a filter changed: {changed}\n    the same again: {again}",
        flush=True,
    )


async def read(address: str, pid: int, folder: Path, given: argparse.Namespace) -> None:
    """Sets one filter after another on Stance, and prints what the sentences of a mark take."""
    options, chance = store.load(folder, comparison=False).options(), random.Random(SEED)
    taken = Taken()
    async with Reader(address) as reader:
        await reader.turn_to("stance")
        for asked in selections(options, given.filters):
            screen = await reader.choose(fields(asked, options, reader.screen))
            marks = screen.lists.get(MARKS, ("", []))[1]
            if not marks:
                continue
            await asyncio.sleep(given.pause)
            before = processor(pid)
            screen = await reader.choose({MARKS: chance.choice(marks)})
            taken.add(screen.seconds, processor(pid) - before)
            if " row" not in " ".join(screen.words):
                raise RuntimeError("no sentences came")
    print(f"{len(taken.clock)} evidence panels: {taken}")


async def come(address: str, pid: int, number: int) -> None:
    """One reader turns to all pages; others come one after another, look at two and stay."""
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
    print(f"the most at any moment: {told_of_memory(pid)['VmHWM']} MB")
    print(f"each reader after the first {number // 4}: {each:.2f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", nargs="+", choices=PAGES, default=PAGES)
    parser.add_argument("--filters", type=int, default=40, help="different filters on each page")
    parser.add_argument("--pause", type=float, default=1.2, help="seconds between two changes")
    parser.add_argument("--evidence", action="store_true", help="read sentences instead")
    parser.add_argument("--sessions", type=int, default=0, help="let so many readers come instead")
    given = parser.parse_args()
    if given.evidence:
        with dashboard(given.folder) as (address, pid):
            asyncio.run(read(address, pid, given.folder, given))
        return
    if given.sessions:
        with dashboard(given.folder) as (address, pid):
            asyncio.run(come(address, pid, given.sessions))
        return
    print("milliseconds: middle | 19 of 20 | most of the clock || the same of the processor")
    for page in given.pages:
        with dashboard(given.folder) as (address, pid):
            asyncio.run(look(address, pid, page, given.folder, given))


if __name__ == "__main__":
    main()

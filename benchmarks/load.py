"""How a shared copy bears many readers: sessions that change a filter again and again.

    python -m benchmarks.load                                     # 20 sessions, two minutes
    python -m benchmarks.load --sessions 50 --seconds 600         # what the project promises
    python -m benchmarks.load --sessions 20 --every 5 --analysis DIR --seconds 600
    python -m benchmarks.load --stay 60 --seconds 3600            # an hour of visits
    STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL=8 \
        python -m benchmarks.load --sessions 15 --every 1.5 --stay 3 --seconds 240
                                                                   # an hour of visits in 4 minutes

Each session opens the Stance page, and every so many seconds chooses other perspectives and
another actor at random; who stays for a while only looks at another page first. The time of a
change runs until the last part of the page has come. On a machine that does other things the
seconds tell little; those of the processor tell what a change costs.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from benchmarks.load_client import Broken, Reader
from benchmarks.serving import served

_PAGES = (
    "overview", "stance", "sentiment", "voices", "wording", "topics", "compare", "articles",
    "corpus", "methods",
)  # fmt: skip
_LISTS = {"perspective": 2, "actor": 1}  # beginning of a label: at most so many are chosen


@dataclass
class Told:
    """What was measured: seconds of each change, of each first screen, and what went wrong."""

    changes: list[float] = field(default_factory=list)
    opened: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@contextmanager
def copy(**settings: str) -> Iterator[tuple[str, int]]:
    """A shared copy of its own: its address and the number of its process."""
    environment = {f"PARALLAX_{name.upper()}": said for name, said in settings.items()}
    environment |= {"MALLOC_ARENA_MAX": "2", "OMP_NUM_THREADS": "1"}
    with served("hosted.py", "/status", environment=environment) as found:
        yield found


async def browse(address: str, told: Told, until: float, every: float, stay: float) -> None:
    """One reader after another in one seat, each staying so many seconds, until the end."""
    await asyncio.sleep(random.uniform(0, every))
    while time.monotonic() < until:
        leaves = min(until, time.monotonic() + stay)
        first = random.choice(_PAGES) if leaves < until else "stance"
        try:
            async with Reader(address, first) as reader:
                told.opened.append(reader.screen.seconds)
                if first != "stance":
                    told.opened.append((await reader.turn_to("stance")).seconds)
                while time.monotonic() < leaves:
                    # Nobody is as regular as a clock: else all sessions ask at the same moment.
                    await asyncio.sleep(every * random.uniform(0.8, 1.2))
                    told.changes.append((await _change(reader)).seconds)
        except (Broken, OSError) as fault:
            told.errors.append(f"{type(fault).__name__}: {fault}")
            await asyncio.sleep(1)


async def _change(reader: Reader):
    beginning = random.choice(list(_LISTS))
    label = next(name for name in reader.screen.lists if name.lower().startswith(beginning))
    options = reader.screen.lists[label][1]
    number = random.randint(0, min(_LISTS[beginning], len(options)))
    return await reader.choose({label: random.sample(options, number)})


def resident_megabytes(pid: int) -> float:
    """Memory of a process that stands in the machine's."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1000
    return float("nan")


def processor_seconds(pid: int) -> float:
    """Seconds of the processor that a process took so far."""
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


async def watch(pid: int, until: float, every: float) -> list[float]:
    """Megabytes of the server every so many seconds."""
    seen = [resident_megabytes(pid)]
    while time.monotonic() < until:
        await asyncio.sleep(min(every, max(0.1, until - time.monotonic())))
        seen.append(resident_megabytes(pid))
    return seen


def in_words(seconds: list[float]) -> dict[str, float]:
    """Number, middle, 95th of a hundred and slowest, in milliseconds."""
    if not seconds:
        return {"n": 0}
    middle, late, last = (float(value) for value in np.quantile(seconds, [0.5, 0.95, 1]) * 1000)
    return {
        "n": len(seconds),
        "p50_ms": round(middle),
        "p95_ms": round(late),
        "max_ms": round(last),
    }


async def measure(address: str, pid: int, asked: argparse.Namespace) -> dict[str, object]:
    """Loads a copy and tells what it took."""
    told = Told()
    until = time.monotonic() + asked.seconds
    before, load = processor_seconds(pid), os.getloadavg()[0]
    seats = [
        browse(address, told, until, asked.every, asked.stay or asked.seconds)
        for _ in range(asked.sessions)
    ]
    memory, *_ = await asyncio.gather(watch(pid, until, asked.seconds / 60), *seats)
    took = processor_seconds(pid) - before
    runs = len(told.changes) + len(told.opened)
    sixth = len(memory) // 6
    return {
        "changes": in_words(told.changes),
        "first_screens": in_words(told.opened),
        "errors": len(told.errors),
        "kinds_of_errors": sorted(set(told.errors))[:5],
        "processor_ms_a_run": round(1000 * took / max(1, runs)),
        "megabytes_at_start_sixth_end": [round(memory[at]) for at in (0, sixth, -1)],
        "load_of_the_machine": [round(load, 1), round(os.getloadavg()[0], 1)],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--every", type=float, default=10, help="seconds between two changes")
    parser.add_argument("--stay", type=float, default=0, help="seconds until another reader comes")
    parser.add_argument("--analysis", default="", help="a stored analysis; else the sample")
    asked = parser.parse_args()
    with copy(mode="read-only", analysis=asked.analysis) as (address, pid):
        told = asyncio.run(measure(address, pid, asked))
    print(json.dumps(vars(asked) | told, indent=2))


if __name__ == "__main__":
    main()

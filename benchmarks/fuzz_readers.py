"""Damaged files through every reader: what crashes, hangs or takes too much memory.

    python benchmarks/fuzz_readers.py --inputs 100000 --minutes 12

A child process reads; this one watches it. An input that ends the child, that raises, that takes
more than 5 seconds or more than 1 GB is reported and written to the folder given by --keep.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
import traceback
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from analysis.read import read_uploads
from tests.format_samples import samples
from tests.mutations import damaged

MAX_SECONDS = 5.0
MAX_GROWTH_KB = 1_000_000
PAGES = Path(__file__).parents[1] / "tests" / "files" / "pages"
FILES = samples() | {path.name: path.read_bytes() for path in sorted(PAGES.glob("*.html"))}
NAMES = sorted(FILES)


def read_from(first: int, pipe: Connection) -> None:
    """Read damaged inputs from one number on; tell of each when it begins and how it ended."""
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    number = first
    while True:
        name = NAMES[number % len(NAMES)]
        data = damaged(FILES[name], number)
        pipe.send((number, "begins", ""))
        fault, started = "", time.monotonic()
        try:
            reading = read_uploads([(name, data)])
            if not len(reading.documents) + len(reading.skipped):
                fault = "neither read nor skipped"
        except Exception:  # noqa: BLE001 - any fault is what this program looks for
            fault = traceback.format_exc(limit=-4)
        if time.monotonic() - started > MAX_SECONDS:
            fault = fault or "slow"
        if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - base > MAX_GROWTH_KB:
            fault = fault or "memory"
        pipe.send((number, "ended", fault))
        if fault == "memory":
            return
        number += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--first", type=int, default=0, help="number of the first input")
    parser.add_argument("--keep", type=Path, help="folder for the inputs with faults")
    options = parser.parse_args()
    started = time.monotonic()
    until = started + 60 * options.minutes
    faults: Counter[str] = Counter()
    next_number, last = options.first, options.first + options.inputs
    while next_number < last and time.monotonic() < until:
        next_number = watch(next_number, last, until, faults, options.keep)
    done = next_number - options.first
    print(f"{done:,} inputs in {time.monotonic() - started:.0f} s, {sum(faults.values())} faults")
    for fault, count in faults.most_common():
        print(f"--- {count} times:\n{fault}")
    sys.exit(1 if faults else 0)


def watch(first: int, last: int, until: float, faults: Counter[str], keep: Path | None) -> int:
    """Let a child read until it fails or all is done; returns the number to go on from."""
    ours, theirs = multiprocessing.Pipe()
    child = multiprocessing.Process(target=read_from, args=(first, theirs), daemon=True)
    child.start()
    theirs.close()
    number = first
    fault = ""
    while number < last and time.monotonic() < until:
        if not ours.poll(4 * MAX_SECONDS):
            fault = "hang"
            break
        try:
            number, what, fault = ours.recv()
        except EOFError:
            fault = f"the process ended, exit code {child.exitcode}"
            break
        if what == "ended":
            if fault:
                note(number, fault, faults, keep)
            fault = ""
            number += 1
    child.kill()
    child.join()
    if fault:
        note(number, fault, faults, keep)
        number += 1
    return number


def note(number: int, fault: str, faults: Counter[str], keep: Path | None) -> None:
    name = NAMES[number % len(NAMES)]
    faults[f"{name}: {fault.strip()}"] += 1
    print(f"input {number} ({name}): {fault.strip().splitlines()[-1]}", flush=True)
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{number}-{name}").write_bytes(damaged(FILES[name], number))


if __name__ == "__main__":
    main()

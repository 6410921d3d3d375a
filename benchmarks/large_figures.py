"""What questions to a large analysis take: time of the processor and memory.

    python -m benchmarks.large_figures DIR [--filters 40]

Opens the folder as the dashboard does (its columns must be there: `analysis.stored.prepare` makes
them) and puts the questions of each page to it under filters that were not asked for before.
Prints milliseconds of processor, which other programs on the machine do not change, and memory.
Whole pages are measured by benchmarks.large_server.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np

from analysis import store
from analysis.selection import Selection
from analysis.store import Analysis, Options

SEED = 20220126


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
                    "last_day": min(day + timedelta(days=chance.randint(7, 400)), last.date()),
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
    told = told_of_memory(process)
    return told["VmRSS"], told["RssAnon"]


def told_of_memory(process: int | str) -> dict[str, int]:
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


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--filters", type=int, default=40, help="different filters")
    given = parser.parse_args()
    by_question(given.folder, given.filters)


if __name__ == "__main__":
    main()

"""How long each chart of the pages takes to build, on the sample.

    python -m benchmarks.drawing

Prints for every chart the median of seconds of processor over REPEATS drawings, in milliseconds,
slowest first. It ends with 1 when one takes longer than MOST_MILLISECONDS: building figures is most
of the time of a page, so each must be made in one call.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from analysis import shipped
from analysis.pipeline import analyse
from analysis.report.catalogue import charts_of

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
REPEATS, MOST_MILLISECONDS = 15, 15.0


def milliseconds(draw: Callable[[], object]) -> float:
    """The median time of processor that a drawing takes, after a first one that loads things."""
    draw()
    taken = []
    for _ in range(REPEATS):
        begun = time.process_time()
        draw()
        taken.append(time.process_time() - begun)
    return 1000 * statistics.median(taken)


def main() -> None:
    charts = charts_of(shipped.analysis() or analyse([SAMPLE]))
    found = {chart.key: milliseconds(lambda drawn=chart: drawn.draw(None)) for chart in charts}
    for key, value in sorted(found.items(), key=lambda entry: -entry[1]):
        print(f"{value:6.1f} ms  {key}")
    sys.exit(max(found.values()) > MOST_MILLISECONDS)


if __name__ == "__main__":
    main()

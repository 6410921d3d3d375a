"""Whether intervals and tests of the comparison keep their word, and how fast they are.

    python -m benchmarks.comparison            # all parts
    python -m benchmarks.comparison --only coverage
    python -m benchmarks.comparison --analysis DIR   # only that of one from benchmarks/large.py

coverage: how often a 95 % interval holds the true value, in simulated groups of articles.
size: how often the permutation test finds a difference at .05 where there is none.
speed: values, counts and intervals of 100,000 articles with 3 million sentences, made at random.
sample: every comparison table of data/sample.
With --analysis: every measure of a stored analysis, by who speaks and by who published.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from analysis import store
from analysis.compare import cells_of, compare_everything
from analysis.compare.counted import Counted
from analysis.compare.intervals import WILSON, dealt, intervals
from analysis.compare.permutation import Units, p_values
from analysis.compare.tally import tally
from analysis.compare.totals import Totals
from analysis.evidence import ROWS, all_rows
from analysis.pipeline import analyse
from analysis.selection import Selection

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
SEED = 11
REPEATS = 4000
AT_ONCE = 250
# Rows an article has: log-normal. Of articles of like length one in twenty has more than 2.7 times
# the middle one; of unlike length, more than 5.2 times.
MIDDLE = 12.0
LENGTHS = {"like": 0.6, "unlike": 1.0}
# Means: how far articles lie apart, and sentences within one. Shares: the beta distribution of an
# article's own share, by which most articles have little of it and few have much.
BETWEEN, WITHIN = 0.2, 0.5
SHARES = {"share of 30 %": (0.6, 1.4), "share of 5 %": (0.1, 1.9), "share of 95 %": (1.9, 0.1)}
SIZES = (5, 10, 30, 200, 600)


def simulated(
    random: np.random.Generator,
    shape: tuple[int, int],
    beta: tuple[float, float] | None = None,
    lengths: str = "like",
) -> tuple[np.ndarray, np.ndarray]:
    """Sums of values and numbers of rows of articles, of a mean (true value 0) or of a share.

    Args:
        random: source of chance.
        shape: groups and articles in each.
        beta: of the article's own share; a mean when None.
        lengths: one of LENGTHS.
    """
    rows = np.maximum(1, np.round(random.lognormal(np.log(MIDDLE), LENGTHS[lengths], shape)))
    if beta is None:
        own = random.normal(0, BETWEEN, shape)
        return rows * own + random.normal(0, WITHIN, shape) * np.sqrt(rows), rows
    return random.binomial(rows.astype(int), random.beta(*beta, shape)).astype(float), rows


def coverage(
    n_articles: int,
    beta: tuple[float, float] | None = None,
    lengths: str = "like",
    repeats: int = REPEATS,
) -> tuple[float, float]:
    """How many of the simulated groups have an interval that holds the true value.

    Returns:
        The part that holds it, and the part whose interval is not Wilson's over articles.
    """
    random = np.random.default_rng((SEED, n_articles))
    above, below = simulated(random, (repeats, n_articles), beta, lengths)
    truth = 0.0 if beta is None else beta[0] / sum(beta)
    group = np.repeat(np.arange(repeats), n_articles)
    article = np.tile(np.arange(n_articles), repeats)
    ends = np.full(repeats, np.nan)
    held = above.ravel() != 0
    made = Totals(
        beta is not None, repeats, 1, group[held], article[held], above.ravel()[held],
        group if beta else group[held], article if beta else article[held],
        below.ravel() if beta else below.ravel()[held], True, ends, ends,
    )  # fmt: skip
    low, high, kind = intervals(made)
    return float(((low <= truth) & (truth <= high)).mean()), float((kind != WILSON).mean())


def rejected(
    shape: tuple[int, int, int],
    *,
    beta: tuple[float, float] | None = None,
    wider: float = 1.0,
    repeats: int = REPEATS,
) -> float:
    """How often p is at most .05 although both sides have the same true value.

    Args:
        shape: articles of the first side alone, of the other alone, and of both.
        beta: as in `simulated`.
        wider: by how much the values of the other side are spread further.
        repeats: number of simulated pairs.
    """
    random = np.random.default_rng((SEED, *shape))
    alone, other_alone, both = shape
    found = []
    for start in range(0, repeats, AT_ONCE):
        some = min(AT_ONCE, repeats - start)
        first = simulated(random, (some, alone + both), beta)
        other = simulated(random, (some, other_alone + both), beta)
        # What stands in one article resembles each other.
        tone = random.normal(0, BETWEEN, (some, both)) if beta is None else 0.0
        sums = first[0], other[0] * wider
        for part, (_, rows) in zip(sums, (first, other), strict=True):
            above_both = part[:, part.shape[1] - both :]
            above_both += tone * rows[:, rows.shape[1] - both :]
        sides = [_placed(sums[0], first[1], shape, 0), _placed(sums[1], other[1], shape, 1)]
        bundled = tuple(min(number, int(dealt(number).max(initial=-1)) + 1) for number in shape)
        found.append(p_values(Units(*bundled, *sides[0], *sides[1])) <= 0.05)
    return float(np.concatenate(found).mean())


def _placed(
    above: np.ndarray, below: np.ndarray, shape: tuple[int, int, int], side: int
) -> tuple[np.ndarray, np.ndarray]:
    """Sums and rows of one side in the order of the units: alone, other alone, both."""
    placed = []
    for values in (above, below):
        columns, start = [], 0
        for stratum, number in enumerate(shape):
            n_units = int(dealt(number).max(initial=-1)) + 1
            if stratum == 1 - side:
                columns.append(np.zeros((len(values), n_units)))
                continue
            part = values[:, start : start + number]
            start += number
            units = np.zeros((len(values), n_units))
            np.add.at(units.T, dealt(number), part.T)
            columns.append(units)
        placed.append(np.hstack(columns))
    return placed[0], placed[1]


def corpus(
    n_articles: int,
    n_rows: int,
    n_groups: int,
    n_items: int,
    *,
    share: bool,
    own_sentences: bool = True,
) -> Counted:
    """Rows made at random; an article has one group, as with outlets, and rows of all items.

    Mentions have no sentences of their own: two of them may stand in one, which is then looked for.
    """
    random = np.random.default_rng(SEED)
    article = np.sort(random.integers(n_articles, size=n_rows))
    group = random.choice(n_groups, n_articles, p=_falling(n_groups))[article]
    names = [f"{number:02d}" for number in range(max(n_groups, n_items))]
    return Counted(
        share, names[:n_groups], names[:n_items], group,
        random.choice(n_items, n_rows, p=_falling(n_items)), article,
        np.arange(n_rows), np.ones(n_rows) if share else random.normal(0, 0.5, n_rows),
        random.integers(-1, 2, n_rows), own_sentences, {},
    )  # fmt: skip


def _falling(n: int) -> np.ndarray:
    weights = 1 / np.arange(1, n + 1)
    return weights / weights.sum()


def _show_coverage() -> None:
    for lengths in LENGTHS:
        print(f"articles of {lengths} length:  mean   " + "   ".join(SHARES))
        for n_articles in SIZES:
            cells = [f"{coverage(n_articles, None, lengths)[0]:.3f}"]
            for beta in SHARES.values():
                part, drawn = coverage(n_articles, beta, lengths)
                cells.append(f"{part:.3f} (by the spread {drawn:.0%})")
            print(f"{n_articles:>8}   " + "   ".join(cells), flush=True)


def _show_size() -> None:
    thirty = SHARES["share of 30 %"]
    for name, shape, settings in (
        ("30 against 30, mean", (30, 30, 0), {}),
        ("30 against 30, share of 30 %", (30, 30, 0), {"beta": thirty}),
        ("30 against 30, the other spread twice as far", (30, 30, 0), {"wider": 2.0}),
        ("10 against 40, mean", (10, 40, 0), {}),
        ("10 against 40, the other spread twice as far", (10, 40, 0), {"wider": 2.0}),
        ("30 articles that hold both", (0, 0, 30), {}),
        ("10 and 15 apart, 20 that hold both", (10, 15, 20), {}),
        ("5 against 5, mean", (5, 5, 0), {}),
        ("600 against 40, in bundles", (600, 40, 0), {}),
    ):
        print(f"{rejected(shape, **settings):.4f}   {name}", flush=True)


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds that passed, and seconds that the processor worked, which other programs leave be."""
    started = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started[0], time.process_time() - started[1]


def _show_speed(n_articles: int, n_rows: int) -> None:
    whole = np.zeros(2)
    for name, n_groups, n_items, share in (
        ("stance by outlet perspective", 6, 12, False),
        ("sentiment by outlet perspective", 6, 1, False),
        ("topic share by outlet perspective", 6, 8, True),
        ("voice share by outlet", 200, 7, True),
    ):
        own = not name.startswith("stance")
        rows = corpus(n_articles, n_rows, n_groups, n_items, share=share, own_sentences=own)
        drawn = _timed(partial(intervals, tally(rows).totals))
        table = _timed(lambda rows=rows: cells_of(tally(rows), rows.groups, rows.items, 5))
        whole += drawn
        print(
            f"{name}: whole table {table[0]:.2f} s ({table[1]:.2f} s of processor), of these "
            f"intervals {drawn[0]:.2f} s ({drawn[1]:.2f})",
            flush=True,
        )
    print(f"all intervals with their draws: {whole[0]:.2f} s ({whole[1]:.2f} s of processor)")


def _show_sample() -> None:
    tables = analyse([SAMPLE]).whole_tables()
    for _ in range(5):
        whole, rows = _timed(partial(compare_everything, tables)), _timed(partial(all_rows, tables))
        print(
            f"all tables: {whole[0]:.2f} s ({whole[1]:.2f} s of processor), of these "
            f"{rows[0]:.2f} s ({rows[1]:.2f}) for their evidence"
        )


def _show_held(folder: Path) -> None:
    analysis = store.load(folder)
    for group_by in ("voice", "outlet"):
        for _ in range(2):
            asked = partial(analysis.comparison, Selection(group_by=group_by), *ROWS)
            seconds, worked = _timed(asked)
            print(
                f"{len(ROWS)} measures by {group_by}: {seconds:.2f} s ({worked:.2f} s of processor)"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=("coverage", "size", "speed", "sample"))
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--rows", type=int, default=3_000_000)
    parser.add_argument("--analysis", type=Path, help="a stored analysis of any size")
    given = parser.parse_args()
    if given.analysis:
        _show_held(given.analysis)
        return
    if given.only in (None, "coverage"):
        _show_coverage()
    if given.only in (None, "size"):
        _show_size()
    if given.only in (None, "speed"):
        _show_speed(given.articles, given.rows)
    if given.only in (None, "sample"):
        _show_sample()


if __name__ == "__main__":
    main()

"""How fast the stance engine is on one core, how long it takes to load, how much memory it needs.

    python -m benchmarks.stance_speed

Single sentences are those of NewsMTSC's development part; articles are the annotated ones. Run it
on a quiet machine. That results depend on neither order nor company is asserted beside.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Sequence

import numpy as np

from analysis.stance.network import NetworkStance
from benchmarks.stance_examples import ARTICLES, Example, newsmtsc_examples, own_examples

ROUNDS = 3
MOST_ARTICLES = 40


def main() -> None:
    """Prints the figures."""
    before = _memory()
    begin = time.perf_counter()
    engine = NetworkStance()
    print(f"loaded in {time.perf_counter() - begin:.2f} s")
    lone = [one for part in ("rw_dev", "mt_dev") for one in newsmtsc_examples(part)]
    whole = [one for one in own_examples() if one.dataset == ARTICLES][:MOST_ARTICLES]
    for name, examples in (("single sentences", lone), ("in articles", whole)):
        best = max(_rate(engine, examples) for _ in range(ROUNDS))
        n = sum(len(one.labels) for one in examples)
        print(f"{name}: {best:.0f} mentions/s, {n} mentions in {len(examples)} texts")
    print(f"memory {_memory():.0f} MB, {_memory() - before:.0f} MB more than before loading")
    print(f"largest difference when texts are judged in another order: {_apart(engine, lone):.1e}")


def _rate(engine: NetworkStance, examples: Sequence[Example]) -> float:
    begin = time.perf_counter()
    for one in examples:
        engine.judge(one.reading)
    return sum(len(one.labels) for one in examples) / (time.perf_counter() - begin)


def _apart(engine: NetworkStance, examples: Sequence[Example]) -> float:
    forwards = [engine.judge(one.reading)[0] for one in examples]
    backwards = [engine.judge(one.reading)[0] for one in reversed(examples)][::-1]
    return max(
        float(np.abs(one - other).max()) for one, other in zip(forwards, backwards, strict=True)
    )


def _memory() -> float:
    """The most memory that was used so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()

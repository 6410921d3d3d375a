"""How good a stance engine is on mentions left out of its training, printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from analysis.stance import CLASSES, StanceEngine
from benchmarks.figures import Basis, class_f1, figure, judged, macro_f1
from benchmarks.stance import calibration_error
from benchmarks.stance_calibration import shift_by_name
from benchmarks.stance_examples import ARTICLES, SENTENCES, Example
from benchmarks.stance_names import fixed_sentences

_HERE = Basis("mentions left out", "see ../shared/eval", "documents")
EVEN = 0.5


def print_figures(
    engine: StanceEngine,
    left_out: Sequence[Example],
    persons: Mapping[str, Sequence[Example]],
) -> None:
    """Macro-F1 with its interval, F1 by class by data set; pull of names.

    Args:
        engine: the engine.
        left_out: own examples of documents that it was not trained on.
        persons: examples of NewsMTSC by the part they belong to.
    """
    sets = {name: [e for e in left_out if e.dataset == name] for name in (ARTICLES, SENTENCES)}
    for name, examples in sets.items():
        chances, told = _judged(engine, examples)
        print_calls(name, examples, chances)
        print_voices(examples, told)
    for part, examples in persons.items():
        print_calls(f"NewsMTSC {part}", examples, _judged(engine, examples)[0])
    both = [example for examples in persons.values() for example in examples]
    print_calls("NewsMTSC together", both, _judged(engine, both)[0])
    readings = [reading for reading, _ in fixed_sentences()]
    shifts = shift_by_name(engine, readings)
    print(f"shift of the mean stance by name, {len(readings)} fixed sentences:")
    print("  " + ", ".join(f"{name} {shift:+.3f}" for name, shift in shifts.items()))
    print(f"  at most {max(map(abs, shifts.values())):.3f}", flush=True)


def print_voices(examples: Sequence[Example], told: np.ndarray) -> None:
    """How often it is known whether the outlet speaks."""
    heard = np.array([one for example in examples for one in example.told])
    print(f"  voice right: {((told > EVEN) == heard).mean():.3f}, n = {len(heard)}")


def print_calls(
    name: str,
    examples: Sequence[Example],
    chances: np.ndarray,
    calls: np.ndarray | None = None,
) -> None:
    """Macro-F1 of the classes (the likeliest ones when None), and how well probabilities fit."""
    units: dict = {}
    named = iter((chances.argmax(axis=1) if calls is None else calls).tolist())
    for example in examples:
        for label in example.labels:
            judged(example.document, label, next(named), units)
    whole = figure("stance", _HERE, macro_f1(), units)
    by_class = [figure("stance", _HERE, class_f1(at), units)["value"] for at in range(3)]
    truth = _truth(examples)
    print(
        f"{name}: macro-F1 {whole['value']:.3f} [{whole['low']:.3f}, {whole['high']:.3f}], "
        + ", ".join(f"{c} {f:.2f}" for c, f in zip(CLASSES, by_class, strict=True))
        + f", calibration error {calibration_error(truth, chances):.3f}, n = {len(truth)}",
        flush=True,
    )


def _judged(engine: StanceEngine, examples: Sequence[Example]) -> tuple[np.ndarray, np.ndarray]:
    said = [engine.judge(example.reading) for example in examples]
    return np.concatenate([one for one, _ in said]), np.concatenate([told for _, told in said])


def _truth(examples: Sequence[Example]) -> np.ndarray:
    return np.array([label for example in examples for label in example.labels])

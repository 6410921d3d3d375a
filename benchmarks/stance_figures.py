"""How good a stance engine is on mentions left out of its training, printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from analysis.stance import CLASSES, StanceEngine
from benchmarks.figures import Basis, class_f1, figure, judged, macro_f1
from benchmarks.stance import calibration_error
from benchmarks.stance_calibration import fit, shift_by_name
from benchmarks.stance_examples import ARTICLES, SENTENCES, Example
from benchmarks.stance_names import fixed_sentences

_HERE = Basis("mentions left out", "see ../shared/eval", "documents")


def print_figures(
    engine: StanceEngine,
    left_out: Sequence[Example],
    persons: Mapping[str, Sequence[Example]],
) -> None:
    """Macro-F1 with its interval, F1 by class and calibration by data set; pull of names.

    Args:
        engine: the engine.
        left_out: own examples of documents that it was not trained on.
        persons: examples of NewsMTSC by the part they belong to.
    """
    sets = {name: [e for e in left_out if e.dataset == name] for name in (ARTICLES, SENTENCES)}
    said = {}
    for name, examples in sets.items():
        said[name] = engine.predict([e.context for e in examples])
        _print(name, examples, said[name])
        without = [replace(e.context, quoted=False) for e in examples]
        _print(f"{name}, voice not told", examples, engine.predict(without))
    for part, examples in persons.items():
        _print(f"NewsMTSC {part}", examples, engine.predict([e.context for e in examples]))
    _print_calibrated(sets, said)
    contexts = [context for context, _ in fixed_sentences()]
    shifts = shift_by_name(engine, contexts)
    print(f"shift of the mean stance by name, {len(contexts)} fixed sentences:")
    print("  " + ", ".join(f"{name} {shift:+.3f}" for name, shift in shifts.items()))
    print(f"  at most {max(map(abs, shifts.values())):.3f}", flush=True)


def _print_calibrated(sets: dict[str, list[Example]], said: dict[str, np.ndarray]) -> None:
    """The same, calibrated on the other half of the documents."""
    examples = [e for name in sets for e in sets[name]]
    chances = np.concatenate([said[name] for name in sets])
    documents = np.array([e.document for e in examples])
    truth = np.array([e.label for e in examples])
    half = np.isin(documents, sorted(set(documents))[::2])
    calibrated = np.empty_like(chances)
    for known in (half, ~half):
        scaling = fit(chances[known], truth[known], documents[known])
        calibrated[~known] = scaling.apply(chances[~known])
        print(f"  {scaling}")
    for name in sets:
        rows = [at for at, e in enumerate(examples) if e.dataset == name]
        _print(f"{name}, calibrated", sets[name], calibrated[rows])


def _print(name: str, examples: Sequence[Example], chances: np.ndarray) -> None:
    units: dict = {}
    for example, call in zip(examples, chances.argmax(axis=1), strict=True):
        judged(example.document, example.label, int(call), units)
    whole = figure("stance", _HERE, macro_f1(), units)
    by_class = [figure("stance", _HERE, class_f1(at), units)["value"] for at in range(3)]
    truth = np.array([example.label for example in examples])
    print(
        f"{name}: macro-F1 {whole['value']:.3f} [{whole['low']:.3f}, {whole['high']:.3f}], "
        + ", ".join(f"{c} {f:.2f}" for c, f in zip(CLASSES, by_class, strict=True))
        + f", calibration error {calibration_error(truth, chances):.3f}, n = {len(examples)}",
        flush=True,
    )

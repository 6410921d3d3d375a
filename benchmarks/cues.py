"""How many annotated cues have a class, and which words have none.

    python -m benchmarks.cues [--reference FOLDER] [--missing]

develop, report  the two halves of the annotated news (see benchmarks.attribution)
gold             the annotated sample articles
polnear          PolNeAR's development articles; for measuring only

A cue that is not annotated, as that of a quotation that goes on, needs no class and is not counted.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from analysis.attribution.cue_class import class_of_cue
from analysis.reference import Reference, load_reference
from benchmarks.attribution import SHARED, halves, read_gold, read_lines, read_news


def cues_of(articles: Iterable[dict]) -> list[str]:
    """The annotated cues as printed; several parts of one cue are joined by blanks."""
    found = []
    for article in articles:
        for attribution in article["attributions"]:
            spans = _spans(attribution["cue"])
            if spans:
                found.append(" ".join(article["text"][start:end] for start, end in spans))
    return found


def _spans(cue: object) -> list[tuple[int, int]]:
    if not cue:
        return []
    if isinstance(cue, list) and isinstance(cue[0], int):
        return [(cue[0], cue[1])]
    return [(part["start"], part["end"]) for part in cue]  # type: ignore[attr-defined]


def classes_of(cues: Iterable[str], reference: Reference) -> Counter[str | None]:
    """How many cues have each class; None counts those without."""
    return Counter(class_of_cue(cue, reference) for cue in cues)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reference", type=Path, help="folder of other reference tables")
    parser.add_argument("--missing", action="store_true", help="print those of the develop half")
    options = parser.parse_args()
    reference = load_reference(options.reference)
    develop, report = halves(read_news()[0])
    sets = {
        "develop": develop,
        "report": report,
        "gold": read_gold(),
        "polnear": read_lines(SHARED / "eval" / "polnear" / "dev.jsonl"),
    }
    for name, articles in sets.items():
        cues = cues_of(articles)
        counts = classes_of(cues, reference)
        print(f"{name}: {1 - counts[None] / len(cues):.3f} of {len(cues)} cues have a class")
        print("  " + ", ".join(f"{kind} {number}" for kind, number in counts.most_common() if kind))
        if options.missing and name == "develop":
            absent = Counter(cue for cue in cues if class_of_cue(cue, reference) is None)
            print("\n".join(f"  {number} {cue!r}" for cue, number in absent.most_common()))


if __name__ == "__main__":
    main()

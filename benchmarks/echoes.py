"""How many passages that Compare sets beside each other speak of the same matter.

    python -m benchmarks.echoes

On data/sample: each two perspectives, outlets and articles are compared, and the pairs shown are
looked up in echoes.csv: two passages (file, first and last code point) and whether they speak of
the same matter (1) or not (0): of one event, demand, action, claim or question that both name in at
least a clause, not only of the same event at large or of the same actors.

A language model labelled 128 pairs, 124 of them in shuffled order without seeing any score, 15 of
them twice (all alike); among them are all pairs shown and more that are not. An earlier way, which
compared single sentences, was given up for its own labels (40 % right). Passages, the weight of
rare words and where a pair is sure were tried on other news (five groups of articles from outside
the project), and settled with these labels in view as well: the figure is optimistic.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np

from analysis.compare.intervals import wilson
from analysis.pipeline import analyse
from analysis.selection import Selection
from analysis.store import Analysis

ROOT = Path(__file__).parents[1]
SAMPLE, LABELS = ROOT / "data" / "sample", Path(__file__).with_suffix(".csv")
GROUPINGS = ("voice", "outlet", "publisher", "article")
SURE, PERHAPS, NOT_SHOWN = "shown", "shown as “perhaps”", "not shown"

Place = tuple[str, int, int]
Places = tuple[Place, ...]


def labels() -> dict[Places, bool]:
    """Whether each labelled pair of passages, in order, is about the same matter."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        return {
            _ordered(
                (row["file"], int(row["start"]), int(row["end"])),
                (row["other_file"], int(row["other_start"]), int(row["other_end"])),
            ): row["same"] == "1"
            for row in csv.DictReader(file)
        }


def shown(analysis: Analysis) -> dict[Places, bool]:
    """The pairs that are shown, each with whether it is called sure."""
    files = analysis.articles().set_index("article_id")["source_path"].map(lambda at: Path(at).name)
    found: dict[Places, bool] = {}
    for selection, groups in _sides(analysis):
        rows = analysis.echoes(selection, *groups)
        places = [
            (files[article_id], int(start), int(start) + len(text))
            for article_id, start, text in zip(
                rows["article_id"], rows["sentence_start"], rows["text"], strict=True
            )
        ]
        pairs = map(_ordered, places[::2], places[1::2])
        found |= dict(zip(pairs, rows["sure"].iloc[::2].tolist(), strict=True))
    return found


def _sides(analysis: Analysis) -> Iterator[tuple[Selection, tuple[str, str]]]:
    for group_by in GROUPINGS:
        selection = Selection(group_by=group_by)
        for one, other in combinations(analysis.coverage(selection)["group"], 2):
            yield selection, (one, other)


def _ordered(one: Place, other: Place) -> Places:
    return tuple(sorted((one, other)))


def counts(
    found: dict[Places, bool], judged: dict[Places, bool]
) -> dict[str, tuple[int, int, int]]:
    """For each way of being shown: pairs about the same matter, pairs labelled, pairs in all."""
    ways: dict[str, list[Places]] = {SURE: [], PERHAPS: [], NOT_SHOWN: []}
    for pair in dict.fromkeys([*found, *judged]):
        way = NOT_SHOWN if pair not in found else SURE if found[pair] else PERHAPS
        ways[way].append(pair)
    return {
        way: (
            sum(judged.get(pair, False) for pair in pairs),
            sum(pair in judged for pair in pairs),
            len(pairs),
        )
        for way, pairs in ways.items()
    }


def main() -> None:
    """Prints how many of the labelled pairs are about the same matter, by how they are shown."""
    found = counts(shown(analyse([SAMPLE])), labels())
    for way, (same, labelled, number) in found.items():
        ends = wilson(np.array([same / labelled]), np.array([labelled]))
        low, high = (float(end[0]) for end in ends)
        print(
            f"{way}: {same} of {labelled} labelled pairs are about the same matter, "
            f"{same / labelled:.2f} ({low:.2f} to {high:.2f}); {number - labelled} not labelled"
        )


if __name__ == "__main__":
    main()

"""How many words are called typical where there is nothing to find, and how fast words are counted.

    python -m benchmarks.wording_chance CLASSED.jsonl [--draws 4]

CLASSED has one text per line (`text`, `label`). Texts of one class are drawn and divided by chance
into two groups; whatever is then called typical of one of them is an error. Beside it stands how
many words would pass a plain z of 1.96. Last, the seconds for half a million drawn words.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.split import split_sentences
from analysis.wording import MOST_WORDS, Wording, views
from analysis.wording.words import NAME, WORD

SIDES = (5, 20, 60)  # articles in each group
SEED = 20220126
PLAIN_Z = 1.96
_NOBODY = pd.DataFrame({"article_id": [], "start": [], "end": [], "target": []})


def main() -> None:
    """Prints the mean numbers of words by size of the groups, then the seconds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("classed", type=Path)
    parser.add_argument("--draws", type=int, default=4, help="of each class and size")
    options = parser.parse_args()
    lines = options.classed.read_text(encoding="utf-8").splitlines()
    texts = pd.DataFrame([json.loads(line) for line in lines])
    found = pd.DataFrame(
        [
            row
            for side in SIDES
            for _, of_class in texts.groupby("label")
            for draw in range(options.draws)
            for row in by_chance(of_class["text"].tolist(), side, draw)
        ]
    )
    print(found.groupby(["articles_a_side", "sort"]).mean().round(2).to_string())
    print(seconds())


def by_chance(texts: list[str], side: int, draw: int) -> Iterator[dict[str, object]]:
    """For words and names: how many are compared, called typical, and pass a plain z.

    Args:
        texts: of one class; nothing is told of a class with fewer than two groups need.
        side: texts in each group.
        draw: number of the draw.
    """
    if len(texts) < 2 * side:
        return
    order = np.random.default_rng([SEED, side, draw]).permutation(len(texts))
    drawn = [texts[number] for number in order[: 2 * side]]
    rows, by_id = stretches(drawn)
    groups = np.where(rows["article_id"].astype(int) < side, "one", "other")
    table = Wording.of(rows, by_id, _NOBODY).table(
        rows.assign(group=groups), 5, pair=("one", "other")
    )
    for sort in (WORD, NAME):
        one = views.of_sort(table, sort).query("group == 'one' and enough")
        yield {
            "articles_a_side": side,
            "sort": sort,
            "compared": len(one),
            "called_typical": int(one["sure"].sum()),
            "plain_z": int((one["z"].abs() > PLAIN_Z).sum()),
        }


def stretches(texts: list[str]) -> tuple[pd.DataFrame, dict[str, str]]:
    """The sentences of texts as stretches in one voice, and the texts by id."""
    rows = [
        {
            "row_id": f"{number}-w{start}",
            "article_id": str(number),
            "sentence_id": f"{number}-s{start}",
            "start": start,
            "end": end,
            "value": float(len(text[start:end].split())),
        }
        for number, text in enumerate(texts)
        for start, end in split_sentences(text, 0, len(text))
    ]
    return pd.DataFrame(rows), {str(number): text for number, text in enumerate(texts)}


def seconds() -> str:
    """How long it takes to cut as many words as are read at most, and to compare six groups."""
    chance = np.random.default_rng(SEED)
    known = np.array([f"w{number:05d}" for number in range(20_000)])
    weights = 1 / np.arange(1, len(known) + 1)
    drawn = known[chance.choice(len(known), MOST_WORDS, p=weights / weights.sum())]
    texts = [" ".join(part) for part in drawn.reshape(-1, 25)]
    rows, by_id = stretches(texts)
    rows = rows.assign(group=(rows["article_id"].astype(int) % 6).astype(str))
    wording = Wording.of(rows, by_id, _NOBODY)
    begun = time.perf_counter()
    n_terms = len(wording.terms.names)
    cut = time.perf_counter()
    wording.table(rows, 5)
    done = time.perf_counter()
    return (
        f"{MOST_WORDS:,} words, {n_terms:,} terms: cut in {cut - begun:.2f} s, "
        f"six groups compared in {done - cut:.2f} s"
    )


if __name__ == "__main__":
    main()

"""Measures the duplicates: precision and recall on copies made at run time, and speed.

    python -m benchmarks.duplicates TEXTS.jsonl [--n 400] [--rows 10000]

TEXTS has one article per line (`text`; lines with a `dup_of` that is not null are left out). Half
of the first n articles get a copy of each sort below; the other articles, often on the same event,
must stay single. Speed is processor time for `rows` texts of 500 words in the order of chance.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from analysis.duplicates import mark_duplicates

_SENTENCE = re.compile(r"[^.!?]+[.!?]+[”\"]?\s*|[^.!?]+$")
_BOILERPLATE = (
    "Sign up for our newsletter to receive the latest headlines every morning in your inbox. "
    "This story was first published by a partner site and is carried here with permission. "
    "All rights reserved; no part may be reproduced without the consent of the publisher. "
)
Change = Callable[[str, random.Random], str]


def main() -> None:
    """Prints recall by sort of copy, the precision of pairs, and articles per second."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("--n", type=int, default=400)
    parser.add_argument("--rows", type=int, default=10_000)
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.texts.open(encoding="utf-8")]
    texts = [row["text"] for row in rows if not row.get("dup_of")]
    print_quality(texts[: options.n])
    print_speed(texts, options.rows)


def print_quality(texts: list[str]) -> None:
    """Recall of each sort of copy, and the precision of all pairs that were marked."""
    chance = random.Random(0)
    copied = texts[::2]
    made = [(f"{at:05}", text) for at, text in enumerate(texts)]
    for name, change in CHANGES.items():
        made += [(f"{2 * at:05} {name}", change(text, chance)) for at, text in enumerate(copied)]
    marked = mark_duplicates(*_tables(made)).set_index("article_id")["duplicate_of"]
    for name in CHANGES:
        found = [marked[f"{2 * at:05} {name}"] == f"{2 * at:05}" for at in range(len(copied))]
        print(f"recall {sum(found) / len(found):.3f}  {name}")
    given = marked.dropna()
    right = sum(copy.split()[0] == original for copy, original in given.items())
    print(f"precision {right / len(given):.3f}  of {len(given)} copies marked")


def print_speed(texts: list[str], rows: int) -> None:
    """Articles per second of processor time, on texts of 500 words put together by chance."""
    chance = random.Random(0)
    words = " ".join(texts).split()
    made = []
    for at in range(rows):
        text: list[str] = []
        while len(text) < 500:
            start = chance.randrange(len(words) - 20)
            text += words[start : start + chance.randrange(8, 20)]
        made.append((f"{at:06}", " ".join(text[:500])))
    tables = _tables(made)
    mark_duplicates(*(table.head(2) for table in tables))  # loads the library
    started = time.process_time()
    mark_duplicates(*tables)
    print(f"{rows / (time.process_time() - started):.0f} articles of 500 words a second")


def _tables(made: list[tuple[str, str]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    articles = pd.DataFrame(made, columns=["article_id", "text"]).assign(
        outlet=None, republisher=None, published=pd.NaT, published_basis="unknown"
    )
    passages = pd.DataFrame(
        {"article_id": articles["article_id"], "start": 0, "end": articles["text"].str.len()}
    )
    return articles.assign(source_path=articles["article_id"]), passages


def _edited(share: float) -> Change:
    """Sentences lose, change or swap words; so does this share of them."""

    def change(text: str, chance: random.Random) -> str:
        sentences = _SENTENCE.findall(text)
        for at in chance.sample(range(len(sentences)), round(share * len(sentences))):
            words = sentences[at].split()
            for _ in range(max(1, len(words) // 4)):
                words[chance.randrange(len(words))] = chance.choice(("also", "now", "then", "new"))
            sentences[at] = " ".join(words) + " "
        return "".join(sentences)

    return change


def _rewritten(text: str, chance: random.Random) -> str:
    """Nearly a third of the sentences give way to the words of others."""
    sentences = _SENTENCE.findall(text)
    for at in chance.sample(range(len(sentences)), round(0.3 * len(sentences))):
        words = sentences[at].split()
        chance.shuffle(words)
        sentences[at] = " ".join(words) + " "
    return "".join(sentences)


def _first_part(share: float) -> Change:
    return lambda text, chance: text[: round(share * len(text))]


CHANGES: dict[str, Change] = {
    "the same": lambda text, chance: text,
    "other letters and marks": lambda text, chance: text.upper().replace(",", ""),
    "another title": lambda text, chance: "A new and different headline here\n" + text,
    "boilerplate added": lambda text, chance: text + "\n" + _BOILERPLATE,
    "first half": _first_part(0.5),
    "first third": _first_part(1 / 3),
    "10 % of sentences edited": _edited(0.1),
    "30 % of sentences edited": _edited(0.3),
    "30 % of sentences rewritten": _rewritten,
}


if __name__ == "__main__":
    main()

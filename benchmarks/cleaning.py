"""How well the body of an article is told from the rest of a scraped page.

Measured on development pages that lie outside the project, line by line and on the words kept.
Run: `python -m benchmarks.cleaning [PAGES.jsonl] [--show ID]`.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.article import Document
from analysis.clean import clean

PAGES = Path(__file__).parents[2] / "shared" / "eval" / "cleaning" / "plaintext_fundus.jsonl"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Counts:
    """Right, found and wanted items, from which precision, recall and F1 follow."""

    right: int
    found: int
    wanted: int

    @property
    def f1(self) -> float:
        """2 right / (found + wanted); 1 when nothing was wanted and nothing found."""
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 1.0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.right + other.right, self.found + other.found, self.wanted + other.wanted
        )


def grams(text: str, n: int = 4) -> Counter[tuple[str, ...]]:
    """Runs of n words, lower-case, with how often each occurs."""
    words = _WORD.findall(text.casefold())
    return Counter(zip(*(words[i:] for i in range(n)), strict=False))


def kept_lines(lines: list[str]) -> tuple[str, list[bool]]:
    """The cleaned text of a page, and for each of its lines whether it was kept."""
    text = "\n".join(lines)
    paragraphs = clean(Document("page", "page", text)).paragraphs
    kept, at = [], 0
    for line in lines:
        kept.append(any(s < at + len(line) and at < e for s, e in paragraphs))
        at += len(line) + 1
    return "\n".join(text[start:end] for start, end in paragraphs), kept


def measure(page: Mapping[str, Any]) -> tuple[Counts, Counts]:
    """4-gram counts against the true body, and line counts against the lines to keep."""
    body, kept = kept_lines(page["lines"])
    got, want = grams(body), grams(page["gold_body"])
    words = Counts(sum((got & want).values()), sum(got.values()), sum(want.values()))
    both = sum(1 for k, w in zip(kept, page["keep"], strict=True) if k and w)
    return words, Counts(both, sum(kept), sum(map(bool, page["keep"])))


def report(pages: Iterable[Mapping[str, Any]]) -> str:
    """The figures as lines of text: means over pages, and over all lines together."""
    measured = [(page["id"], *measure(page)) for page in pages]
    n = len(measured)
    words = sum(w.f1 for _, w, _ in measured) / n
    lines = sum(line.f1 for _, _, line in measured) / n
    total = sum((line for _, _, line in measured), Counts(0, 0, 0))
    worst = sorted(measured, key=lambda row: row[1].f1)[:12]
    return "\n".join(
        [
            f"pages {n}",
            f"4-gram F1, mean over pages   {words:.3f}",
            f"line F1, mean over pages     {lines:.3f}",
            f"line F1, all lines together  {total.f1:.3f} "
            f"(precision {total.right / max(total.found, 1):.3f}, "
            f"recall {total.right / max(total.wanted, 1):.3f})",
            "worst: " + ", ".join(f"{name} {w.f1:.2f}" for name, w, _ in worst),
        ]
    )


def main() -> None:
    """Print the figures, or one page with the lines judged wrongly marked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="?", type=Path, default=PAGES)
    parser.add_argument("--show", metavar="ID", help="print one page line by line instead")
    options = parser.parse_args()
    with options.pages.open(encoding="utf-8") as file:
        pages = [json.loads(line) for line in file]
    if not options.show:
        print(report(pages))
        return
    for page in pages:
        if page["id"] == options.show:
            _, kept = kept_lines(page["lines"])
            for line, k, w in zip(page["lines"], kept, page["keep"], strict=True):
                print(f"{'+' if k else '-'}{'+' if w else '-'} {line[:150]}")


if __name__ == "__main__":
    main()

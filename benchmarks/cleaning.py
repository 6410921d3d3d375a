"""How well the body of an article is told from the rest of a scraped page.

Measured on pages that lie outside the project: on the words kept (runs of four words against the
true body) and line by line. The line model was trained on the development pages, so its figures
there are too good; `python -m benchmarks.train_cleaning` measures on sites left out.

    python -m benchmarks.cleaning [PAGES.jsonl] [--show ID] [--articles ARTICLES.jsonl]
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from analysis.article import Document
from analysis.clean import clean_with
from analysis.clean.model import LineModel, load_model

PAGES = Path(__file__).parents[2] / "shared" / "eval" / "cleaning" / "plaintext_fundus.jsonl"
_WORD = re.compile(r"\w+")
RESAMPLES = 2000


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


@dataclass(frozen=True)
class Measured:
    """What one page came to.

    Attributes:
        page: its id, "country/outlet/version".
        words: runs of four words against the true body.
        lines: lines kept against lines to keep.
        lines_with_headings: the same when sub-headings, which the ledger names, count as kept.
    """

    page: str
    words: Counts
    lines: Counts
    lines_with_headings: Counts

    @property
    def site(self) -> str:
        """Country and outlet."""
        return self.page.rsplit("/", 1)[0]


def grams(text: str, n: int = 4) -> Counter[tuple[str, ...]]:
    """Runs of n words, lower-case, with how often each occurs."""
    words = _WORD.findall(text.casefold())
    return Counter(zip(*(words[i:] for i in range(n)), strict=False))


def kept_lines(lines: Sequence[str], model: LineModel) -> tuple[str, list[bool], list[bool]]:
    """The cleaned text of a page; for each line whether it was kept; whether it is a heading."""
    text = "\n".join(lines)
    cleaned = clean_with(model, Document("page", "page", text))
    ledger = cleaned.removed
    headings = {int(start) for start in ledger["start"][ledger["reason"] == "heading"]}
    kept, heading, at = [], [], 0
    for line in lines:
        kept.append(any(s < at + len(line) and at < e for s, e in cleaned.paragraphs))
        heading.append(at + len(line) - len(line.lstrip()) in headings)
        at += len(line) + 1
    return "\n".join(text[start:end] for start, end in cleaned.paragraphs), kept, heading


def measure(page: Mapping[str, Any], model: LineModel) -> Measured:
    """A page against its labels."""
    body, kept, heading = kept_lines(page["lines"], model)
    got, want = grams(body), grams(page["gold_body"])
    words = Counts(sum((got & want).values()), sum(got.values()), sum(want.values()))
    either = [k or h for k, h in zip(kept, heading, strict=True)]
    labels = [bool(label) for label in page["keep"]]
    return Measured(page["id"], words, _compare(kept, labels), _compare(either, labels))


def _compare(found: Sequence[bool], wanted: Sequence[bool]) -> Counts:
    both = sum(f and w for f, w in zip(found, wanted, strict=True))
    return Counts(both, sum(found), sum(wanted))


def interval(values: Sequence[float], sites: Sequence[str], seed: int = 0) -> tuple[float, float]:
    """95 % interval of a mean over pages, from drawing sites with replacement."""
    by_site: dict[str, list[float]] = defaultdict(list)
    for value, site in zip(values, sites, strict=True):
        by_site[site].append(value)
    sums = np.array([[sum(one), len(one)] for one in by_site.values()])
    drawn = np.random.default_rng(seed).integers(len(sums), size=(RESAMPLES, len(sums)))
    totals = sums[drawn].sum(axis=1)
    low, high = np.quantile(totals[:, 0] / totals[:, 1], [0.025, 0.975])
    return float(low), float(high)


def report(measured: Sequence[Measured]) -> str:
    """The figures as lines of text: means over pages, and over all lines together."""
    sites = [one.site for one in measured]
    total = sum((one.lines for one in measured), Counts(0, 0, 0))
    all_words = sum((one.words for one in measured), Counts(0, 0, 0))
    worst = sorted(measured, key=lambda one: one.words.f1)[:8]

    def row(name: str, values: list[float]) -> str:
        low, high = interval(values, sites)
        return f"{name:<46} {sum(values) / len(values):.3f}  ({low:.3f} to {high:.3f})"

    return "\n".join(
        [
            f"pages {len(measured)}, sites {len(set(sites))}; 95 % intervals from drawing sites",
            row("4-gram F1, mean over pages", [one.words.f1 for one in measured]),
            row("line F1, mean over pages", [one.lines.f1 for one in measured]),
            row(
                "line F1, sub-headings counted as kept",
                [one.lines_with_headings.f1 for one in measured],
            ),
            f"4-gram F1, all pages together {all_words.f1:.3f}",
            f"line F1, all lines together {total.f1:.3f} "
            f"(precision {total.right / max(total.found, 1):.3f}, "
            f"recall {total.right / max(total.wanted, 1):.3f})",
            "worst: " + ", ".join(f"{one.page} {one.words.f1:.2f}" for one in worst),
        ]
    )


def share_kept(texts: Iterable[str], model: LineModel) -> float:
    """Share of the characters of articles without furniture that stay in their bodies, 0 to 1."""
    kept = total = 0
    for text in texts:
        paragraphs = clean_with(model, Document("article", "article", text)).paragraphs
        kept += sum(len(text[start:end].strip()) for start, end in paragraphs)
        total += sum(len(line.strip()) for line in text.splitlines())
    return kept / max(total, 1)


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON-lines file, gzipped or not."""
    data = path.read_bytes()
    text = gzip.decompress(data) if path.suffix == ".gz" else data
    return [json.loads(line) for line in text.decode("utf-8").split("\n") if line]


def main() -> None:
    """Print the figures, or one page with the lines judged wrongly marked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="?", type=Path, default=PAGES)
    parser.add_argument("--show", metavar="ID", help="print one page line by line instead")
    parser.add_argument("--articles", type=Path, help="print the share kept of articles instead")
    options = parser.parse_args()
    model = load_model()
    if options.articles:
        texts = [row["text"] for row in read_lines(options.articles)]
        print(f"articles {len(texts)}, characters kept {share_kept(texts, model):.4f}")
        return
    pages = read_lines(options.pages)
    if not options.show:
        print(report([measure(page, model) for page in pages]))
        return
    for page in pages:
        if page["id"] == options.show:
            _, kept, _ = kept_lines(page["lines"], model)
            for line, k, w in zip(page["lines"], kept, page["keep"], strict=True):
                print(f"{'+' if k else '-'}{'+' if w else '-'} {line[:150]}")


if __name__ == "__main__":
    main()

"""How fast a table of articles is read, cleaned and searched for copies, and at what memory.

    python -m benchmarks.corpus_speed [--rows 10000]

Makes articles of about 500 words by drawing sentences from the sample (and from official releases
where these lie beside the checkout), a tenth of them copies with a sentence left out, writes them
as CSV, and prints articles per second of processor time by stage, and the memory that the search
for copies takes above the tables.
"""

from __future__ import annotations

import argparse
import csv
import gc
import gzip
import json
import random
import tempfile
import time
from pathlib import Path

import pandas as pd

from analysis import tables as contract
from analysis.article import Document
from analysis.clean import clean
from analysis.duplicates import mark_duplicates
from analysis.read import iter_documents
from analysis.read.metadata import describe
from analysis.reference import load_reference
from analysis.split import split_sentences

ROOT = Path(__file__).parents[1]
OFFICIALS = ROOT.parent / "shared" / "eval" / "officials" / "officials.jsonl.gz"
WORDS = 500
PARAGRAPH = 3


def sentences() -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "data" / "sample").glob("0*.txt")]
    if OFFICIALS.exists():
        with gzip.open(OFFICIALS, "rt", encoding="utf-8") as lines:
            texts += [json.loads(line)["text"] for line in lines][:400]
    found = [text[a:b] for text in texts for a, b in split_sentences(text, 0, len(text))]
    return [sentence.replace("\n", " ") for sentence in found if 8 <= len(sentence.split()) <= 60]


def write_table(path: Path, n_rows: int) -> None:
    chance = random.Random(1)
    pool = sentences()
    made: list[list[str]] = []
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "title", "source", "date", "text"])
        for number in range(n_rows):
            if made and number % 10 == 0:
                article = chance.choice(made)[:-1]
            else:
                article, words = [], 0
                while words < WORDS:
                    article.append(chance.choice(pool))
                    words += len(article[-1].split())
                made.append(article)
            parts = [article[at : at + PARAGRAPH] for at in range(0, len(article), PARAGRAPH)]
            text = "\n\n".join(" ".join(part) for part in parts)
            writer.writerow([number, f"Article {number}", "Example Daily", "2022-01-12", text])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000)
    n_rows = parser.parse_args().rows
    reference = load_reference()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.csv"
        write_table(path, n_rows)
        seconds = dict.fromkeys(("read", "clean", "describe", "copies"), 0.0)
        articles, passages = [], []
        at = time.process_time()
        for document in iter_documents([path]):
            assert isinstance(document, Document)
            at = _spent(seconds, "read", at)
            cleaned = clean(document)
            at = _spent(seconds, "clean", at)
            articles.append(describe(document, cleaned.removed, reference))
            passages += [(document.article_id, *span) for span in cleaned.paragraphs]
            at = _spent(seconds, "describe", at)
        frame = pd.DataFrame(articles).assign(n_sentences=0, n_words=0, duplicate_of=None)
        table = contract.conform("articles", frame)
        paragraphs = pd.DataFrame(passages, columns=["article_id", "start", "end"])
        del articles, passages, frame
        with _Memory() as memory:
            at = time.process_time()
            marked = mark_duplicates(table, paragraphs)
            _spent(seconds, "copies", at)
    for stage, spent in seconds.items():
        print(f"{stage:9} {spent:7.2f} s  {len(marked) / spent:9,.0f} articles/s")
    whole = sum(seconds.values())
    print(f"all four: {len(marked) / whole:,.0f} articles/s on one core")
    print(
        f"copies found: {int(marked['duplicate_of'].notna().sum()):,} of {n_rows // 10 - 1:,} made"
    )
    size = sum(len(text) for text in marked["text"]) / 1e6
    print(f"text {size:,.0f} M characters")
    print(
        f"memory {memory.before / 1e3:,.0f} MB with the tables, {memory.most / 1e3:,.0f} MB at "
        f"most in the search for copies: {(memory.most - memory.before) / n_rows:.1f} KB an article"
    )


class _Memory:
    """Memory of the process in KB, before and at most during what is done inside (Linux only)."""

    def __enter__(self) -> _Memory:
        gc.collect()
        Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
        self.before = self._status("VmRSS")
        return self

    def __exit__(self, *exception: object) -> None:
        self.most = self._status("VmHWM")

    @staticmethod
    def _status(name: str) -> int:
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def _spent(seconds: dict[str, float], stage: str, since: float) -> float:
    now = time.process_time()
    seconds[stage] += now - since
    return now


if __name__ == "__main__":
    main()

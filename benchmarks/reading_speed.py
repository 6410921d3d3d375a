"""How fast tables are read, and that memory does not grow with the number of articles.

    python benchmarks/reading_speed.py

Reads invented articles of 500 words one after another, from CSV, JSON lines, Parquet and a ZIP of
these; prints articles per second and how much memory rose from the first tenth to the end.
"""

from __future__ import annotations

import argparse
import csv
import json
import multiprocessing
import random
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from analysis.article import Document
from analysis.read import iter_documents

WORDS = (
    "the council voted on tuesday to keep night ferries between both towns although nobody would "
    "say when café owners expect “slow progress” after another long day of talks in the port"
).split()


def article(chance: random.Random) -> str:
    sentences = (" ".join(chance.choices(WORDS, k=20)).capitalize() + "." for _ in range(25))
    return "\n\n".join(" ".join(part) for part in zip(*[sentences] * 5, strict=True))


def rows(n_rows: int) -> Iterator[dict[str, str]]:
    chance = random.Random(1)
    for number in range(n_rows):
        yield {
            "id": str(number),
            "title": f"Article {number}",
            "media_name": "Example Daily",
            "publish_date": "2022-01-12",
            "text": article(chance),
        }


def write(folder: Path, n_rows: int) -> list[Path]:
    import pandas as pd

    table, lines = folder / "table.csv", folder / "lines.jsonl"
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ["id", "title", "media_name", "publish_date", "text"])
        writer.writeheader()
        writer.writerows(rows(n_rows))
    with lines.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows(n_rows))
    parquet, packed = folder / "table.parquet", folder / "table.zip"
    pd.DataFrame(rows(n_rows)).to_parquet(parquet, row_group_size=1_000)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(table, "table.csv")
    return [table, lines, parquet, packed]


def measure(path: Path, n_rows: int) -> None:
    started = time.perf_counter()
    early = n_read = 0
    for item in iter_documents([path]):
        n_read += isinstance(item, Document)
        if n_read == n_rows // 10:
            early = memory()
    seconds = time.perf_counter() - started
    growth = (memory() - early) / 1_000
    print(f"{path.name:14} {n_read:>7,} read {n_read / seconds:>8,.0f}/s, memory +{growth:.0f} MB")


def memory() -> int:
    """The most memory used so far, in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for path in write(Path(folder), options.rows):
            # A process of its own for each, because what is measured is the most ever used.
            child = multiprocessing.get_context("spawn").Process(
                target=measure, args=(path, options.rows)
            )
            child.start()
            child.join()


if __name__ == "__main__":
    main()

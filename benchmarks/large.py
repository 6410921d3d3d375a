"""A large analysis made of the sample's, and what the dashboard takes to show it.

    python -m benchmarks.large make DIR [--sentences 3000000] [--mentions 2000000]
    python -m benchmarks.large measure DIR

`make` analyses the sample and writes its articles down over and over, in the partitions that
`python -m analysis run` writes: with other ids, outlets, dates and speakers, a third of their words
exchanged for words of the same length (so that offsets stay true and no two texts are alike), and
a part of their mentions left out. From FRESH articles on the texts come again, under other ids,
dates and speakers. `measure` opens the folder as the dashboard does and prints
milliseconds of processor and memory: for the start, for filters that were not asked for before, by
page, and for the sentences behind a mark (see benchmarks/large_figures.py).
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import store
from analysis import tables as contract

ROOT = Path(__file__).parents[1]
PARTITION = 100
SEED = 20220126
FRESH = 7500
OUTLETS, SPEAKERS, DAYS = 300, 400, 730
OF_ARTICLES = ("articles", "removed", "passages", "sentences", "attributions", "mentions")
_IDS = ("passage_id", "sentence_id", "attribution_id", "outer_id", "mention_id")
_WORD = re.compile(r"[a-z]+")

Tables = dict[str, pd.DataFrame]


class Copies:
    """One article of the sample, to be written down again and again."""

    def __init__(self, tables: Mapping[str, pd.DataFrame], pool: Mapping[int, np.ndarray]) -> None:
        """
        Args:
            tables: the rows of the article.
            pool: words as code points, a row each, by their length.
        """
        self._tables, self._pool = tables, pool
        self._old = str(tables["articles"]["article_id"].iloc[0])
        text = str(tables["articles"]["text"].iloc[0])
        self._letters = np.frombuffer(text.encode("utf-32-le"), np.uint32)
        starts: dict[int, list[int]] = {}
        for found in _WORD.finditer(text):
            starts.setdefault(len(found.group()), []).append(found.start())
        self._starts = {size: np.array(held) for size, held in starts.items() if size in pool}

    def copy(self, chance: np.random.Generator, number: int, mentions: float) -> Tables:
        """The article once more, under a number.

        Args:
            chance: draws words, outlet, date, speakers and mentions.
            number: different for each copy.
            mentions: the part of the mentions that is kept.
        """
        new = f"{number:016x}"
        text = self._text(chance)
        outlet = int(chance.integers(OUTLETS))
        day = pd.Timestamp("2022-01-01") + pd.Timedelta(days=int(chance.integers(DAYS)))
        suffix = f" {chance.integers(SPEAKERS)}"
        made = {}
        for name, old in self._tables.items():
            frame = old
            if name == "mentions":
                frame = frame[chance.random(len(frame)) < mentions]
            told = {"article_id": new}
            told |= {
                column: frame[column].str.replace(self._old, new, regex=False)
                for column in _IDS
                if column in frame
            }
            for column in ("voice", "speaker"):
                if column in frame:
                    known = ~frame[column].isin((contract.OUTLET_VOICE, contract.UNNAMED_VOICE))
                    told[column] = frame[column].where(~known, frame[column] + suffix)
            if name in ("removed", "sentences"):
                spans = zip(frame["start"], frame["end"], strict=True)
                told["text"] = [text[start:end] for start, end in spans]
            if name == "articles":
                told |= {
                    "outlet": f"Outlet {outlet} of {frame['perspective'].iloc[0]}",
                    "title": f"{frame['title'].iloc[0]} ({number})",
                    "source_path": f"large.jsonl#{number}",
                    "published": day,
                    "text": text,
                }
            made[name] = frame.assign(**told)
        return made

    def _text(self, chance: np.random.Generator) -> str:
        letters = self._letters.copy()
        for size, starts in self._starts.items():
            chosen = starts[chance.random(len(starts)) < 1 / 3]
            words = self._pool[size][chance.integers(len(self._pool[size]), size=len(chosen))]
            letters[chosen[:, None] + np.arange(size)] = words
        return letters.tobytes().decode("utf-32-le")


def make(folder: Path, n_sentences: int, n_mentions: int) -> None:
    """Writes an analysis of about so many sentences and mentions."""
    from analysis.pipeline import analyse

    made = analyse([ROOT / "data" / "sample"])
    sample = made.whole_tables()
    sources = list(_sources(sample))
    n_articles = round(n_sentences / len(sample["sentences"]) * len(sources))
    kept = n_mentions / (len(sample["mentions"]) * n_articles / len(sources))
    folder.mkdir(parents=True)
    for name in OF_ARTICLES:
        (folder / f"{name}.parquet").mkdir()
    counts = dict.fromkeys(contract.TABLES, 0)
    fresh: list[Tables] = []
    for part, first in enumerate(range(0, n_articles, PARTITION)):
        chance = np.random.default_rng((SEED, part))
        numbers = range(first, min(first + PARTITION, n_articles))
        if first < FRESH:
            copies = [sources[at % len(sources)].copy(chance, at, min(1.0, kept)) for at in numbers]
            whole = {name: pd.concat([copy[name] for copy in copies]) for name in OF_ARTICLES}
            fresh.append(whole)
        else:
            whole = _again(fresh[part % len(fresh)], chance, part // len(fresh))
        for name in OF_ARTICLES:
            frame = contract.conform(name, whole[name])
            counts[name] += len(frame)
            frame.to_parquet(folder / f"{name}.parquet" / f"part-{part:06d}.parquet", index=False)
    for name in ("topics", "skipped"):
        sample[name].to_parquet(folder / f"{name}.parquet", index=False)
        counts[name] = len(sample[name])
    # What is stored of comparisons no screen reads.
    contract.empty("comparison").to_parquet(folder / "comparison.parquet", index=False)
    run = {**made.run, "corpus_fingerprint": f"large{n_articles}", "counts": counts}
    (folder / store.RUN_FILE).write_text(json.dumps(run, indent=2) + "\n", encoding="utf-8")
    print(", ".join(f"{number:,} {name}" for name, number in counts.items()), "->", folder)


def _again(tables: Tables, chance: np.random.Generator, time: int) -> Tables:
    """A partition once more, for the so-manieth time."""
    made = {}
    for name, frame in tables.items():
        told: dict[str, object] = {
            column: frame[column].str.slice_replace(0, 2, f"{time:02x}")
            for column in ("article_id", *_IDS)
            if column in frame
        }
        for column in ("voice", "speaker"):
            if column in frame:
                known = ~frame[column].isin((contract.OUTLET_VOICE, contract.UNNAMED_VOICE))
                told[column] = frame[column].where(~known, frame[column] + str(time))
        if name == "articles":
            days = chance.integers(DAYS, size=len(frame))
            told |= {
                "title": frame["title"] + f" [{time}]",
                "source_path": frame["source_path"] + f"-{time}",
                "published": pd.Timestamp("2022-01-01") + pd.to_timedelta(days, unit="D"),
            }
        made[name] = frame.assign(**told)
    return made


def _sources(sample: Mapping[str, pd.DataFrame]) -> Iterator[Copies]:
    words = {word for text in sample["articles"]["text"] for word in _WORD.findall(text)}
    by_size: dict[int, list[str]] = {}
    for word in sorted(words):
        by_size.setdefault(len(word), []).append(word)
    pool = {
        size: np.frombuffer("".join(held).encode("utf-32-le"), np.uint32).reshape(-1, size)
        for size, held in by_size.items()
    }
    for article_id in sample["articles"]["article_id"]:
        rows = {name: sample[name] for name in OF_ARTICLES}
        yield Copies({n: rows[n][rows[n]["article_id"] == article_id] for n in rows}, pool)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("make", help="write a large analysis")
    making.add_argument("folder", type=Path)
    making.add_argument("--sentences", type=int, default=3_000_000)
    making.add_argument("--mentions", type=int, default=2_000_000)
    given = parser.parse_args()
    make(given.folder, given.sentences, given.mentions)


if __name__ == "__main__":
    main()

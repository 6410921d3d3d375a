"""How fast `python -m analysis run` is, and what memory it takes, by corpus size and workers.

    python -m benchmarks.batch [--articles 100 1000] [--workers 1 2] [--fast]
    python -m benchmarks.batch --articles 400 --fast --kills 10      # ended at random moments
    python -m benchmarks.batch --articles 200 --fast --cluster       # two Dask workers on loopback
    python -m benchmarks.batch --passages 100000                     # topics alone

Makes articles of about 700 words by drawing sentences from the sample (and from official releases
where these lie beside the checkout) and runs the command line on them as a person would. Prints
articles per second of the clock and of processor time, the largest memory of all its processes
together and of each (Linux only), and the milliseconds per article that each stage took in its
process. With
--kills or --cluster it prints whether the tables are those of an undisturbed run instead, with
--passages what it takes to look for topics in so many passages.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import store
from analysis import tables as contract
from benchmarks.corpus_speed import PARAGRAPH, sentences

ROOT = Path(__file__).parents[1]
WORDS = 700
COPIES = 50  # one article in so many is a copy with a sentence left out
OUTLETS = ("Xinhua", "Reuters", "ANSA", "TASS", "BBC", "CNN")
_TICK = 0.5  # seconds: to look more often would take a part of what is measured


def write_articles(path: Path, n_articles: int) -> None:
    """Articles as JSON lines; the first ones of a larger number are those of a smaller one."""
    chance, pool = random.Random(1), sentences()
    made: list[list[str]] = []
    with path.open("w", encoding="utf-8") as file:
        for number in range(n_articles):
            if number % COPIES == COPIES - 1:
                article = chance.choice(made)[:-1]
            else:
                article, words = [], 0
                while words < WORDS:
                    article.append(chance.choice(pool))
                    words += len(article[-1].split())
                made = [*made[-100:], article]
            parts = [article[at : at + PARAGRAPH] for at in range(0, len(article), PARAGRAPH)]
            record = {
                "id": str(number),
                "title": f"Article {number}",
                "outlet": OUTLETS[number % len(OUTLETS)],
                "date": str(pd.Timestamp("2022-01-01") + pd.Timedelta(days=number % 365))[:10],
                "text": "\n\n".join(" ".join(part) for part in parts),
            }
            file.write(json.dumps(record) + "\n")


def command(source: Path, folder: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "analysis", "run", str(source), "--out", str(folder), *more]


@dataclass
class Spent:
    """What a command and all processes that it starts took.

    Attributes:
        seconds: on the clock.
        used: of processors; what a process did in its last moment is not seen of those that the
            command does not wait for.
        together: the largest memory of all of them at one moment, in MB.
        most: the largest memory of each that took more than a tenth of a second, in MB.
    """

    seconds: float
    used: float
    together: float
    most: list[float]


def measured(arguments: Sequence[str]) -> Spent:
    """Runs a command to its end; pages that processes share count for each by its part."""
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    running = subprocess.Popen(
        arguments, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL
    )
    together, most, used = 0.0, dict[int, float](), dict[int, float]()
    while running.poll() is None:
        now = dict(_processes(running.pid))
        together = max(together, sum(memory for memory, _ in now.values()))
        for process, (memory, processor) in now.items():
            most[process] = max(most.get(process, 0), memory)
            used[process] = processor
        time.sleep(_TICK)
    seconds = time.perf_counter() - started
    if running.returncode:
        sys.exit(f"the run ended with status {running.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    # Processes that are started by a server of them are not waited for by the command.
    others = {process: spent for process, spent in used.items() if process != running.pid}
    busy = sorted((most[process] for process in used if used[process] > 0.1), reverse=True)
    return Spent(seconds, own + sum(others.values()), together, busy)


def _processes(session: int) -> Iterator[tuple[int, tuple[float, float]]]:
    """Of each process of a session its memory in MB and the seconds of a processor so far."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "stat").read_text().rpartition(")")[2].split()
            if int(words[3]) == session:
                lines = (process / "smaps_rollup").read_text().splitlines()
                memory = sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
                ticks = int(words[11]) + int(words[12])
                yield int(process.name), (memory * 1024 / 1e6, ticks / os.sysconf("SC_CLK_TCK"))
        except OSError:  # it has just ended
            continue


def speed(n_articles: int, workers: int, fast: bool) -> None:
    """Prints one line of figures."""
    with tempfile.TemporaryDirectory() as base:
        source, folder = Path(base) / "articles.jsonl", Path(base) / "out"
        write_articles(source, n_articles)
        more = ["--workers", str(workers), *(["--fast"] if fast else [])]
        spent = measured(command(source, folder, *more))
        record = json.loads((folder / store.RUN_FILE).read_text(encoding="utf-8"))
        size = sum(path.stat().st_size for path in folder.glob("*.parquet/*"))
        size += sum(path.stat().st_size for path in folder.glob("*.parquet") if path.is_file())
    counts = record["counts"]
    print(
        f"{n_articles:7,} articles  {workers} workers  {'fast' if fast else 'full'}  "
        f"{spent.seconds:.1f} s, {n_articles / spent.seconds:.1f} articles a second  "
        f"{spent.used:.1f} processor s, {n_articles / spent.used:.1f} a second of one  "
        f"{spent.together:,.0f} MB together, at most {', '.join(f'{mb:,.0f}' for mb in spent.most)}"
    )
    print(
        f"         {counts['sentences'] / n_articles:.0f} sentences and "
        f"{counts['mentions'] / n_articles:.0f} mentions an article, "
        f"{size / n_articles / 1000:.1f} KB an article on disk"
    )
    stages = sorted(record["seconds"].items(), key=lambda item: -item[1])
    told = (f"{name} {1000 * seconds / n_articles:.1f}" for name, seconds in stages)
    print("         ms an article: " + ", ".join(told))


def topics(n_passages: int) -> None:
    """Prints what it takes to look for topics, as a run does and in every passage."""
    from analysis.topics import NMF, search
    from analysis.topics.sampling import find_in_memory

    chance, pool = random.Random(1), sentences()
    texts = [" ".join(chance.choices(pool, k=PARAGRAPH)) for _ in range(n_passages)]
    ids = [str(number) for number in range(n_passages)]
    articles = [str(number // 10) for number in range(n_passages)]
    passages = pd.DataFrame({"passage_id": ids, "article_id": articles})
    ways = {
        "as a run does": lambda: find_in_memory(passages, texts, None, NMF)[0],
        "all read": lambda: search(passages, texts, None),
    }
    for what, way in ways.items():
        before, clock = time.process_time(), time.perf_counter()
        found = way()
        used, seconds = time.process_time() - before, time.perf_counter() - clock
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        print(
            f"{n_passages:,} passages, {what} ({len(found.passages):,} read): "
            f"{len(found.topics)} topics in {used:.1f} processor s, {seconds:.1f} s on the clock, "
            f"{most:,.0f} MB at most"
        )


def kills(n_articles: int, fast: bool, times: int) -> None:
    """Ends runs at random moments, one in each of as many parts of a run, goes on, and compares."""
    chance = random.Random()
    with _undisturbed(n_articles, fast) as (source, more, expected, seconds):
        for number in range(times):
            with tempfile.TemporaryDirectory() as folder:
                moment = chance.uniform(number, number + 1) / times * seconds
                arguments = command(source, Path(folder), *more)
                running = subprocess.Popen(
                    arguments,
                    cwd=ROOT,
                    start_new_session=True,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
                try:
                    running.wait(timeout=moment)
                except subprocess.TimeoutExpired:
                    running.send_signal(signal.SIGKILL)
                running.wait()
                kept = len(list(Path(folder).glob(".partitions/0*")))
                measured([*arguments, "--resume"])
                words = "the same tables" if same(Path(folder), expected) else "OTHER TABLES"
                print(f"{number + 1:2} killed after {moment:6.1f} s, {kept} partitions: {words}")


def cluster(n_articles: int, fast: bool) -> None:
    """Runs on two Dask workers of this machine, and compares."""
    from distributed import LocalCluster

    with (
        _undisturbed(n_articles, fast) as (source, more, expected, seconds),
        LocalCluster(2, threads_per_worker=1, dashboard_address=None) as made,
        tempfile.TemporaryDirectory() as folder,
    ):
        arguments = command(source, Path(folder), *more, "--cluster", made.scheduler_address)
        again = measured(arguments).seconds
        words = "the same tables" if same(Path(folder), expected) else "OTHER TABLES"
        print(f"{again:.1f} s on two Dask workers, {seconds:.1f} s on two processes: {words}")


@contextmanager
def _undisturbed(
    n_articles: int, fast: bool
) -> Iterator[tuple[Path, list[str], dict[str, pd.DataFrame], float]]:
    """Articles, the options of a run of two processes, its tables and its seconds."""
    with tempfile.TemporaryDirectory() as base:
        source, folder = Path(base) / "articles.jsonl", Path(base) / "out"
        write_articles(source, n_articles)
        more = ["--workers", "2", "--partition", "10", *(["--fast"] if fast else [])]
        seconds = measured(command(source, folder, *more)).seconds
        yield source, more, store.load(folder).whole_tables(), seconds


def same(folder: Path, expected: dict[str, pd.DataFrame]) -> bool:
    """Whether the tables of a folder are the same after sorting: scores to 1e-4."""
    for name, frame in store.load(folder).whole_tables().items():
        by = list(contract.TABLES[name].key) or list(frame.columns)
        one, other = (
            table.sort_values(by).reset_index(drop=True) for table in (frame, expected[name])
        )
        if len(one) != len(other):
            return False
        for column in one.columns:
            if one[column].dtype == float:
                equal = np.allclose(one[column], other[column], rtol=0, atol=1e-4, equal_nan=True)
            else:
                equal = one[column].equals(other[column])
            if not equal:
                return False
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--cluster", action="store_true")
    parser.add_argument("--passages", type=int, default=0)
    told = parser.parse_args()
    if told.passages:
        return topics(told.passages)
    for n_articles in told.articles:
        if told.kills:
            kills(n_articles, told.fast, told.kills)
        if told.cluster:
            cluster(n_articles, told.fast)
        if not told.kills and not told.cluster:
            for workers in told.workers:
                speed(n_articles, workers, told.fast)


if __name__ == "__main__":
    main()

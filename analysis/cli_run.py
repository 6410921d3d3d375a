"""The command `run`: any number of articles, from files to tables."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from tqdm import tqdm

from analysis import batch
from analysis.cli_options import COLUMNS, CORRECTIONS
from analysis.corrections import Corrections
from analysis.reference import ReferenceFault
from analysis.settings import Settings
from analysis.terminal import DONE, NOTHING_READ, REFERENCE
from analysis.topics import METHODS

_STOPPED = 130  # what a shell reports of a program that Ctrl-C ended


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--out",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the tables; made when missing.",
)
@click.option(
    "--n-topics",
    default=Settings.n_topics,
    type=click.IntRange(2, 50),
    help="Number of topics to look for; without it as many as the texts bear.",
)
@click.option(
    "--topics",
    default=Settings.topics,
    show_default=True,
    type=click.Choice(METHODS),
    help="How topics are looked for: nmf by the words, for texts on one matter; embedding by the "
    "meaning, for articles on different subjects; auto tries which of the two holds.",
)
@click.option(
    "--fast",
    is_flag=True,
    help="Without the networks: attributions by rules alone, and no stance.",
)
@click.option(
    "--workers",
    default=lambda: batch.How().workers,
    show_default="the cores of this machine",
    type=click.IntRange(1),
    help="Processes that analyse partitions beside each other.",
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Scheduler of a Dask cluster that analyses them instead, e.g. tcp://host:8786; its "
    "workers must see DIR and the project under the same paths.",
)
@click.option(
    "--partition",
    default=batch.PARTITION,
    show_default=True,
    type=click.IntRange(1),
    help="Articles that a process holds at a time, and that a crash can lose.",
)
@click.option("--resume", is_flag=True, help="Go on with a run that did not come to its end.")
@click.option(
    "--redo",
    is_flag=True,
    help="Analyse all again, where the folder holds what was made otherwise.",
)
@REFERENCE
@COLUMNS
@CORRECTIONS
def run(
    paths: tuple[str, ...],
    folder: Path,
    n_topics: int | None,
    topics: str,
    fast: bool,
    workers: int,
    cluster: str | None,
    partition: int,
    resume: bool,
    redo: bool,
    reference_folder: Path | None,
    columns: Sequence[Mapping[str, str]],
    corrections: Corrections,
) -> None:
    """Read the articles at PATH... (files or folders) and write the tables as Parquet.

    DIR becomes the analysis of what is at PATH... now: articles that it holds already are not
    analysed again, and those that are gone leave it. A run that was broken off goes on with
    --resume.

    Exit status: 0 when done (what was skipped and which corrections found nothing to correct is
    listed), 1 when nothing could be read or the run did not come to its end, 2 on wrong usage, a
    faulty corrections file included, 130 when it was stopped by Ctrl-C.
    """
    settings = Settings(n_topics, topics, reference_folder, columns, corrections, fast)
    how = batch.How(workers, cluster, partition, resume, redo)
    try:
        with _progress() as tell:
            report = batch.run(paths, folder, settings, how, tell)
    except (ReferenceFault, *batch.FAULTS) as fault:
        raise click.ClickException(str(fault)) from fault
    except batch.Stopped as stopped:
        click.echo(str(stopped), err=True)
        sys.exit(_STOPPED)
    for path, reason in report.skipped:
        click.echo(f"skipped {path}: {reason}", err=True)
    for words in report.record["corrections"]["not_applied"]:
        click.echo(f"not applied {words}", err=True)
    counts = report.record["counts"]
    click.echo(
        f"{counts['articles']} articles, {counts['sentences']} sentences, "
        f"{counts['attributions']} attributions, {counts['mentions']} mentions, "
        f"{counts['skipped']} skipped -> {folder}"
    )
    if report.n_kept:
        click.echo(f"{report.n_new} articles analysed now, {report.n_kept} kept from before")
    sys.exit(DONE if counts["articles"] else NOTHING_READ)


@contextmanager
def _progress() -> Iterator[batch.Tell]:
    """A bar on standard error with rate and time left, a new one for each part of the work."""
    bars: dict[str, tqdm] = {}

    def tell(what: str, done: int, total: int | None) -> None:
        if what not in bars:
            for bar in bars.values():
                bar.close()
            bars[what] = tqdm(
                desc=what, unit=" articles", file=sys.stderr, dynamic_ncols=True, disable=None
            )
        bar = bars[what]
        bar.total = total
        bar.update(done - bar.n)

    try:
        yield tell
    finally:
        for bar in bars.values():
            bar.close()

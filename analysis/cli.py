"""The command line: the same numbers as the screens."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from analysis import __version__, lines, store
from analysis.cli_stance import stance
from analysis.corrections import Corrections
from analysis.corrections.file import CorrectionsFault, load
from analysis.pipeline import Progress, Settings, analyse, attributions_alone
from analysis.read.columns import ColumnFault, parse_columns
from analysis.read.formats import READERS
from analysis.reference import ReferenceFault
from analysis.terminal import (
    DONE,
    NOT_ALL_READ,
    NOTHING_READ,
    REFERENCE,
    Option,
    until_its_reader_stops,
)
from analysis.topics import METHODS


def _corrections(
    _context: click.Context, _parameter: click.Parameter, path: Path | None
) -> Corrections:
    try:
        return load(path) if path else Corrections()
    except CorrectionsFault as fault:
        raise click.BadParameter(str(fault)) from fault


def _columns(
    _context: click.Context, _parameter: click.Parameter, said: Sequence[str]
) -> list[dict[str, str]]:
    try:
        return [parse_columns(answer) for answer in said]
    except ColumnFault as fault:
        raise click.BadParameter(str(fault)) from fault


# Options that commands share.
_CORRECTIONS: Option = click.option(
    "--corrections",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    callback=_corrections,
    help="File of corrections by hand, as the dashboard saves it.",
)

_COLUMNS: Option = click.option(
    "--columns",
    multiple=True,
    metavar="FIELD=COLUMN,...",
    callback=_columns,
    help="Which columns of tables hold what, e.g. text=Body,title=Head,outlet=Paper,date=Day. "
    "Give it again for tables of other columns.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="parallax")
def main() -> None:
    """Compare how news articles portray actors, by who speaks and who publishes.

    Start with:  python -m analysis run data/sample --out out
    """


main.add_command(stance)


@main.command()
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
@REFERENCE
@_COLUMNS
@_CORRECTIONS
def run(
    paths: tuple[str, ...],
    folder: Path,
    n_topics: int | None,
    topics: str,
    reference_folder: Path | None,
    columns: Sequence[Mapping[str, str]],
    corrections: Corrections,
) -> None:
    """Read the articles at PATH... (files or folders) and write the tables as Parquet.

    Exit status: 0 when done (what was skipped and which corrections found nothing to correct is
    listed), 1 when nothing could be read, 2 on wrong usage, a faulty corrections file included.
    """
    settings = Settings(n_topics, topics, reference_folder, columns, corrections)
    try:
        with _progress_bar() as progress:
            analysis = analyse(paths, settings, progress)
    except ReferenceFault as fault:
        raise click.ClickException(str(fault)) from fault
    for path, reason in analysis.skipped().itertuples(index=False):
        click.echo(f"skipped {path}: {reason}", err=True)
    for words in analysis.run["corrections"]["not_applied"]:
        click.echo(f"not applied {words}", err=True)
    try:
        store.save(analysis, folder)
    except OSError as fault:
        raise click.ClickException(f"cannot write to {folder}: {fault}") from fault
    counts = analysis.run["counts"]
    click.echo(
        f"{counts['articles']} articles, {counts['sentences']} sentences, "
        f"{counts['attributions']} attributions, {counts['mentions']} mentions, "
        f"{counts['skipped']} skipped -> {folder}"
    )
    sys.exit(DONE if counts["articles"] else NOTHING_READ)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def check(folder: Path) -> None:
    """Validate the analysis in DIR against the contract in docs/tables.md.

    Exit status: 0 when it is sound, 1 when it is not (every fault is listed).
    """
    found = store.check(folder)
    for fault in found:
        click.echo(fault, err=True)
    if found:
        sys.exit(1)
    click.echo(f"{folder} is a sound analysis")


@main.command()
@click.argument("files", nargs=-1, metavar="[FILE...]")
@click.option(
    "--stdin-format",
    type=click.Choice(sorted(suffix[1:] for suffix in READERS)),
    default="txt",
    show_default=True,
    help="Format of what comes on standard input.",
)
@REFERENCE
@_COLUMNS
@_CORRECTIONS
def attributions(
    files: tuple[str, ...],
    stdin_format: str,
    reference_folder: Path | None,
    columns: Sequence[Mapping[str, str]],
    corrections: Corrections,
) -> None:
    """Print who is said to have said what in each FILE (or folder), as JSON lines.

    "-", or no FILE at all, is standard input. The keys of a line are told in docs/attributions.md.

    Exit status: 0 when all was read, 1 when something was not (it is told on standard error, and
    the rest is printed), 2 on wrong usage.
    """
    names = files or (lines.STDIN,)
    given = sys.stdin.buffer.read() if lines.STDIN in names else b""
    reading = lines.read_given(names, given, f".{stdin_format}", columns)
    settings = Settings(reference_folder=reference_folder, corrections=corrections)
    try:
        found = attributions_alone(reading, settings)
    except ReferenceFault as fault:
        raise click.ClickException(str(fault)) from fault
    with until_its_reader_stops():
        for line in lines.attribution_lines(found):
            sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
    unread = lines.faults(found)
    for words in [*unread, *lines.remarks(found)]:
        click.echo(words, err=True)
    sys.exit(NOT_ALL_READ if unread else DONE)


@contextmanager
def _progress_bar() -> Iterator[Progress]:
    """A bar on standard error that learns its length with the first article."""
    bar = click.progressbar(
        length=0, label="Analysing", file=sys.stderr, item_show_func=lambda path: path
    )
    with bar:

        def advance(path: str, done: int, total: int) -> None:
            bar.length = total
            bar.update(1, Path(path).name)

        yield advance

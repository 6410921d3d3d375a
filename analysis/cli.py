"""The command line: the same numbers as the screens."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from analysis import __version__, lines, store
from analysis.cli_options import COLUMNS, CORRECTIONS
from analysis.cli_report import charts, report
from analysis.cli_run import run
from analysis.cli_stance import stance
from analysis.corrections import Corrections
from analysis.pipeline import Settings, attributions_alone
from analysis.read.formats import READERS
from analysis.reference import ReferenceFault
from analysis.terminal import (
    DONE,
    NOT_ALL_READ,
    REFERENCE,
    until_its_reader_stops,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="parallax")
def main() -> None:
    """Compare how news articles portray actors, by who speaks and who publishes.

    Start with:  python -m analysis run data/sample --out out
    """


main.add_command(run)
for _command in (stance, report, charts):
    main.add_command(_command)


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
@COLUMNS
@CORRECTIONS
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

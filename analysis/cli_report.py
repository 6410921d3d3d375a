"""`python -m analysis report` and `charts`: what leaves the building, without a screen.

What draws takes seconds to load, and is loaded by these commands only: all other commands and the
processes that they start begin without it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from analysis import store
from analysis.phrases import GROUPINGS, INCLUDES
from analysis.report import FORMATS
from analysis.selection import MINIMUM_SENTENCES, Selection
from analysis.terminal import Option

_FOLDER: Option = click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
_QUESTIONS: Sequence[Option] = (
    click.option(
        "--by",
        type=click.Choice(list(GROUPINGS)),
        default="voice",
        show_default=True,
        help="Group by who is speaking (voice) or who published (outlet).",
    ),
    click.option(
        "--include",
        type=click.Choice(list(INCLUDES)),
        default="all",
        show_default=True,
        help="Everything, own words, what stands in quotation marks, or what is paraphrased.",
    ),
    click.option(
        "--minimum",
        type=click.IntRange(min=1),
        default=MINIMUM_SENTENCES,
        show_default=True,
        help="Sentences that a number needs behind it.",
    ),
)


def _asks(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command the questions that stand above the charts on the screen."""
    for option in reversed(_QUESTIONS):
        command = option(command)
    return command


@click.command()
@_FOLDER
@click.option(
    "--out",
    "path",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The HTML file to write.",
)
@click.option("--one-page", "short", is_flag=True, help="Three charts and quotations on one A4.")
@_asks
def report(folder: Path, path: Path, short: bool, by: str, include: str, minimum: int) -> None:
    """Write the analysis in DIR as one HTML file that needs no network and prints on A4.

    Exit status: 0 when it is written, 1 when DIR is no sound analysis or cannot be written to.
    """
    from analysis.report import document

    write = document.one_page if short else document.report
    page = write(_opened(folder), Selection(group_by=by, include=include, minimum=minimum))
    _save(path, page.encode())
    click.echo(f"{path}: {len(page.encode()):,} bytes")


def _formats(_context: click.Context, _parameter: click.Parameter, said: str) -> list[str]:
    wanted = [name.strip().lower() for name in said.split(",") if name.strip()]
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown or not wanted:
        raise click.BadParameter(
            f"{said!r}; give one or more of {', '.join(FORMATS)}, separated by commas"
        )
    return list(dict.fromkeys(wanted))


@click.command()
@_FOLDER
@click.option(
    "--out",
    "target",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the files; made when missing.",
)
@click.option(
    "--format",
    "formats",
    default="png",
    show_default=True,
    callback=_formats,
    metavar="FORMAT,...",
    help=f"Formats of the images: {', '.join(FORMATS)}. The rows of each chart come as CSV too.",
)
@_asks
def charts(
    folder: Path, target: Path, formats: Sequence[str], by: str, include: str, minimum: int
) -> None:
    """Write every chart of the analysis in DIR as images and as CSV; needs Chrome or Chromium.

    Exit status: 0 when all are written, 1 when they cannot be.
    """
    from analysis.report.catalogue import charts_of
    from analysis.report.images import NoBrowser
    from analysis.report.pack import Packed, files_of

    drawn = charts_of(_opened(folder), Selection(group_by=by, include=include, minimum=minimum))
    packed = [Packed(chart.key, chart.image(), chart.table) for chart in drawn]
    number = 0
    try:
        for name, data in files_of(packed, formats):
            _save(target / name, data)
            number += 1
    except NoBrowser as fault:
        raise click.ClickException(
            f"{fault}; or take the charts as one page: python -m analysis report"
        ) from fault
    click.echo(f"{len(packed)} charts in {number} files -> {target}")


def _opened(folder: Path) -> store.Analysis:
    try:
        return store.load(folder)
    except store.AnalysisFault as fault:
        raise click.ClickException(str(fault)) from fault


def _save(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as fault:
        raise click.ClickException(f"cannot write {path}: {fault}") from fault

"""Options that commands share and that are checked as they are read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from analysis.corrections import Corrections
from analysis.corrections.file import CorrectionsFault, load
from analysis.read.columns import ColumnFault, parse_columns
from analysis.terminal import Option


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


CORRECTIONS: Option = click.option(
    "--corrections",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    callback=_corrections,
    help="File of corrections by hand, as the dashboard saves it.",
)

COLUMNS: Option = click.option(
    "--columns",
    multiple=True,
    metavar="FIELD=COLUMN,...",
    callback=_columns,
    help="Which columns of tables hold what, e.g. text=Body,title=Head,outlet=Paper,date=Day. "
    "Give it again for tables of other columns.",
)

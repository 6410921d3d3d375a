"""Charts as files: each as images or, where nothing can paint, as a page; and its rows as CSV."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from analysis.report.images import Job, NoBrowser, painted
from analysis.report.web import chart_page
from analysis.spreadsheet import csv

IMAGES = ("png", "svg")
ABOUT = "about.txt"


@dataclass(frozen=True)
class Packed:
    """A chart to write.

    Attributes:
        key: name of its files, without a suffix.
        image: the figure, on paper (see charts.paper).
        table: the rows that it draws; None for one without.
    """

    key: str
    image: go.Figure
    table: pd.DataFrame | None


def files_of(
    charts: Sequence[Packed], formats: Sequence[str] = IMAGES
) -> Iterator[tuple[str, bytes]]:
    """The files of charts, each with its name: an image of every format, and the rows as CSV.

    Raises:
        NoBrowser: nothing can paint images here.
        ValueError: no such format.
    """
    jobs: list[Job] = [(chart.image, name) for chart in charts for name in formats]
    images = iter(painted(jobs) if jobs else [])
    for chart in charts:
        for name in formats:
            yield f"{chart.key}.{name}", next(images)
        yield from _rows(chart)


def pages_of(charts: Iterable[Packed]) -> Iterator[tuple[str, bytes]]:
    """The same with a page of its own for every chart instead of images."""
    for chart in charts:
        yield f"{chart.key}.html", chart_page(chart.image, chart.key).encode()
        yield from _rows(chart)


def _rows(chart: Packed) -> Iterator[tuple[str, bytes]]:
    if chart.table is not None:
        yield f"{chart.key}.csv", csv(chart.table)


def zipped(charts: Sequence[Packed], about: str) -> bytes:
    """All charts in one archive, as images where a browser is installed, else as pages.

    Args:
        charts: at least one.
        about: what the charts show, for a text file beside them.
    """
    try:
        files = list(files_of(charts))
    except NoBrowser as fault:
        files = list(pages_of(charts))
        about += f"\nThe charts are pages to open in a browser, for on the server {fault}.\n"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in [*files, (ABOUT, about.encode())]:
            archive.writestr(name, data)
    return packed.getvalue()

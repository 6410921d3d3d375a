"""Figures as image files, painted by the Chrome or Chromium that is installed."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import plotly.graph_objects as go

from analysis.report import FORMATS

SCALE = 2
Job = tuple[go.Figure, str]  # a figure and the format that it is wanted in
NO_BROWSER = (
    "no Chrome or Chromium is installed, which paints the images: install one (Debian and Ubuntu: "
    "apt-get install chromium), or set BROWSER_PATH to it"
)
# A browser takes some 400 MB: however many readers ask, there is one.
_one_at_a_time = threading.Lock()


class NoBrowser(RuntimeError):
    """There is nothing that could paint an image; the message says what to do."""


def painted(jobs: Sequence[Job]) -> list[bytes]:
    """Figures as files, in order; those in PNG have twice the pixels of the figure.

    Starts a browser and ends it. The page that paints has no need of a network: no fonts and no
    scripts are fetched.

    Args:
        jobs: figures, each with a width, a height and the format of FORMATS that it is wanted in.

    Raises:
        NoBrowser: no Chrome or Chromium is installed, or there is no room for its files.
        ValueError: no such format.
    """
    unknown = {file_format for _, file_format in jobs} - set(FORMATS)
    if unknown:
        raise ValueError(f"formats are {sorted(unknown)}; allowed are {', '.join(FORMATS)}")
    # In a thread of its own, because whoever asks may have a loop running.
    with _one_at_a_time, ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, _paint(jobs)).result()


async def _paint(jobs: Sequence[Job]) -> list[bytes]:
    import kaleido  # takes a moment to load, and few runs need it
    from choreographer.errors import ChromeNotFoundError

    try:
        async with kaleido.Kaleido(n=1, mathjax=False) as browser:
            return [await browser.calc_fig(figure, _options(figure, name)) for figure, name in jobs]
    except ChromeNotFoundError as fault:
        raise NoBrowser(NO_BROWSER) from fault
    except OSError as fault:
        raise NoBrowser(f"there is no room for what paints the images: {fault}") from fault


def _options(figure: go.Figure, file_format: str) -> dict[str, object]:
    return {
        "format": file_format,
        "width": figure.layout.width,
        "height": figure.layout.height,
        "scale": SCALE if file_format == "png" else 1,
    }

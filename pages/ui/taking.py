"""Taking away: every chart as an image, all charts of a page as an archive, and the report.

While a page is drawn its charts and their tables are remembered, so that what is taken away is
what was on the screen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.charts.paper import on_paper
from analysis.charts.theme import LIGHT
from analysis.report import captions
from analysis.selection import Selection
from analysis.store import Analysis
from pages.ui.prose import heading, note
from pages.ui.sharing import show_link
from pages.ui.view import View

PREFIX = "parallax-"
_HELD, _ASKED = "_charts_of_this_run", "_dialog_to_open"
SCALE = 2  # as of images painted by the server
_CAMERA = {"color": LIGHT.muted, "activecolor": LIGHT.ink, "bgcolor": "rgba(0,0,0,0)"}
# What is drawn without the rows of a comparison, which would tell their measure.
_MEASURES = {
    "word": "wording",
    "near_word": "wording",
    "pair_word": "wording",
    "topics-by-time": "topic_share",
    "passage-map": "topic_share",
}


@dataclass
class Taken:
    """A chart of the page.

    Attributes:
        key: name of its card and of its files.
        figure: as it is drawn, on a light or a dark ground.
        selection: what counts in it.
        measure: name in the registry of measures; "" for one that shows no measure.
        actions: the row of buttons under it.
        table: the rows that it draws, once they are known.
    """

    key: str
    figure: go.Figure
    selection: Selection
    measure: str
    actions: DeltaGenerator
    table: pd.DataFrame = field(default_factory=pd.DataFrame)

    def image(self, analysis: Analysis) -> go.Figure:
        """The chart on paper, with all its words."""
        said = (
            captions.paragraphs(analysis, self.selection, self.measure, self.table)
            if self.measure
            else ()
        )
        return on_paper(self.figure, said)


def begin() -> None:
    """Forgets the charts of the page that was drawn before."""
    st.session_state[_HELD] = {}


def remember(
    view: View, key: str, figure: go.Figure, selection: Selection | None, measure: str
) -> None:
    """Remembers a chart that was just drawn, and draws the button that takes it away."""
    row = st.container(horizontal=True, key=f"actions-{key}", gap="small")
    measure = measure or _MEASURES.get(key, "")
    taken = Taken(key, figure, selection or view.selection, measure, row)
    _held()[key] = taken
    for what, words in (("image", "Image (PNG, SVG)"), ("link", "Link to this view")):
        row.button(
            words,
            key=f"{what}-{key}",
            icon=f":material/{what}:",
            type="tertiary",
            on_click=_ask,
            args=(what, key),
        )


def _ask(what: str, key: str) -> None:
    """Has a dialog of a chart opened when the page is drawn, with the table drawn in it."""
    st.session_state[_ASKED] = what, key


def remember_table(name: str, table: pd.DataFrame) -> DeltaGenerator | None:
    """Remembers the table of a chart; where its button is to stand, None when no chart has it."""
    taken = _held().get(name.removeprefix(PREFIX))
    if taken is None:
        return None
    taken.table = table
    return taken.actions


def _held() -> dict[str, Taken]:
    held: dict[str, Taken] = st.session_state.setdefault(_HELD, {})
    return held


def offer(view: View, page: str) -> None:
    """Draws what takes the whole page away, and the dialog of the chart that was asked for.

    Args:
        view: what the page shows.
        page: the stem of the page, for the name of the file.
    """
    held = list(_held().values())
    if not held:
        return
    with st.container(border=True, key="card-take-away"):
        heading("Take it away")
        with st.container(horizontal=True):
            _button(
                "All charts of this page (ZIP)",
                partial(_archive, view.analysis, held),
                f"{PREFIX}{page}.zip",
                "application/zip",
            )
            for name, words in (("report", "The report (HTML)"), ("one_page", "One page (HTML)")):
                _button(words, partial(_page, view, name), f"{PREFIX}{name}.html", "text/html")
        note(
            "The archive holds each chart as image (or as a page, where the server has no browser "
            "to paint with) and its rows as CSV. The report holds the charts of all pages under "
            "the filters above, tables, methods to cite and the articles; it needs no network and "
            "prints on A4. “One page” has three charts and quotations."
        )
    what, asked = st.session_state.pop(_ASKED, ("", ""))
    if what == "link":
        show_link(page, is_own=view.corpus.is_own)
    elif asked in _held():
        _dialog(view, _held()[asked])


def _button(words: str, make: partial[bytes], name: str, mime: str) -> None:
    st.download_button(
        words, data=make, file_name=name, mime=mime, on_click="ignore", key=f"take-{name}",
        icon=":material/download:",
    )  # fmt: skip


@st.dialog("Take this chart away", width="large", icon=":material/image:")
def _dialog(view: View, taken: Taken) -> None:
    """The chart on paper with the camera that saves it; works without a browser on the server."""
    chosen = st.segmented_control(
        "Format", ["PNG", "SVG"], default="PNG", required=True, key="image-format"
    )
    file_format = str(chosen or "PNG")
    figure = taken.image(view.analysis)
    size = {"width": figure.layout.width, "height": figure.layout.height}
    note(
        f"The camera at the upper right saves this picture as {file_format}, always "
        f"{size['width']} wide however wide your screen is."
    )
    # On the screen it is as wide as there is room, so that the camera is always in sight.
    figure.update_layout(width=None, autosize=True, modebar=_CAMERA)
    st.plotly_chart(
        figure,
        theme=None,
        key="paper",
        alt=f"The chart “{taken.key}” as it is saved.",
        config={
            "displaylogo": False,
            "displayModeBar": True,
            "modeBarButtons": [["toImage"]],
            "toImageButtonOptions": {
                "format": file_format.lower(),
                "filename": f"{PREFIX}{taken.key}",
                "scale": SCALE,
                **size,
            },
        },
    )


def _archive(analysis: Analysis, held: list[Taken]) -> bytes:
    from analysis.report.pack import Packed, zipped

    packed = [Packed(taken.key, taken.image(analysis), taken.table) for taken in held]
    about = [
        f"Parallax {analysis.run['version']}, corpus fingerprint {analysis.fingerprint}.",
        "Each chart is an image, and its rows are a CSV file of the same name.",
    ]
    return zipped(packed, "\n".join([*about, ""]))


def _page(view: View, name: str) -> bytes:
    from analysis.report import document

    write = {"report": document.report, "one_page": document.one_page}[name]
    return write(view.analysis, view.selection, view.filters).encode()

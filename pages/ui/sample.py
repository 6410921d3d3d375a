"""The sample articles, which every reader sees who brought none; all readers share them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analysis import shipped
from analysis.corrections import Corrections
from analysis.store import Analysis

if TYPE_CHECKING:
    from analysis.workbench import Workbench


@st.cache_resource(show_spinner="Opening the sample…")
def analysis() -> Analysis:
    """What the sample articles give without corrections: as shipped, or else analysed now.

    Raises:
        AnalysisFault: the shipped files are broken.
        ReferenceFault: the reference tables are broken.
    """
    return shipped.analysis() or _made()[1]


def bench() -> Workbench:
    """The sample articles, once analysed, to be analysed again; others work on a twin of it.

    Raises:
        ReferenceFault: the reference tables are broken.
    """
    return _made()[0]


@st.cache_resource(show_spinner="Reading the articles…")
def _made() -> tuple[Workbench, Analysis]:
    # Imported here because looking at the sample needs none of the models that this loads.
    from analysis.workbench import Workbench

    read = Workbench.of_uploads(list(shipped.articles()))
    return read, read.analyse(Corrections())

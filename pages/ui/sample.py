"""The sample articles, which every reader sees who brought none; all readers share them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from analysis.corrections import Corrections
from analysis.store import Analysis

if TYPE_CHECKING:
    from analysis.workbench import Workbench

FOLDER = Path(__file__).resolve().parents[2] / "data" / "sample"


def bench() -> Workbench:
    """The sample articles, to be analysed again; others work on a twin of it.

    Raises:
        ReferenceFault: the reference tables are broken.
    """
    return _made()[0]


def analysis() -> Analysis:
    """What the sample articles give without corrections.

    Raises:
        ReferenceFault: the reference tables are broken.
    """
    return _made()[1]


@st.cache_resource(show_spinner="Reading the articles…")
def _made() -> tuple[Workbench, Analysis]:
    # Imported here because a stored analysis needs none of the models that this loads.
    from analysis.workbench import Workbench

    read = Workbench.of_paths([FOLDER])
    return read, read.analyse(Corrections())

"""The reference tables as they are on disk now, with what the reader corrected in them."""

from __future__ import annotations

import streamlit as st

from analysis.corrections import Corrections
from analysis.corrections.file import dump
from analysis.corrections.reference import correct_reference
from analysis.reference import Reference, ReferenceFault, load_reference
from pages.ui import uploads


def reference() -> Reference | None:
    """The reference tables; None, with a remark on the page, when they are broken.

    An analysis that is stored stays readable without them, but cannot give its reasons.
    """
    try:
        shared = _load()
    except (ReferenceFault, OSError) as fault:
        st.warning("The reference tables cannot be read, so reasons are missing here:")
        st.text(str(fault))
        return None
    corrections = uploads.desk().corrections
    return _corrected(dump(corrections), shared, corrections) if corrections.count else shared


@st.cache_resource(show_spinner=False)
def _load() -> Reference:
    return load_reference()


@st.cache_resource(show_spinner=False, scope="session", max_entries=2)
def _corrected(said: str, _shared: Reference, _corrections: Corrections) -> Reference:
    return correct_reference(_shared, _corrections)

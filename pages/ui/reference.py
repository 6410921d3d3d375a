"""The reference tables as they are on disk now, loaded once for all readers."""

from __future__ import annotations

import streamlit as st

from analysis.reference import Reference, ReferenceFault, load_reference


def reference() -> Reference | None:
    """The reference tables; None, with a remark on the page, when they are broken.

    An analysis that is stored stays readable without them, but cannot give its reasons.
    """
    try:
        return _load()
    except (ReferenceFault, OSError) as fault:
        st.warning("The reference tables cannot be read, so reasons are missing here:")
        st.text(str(fault))
        return None


@st.cache_resource(show_spinner=False)
def _load() -> Reference:
    return load_reference()

"""The dashboard opened without a browser, for the tests of pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 120  # seconds, for where other programs run beside the tests


def open_page(
    monkeypatch: pytest.MonkeyPatch, folder: Path | None, page: str, **parameters: str
) -> AppTest:
    """The dashboard at a page, with parameters in the address.

    Args:
        monkeypatch: sets where the dashboard runs and what it shows.
        folder: of a stored analysis; None for the sample.
        page: the stem of its file.
        parameters: of the address.
    """
    app = prepared(monkeypatch, folder, page)
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()


def prepared(monkeypatch: pytest.MonkeyPatch, folder: Path | None, page: str) -> AppTest:
    """As `open_page`, but not yet run."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("PARALLAX_ANALYSIS", str(folder or ""))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=PATIENCE)
    # As by a link to the page: no other page is run before.
    return app if page == "overview" else app.switch_page(f"pages/{page}.py")

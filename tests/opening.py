"""The dashboard opened on a stored analysis, for the tests of pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[1]


def open_page(
    monkeypatch: pytest.MonkeyPatch, folder: Path, page: str, **parameters: str
) -> AppTest:
    """The dashboard on the analysis of a folder, at a page, with parameters in the address."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("PARALLAX_ANALYSIS", str(folder))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    return app if page == "overview" else app.switch_page(f"pages/{page}.py").run()

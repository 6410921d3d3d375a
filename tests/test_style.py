"""The look of what is written with HTML comes from one scale."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pages.ui import style

PAGES = Path(__file__).resolve().parents[1] / "pages"
FILES = sorted(PAGES.rglob("*.py"))
NAMES = set(re.findall(r"(--px-[a-z]+):", style._SCALE))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_sizes_of_type_come_from_the_scale(path):
    text = path.read_text(encoding="utf-8")
    assert not re.findall(r"font-size: *[.\d]+r?em", text)
    # What a page or an element sets for itself is no part of the scale.
    own = {"--px-full", "--px-tint", "--px-ink"}
    assert set(re.findall(r"var\((--px-[a-z]+)\)", text)) - own <= NAMES


def test_the_scale_is_in_the_page_and_every_step_is_used():
    used = "".join(path.read_text(encoding="utf-8") for path in FILES)
    for name in NAMES:
        assert f"var({name})" in used, name

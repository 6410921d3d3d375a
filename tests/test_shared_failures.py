"""A real shared copy in which something is broken: told on the page concerned, the rest works."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from analysis import store
from benchmarks.load_client import Reader
from tests import tiny
from tests.apart import run_apart
from tests.browser.conftest import ROOT
from tests.browser.shared_copy import shared_copy, status_of
from tests.test_shared_sessions import WORDS, shown, text

OTHERS = ("overview", "stance", "articles")


async def looked_at(reader: Reader) -> list[str]:
    """What stands on each of the other pages."""
    return ["\n".join((await reader.turn_to(page)).words) for page in OTHERS]


def test_a_full_disk_keeps_nobody_from_working(tmp_path):
    async def all_of_it(address: str) -> tuple[str, bytes]:
        async with Reader(address, "corpus") as reader:
            await reader.bring("a.txt", text(WORDS[0]))
            brought = shown(reader)
            await reader.turn_to("articles")
            _, saved = await reader.save(reader.screen.saves[0])
            return brought, saved

    with shared_copy(tmp_path / "log", disk_is_full=True, mode="uploads") as address:
        brought, saved = run_apart(all_of_it(address))
        assert status_of(address)["status"] == "ok"
    assert "looking at your own 1 article" in brought
    assert saved


def program(folder: Path) -> Path:
    """The program, its files shared with the one that is tested: none may be written into."""

    def linked(old: str, new: str) -> None:
        try:
            os.link(old, new)
        except OSError:  # another disk
            shutil.copy2(old, new)

    for name in ("analysis", "hosting", "pages", "data", ".streamlit"):
        shutil.copytree(
            ROOT / name,
            folder / name,
            copy_function=linked,
            ignore=shutil.ignore_patterns("__pycache__"),
        )
    for name in ("dashboard.py", "hosted.py", "requirements.txt", "CITATION.cff"):
        linked(str(ROOT / name), str(folder / name))
    return folder


@pytest.mark.parametrize("damage", ["missing", "corrupted"])
def test_a_broken_model_is_told_to_whom_needs_it(tmp_path, damage):
    model = program(tmp_path / "program") / "data" / "models" / "stance" / "stance.onnx"
    content = model.read_bytes()
    model.unlink()
    if damage == "corrupted":
        model.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))

    async def all_of_it(address: str) -> tuple[str, list[str]]:
        async with Reader(address, "corpus") as reader:
            await reader.bring("a.txt", text(WORDS[0]))
            return shown(reader), await looked_at(reader)

    seen = tmp_path / "seen"
    store.save(tiny.larger_analysis(), seen, comparison=False)
    settings = {"mode": "uploads", "analysis": str(seen)}
    with shared_copy(tmp_path / "log", tmp_path / "program", **settings) as address:
        told, others = run_apart(all_of_it(address))
    assert "A model cannot be used, so nothing can be analysed" in told
    assert "stance.onnx" in told
    assert str(tmp_path) not in told
    for words in others:
        assert "cannot be used" not in words
        assert "sentences, printed in" in words

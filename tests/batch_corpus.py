"""A small corpus of invented articles with what can only be told of all of them: a person in two
spellings, a copy, a text without a body, one that cannot be read and one that is not English."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis import store
from analysis import tables as contract
from analysis.batch import How, Report, run
from analysis.settings import Settings
from tests.topic_texts import planted

FAST = Settings(n_topics=3, fast=True)
_LAND = "Kenya", "Norway", "Peru", "Chile", "Japan", "Ghana"
COPIED = "".join(
    f"Customs officers in port {number} counted {number * 37} crates of copper, tin, zinc, glass, "
    f"rope and {number + 3} barrels of oil before the ship left for harbour {number * 11}.\n\n"
    for number in range(2, 9)
)


def write(folder: Path, numbers: range = range(9)) -> Path:
    """Writes some of the nine articles, and what is no article."""
    folder.mkdir(exist_ok=True)
    for number in numbers:
        (folder / f"{number}.txt").write_text(_text(number), encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    return folder


def _text(number: int) -> str:
    name = "Sergii Bondarchuk" if number % 3 else "Serhiy Bondarchuk"
    land = _LAND[number % len(_LAND)]
    matters, _ = planted(each=3, seed=number)
    body = (
        f"{name}, a Ukrainian skipper, said that {land} had closed harbour {number}.\n\n"
        + "\n\n".join(f"The {matter}" for matter in matters)
        + f"\n\n{land} praised the plan in report {number}.\n"
    )
    if number in (4, 7):
        body = COPIED + f"Edition {number} of the harbour paper.\n"
    if number == 8:
        body = (
            "Il governo ha annunciato ieri che il porto resterà chiuso fino alla fine del mese, "
            "e i pescatori hanno protestato davanti al ministero."
        )
    day = f"2022-01-{20 - number:02d}"
    return f"Title: Harbour news {number}\nPublished: {day}\n\n{body}"


def made(paths: Path, folder: Path, settings: Settings = FAST, **how: object) -> Report:
    """A run into a folder, by this process alone unless said otherwise."""
    return run([paths], folder, settings, How(**{"workers": 1, **how}))


def tables(folder: Path) -> dict[str, pd.DataFrame]:
    """The tables of a folder, their rows in one order."""
    assert store.check(folder) == []
    held = store.load(folder).whole_tables()
    return {name: in_order(name, frame) for name, frame in held.items()}


def in_order(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """A table sorted by its key, or by all its columns when it has none."""
    by = list(contract.TABLES[name].key) or list(frame.columns)
    return frame.sort_values(by).reset_index(drop=True)


def assert_same(found: dict[str, pd.DataFrame], expected: dict[str, pd.DataFrame]) -> None:
    """Labels and counts equal, scores to 1e-4."""
    for name in contract.TABLES:
        pd.testing.assert_frame_equal(found[name], expected[name], rtol=0, atol=1e-4, obj=name)

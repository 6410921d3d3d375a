"""The traps of the five sample articles, and that none of them has been forgotten."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.trap_cases import CASES, ELSEWHERE, LIMITS
from tests.traps import sample

ROOT = Path(__file__).resolve().parents[1]
LIST = ROOT.parent / "shared" / "gold" / "traps.md"
DOCS = ROOT / "docs" / "known-limits.md"
_HEADING = re.compile(r"## (\d{3})_")
_TRAP = re.compile(r"- \[ \] \*\*.+?\*\*: `(.+)` -> ")


@pytest.mark.parametrize(
    ("number", "words", "checks"), CASES, ids=[f"{n} {words[:40]}" for n, words, _ in CASES]
)
def test_no_trap_catches_the_program(number, words, checks):
    assert checks
    for check in checks:
        check(sample()[number])


@pytest.mark.parametrize(
    ("number", "checks"),
    [
        pytest.param(
            n, checks, id=f"{n} {w[:40]}", marks=pytest.mark.xfail(strict=True, reason=why)
        )
        for n, w, checks, why in LIMITS
    ],
)
def test_known_limits(number, checks):
    for check in checks:
        check(sample()[number])


def test_traps_are_words_of_their_articles():
    for number, words in all_traps():
        (path,) = (ROOT / "data" / "sample").glob(f"{number}_*.txt")
        assert words in path.read_text(encoding="utf-8"), words


def test_limits_are_told_in_the_documentation():
    told = DOCS.read_text(encoding="utf-8")
    for number, words, _, why in LIMITS:
        assert f"| {number} | `{words}` | {why} |" in told
    assert told.count("\n| 00") == len(LIMITS)


@pytest.mark.skipif(not LIST.is_file(), reason=f"the list of traps is not at {LIST}")
def test_every_listed_trap_has_its_case():
    listed, number = set(), ""
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if heading := _HEADING.match(line):
            number = heading[1]
        elif trap := _TRAP.match(line):
            listed.add((number, trap[1]))
    assert listed == set(all_traps())


def all_traps() -> list[tuple[str, str]]:
    return [(case[0], case[1]) for case in (*CASES, *LIMITS, *ELSEWHERE)]


NUMBERS = ("000", "001", "002", "003", "004")


def test_perspective_comes_from_the_publisher_not_from_the_site():
    found = [sample()[number]["article"]["perspective"] for number in NUMBERS]
    assert found == ["Chinese", "Chinese", "Other", "Italian", "Western"]


def test_dates_say_what_they_rest_on():
    found = [sample()[number]["article"]["published_basis"] for number in NUMBERS]
    assert found == ["stated", "unknown", "reposted", "stated", "unknown"]


@pytest.mark.parametrize(
    ("name", "where"),
    [("Sergei Lavrov", {"001", "002", "004"}), ("Sergei Ryabkov", {"001", "004"}),
     ("Wendy Sherman", {"002"}), ("Alexander Grushko", {"002"})],
)  # fmt: skip
def test_a_person_has_one_name_in_all_articles(name, where):
    speakers = {number: set(parts["attributions"]["speaker"]) for number, parts in sample().items()}
    last = name.split()[-1]
    assert {number for number in NUMBERS if name in speakers[number]} == where
    assert {one for names in speakers.values() for one in names if last in one} == {name}


@pytest.mark.parametrize(
    ("number", "words", "targets"),
    [
        ("001", "the disintegration of the Soviet Union", set()),
        ("004", "the collapse of the Soviet Union", set()),
        ("003", "the Russian-Belarusian union", {"Russia", "Belarus"}),
        ("002", "representative of the Union for Foreign Affairs", {"European Union"}),
        ("002", "the bloc’s high-ranking", {"European Union"}),
        ("004", "given the alliance a new lease", {"NATO"}),
    ],
)
def test_unions_and_alliances(number, words, targets):
    parts = sample()[number]
    start = parts["article"]["text"].index(words)
    rows = parts["mentions"]
    there = rows[(rows["start"] < start + len(words)) & (rows["end"] > start)]
    assert set(there["target"]) == targets


@pytest.mark.parametrize(
    ("number", "words"),
    [("002", "NATO-Russia Council"), ("000", "US-Russia security talks"),
     ("000", "The Ukraine crisis"), ("001", "Russia-Ukraine border"),
     ("002", "Ukraine-Russia border")],
)  # fmt: skip
def test_actors_in_names_of_events_only_tell_which_is_meant(number, words):
    parts = sample()[number]
    start = parts["article"]["text"].index(words)
    rows = parts["mentions"]
    there = rows[(rows["start"] >= start) & (rows["end"] <= start + len(words))]
    assert len(there)
    assert there["modifier"].all()


def test_who_speaks_in_which_article():
    voices = {
        number: set(parts["attributions"]["voice_perspective"])
        for number, parts in sample().items()
    }
    assert {number for number in NUMBERS if "Ukrainian" in voices[number]} == {"002", "003"}
    shares = {n: (p["sentences"]["voice"] == "outlet").mean() for n, p in sample().items()}
    assert shares["000"] == 1
    assert shares["003"] > 0.75
    assert max(shares["002"], shares["004"]) < 0.4

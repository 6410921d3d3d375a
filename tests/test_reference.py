"""The reference tables: what they must cover, and every fault that a person can put into one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.reference import DEFAULT_FOLDER, ReferenceFault, load_reference
from analysis.reference_sheets import CUE_CLASSES, PERSPECTIVES, SHEETS

REFERENCE = load_reference()
# Codes that are listed but are no members of the United Nations.
NO_MEMBERS = {"CK", "EH", "GL", "HK", "MO", "NU", "PS", "TW", "VA", "XK"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEFAULT_FOLDER, tmp_path / "reference"))


def edit(folder: Path, file: str, change: Callable[[list[str]], list[str]]) -> None:
    path = folder / file
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(change(lines)) + "\n", encoding="utf-8")


def faults(folder: Path) -> tuple[str, ...]:
    with pytest.raises(ReferenceFault) as caught:
        load_reference(folder)
    assert all(fault in str(caught.value) for fault in caught.value.faults)
    return caught.value.faults


def row_of(file: str) -> tuple[int, list[str]]:
    """Number of the line after the last, and the header."""
    lines = (DEFAULT_FOLDER / file).read_text(encoding="utf-8").splitlines()
    return len(lines) + 1, lines[0].split(",")


def added(folder: Path, file: str, **cells: str) -> int:
    """Add a row to a file; the number of its line."""
    line, header = row_of(file)
    edit(folder, file, lambda lines: [*lines, ",".join(cells.get(c, "") for c in header)])
    return line


SOUND = {
    "outlets.csv": {"outlet": "New Outlet", "country": "FR", "ownership": "private"},
    "actors.csv": {"actor": "New Actor", "kind": "party"},
    "people.csv": {"person": "New Person", "role": "President", "affiliation": "France"},
    "countries.csv": {"country": "ZZ", "name": "New Country", "perspective": "Other"},
    "organisations.csv": {"organisation": "New Body", "kind": "ngo", "country": "FR"},
    "attribution_verbs.csv": {"lemma": "blurb", "forms": "blurb", "cue_class": "neutral"},
    "other_things.csv": {"thing": "New France"},
}


def test_the_united_nations_are_complete() -> None:
    codes = set(REFERENCE.countries["country"])
    assert codes >= NO_MEMBERS
    assert len(codes - NO_MEMBERS) == 193
    assert (REFERENCE.countries["demonyms"].map(len) > 0).all()
    assert (REFERENCE.countries["capital"] != "").all()


def test_the_tables_cover_the_world() -> None:
    assert len(REFERENCE.outlets) >= 220
    assert REFERENCE.outlets["country"].nunique() >= 55
    assert len(REFERENCE.people) >= 300
    assert len(REFERENCE.organisations) >= 250
    assert len(REFERENCE.actors) - len(REFERENCE.countries) >= 120
    assert len(REFERENCE.verbs) >= 250
    assert set(REFERENCE.verbs["cue_class"]) == set(CUE_CLASSES)
    assert set(REFERENCE.countries["perspective"]) == set(PERSPECTIVES)


G20_AND_NEIGHBOURS = ("AR", "AU", "BR", "CA", "CN", "FR", "DE", "IN", "ID", "IT", "JP")
G20_AND_NEIGHBOURS += ("MX", "RU", "SA", "ZA", "KR", "TR", "GB", "US", "UA", "BY")


@pytest.mark.parametrize("code", G20_AND_NEIGHBOURS)
def test_leaders_and_foreign_ministers_of_2022_are_known(code: str) -> None:
    people = REFERENCE.people
    roles = set(people.loc[(people["country"] == code) & (people["period"] == "2022"), "role"])
    assert any("Foreign" in role or "External" in role or "of State" in role for role in roles)
    assert roles & {"President", "Prime Minister", "Premier", "Chancellor", "Monarch"}


@pytest.mark.parametrize(
    ("surface", "column", "actor", "target"),
    [
        ("U.S.", "aliases", "United States", "United States"),
        ("Kremlin", "metonyms", "Russia", "Russia"),
        ("Kiev", "metonyms", "Ukraine", "Ukraine"),
        ("Britons", "demonyms", "United Kingdom", "United Kingdom"),
        ("Duma", "aliases", "State Duma", "Russia"),
        ("European Commission", "actor", "European Commission", "European Union"),
        ("Europeans", "demonyms", "Europe", "Europe"),
        ("Western powers", "aliases", "West", "West"),
        ("Gazprom", "actor", "Gazprom", "Gazprom"),
    ],
)
def test_a_surface_belongs_to_its_actor(surface: str, column: str, actor: str, target: str) -> None:
    cells = REFERENCE.actors[column]
    holds = cells == surface if column == "actor" else cells.map(lambda cell: surface in cell)
    found = REFERENCE.actors[holds]
    assert list(found["actor"]) == [actor]
    assert list(found["rolls_up_to"]) == [target]


def test_capitals_are_ambiguous_but_a_city_state_is_not() -> None:
    actors = REFERENCE.actors.set_index("actor")
    assert {"Moscow"} <= set(actors.loc["Russia", "ambiguous"])
    assert "Brussels" in actors.loc["Belgium", "ambiguous"]
    assert "Brussels" in actors.loc["European Union", "ambiguous"]
    assert actors.loc["Singapore", "metonyms"].count("Singapore") == 0
    assert "Singapore" not in actors.loc["Singapore", "ambiguous"]
    assert "Georgia" in actors.loc["Georgia", "ambiguous"]


def test_actors_of_a_country_take_its_perspective() -> None:
    actors = REFERENCE.actors.set_index("actor")["perspective"]
    assert actors["State Duma"] == "Russian"
    assert actors["European Commission"] == "Western"
    assert actors["Verkhovna Rada"] == "Ukrainian"
    assert actors["United Nations"] == "Other"
    assert set(actors) <= set(PERSPECTIVES)


def test_sound_rows_can_be_added_with_a_byte_order_mark_and_quoted_cells(folder: Path) -> None:
    for file, cells in SOUND.items():
        added(folder, file, **cells)
    path = folder / "outlets.csv"
    text = path.read_text(encoding="utf-8") + 'Last,"One; Two ;;",last.example,FR,private\n'
    path.write_text(text, encoding="utf-8-sig")
    loaded = load_reference(folder)
    assert len(loaded.outlets) == len(REFERENCE.outlets) + 2
    assert loaded.outlets.iloc[-1]["aliases"] == ("One", "Two")


def test_columns_that_are_optional_may_be_left_out(folder: Path) -> None:
    (folder / "attribution_verbs.csv").write_text(
        "lemma,forms,cue_class\nsay,say;said,neutral\n", encoding="utf-8"
    )
    assert load_reference(folder).verbs.iloc[0].to_dict() == {
        "lemma": "say",
        "forms": ("say", "said"),
        "cue_class": "neutral",
        "part": "",
        "pattern": (),
    }


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_missing_file_is_named(folder: Path, sheet: object) -> None:
    file = sheet.file  # type: ignore[attr-defined]
    (folder / file).unlink()
    assert faults(folder) == (f"{file}: cannot be read from {folder} (No such file or directory)",)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_missing_column_is_named(folder: Path, sheet: object) -> None:
    file = sheet.file  # type: ignore[attr-defined]
    column = sheet.required[-1]  # type: ignore[attr-defined]
    edit(folder, file, lambda lines: [lines[0].replace(column, "other"), *lines[1:]])
    assert faults(folder) == (f"{file}, line 1: column {column!r} is missing",)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "organisations.csv: is empty; needed are the columns organisation, aliases, kind"),
        (
            b"organisation,aliases,kind,country\nA,,ngo,FR\nCaf\xe9,,ngo,FR\n",
            "organisations.csv, line 3: is not UTF-8; save the table as 'CSV UTF-8'",
        ),
        (
            b'organisation,aliases,kind,country\nA,,ngo,FR\n"B,,ngo,FR\n',
            "organisations.csv, line 3: is not sound CSV",
        ),
        (
            b"organisation,aliases,kind,country\nA,,ngo\n",
            "organisations.csv, line 2: has 3 cells, the header has 4",
        ),
        (
            b"organisation;aliases;kind;country\nA;;ngo;FR\n",
            "organisations.csv, line 1: cells must be separated by commas, entries by semicolons",
        ),
        (
            b"organisation,aliases,aliases,kind,country\nA,,,ngo,FR\n",
            "organisations.csv, line 1: column 'aliases' stands twice",
        ),
        (
            b"organisation,aliases,kind,country\n" + b"A" * 20_000 + b",,ngo,FR\n",
            "organisations.csv, line 2: a cell has more than 10,000 characters",
        ),
    ],
    ids=["empty", "encoding", "quote", "ragged", "semicolons", "twice", "huge"],
)
def test_an_unreadable_table_is_told_in_one_line(folder: Path, content: bytes, fault: str) -> None:
    (folder / "organisations.csv").write_bytes(content)
    assert [found for found in faults(folder) if found.startswith(fault)]


@pytest.mark.parametrize(
    ("file", "cells", "fault"),
    [
        ("outlets.csv", {"outlet": ""}, "outlet is empty"),
        ("outlets.csv", {"country": ""}, "country is empty"),
        ("outlets.csv", {"country": "QQ"}, "country 'QQ' is no code of countries.csv"),
        (
            "outlets.csv",
            {"ownership": "king"},
            "ownership 'king' is none of: state, public, private",
        ),
        ("actors.csv", {"kind": "planet"}, "kind 'planet' is none of: agency, alliance"),
        ("actors.csv", {"rolls_up_to": "Mars"}, "rolls_up_to 'Mars' is no actor and no country"),
        ("actors.csv", {"perspective": "Martian"}, "perspective 'Martian' is none of: Chinese"),
        (
            "actors.csv",
            {"ambiguous": "Elsewhere"},
            "ambiguous 'Elsewhere' is no name, alias, demonym or metonym of it",
        ),
        (
            "actors.csv",
            {"aliases": "U.S."},
            "'U.S.' already names the country in countries.csv, line ",
        ),
        ("people.csv", {"role": ""}, "role is empty"),
        ("people.csv", {"period": "1900"}, "period '1900' is none of: 2022, earlier, later"),
        (
            "people.csv",
            {"affiliation": "Mars"},
            "affiliation 'Mars' is no actor, organisation or outlet",
        ),
        ("people.csv", {"country": "QQ"}, "country 'QQ' is no code of countries.csv"),
        ("countries.csv", {"perspective": ""}, "perspective is empty"),
        ("organisations.csv", {"kind": "planet"}, "kind 'planet' is none of: agency, bank"),
        ("attribution_verbs.csv", {"cue_class": "loud"}, "cue_class 'loud' is none of: neutral"),
        ("attribution_verbs.csv", {"part": "noise"}, "part 'noise' is none of: verb, noun, phrase"),
        ("attribution_verbs.csv", {"pattern": "that"}, "pattern 'that' is none of: clause"),
        ("attribution_verbs.csv", {"forms": ""}, "forms is empty"),
    ],
)
def test_a_wrong_cell_is_named_with_its_line(
    folder: Path, file: str, cells: dict[str, str], fault: str
) -> None:
    line = added(folder, file, **(SOUND[file] | cells))
    found = faults(folder)
    assert len(found) == 1
    assert found[0].startswith(f"{file}, line {line}: {fault}")


@pytest.mark.parametrize(
    ("file", "first", "second", "entry"),
    [
        ("outlets.csv", {}, {"outlet": "new outlet"}, "new outlet"),
        ("outlets.csv", {"domains": "a.example"}, {"outlet": "B", "domains": "a.example"}, None),
        ("actors.csv", {"aliases": "X;Y"}, {"actor": "Z", "metonyms": "W;Y"}, "Y"),
        ("people.csv", {"variants": "N. P."}, {"person": "N. P."}, "N. P."),
        ("countries.csv", {"aliases": "NC"}, {"country": "ZY", "name": "NC"}, "NC"),
        ("organisations.csv", {"aliases": "NB"}, {"organisation": "C", "aliases": "NB"}, "NB"),
        ("attribution_verbs.csv", {}, {"lemma": "blurt", "forms": "blurb"}, "blurb"),
    ],
)
def test_a_name_that_two_rows_claim_is_named_with_both_lines(
    folder: Path, file: str, first: dict[str, str], second: dict[str, str], entry: str | None
) -> None:
    line = added(folder, file, **(SOUND[file] | first))
    edited = SOUND[file] | first | second
    header = row_of(file)[1]
    edit(folder, file, lambda lines: [*lines, ",".join(edited.get(c, "") for c in header)])
    entry = entry or "a.example"
    assert f"{file}, line {line + 1}: {entry!r} already stands in line {line}" in faults(folder)


def test_the_noun_and_the_verb_may_look_alike(folder: Path) -> None:
    added(folder, "attribution_verbs.csv", **(SOUND["attribution_verbs.csv"] | {"part": "verb"}))
    header = row_of("attribution_verbs.csv")[1]
    noun = SOUND["attribution_verbs.csv"] | {"part": "noun"}
    edit(
        folder,
        "attribution_verbs.csv",
        lambda lines: [*lines, ",".join(noun.get(column, "") for column in header)],
    )
    assert len(load_reference(folder).verbs) == len(REFERENCE.verbs) + 2


def test_what_is_another_thing_is_no_actor(folder: Path) -> None:
    line = added(folder, "other_things.csv", thing="Sea of Peace", aliases="NATO;France")
    told = "is an actor too; a name can only be one of the two"
    assert faults(folder) == tuple(
        f"other_things.csv, line {line}: {name!r} {told}" for name in ("NATO", "France")
    )


def test_all_faults_of_all_tables_come_in_one_message(folder: Path) -> None:
    (folder / "people.csv").unlink()
    added(folder, "outlets.csv", outlet="A", country="QQ", ownership="king")
    added(folder, "actors.csv", actor="B", kind="planet", rolls_up_to="Mars")
    found = faults(folder)
    assert [fault.split(":")[0].split(",")[0] for fault in sorted(found)] == [
        "actors.csv",
        "actors.csv",
        "outlets.csv",
        "outlets.csv",
        "people.csv",
    ]


def test_a_folder_that_does_not_exist_is_one_message(tmp_path: Path) -> None:
    found = faults(tmp_path / "nowhere")
    assert len(found) == len(SHEETS)

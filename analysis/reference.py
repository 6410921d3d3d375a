"""The reference tables of `data/reference`: read, checked as a whole, and given out as frames.

A person edits these tables, so every fault of every table is told at once, with file and line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.reference_sheets import SHEETS, Sheet

DEFAULT_FOLDER = Path(__file__).resolve().parent.parent / "data" / "reference"
SEPARATOR = ";"


class ReferenceFault(ValueError):
    """The reference tables cannot be used; `faults` holds one line per fault, file and line first.

    The message lists them all, so that a person can mend a table in one go.
    """

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__(f"the reference tables have {count}:\n" + "\n".join(faults))


@dataclass(frozen=True, eq=False)
class Reference:
    """The reference tables. Cells of several values are tuples of str, an absent text is "".

    Attributes:
        outlets: one row, one outlet: outlet, aliases, domains, country, ownership, perspective
            (where it is not that of the country).
        actors: one row, one actor, states included: actor, aliases, demonyms, metonyms,
            ambiguous (those of its surfaces that name the actor in some contexts only), kind,
            rolls_up_to (an actor, itself at the top), country, perspective.
        people: one row, one person: person, variants, surname (how texts name the person alone),
            role, affiliation, country, period (in office in 2022, or only earlier or later).
        countries: one row, one country: country, name, aliases, demonyms, capital,
            capital_aliases, metonyms, ambiguous, perspective.
        organisations: one row, one body that people speak for: organisation, aliases, kind,
            country.
        verbs: one row, one attribution cue: lemma, forms, cue_class, part, pattern (what follows
            it: clause, quote, object, person).
        other_things: one row, one thing whose name holds that of an actor and means none
            (Warsaw Pact): thing, aliases.
    """

    outlets: pd.DataFrame
    actors: pd.DataFrame
    people: pd.DataFrame
    countries: pd.DataFrame
    organisations: pd.DataFrame
    verbs: pd.DataFrame
    other_things: pd.DataFrame


@dataclass(frozen=True)
class _Row:
    """One row of a file: the line it ends on, its texts and its lists of texts by column."""

    sheet: Sheet
    line: int
    one: Mapping[str, str]
    many: Mapping[str, tuple[str, ...]]

    def fault(self, what: str) -> str:
        return f"{self.sheet.file}, line {self.line}: {what}"

    def entries(self, columns: tuple[str, ...]) -> list[str]:
        """Everything that stands in these columns, each surface once."""
        found: list[str] = []
        for column in columns:
            if column in self.many:
                found += self.many[column]
            elif self.one[column]:
                found.append(self.one[column])
        return list(dict.fromkeys(found))


_Rows = Mapping[str, list[_Row]]


def load_reference(folder: Path | None = None) -> Reference:
    """The reference tables of a folder (default: `data/reference` of the project).

    Every country also becomes an actor of kind "state", with its capital among its metonyms and
    its capital among what is ambiguous, since a capital is a place as well.

    Raises:
        ReferenceFault: a table is missing, unreadable or contradicts itself or another table; all
            faults of all tables are listed.
    """
    folder = DEFAULT_FOLDER if folder is None else Path(folder)
    rows: dict[str, list[_Row]] = {}
    faults: list[str] = []
    for sheet in SHEETS:
        rows[sheet.name], unreadable = _read(folder / sheet.file, sheet)
        faults += unreadable or _faults_within(sheet, rows[sheet.name])
    faults += _faults_between(rows)
    if faults:
        raise ReferenceFault(faults)
    frames = {sheet.name: _frame(sheet, rows[sheet.name]) for sheet in SHEETS}
    return Reference(
        outlets=frames["outlets"],
        actors=_with_states(frames["actors"], frames["countries"]),
        people=frames["people"],
        countries=frames["countries"],
        organisations=frames["organisations"],
        verbs=frames["attribution_verbs"],
        other_things=frames["other_things"],
    )


# A closing quotation mark that was forgotten makes the rest of a table one cell.
_LONGEST_CELL = 10_000


def _read(path: Path, sheet: Sheet) -> tuple[list[_Row], list[str]]:
    """The rows of a file and what makes it unreadable; one of the two is empty."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        lines = csv.reader(io.StringIO(text, newline=""), strict=True)
        table = [(lines.line_num, [cell.strip() for cell in cells]) for cells in lines]
    except OSError as error:
        return [], [f"{sheet.file}: cannot be read from {path.parent} ({error.strerror})"]
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return [], [f"{sheet.file}, line {line}: is not UTF-8; save the table as 'CSV UTF-8'"]
    except csv.Error as error:
        return [], [f"{sheet.file}, line {lines.line_num}: is not sound CSV ({error})"]
    if not table:
        return [], [f"{sheet.file}: is empty; needed are the columns {', '.join(sheet.required)}"]
    header = table[0][1]
    faults = _faults_of_header(sheet, header)
    if faults:
        return [], faults
    body = [(line, cells) for line, cells in table[1:] if any(cells)]
    long = [
        f"{sheet.file}, line {line}: a cell has more than {_LONGEST_CELL:,} characters"
        for line, cells in body
        if any(len(cell) > _LONGEST_CELL for cell in cells)
    ]
    if long:
        return [], long
    ragged = [
        f"{sheet.file}, line {line}: has {len(cells)} cells, the header has {len(header)}"
        for line, cells in body
        if len(cells) != len(header)
    ]
    if ragged:
        return [], ragged
    return [_row(sheet, line, dict(zip(header, cells, strict=True))) for line, cells in body], []


def _faults_of_header(sheet: Sheet, header: list[str]) -> list[str]:
    missing = [column for column in sheet.required if column not in header]
    faults = [f"{sheet.file}, line 1: column {column!r} is missing" for column in missing]
    if missing and len(header) == 1 and (SEPARATOR in header[0] or "\t" in header[0]):
        faults = [f"{sheet.file}, line 1: cells must be separated by commas, entries by semicolons"]
    repeated = sorted({column for column in header if column and header.count(column) > 1})
    return faults + [f"{sheet.file}, line 1: column {column!r} stands twice" for column in repeated]


def _row(sheet: Sheet, line: int, cells: Mapping[str, str]) -> _Row:
    one = {c: cells.get(c, "") for c in sheet.columns if c not in sheet.multiple}
    many = {
        column: tuple(
            entry.strip() for entry in cells.get(column, "").split(SEPARATOR) if entry.strip()
        )
        for column in sheet.multiple
    }
    return _Row(sheet, line, one, many)


def _faults_within(sheet: Sheet, rows: list[_Row]) -> list[str]:
    """Faults that one table shows by itself."""
    faults: list[str] = []
    owners: dict[tuple[str, str], _Row] = {}
    for row in rows:
        for column in sheet.filled:
            if not row.entries((column,)):
                faults.append(row.fault(f"{column} is empty"))
        for column, allowed in sheet.allowed.items():
            for entry in row.entries((column,)):
                if entry not in allowed:
                    choice = ", ".join(allowed)
                    faults.append(row.fault(f"{column} {entry!r} is none of: {choice}"))
        for entry in row.entries(sheet.unique):
            owner = owners.setdefault((row.one.get(sheet.scope, ""), entry.casefold()), row)
            if owner is not row:
                faults.append(row.fault(f"{entry!r} already stands in line {owner.line}"))
    return faults


def _faults_between(rows: _Rows) -> Iterator[str]:
    """Faults that show when one table is held against another."""
    codes = {row.one["country"] for row in rows["countries"]}
    if codes:
        for row in (row for name in rows if name != "countries" for row in rows[name]):
            code = row.one.get("country", "")
            if code and code not in codes:
                yield row.fault(f"country {code!r} is no code of countries.csv")
    yield from _faults_of_actors(rows["actors"], rows["countries"])
    if all(rows[name] for name in ("actors", "countries", "organisations", "outlets")):
        bodies = _keys(rows, "actors", "countries", "organisations", "outlets")
        for row in rows["people"]:
            body = row.one["affiliation"]
            if body and body not in bodies:
                yield row.fault(f"affiliation {body!r} is no actor, organisation or outlet")
    names = {name for row in rows["actors"] for name in row.entries(("actor", "aliases"))}
    names.update(name for row in rows["countries"] for name in row.entries(("name", "aliases")))
    for row in rows["other_things"]:
        for entry in row.entries(("thing", "aliases")):
            if entry in names:
                yield row.fault(f"{entry!r} is an actor too; a name can only be one of the two")


def _faults_of_actors(actors: list[_Row], countries: list[_Row]) -> Iterator[str]:
    if not actors or not countries:
        return
    known = {row.one["actor"] for row in actors} | {row.one["name"] for row in countries}
    states = {
        entry.casefold(): row for row in countries for entry in row.entries(("name", "aliases"))
    }
    for row in actors:
        if row.one["rolls_up_to"] and row.one["rolls_up_to"] not in known:
            yield row.fault(f"rolls_up_to {row.one['rolls_up_to']!r} is no actor and no country")
        for entry in row.entries(("actor", "aliases")):
            if entry.casefold() in states:
                line = states[entry.casefold()].line
                yield row.fault(
                    f"{entry!r} already names the country in countries.csv, line {line}"
                )
    for row in actors + countries:
        surfaces = row.entries(tuple(c for c in row.sheet.columns if c not in _NO_SURFACE))
        for entry in row.many["ambiguous"]:
            if entry not in surfaces:
                yield row.fault(f"ambiguous {entry!r} is no name, alias, demonym or metonym of it")


_NO_SURFACE = ("ambiguous", "kind", "rolls_up_to", "country", "perspective")
_KEYS = {
    "outlets": "outlet",
    "actors": "actor",
    "countries": "name",
    "organisations": "organisation",
}


def _keys(rows: _Rows, *names: str) -> set[str]:
    return {row.one[_KEYS[name]] for name in names for row in rows[name]}


def _frame(sheet: Sheet, rows: list[_Row]) -> pd.DataFrame:
    return pd.DataFrame(
        [{**row.one, **row.many} for row in rows], columns=list(sheet.columns), dtype=object
    )


def _with_states(actors: pd.DataFrame, countries: pd.DataFrame) -> pd.DataFrame:
    """All actors: a state for every country, then those of the actors table."""
    # A city that bears the name of its state (Singapore) adds no surface and no doubt.
    capitals = [
        tuple(c for c in (row["capital"], *row["capital_aliases"]) if c not in ("", row["name"]))
        for row in countries.to_dict("records")
    ]
    states = countries.assign(
        actor=countries["name"],
        metonyms=_joined(capitals, countries["metonyms"]),
        ambiguous=_joined(countries["ambiguous"], capitals),
        kind="state",
        rolls_up_to=countries["name"],
    )
    both = pd.concat([states[actors.columns], actors], ignore_index=True)
    both["rolls_up_to"] = both["rolls_up_to"].where(both["rolls_up_to"] != "", both["actor"])
    by_country = both["country"].map(countries.set_index("country")["perspective"])
    by_actor = both["rolls_up_to"].map(both.set_index("actor")["perspective"])
    both["perspective"] = _first_filled(both["perspective"], by_country, by_actor)
    return both


def _joined(left: Iterable[tuple[str, ...]], right: Iterable[tuple[str, ...]]) -> list[Any]:
    return [tuple(dict.fromkeys(a + b)) for a, b in zip(left, right, strict=True)]


def _first_filled(*columns: pd.Series) -> list[str]:
    """For each row the first text that is not empty, else the perspective "Other"."""
    return [
        next((text for text in texts if isinstance(text, str) and text), "Other")
        for texts in zip(*columns, strict=True)
    ]

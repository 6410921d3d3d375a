"""The corrections file: TOML with one section for each sort of entry."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

import tomli_w

from analysis.corrections import Corrections, Entry, contradict
from analysis.corrections.entries import (
    COUNTRIES,
    COUNTRY,
    DAY,
    LANGUAGE,
    LIST,
    OFFSET,
    PERSPECTIVE,
    SORTS,
    Article,
    Outlet,
    Perspective,
    Removed,
    Restored,
    Speaker,
    Stretch,
    is_needed,
)
from analysis.reference_sheets import PERSPECTIVES

MAX_BYTES = 20_000_000
_TEXTS = "texts"
_SECTIONS = {sort.SECTION: sort for sort in SORTS}
_COUNTRY = re.compile(r"[A-Z]{2}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_INTRODUCTION = (
    "# Corrections by hand, read by: python -m analysis run PATH... --out DIR --corrections FILE\n"
)


class CorrectionsFault(ValueError):
    """A corrections file cannot be used; `faults` holds one line per fault.

    The message lists them all, so that a person can mend the file in one go.
    """

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__(f"the corrections have {count}:\n" + "\n".join(faults))


def load(path: Path) -> Corrections:
    """The corrections of a file.

    Raises:
        CorrectionsFault: the file cannot be read, or holds faults; all are listed.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CorrectionsFault([f"{path} cannot be read: {error.strerror or error}"]) from error
    return parse(data)


def parse(data: bytes) -> Corrections:
    """The corrections that stand in the bytes of a file.

    Raises:
        CorrectionsFault: as for `load`. Ids that a corpus does not have are no faults.
    """
    given = _toml(data)
    faults: list[str] = []
    entries: list[Entry] = []
    places: dict[tuple[Any, ...], str] = {}
    for place, section, values in _tables(given, faults):
        found = _faults_of(section, values)
        faults += [f"{place}: {fault}" for fault in found]
        if found:
            continue
        entry = _entry(section, values)
        first = places.setdefault(entry.key, place)
        if first != place:
            faults.append(f"{place}: is about the same as {first}")
        entries.append(entry)
    faults += _faults_between(entries)
    texts = _texts(given, faults)
    if faults:
        raise CorrectionsFault(faults)
    return Corrections(tuple(entries), texts)


def dump(corrections: Corrections) -> str:
    """The corrections as the text of a file; `parse` gives the same corrections again."""
    sections: dict[str, list[dict[str, Any]]] = {}
    for entry in corrections.entries:
        values = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in entry.values().items()
        }
        sections.setdefault(entry.SECTION, []).append(values)
    if corrections.texts:
        sections[_TEXTS] = [
            {"article_id": article_id, "text_key": key} for article_id, key in corrections.texts
        ]
    return _INTRODUCTION + tomli_w.dumps(sections)


def _toml(data: bytes) -> dict[str, Any]:
    if len(data) > MAX_BYTES:
        raise CorrectionsFault([f"the file is larger than {MAX_BYTES:,} bytes"])
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CorrectionsFault([f"the file is not UTF-8 (byte {error.start})"]) from error
    except tomllib.TOMLDecodeError as error:
        raise CorrectionsFault([f"the file is not sound TOML: {error}"]) from error
    except (RecursionError, ValueError) as error:
        raise CorrectionsFault(
            ["the file is not sound TOML: nested or numbered without end"]
        ) from error


def _tables(
    given: Mapping[str, Any], faults: list[str]
) -> Iterator[tuple[str, type[Entry], dict[str, Any]]]:
    """Each table of each known section, with the words that tell where it stands."""
    for name, tables in given.items():
        if name == _TEXTS:
            continue
        if name not in _SECTIONS:
            faults.append(f"section {name!r} is unknown; known are {', '.join(_SECTIONS)}")
        elif not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            faults.append(f"section {name!r} must be written as [[{name}]], once for each entry")
        else:
            for number, table in enumerate(tables, start=1):
                yield f"{name}, entry {number}", _SECTIONS[name], table


def _faults_of(sort: type[Entry], values: Mapping[str, Any]) -> list[str]:
    known = {spec.name: spec for spec in fields(sort)}
    faults = [
        f"{name!r} is unknown; known are {', '.join(known)}" for name in values if name not in known
    ]
    faults += [
        f"{name} is missing"
        for name, spec in known.items()
        if is_needed(spec) and name not in values
    ]
    for name in values:
        if name in known:
            fault = _fault_of(values[name], known[name].metadata)
            faults += [f"{name} is {values[name]!r}, {fault}"] if fault else []
    if not faults:
        faults += _faults_of_meaning(sort, values)
    return faults


def _fault_of(value: Any, wanted: Mapping[str, Any]) -> str | None:
    """What is wrong with a value, as the end of a sentence."""
    sort = wanted["sort"]
    if sort in (LIST, COUNTRIES):
        sound = isinstance(value, list) and all(isinstance(v, str) and v.strip() for v in value)
        if not sound:
            return "must be a list of texts"
        codes = sort == COUNTRIES and not all(map(_COUNTRY.fullmatch, value))
        return "must be a list of country codes of two capital letters" if codes else None
    if sort == OFFSET:
        sound = isinstance(value, int) and not isinstance(value, bool) and value >= 0
        return None if sound else "must be a whole number of 0 or more"
    if wanted["empty"] and value == "":
        return None
    if sort == DAY:
        return None if _day(value) else "must be a day such as 2022-01-31"
    if not isinstance(value, str) or not value.strip():
        return "must be a text" + (' ("" for none)' if wanted["empty"] else " that is not empty")
    if sort == COUNTRY and not _COUNTRY.fullmatch(value):
        return "must be a country code of two capital letters"
    if sort == LANGUAGE and not _LANGUAGE.fullmatch(value):
        return "must be a language code of two small letters"
    if wanted["allowed"] and value not in wanted["allowed"]:
        return f"must be one of {', '.join(wanted['allowed'])}"
    return None


def _faults_of_meaning(sort: type[Entry], values: Mapping[str, Any]) -> list[str]:
    if issubclass(sort, Stretch) and values["start"] >= values["end"]:
        return [f"start {values['start']} must be before end {values['end']}"]
    if sort is Speaker:
        single, named = "attribution_id" in values, {"article_id", "speaker"} & set(values)
        if single == bool(named) or len(named) == 1:
            return ["needs either attribution_id, or article_id and speaker"]
    if sort in (Outlet, Article, Speaker) and set(values) <= set(sort.KEY):
        return ["changes nothing"]
    return []


def _faults_between(entries: list[Entry]) -> Iterator[str]:
    """Faults that show when one entry is held against the others."""
    yield from _faults_of_perspectives(entries)
    restored, removed = ([e for e in entries if isinstance(e, s)] for s in (Restored, Removed))
    for one in restored:
        yield from (
            f"{one}: {other} takes out some of it" for other in removed if contradict(one, other)
        )


def _faults_of_perspectives(entries: list[Entry]) -> Iterator[str]:
    defined = [entry for entry in entries if isinstance(entry, Perspective)]
    known = [*PERSPECTIVES, *(entry.perspective for entry in defined)]
    for entry in entries:
        for spec in fields(entry):
            value = getattr(entry, spec.name)
            if spec.metadata["sort"] == PERSPECTIVE and value and value not in known:
                yield (
                    f"{entry}: perspective {value!r} is none of {', '.join(dict.fromkeys(known))}; "
                    "define it under [[perspectives]]"
                )
    for name in ("countries", "outlets"):
        owner: dict[str, str] = {}
        for entry in defined:
            for member in getattr(entry, name):
                first = owner.setdefault(member, entry.perspective)
                if first != entry.perspective:
                    yield f"{entry}: {member!r} already belongs to {first}"


def _texts(given: Mapping[str, Any], faults: list[str]) -> tuple[tuple[str, str], ...]:
    tables = given.get(_TEXTS, [])
    wanted = {"article_id", "text_key"}
    if not isinstance(tables, list) or not all(
        isinstance(table, dict)
        and set(table) == wanted
        and all(isinstance(value, str) for value in table.values())
        for table in tables
    ):
        faults.append(f"each [[{_TEXTS}]] must hold article_id and text_key, both texts")
        return ()
    return tuple((table["article_id"], table["text_key"]) for table in tables)


def _day(value: Any) -> str | None:
    """A day as 2022-01-31; None when it is none."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            return None
    # A time of day would be lost silently.
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    return value.isoformat() if is_day else None


def _entry(sort: type[Entry], values: Mapping[str, Any]) -> Entry:
    sorts = {spec.name: spec.metadata["sort"] for spec in fields(sort)}
    read = {name: tuple(v) if isinstance(v, list) else v for name, v in values.items()}
    days = {name: _day(v) for name, v in read.items() if sorts[name] == DAY and v}
    return sort(**(read | days))

"""Corrections on the reference tables: perspectives of one's own, outlets, actors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis.corrections import Actor, Corrections, Outlet, Perspective
from analysis.reference import Reference

_NAMING = ("aliases", "demonyms", "metonyms", "ambiguous")


def correct_reference(reference: Reference, corrections: Corrections) -> Reference:
    """The reference tables as a person wants them; the same tables when nothing is about them.

    A perspective of one's own takes its countries, with their state and the bodies in them, and its
    outlets from the perspectives that they had. What is said of one outlet outweighs both. A name
    that is given to an actor is taken from all others.
    """
    new = reference
    for perspective in corrections.of(Perspective):
        new = _with_countries(new, perspective)
    for perspective in corrections.of(Perspective):
        for outlet in perspective.outlets:
            new = _with_outlet(new, Outlet(outlet, perspective=perspective.perspective))
    for entry in corrections.of(Outlet):
        new = _with_outlet(new, entry)
    for actor in corrections.of(Actor):
        new = _with_actor(new, actor)
    return new


def _with_countries(reference: Reference, entry: Perspective) -> Reference:
    countries, actors = reference.countries, reference.actors
    moved = countries["country"].isin(entry.countries)
    if not moved.any():
        return reference
    before = dict(zip(countries["country"], countries["perspective"], strict=True))
    states = actors[(actors["kind"] == "state") & actors["country"].isin(entry.countries)]
    home = dict(zip(states["actor"], states["country"], strict=True))
    country = actors["country"].where(actors["country"] != "", actors["rolls_up_to"].map(home))
    # A body that was counted elsewhere than its country (an alliance's office) stays there.
    follows = country.isin(entry.countries) & (actors["perspective"] == country.map(before))
    return replace(
        reference,
        countries=_set(countries, moved, {"perspective": entry.perspective}),
        actors=_set(actors, follows, {"perspective": entry.perspective}),
    )


def _with_outlet(reference: Reference, entry: Outlet) -> Reference:
    outlets = reference.outlets
    wanted = entry.outlet.casefold()
    known = [
        wanted in {name.casefold() for name in (row["outlet"], *row["aliases"])}
        for row in outlets.to_dict("records")
    ]
    values: dict[str, Any] = {
        name: value
        for name, value in (("country", entry.country), ("perspective", entry.perspective))
        if value
    }
    if any(known):
        found = pd.Series(known, index=outlets.index)
        aliases = [
            tuple(dict.fromkeys((*names, *entry.aliases))) if here else names
            for names, here in zip(outlets["aliases"], known, strict=True)
        ]
        return replace(reference, outlets=_set(outlets.assign(aliases=aliases), found, values))
    row = {"outlet": entry.outlet, "aliases": entry.aliases, "domains": ()} | values
    return replace(reference, outlets=_with_row(outlets, row))


def _with_actor(reference: Reference, entry: Actor) -> Reference:
    actors = reference.actors
    taken = {entry.actor, *entry.aliases}
    others = actors["actor"] != entry.actor
    for column in _NAMING:
        left = [
            tuple(name for name in names if name not in taken) if other else names
            for names, other in zip(actors[column], others, strict=True)
        ]
        actors = actors.assign(**{column: left})
    values = {
        name: value
        for name, value in entry.values().items()
        if name in ("rolls_up_to", "kind", "country", "perspective")
    }
    if others.all():
        top = values.get("rolls_up_to", entry.actor)
        row = {
            "actor": entry.actor,
            "rolls_up_to": top,
            "kind": "other",
            "perspective": _perspective(reference, top, values.get("country")),
            **dict.fromkeys(_NAMING, ()),
            "aliases": entry.aliases,
        }
        return replace(reference, actors=_with_row(actors, row | values))
    aliases = [
        names if other else tuple(dict.fromkeys((*names, *entry.aliases)))
        for names, other in zip(actors["aliases"], others, strict=True)
    ]
    return replace(reference, actors=_set(actors.assign(aliases=aliases), ~others, values))


def _perspective(reference: Reference, actor: str, country: str | None) -> str:
    """Of a new actor: that of its country, else of what it rolls up to, else Other."""
    for table, key, value in (
        (reference.countries, "country", country),
        (reference.actors, "actor", actor),
    ):
        found = table.loc[table[key] == value, "perspective"]
        if len(found):
            return str(found.iloc[0])
    return "Other"


def _set(table: pd.DataFrame, rows: pd.Series, values: Mapping[str, Any]) -> pd.DataFrame:
    return table.assign(**{name: table[name].where(~rows, value) for name, value in values.items()})


def _with_row(table: pd.DataFrame, row: Mapping[str, Any]) -> pd.DataFrame:
    cells: Iterable[Any] = [row.get(column, "") for column in table.columns]
    added = pd.DataFrame([dict(zip(table.columns, cells, strict=True))], dtype=object)
    return pd.concat([table, added], ignore_index=True)

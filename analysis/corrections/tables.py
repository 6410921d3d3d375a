"""Corrections where they belong: on the reference tables, on one article, on what was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.corrections import (
    Article,
    Corrections,
    Entry,
    Removed,
    Restored,
    Speaker,
    Stance,
    Target,
    Topic,
)
from analysis.corrections.entries import STANCES
from analysis.perspectives import perspective_of_affiliation, perspective_of_outlet
from analysis.reference import Reference
from analysis.tables import TEXT

Span = tuple[int, int]


def stretches(entries: Sequence[Entry], length: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The restored and the removed stretches of an article whose text has this length."""
    restored, removed = (
        tuple((e.start, e.end) for e in entries if isinstance(e, sort) and e.end <= length)
        for sort in (Restored, Removed)
    )
    return restored, removed


def correct_article(
    row: Mapping[str, object], entries: Sequence[Entry], reference: Reference
) -> dict[str, object]:
    """A row of `articles` as a person describes it.

    With an outlet or a country come the country and the perspective that follow from it, unless
    they are given too; a date that a person gives is a stated one.
    """
    said = [entry for entry in entries if isinstance(entry, Article)]
    if not said:
        return dict(row)
    given = {name: value or None for name, value in said[0].values().items()}
    new = {**row, **given}
    if "published" in given:
        day = given["published"]
        new["published"] = pd.Timestamp(day) if day else None
        new["published_basis"] = "stated" if day else "unknown"
    if "outlet" in given and "country" not in given:
        new["country"] = _country_of(given["outlet"], reference)
    if {"outlet", "country"} & set(given) and "perspective" not in given:
        new["perspective"] = perspective_of_outlet(new["outlet"], new["country"], reference)
    return new


def correct_speakers(
    attributions: pd.DataFrame, entries: Sequence[Entry], reference: Reference
) -> pd.DataFrame:
    """The attributions of an article with the speakers that a person names.

    A named person whom the people table knows brings the affiliation along, and an affiliation
    brings the perspective along, unless they are given too.
    """
    new = attributions
    # What is said of a name comes first, so that what is said of one attribution outweighs it.
    for entry in sorted(
        (entry for entry in entries if isinstance(entry, Speaker)),
        key=lambda entry: entry.attribution_id is not None,
    ):
        meant = _meant(attributions, entry)
        if meant.any():
            changes = _speaker(entry, reference)
            new = new.assign(
                **{name: new[name].where(~meant, value) for name, value in changes.items()}
            )
    return new


def correct_targets(mentions: pd.DataFrame, entries: Sequence[Entry]) -> pd.DataFrame:
    """The mentions of an article with the actors that a person says they mean."""
    said = {entry.mention_id: entry.target for entry in entries if isinstance(entry, Target)}
    if not said:
        return mentions
    meant = mentions["mention_id"].map(said)
    if meant.isna().all():
        return mentions
    changed = {name: meant.fillna(mentions[name]).astype(TEXT) for name in ("actor", "target")}
    return mentions.assign(**changed)


def correct_stances(mentions: pd.DataFrame, entries: Sequence[Entry]) -> pd.DataFrame:
    """The mentions with the labels that a person gives: its probability is 1."""
    labels = {entry.mention_id: entry.stance for entry in entries if isinstance(entry, Stance)}
    if not labels:
        return mentions
    label = mentions["mention_id"].map(labels)
    if label.isna().all():
        return mentions
    columns = {
        f"p_{stance}": mentions[f"p_{stance}"].where(label.isna(), (label == stance).astype(float))
        for stance in STANCES
    }
    return mentions.assign(
        **columns,
        stance=columns["p_positive"] - columns["p_negative"],
        stance_class=label.fillna(mentions["stance_class"]).astype(TEXT),
    )


def correct_topics(topics: pd.DataFrame, corrections: Corrections) -> pd.DataFrame:
    """The topics with the names that a person gives; number and terms must both be those meant."""
    names = {(entry.topic_id, entry.terms): entry.label for entry in corrections.of(Topic)}
    pairs = zip(topics["topic_id"], topics["terms"], topics["label"], strict=True)
    labels = [names.get((topic, terms), label) for topic, terms, label in pairs]
    return topics.assign(label=pd.Series(labels, index=topics.index, dtype=TEXT))


def lost(
    corrections: Corrections, tables: Mapping[str, pd.DataFrame], reference: Reference
) -> list[Entry]:
    """The entries that nothing in a finished analysis answers to.

    Args:
        corrections: what was to be applied.
        tables: the finished tables.
        reference: the corrected reference tables.
    """
    held = _Held(tables, reference)
    return [entry for entry in corrections.entries if not held.answers(entry)]


class _Held:
    """What an analysis holds that an entry can be about."""

    def __init__(self, tables: Mapping[str, pd.DataFrame], reference: Reference) -> None:
        articles, attributions = tables["articles"], tables["attributions"]
        self._lengths = dict(zip(articles["article_id"], articles["text"].str.len(), strict=True))
        self._speakers = set(zip(attributions["article_id"], attributions["speaker"], strict=True))
        self._ids = {
            *attributions["attribution_id"],
            *tables["mentions"]["mention_id"],
            *tables["sentences"]["sentence_id"],
        }
        self._topics = set(
            zip(tables["topics"]["topic_id"], tables["topics"]["terms"], strict=True)
        )
        self._codes = set(reference.countries["country"])
        self._actors = set(reference.actors["actor"])

    def answers(self, entry: Entry) -> bool:
        return all(self._answers(entry.values(), entry))

    def _answers(self, said: Mapping[str, Any], entry: Entry) -> Iterator[bool]:
        """One truth for each thing that an entry speaks of."""
        codes = {*said.get("countries", ()), *([said["country"]] if said.get("country") else ())}
        yield codes <= self._codes
        if said.get("rolls_up_to"):
            yield said["rolls_up_to"] in self._actors
        for name in ("attribution_id", "mention_id", "sentence_id"):
            if name in said:
                yield said[name] in self._ids
        if "article_id" in said:
            yield said.get("end", 0) <= self._lengths.get(said["article_id"], -1)
        if "speaker" in said:
            names = (said["speaker"], said.get("name"))
            yield any((said["article_id"], name) in self._speakers for name in names)
        if isinstance(entry, Topic):
            yield (entry.topic_id, entry.terms) in self._topics


def _meant(attributions: pd.DataFrame, entry: Speaker) -> pd.Series:
    if entry.attribution_id is not None:
        return attributions["attribution_id"] == entry.attribution_id
    return attributions["speaker"] == entry.speaker


def _speaker(entry: Speaker, reference: Reference) -> dict[str, Any]:
    """The columns of an attribution that an entry changes."""
    changes: dict[str, Any] = {}
    if entry.name is not None:
        changes["speaker"] = entry.name
        known = reference.people[reference.people["person"] == entry.name]
        if len(known):
            person = known.iloc[0]
            changes["affiliation"] = person["affiliation"] or person["country"] or None
    if entry.affiliation is not None:
        changes["affiliation"] = entry.affiliation or None
    if entry.role is not None:
        changes["speaker_role"] = entry.role
    if "affiliation" in changes:
        perspective = perspective_of_affiliation(changes["affiliation"], reference)
        changes["voice_perspective"] = perspective
    if entry.perspective is not None:
        changes["voice_perspective"] = entry.perspective
    return changes


def _country_of(outlet: object, reference: Reference) -> str | None:
    rows = reference.outlets.loc[reference.outlets["outlet"] == outlet, "country"]
    return str(rows.iloc[0]) or None if len(rows) else None

"""Speakers over all articles: one spelling for each, whatever spellings their articles print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.attribution.spellings import spelling_key
from analysis.corrections import Corrections, Speaker
from analysis.corrections.tables import correct_speakers
from analysis.reference import Reference

_NOT_PERSONS = ("collective", "document")


def join_spellings(
    tables: Mapping[str, pd.DataFrame], corrections: Corrections, reference: Reference
) -> dict[str, pd.DataFrame]:
    """The tables that name speakers, each person in the spelling that most articles use.

    A spelling of the people table comes before any other. Names stay apart where their bearers are
    known to speak for different perspectives.

    Args:
        tables: `attributions` and, where they are there, `sentences` and `mentions`, of all
            articles.
        corrections: what a person said of a joined name in one article is applied again, because
            the article itself prints another spelling; names that a person gave stay as they are.
        reference: the reference tables.

    Returns:
        Those of the tables that change; none where no name is spelt in two ways.
    """
    attributions = tables["attributions"]
    entries = corrections.of(Speaker)
    names = _one_spelling(attributions, reference, {entry.name for entry in entries})
    if not names:
        return {}
    joined = attributions.assign(speaker=attributions["speaker"].replace(names))
    for entry in entries:
        if entry.speaker in names.values():
            there = joined["article_id"] == entry.article_id
            corrected = correct_speakers(joined[there], [entry], reference)
            joined = pd.concat([joined[~there], corrected]).loc[joined.index]
    voices = {
        name: _with_voices(tables[name], attributions, joined)
        for name in ("sentences", "mentions")
        if name in tables
    }
    return {"attributions": joined, **voices}


def _one_spelling(
    attributions: pd.DataFrame, reference: Reference, given: set[str | None]
) -> dict[str, str]:
    """The name that replaces each other spelling of it."""
    persons = attributions[~attributions["speaker_role"].isin(_NOT_PERSONS)]
    spellings: dict[tuple[str, str], list[str]] = {}
    for name in persons["speaker"].drop_duplicates():
        key = spelling_key(name)
        if key and name not in given:
            spellings.setdefault(key, []).append(name)
    names: dict[str, str] = {}
    for alike in (group for group in spellings.values() if len(group) > 1):
        rows = persons[persons["speaker"].isin(alike)]
        if rows.loc[rows["affiliation"].notna(), "voice_perspective"].nunique() <= 1:
            chosen = _chosen(rows, alike, set(reference.people["person"]))
            names |= {name: chosen for name in alike if name != chosen}
    return names


def _chosen(rows: pd.DataFrame, alike: Sequence[str], people: set[str]) -> str:
    """The spelling of the people table, else that of most articles, else the first by letters."""
    articles = rows.groupby("speaker")["article_id"].nunique()
    return min(alike, key=lambda name: (name not in people, -articles[name], name))


def _with_voices(table: pd.DataFrame, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Sentences or mentions with the voices that their article's attributions now have."""
    old = zip(before["article_id"], before["speaker"], before["voice_perspective"], strict=True)
    new = zip(after["speaker"], after["voice_perspective"], strict=True)
    changed = {key: told for key, told in zip(old, new, strict=True) if key[1:] != told}
    keys = zip(table["article_id"], table["voice"], table["voice_perspective"], strict=True)
    told = [changed.get(key, key[1:]) for key in keys]
    return table.assign(
        voice=pd.Series([name for name, _ in told], index=table.index, dtype=table["voice"].dtype),
        voice_perspective=pd.Series(
            [view for _, view in told], index=table.index, dtype=table["voice_perspective"].dtype
        ),
    )

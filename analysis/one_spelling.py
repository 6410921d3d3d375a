"""Speakers over all articles: one spelling for each, whatever spellings their articles print.

In two passes, so that no corpus need be in memory: `votes_of` tells what parts of it print and
`names_of` decides over all of these; `respelt` then mends the tables of any part by that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from analysis.attribution.spellings import spelling_key
from analysis.corrections import Corrections, Speaker
from analysis.corrections.tables import correct_speakers
from analysis.reference import Reference
from analysis.tables import TEXT

_NOT_PERSONS = ("collective", "document")
# What `votes_of` reads of attributions.
READ = ["article_id", "speaker", "speaker_role", "affiliation", "voice_perspective"]


def join_spellings(
    tables: Mapping[str, pd.DataFrame], corrections: Corrections, reference: Reference
) -> dict[str, pd.DataFrame]:
    """The tables that name speakers, each person in the spelling that most articles use.

    A spelling of the people table comes before any other. Names stay apart where their bearers are
    known to speak for different perspectives.

    Args:
        tables: `attributions` and, where they are there, `sentences` and `mentions`, of all
            articles.
        corrections: see `respelt`.
        reference: the reference tables.

    Returns:
        Those of the tables that change; none where no name is spelt in two ways.
    """
    names = names_of([votes_of(tables["attributions"])], corrections, reference)
    return respelt(tables, names, corrections, reference)


def votes_of(attributions: pd.DataFrame) -> pd.DataFrame:
    """One row per person and perspective as some articles print them.

    Columns: speaker; view, the perspective where an affiliation is known, else null; n_articles
    of the speaker, given once, in the first row.

    Args:
        attributions: rows of `attributions`; the columns of READ are used.
    """
    persons = attributions[~attributions["speaker_role"].isin(_NOT_PERSONS)]
    view = persons["voice_perspective"].where(persons["affiliation"].notna())
    votes = persons.assign(view=view)[["speaker", "view"]].drop_duplicates()
    counts = persons.groupby("speaker")["article_id"].nunique()
    first = ~votes["speaker"].duplicated()
    n_articles = votes["speaker"].map(counts).where(first, 0).astype("int64")
    return votes.assign(n_articles=n_articles).reset_index(drop=True)


def names_of(
    votes: Iterable[pd.DataFrame], corrections: Corrections, reference: Reference
) -> dict[str, str]:
    """The name that replaces each other spelling of it.

    Args:
        votes: what `votes_of` gives for parts that share no article.
        corrections: names that a person gave stay as they are.
        reference: the reference tables.
    """
    cast = pd.concat([pd.DataFrame(columns=["speaker", "view", "n_articles"]), *votes])
    given = {entry.name for entry in corrections.of(Speaker)}
    spellings: dict[tuple[str, str], list[str]] = {}
    for name in cast["speaker"].drop_duplicates():
        key = spelling_key(name)
        if key and name not in given:
            spellings.setdefault(key, []).append(name)
    alike = [group for group in spellings.values() if len(group) > 1]
    doubled = cast[cast["speaker"].isin({name for group in alike for name in group})]
    counts = doubled.groupby("speaker")["n_articles"].sum().to_dict()
    views = doubled.dropna(subset="view").groupby("speaker")["view"].agg(set).to_dict()
    people = set(reference.people["person"])
    names: dict[str, str] = {}
    for group in alike:
        if len(set().union(*(views.get(name, set()) for name in group))) <= 1:
            chosen = _chosen(group, counts, people)
            names |= {name: chosen for name in group if name != chosen}
    return names


def _chosen(alike: Sequence[str], counts: Mapping[str, int], people: set[str]) -> str:
    """The spelling of the people table, else that of most articles, else the first by letters."""
    return min(alike, key=lambda name: (name not in people, -counts[name], name))


def respelt(
    tables: Mapping[str, pd.DataFrame],
    names: Mapping[str, str],
    corrections: Corrections,
    reference: Reference,
) -> dict[str, pd.DataFrame]:
    """The tables of some articles with one name for each speaker.

    Args:
        tables: as for `join_spellings`, of whole articles.
        names: what `names_of` gives.
        corrections: what a person said of a joined name in one article is applied again, because
            the article itself prints another spelling.
        reference: the reference tables.

    Returns:
        Those of the tables that change.
    """
    attributions = tables["attributions"]
    printed = attributions["speaker"].tolist()
    if names.keys().isdisjoint(printed):
        return {}
    speakers = [names.get(name, name) for name in printed]
    joined = attributions.assign(
        speaker=pd.Series(speakers, index=attributions.index, dtype=attributions["speaker"].dtype)
    )
    for entry in corrections.of(Speaker):
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


def _with_voices(table: pd.DataFrame, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Sentences or mentions with the voices that their article's attributions now have."""
    old = zip(before["article_id"], before["speaker"], before["voice_perspective"], strict=True)
    new = zip(after["speaker"], after["voice_perspective"], strict=True)
    changed = {key: told for key, told in zip(old, new, strict=True) if key[1:] != told}
    keys = zip(table["article_id"], table["voice"], table["voice_perspective"], strict=True)
    told = [changed.get(key, key[1:]) for key in keys]
    return table.assign(
        voice=pd.Series([name for name, _ in told], index=table.index, dtype=TEXT),
        voice_perspective=pd.Series([view for _, view in told], index=table.index, dtype=TEXT),
    )

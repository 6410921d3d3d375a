"""What else differs between two groups than what they are compared by.

Genre, date, translation and the number of outlets move every measure. Where the groups differ in
them, a difference in a measure may be theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping

import numpy as np
import pandas as pd

from analysis import phrases

# So many outlets of a side are named.
MOST_NAMED = 3
# Parts of the two sides this far apart, of one kind of article or translation, are a difference.
APART = 0.2
MEANING = {
    "Outlets": "What is the style of an outlet cannot be told from what is looked for",
    "Kind": "Opinion pieces judge more than news reports do, whoever writes them",
    "Date": "What happened in between may be what differs",
    "Translation": "Words, tone and stance of a translated text may be the translator’s",
    "Articles": "What they share was chosen by the same authors",
}


def facts(articles: pd.DataFrame) -> dict[str, str]:
    """What the articles behind a side are: a line on each aspect, in words.

    Args:
        articles: outlet, kind, translation and published of each (see Numbers.behind).
    """
    outlets = articles["outlet"].unique()
    named = phrases.joined(outlets[:MOST_NAMED])
    more = f" and {len(outlets) - MOST_NAMED} more" if len(outlets) > MOST_NAMED else ""
    return {
        "Articles": phrases.count(len(articles), "article"),
        "Outlets": f"{phrases.count(len(outlets), 'outlet')}: {named}{more}",
        "Kind": _counted(articles["kind"], lambda name: phrases.KINDS[name]),
        "Date": _span(articles["published"]),
        "Translation": _counted(articles["translation"], lambda name: phrases.TRANSLATIONS[name]),
    }


def confounds(
    first: pd.DataFrame,
    other: pd.DataFrame,
    names: tuple[str, str],
    compared: Container[str] = (),
) -> dict[str, str]:
    """In what the articles behind two sides differ, with what that can do; empty when in nothing.

    Args:
        first, other: the articles behind each side, as `facts` takes them; one that is behind both
            has the same index in both.
        names: the two sides in words.
        compared: aspects that are what is compared, and so no confound.

    Returns:
        A sentence for each aspect in which they differ, by the name of the aspect.
    """
    if first.empty or other.empty:
        return {}
    told = [facts(articles) for articles in (first, other)]
    found = {
        aspect: f"{names[0]}: {told[0][aspect]}. {names[1]}: {told[1][aspect]}. {MEANING[aspect]}."
        for aspect, differ in _TESTS.items()
        if aspect not in compared and differ(first, other)
    }
    shared = len(first.index.intersection(other.index))
    if shared:
        both = f"{phrases.count(shared, 'article')} {'has' if shared == 1 else 'have'} text of both"
        found["Articles"] = f"{both}. {MEANING['Articles']}."
    return found


def differing(
    held: np.ndarray, codes: Mapping[str, np.ndarray], days: np.ndarray
) -> tuple[str, ...]:
    """The aspects in which any two of several groups of articles differ.

    Args:
        held: for each group (a row) and article (a column) whether the article is behind it.
        codes: for "Outlets", "Kind" and "Translation" a number for each article.
        days: the date of each article; NaT for none.
    """
    held = held[held.any(axis=1)]
    if len(held) < 2:
        return ()
    tests = {
        "Outlets": _any_outlets_differ(_parts(held, codes["Outlets"]) > 0),
        "Kind": _any_parts_differ(_parts(held, codes["Kind"])),
        "Date": _any_dates_differ(held, days),
        "Translation": _any_parts_differ(_parts(held, codes["Translation"])),
    }
    return tuple(aspect for aspect in _TESTS if tests[aspect])


def _parts(held: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """Which part of the articles of each group has each code."""
    counts = np.array([np.bincount(codes[row], minlength=codes.max() + 1) for row in held])
    parts: np.ndarray = counts / counts.sum(axis=1, keepdims=True)
    return parts


def _any_outlets_differ(outlets: np.ndarray) -> bool:
    single = outlets.sum(axis=1) == 1
    return bool(single.any() and (outlets != outlets[single][0]).any())


def _any_parts_differ(parts: np.ndarray) -> bool:
    return bool(np.ptp(parts, axis=0).max() >= APART)


def _any_dates_differ(held: np.ndarray, days: np.ndarray) -> bool:
    dated = ~np.isnat(days)
    some = (held & dated).any(axis=1)
    if not some.all():
        return bool(some.any())
    first = min(days[row & dated].max() for row in held)
    last = max(days[row & dated].min() for row in held)
    return bool(first < last)


def _outlets_differ(first: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Whether a side rests on a single outlet, which the other side does not rest on as well."""
    held = [set(articles["outlet"].unique()) for articles in (first, other)]
    return held[0] != held[1] and min(len(names) for names in held) == 1


def _parts_differ(column: str) -> Callable[[pd.DataFrame, pd.DataFrame], bool]:
    def differ(first: pd.DataFrame, other: pd.DataFrame) -> bool:
        parts = [articles[column].value_counts(normalize=True) for articles in (first, other)]
        return bool(parts[0].sub(parts[1], fill_value=0).abs().max() >= APART)

    return differ


def _dates_differ(first: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Whether the days of the two sides do not overlap, or only one side has any."""
    days = [articles["published"].dropna() for articles in (first, other)]
    if days[0].empty or days[1].empty:
        return days[0].empty != days[1].empty
    return bool(days[0].max() < days[1].min() or days[1].max() < days[0].min())


_TESTS: Mapping[str, Callable[[pd.DataFrame, pd.DataFrame], bool]] = {
    "Outlets": _outlets_differ,
    "Kind": _parts_differ("kind"),
    "Date": _dates_differ,
    "Translation": _parts_differ("translation"),
}


def _counted(values: pd.Series, words: Callable[[str], str]) -> str:
    """How many there are of each: "opinion piece (2), news report (1)", most first."""
    counts = values.value_counts(sort=False).sort_index()
    counts = counts.sort_values(ascending=False, kind="stable")
    return ", ".join(f"{words(name)} ({number:,})" for name, number in counts.items() if number)


def _span(published: pd.Series) -> str:
    days = published.dropna()
    if days.empty:
        return "no date" if len(published) else ""
    ends = list(dict.fromkeys(phrases.day(end) for end in (days.min(), days.max())))
    missing = len(published) - len(days)
    return " to ".join(ends) + (f", {missing} without a date" if missing else "")

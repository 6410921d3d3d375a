"""Who says each word: sentences cut where the voice changes, with the words of each piece."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pandas as pd

# What stands between blanks and holds a letter or a digit.
_WORD = re.compile(r"\S*\w\S*")
_OWN = -1
COLUMNS = ["sentence_id", "article_id", "attribution_id", "start", "end", "n_words"]


def stretches_of(
    sentences: pd.DataFrame, attributions: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """One row per stretch of a sentence in one voice that holds a word, in the order of the text.

    A place belongs to the widest attribution that holds it and stands in no other; cue and source
    belong to whoever tells them. Columns: sentence_id, article_id, attribution_id (null for the
    outlet's own words), start and end (code points of articles.text), n_words.
    """
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    told = dict(list(attributions[attributions["outer_id"].isna()].groupby("article_id")))
    none = attributions.head(0)
    rows: list[tuple[object, ...]] = []
    for article_id, inside in sentences.groupby("article_id", sort=False):
        text, top = texts[article_id], told.get(article_id, none)
        owner = _owners(len(text), top)
        ids, sentence_ids = top["attribution_id"].tolist(), inside["sentence_id"].tolist()
        for number, start, end in _cut(owner, inside["start"], inside["end"]):
            words = len(_WORD.findall(text, start, end))
            if words:
                speaks = None if owner[start] == _OWN else ids[owner[start]]
                rows.append((sentence_ids[number], article_id, speaks, start, end, words))
    found = pd.DataFrame(rows, columns=COLUMNS)
    return found.astype({"start": "int64", "end": "int64", "n_words": "int64"}).astype(
        dict.fromkeys(COLUMNS[:3], "str")
    )


def _owners(length: int, top: pd.DataFrame) -> np.ndarray:
    """For each code point of a text the number of the attribution that gives it its voice."""
    owner = np.full(length, _OWN)
    parts = [
        top[[f"{part}_start", f"{part}_end"]].fillna(0).to_numpy(dtype=int)
        for part in ("content", "content2")
    ]
    width = sum(part[:, 1] - part[:, 0] for part in parts)
    # The widest is written last; of equally wide ones the first.
    for number in sorted(range(len(top)), key=lambda at: (width[at], -at)):
        for part in parts:
            owner[slice(*part[number])] = number
    return owner


def _cut(owner: np.ndarray, starts: pd.Series, ends: pd.Series) -> Iterator[tuple[int, int, int]]:
    """Number of the sentence, start and end of each piece of it with one owner."""
    changes = np.flatnonzero(np.diff(owner)) + 1
    for number, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        inside = changes[np.searchsorted(changes, start, "right") : np.searchsorted(changes, end)]
        edges = [start, *inside.tolist(), end]
        for left, right in pairwise(edges):
            yield number, left, right

"""Who says each word: sentences cut where the voice changes, with the words of each piece."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pandas as pd

# What stands between blanks and holds no letter or digit, which is no word.
_MARKS = re.compile(r"(?<!\S)[^\w\s]+(?!\S)")
_OWN = -1
_SPANS = ["content_start", "content_end", "content2_start", "content2_end"]
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
    top = attributions[attributions["outer_id"].isna()]
    ids, told = top["attribution_id"].tolist(), top.groupby("article_id").indices
    spans = top[_SPANS].fillna(0).to_numpy(dtype=np.int64)
    sentence_ids, edges = sentences["sentence_id"].tolist(), sentences[["start", "end"]].to_numpy()
    rows: list[tuple[object, ...]] = []
    for article_id, inside in sentences.groupby("article_id", sort=False).indices.items():
        text, here = texts[article_id], told.get(article_id, np.empty(0, dtype=np.int64))
        owner = _owners(len(text), spans[here])
        for number, start, end in _cut(owner, edges[inside]):
            piece = text[start:end]
            words = len(piece.split()) - len(_MARKS.findall(piece))
            if words:
                speaks = None if owner[start] == _OWN else ids[here[owner[start]]]
                rows.append((sentence_ids[inside[number]], article_id, speaks, start, end, words))
    found = pd.DataFrame(rows, columns=COLUMNS)
    return found.astype({"start": "int64", "end": "int64", "n_words": "int64"}).astype(
        dict.fromkeys(COLUMNS[:3], "str")
    )


def _owners(length: int, spans: np.ndarray) -> np.ndarray:
    """For each code point of a text the number of the attribution that gives it its voice."""
    owner = np.full(length, _OWN)
    width = spans[:, 1] - spans[:, 0] + spans[:, 3] - spans[:, 2]
    # The widest is written last; of equally wide ones the first.
    for number in sorted(range(len(spans)), key=lambda at: (width[at], -at)):
        first, last, first2, last2 = spans[number]
        owner[first:last] = number
        owner[first2:last2] = number
    return owner


def _cut(owner: np.ndarray, edges: np.ndarray) -> Iterator[tuple[int, int, int]]:
    """Number of the sentence, start and end of each piece of it with one owner."""
    changes = (np.flatnonzero(np.diff(owner)) + 1).tolist()
    for number, (start, end) in enumerate(edges.tolist()):
        inside = changes[bisect_right(changes, start) : bisect_left(changes, end)]
        for left, right in pairwise([start, *inside, end]):
            yield number, left, right

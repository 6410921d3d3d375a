"""What each attribution covers: the sentences that it runs over and the mentions that it holds."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.schema import TEXT

# Code points from the beginning of one article to that of the next on a line.
_ROOM = 1 << 40


class _Line:
    """Where the stretches of a table begin, all articles on one line, to be asked for by place."""

    def __init__(self, table: pd.DataFrame) -> None:
        self._articles = pd.Index(table["article_id"].unique())
        starts = self._places(table["article_id"], table["start"])
        self.order = np.argsort(starts, kind="stable")
        self._starts = starts[self.order]

    def _places(self, article_ids: pd.Series, offsets: pd.Series) -> np.ndarray:
        article = self._articles.get_indexer(article_ids).astype(np.int64)
        return article * _ROOM + offsets.to_numpy(dtype=np.int64)

    def before(self, article_ids: pd.Series, offsets: pd.Series) -> np.ndarray:
        """How many stretches, in `order`, begin before each offset."""
        return np.searchsorted(self._starts, self._places(article_ids, offsets))

    def at(self, article_ids: pd.Series, offsets: pd.Series) -> np.ndarray:
        """The row number of the last stretch of the article that begins at or before each offset.

        It is -1 where there is none.
        """
        if not len(self._starts):
            return np.full(len(offsets), -1)
        last = self.before(article_ids, offsets + 1) - 1
        same = self._starts[last] // _ROOM == self._places(article_ids, offsets) // _ROOM
        return np.where(same & (last >= 0), self.order[last], -1)


def statements_of(
    attributions: pd.DataFrame, sentences: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """The attributions with where they stand and all that must be read to judge them.

    Returns:
        The same rows with sentence_id (the sentence of the cue, else of the beginning of the
        content; null when there is none), text (from the first to the last sentence that content
        or cue touch, as found) and sentence_start (first code point of this text).
    """
    ids, cue = attributions["article_id"], attributions["cue_start"]
    stands = cue.fillna(attributions["content_start"]).astype("int64")
    low = _over(attributions["content_start"], cue).min(axis=1).astype("int64")
    ends = _over(attributions["content_end"], attributions["content2_end"])
    high = _over(ends.max(axis=1), cue + attributions["cue"].str.len()).max(axis=1).astype("int64")
    line, rows = _Line(sentences), sentences.reset_index(drop=True)
    first = rows.reindex(line.at(ids, low)).set_axis(attributions.index)
    last = rows.reindex(line.at(ids, high - 1)).set_axis(attributions.index)
    here = rows.reindex(line.at(ids, stands)).set_axis(attributions.index)
    # A sentence that ends before the content, as before a heading, has no part in it.
    start = _over(low, first["start"].where(first["end"] > low)).min(axis=1).astype("int64")
    end = _over(high, last["end"]).max(axis=1).astype("int64")
    texts = ids.map(articles.set_index("article_id")["text"])
    cut = [text[a:b] for text, a, b in zip(texts, start, end, strict=True)]
    return attributions.assign(
        sentence_id=here["sentence_id"],
        text=pd.Series(cut, index=attributions.index, dtype=TEXT),
        sentence_start=start,
    )


def mentions_within(attributions: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """One row per attribution and mention in its content, whatever else holds the mention too.

    Columns: attribution_id, mention_id, target.
    """
    parts = pd.concat(
        [
            attributions[["attribution_id", "article_id"]].assign(
                start=attributions[f"{part}_start"], end=attributions[f"{part}_end"]
            )
            for part in ("content", "content2")
        ]
    ).dropna(subset="start")
    parts = parts.astype({"start": "int64", "end": "int64"})
    line = _Line(mentions)
    first = line.before(parts["article_id"], parts["start"])
    number = line.before(parts["article_id"], parts["end"]) - first
    part = np.repeat(np.arange(len(parts)), number)
    within = np.arange(len(part)) - np.repeat(number.cumsum() - number, number)
    found = mentions.iloc[line.order[np.repeat(first, number) + within]]
    pairs = found[["mention_id", "target"]].assign(
        attribution_id=parts["attribution_id"].to_numpy()[part]
    )
    return pairs[found["end"].to_numpy() <= parts["end"].to_numpy()[part]]


def outermost_of(pairs: pd.DataFrame, attributions: pd.DataFrame) -> pd.Series:
    """The attribution that gives each mention its voice, by mention_id: the widest in no other.

    Args:
        pairs: what `mentions_within` gives.
        attributions: the attributions table.
    """
    top = attributions[attributions["outer_id"].isna()]
    second = (top["content2_end"] - top["content2_start"]).fillna(0)
    width = (top["content_end"] - top["content_start"] + second).astype("int64")
    top = top.assign(width=width)[["attribution_id", "width", "content_start"]]
    held = pairs.merge(top, on="attribution_id")
    held = held.sort_values(["width", "content_start"], ascending=[False, True], kind="stable")
    return held.drop_duplicates("mention_id").set_index("mention_id")["attribution_id"]


def _over(*columns: pd.Series) -> pd.DataFrame:
    """Offsets side by side, to be compared row by row; an absent one is left aside."""
    return pd.concat([column.astype("Int64") for column in columns], axis=1)

"""Questions about matters: topics, where their paragraphs lie, what two sides both speak of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from analysis.columns.times import over_time
from analysis.door.words import Words
from analysis.selection import Selection, counted_articles


class Matters(Words):
    """What the texts are about."""

    def topics(self) -> pd.DataFrame:
        """The topics table."""
        return self._columns.topics.copy()

    @property
    def topics_found(self) -> Mapping[str, Any]:
        """How the topics were found (see topics.Found.record); empty when that is not known."""
        found: Mapping[str, Any] = self.run.get("topics", {})
        return found

    def topics_over_time(self, selection: Selection) -> pd.DataFrame:
        """Sentences of each group about each topic by time (see columns.times.over_time)."""
        return over_time(self._counts, selection)

    @cached_property
    def _places(self) -> pd.DataFrame:
        # What looks for topics takes a while to load, and opening an analysis needs none of it.
        from analysis.topics.place import places_of

        passages, articles = (self._read_part.tables[name] for name in ("passages", "articles"))
        counted = counted_articles(articles, Selection())["article_id"]
        passages = passages[passages["article_id"].isin(counted)]
        texts = articles.set_index("article_id")["text"]
        spans = zip(passages["article_id"], passages["start"], passages["end"], strict=True)
        cut = [texts[article_id][start:end] for article_id, start, end in spans]
        places = places_of(passages.assign(text=cut), cut)
        labels = self._columns.topics.set_index("topic_id")["label"]
        perspectives = articles.set_index("article_id")["perspective"]
        return places.assign(
            label=places["topic_id"].map(labels),
            perspective=places["article_id"].map(perspectives),
        )

    def passage_map(self, selection: Selection) -> pd.DataFrame:
        """The places of the passages in which a selection has a sentence.

        Of a large corpus those of the articles that are read (see Words.read_for_words).

        Columns: those of the passages table, text, x and y (see topics.place.places_of), label (of
        the topic; null for none) and perspective (of the outlet).
        """
        kept = self._read_rows(selection, "topic_share")["sentence_id"]
        sentences = self._read_part.tables["sentences"]
        held = sentences.loc[sentences["sentence_id"].isin(kept), "passage_id"]
        return self._places[self._places["passage_id"].isin(held)].reset_index(drop=True)

    @cached_property
    def _direction(self) -> Callable[[str], np.ndarray]:
        """The meaning of a text, which is worked out once."""
        from analysis.topics.embedding import default_encoder

        read, known = default_encoder().direction, {}

        def direction(text: str) -> np.ndarray:
            if text not in known:
                known[text] = read(text)
            return known[text]

        return direction

    def echoes(self, selection: Selection, first: str, other: str) -> pd.DataFrame:
        """Passages of two groups that speak of the same matter: two rows for each pair.

        Of a large corpus those of the articles that are read (see Words.read_for_words). Rows are
        evidence rows (see Numbers.evidence) of the sentence of each passage that is nearest to the
        other one; their text is the whole passage. More columns: pair (from 0, the likeliest
        first), side (0 is the first group) and those that tell of the pair (nearness, rarity,
        chance, words; see compare.echoes.echoes).

        Raises:
            ModelFault: the model that reads the sentences is missing or another.
        """
        from analysis.compare.echoes import echoes

        tables = self._read_part.tables
        home = tables["sentences"].set_index("sentence_id")["passage_id"]
        rows = self._read_rows(selection, "voice_share")
        rows = rows.assign(passage_id=rows["sentence_id"].map(home))
        whole = self._read_rows(Selection(), "voice_share").drop(columns="group")
        whole = whole.assign(passage_id=whole["sentence_id"].map(home))
        one, two = (rows[rows["group"] == group] for group in (first, other))
        found = echoes(whole, one, two, self._direction)
        texts = tables["articles"].set_index("article_id")["text"]
        return self._read_part.with_context(_in_pairs(found, rows, texts))


def _in_pairs(found: pd.DataFrame, rows: pd.DataFrame, texts: pd.Series) -> pd.DataFrame:
    """The evidence rows of the passages of each pair, each with the text of its passage."""
    known = rows.drop_duplicates("row_id").set_index("row_id", drop=False)
    parts = []
    for side, prefix in enumerate(("", "other_")):
        held = known.loc[found[f"{prefix}row_id"]].reset_index(drop=True)
        starts, ends = found[f"{prefix}start"], found[f"{prefix}end"]
        spans = zip(held["article_id"], starts, ends, strict=True)
        cut = [texts[article_id][start:end] for article_id, start, end in spans]
        told = found[["nearness", "rarity", "chance", "words"]].to_dict("series")
        held = held.assign(text=pd.Series(cut, dtype="str"), sentence_start=starts, **told)
        parts.append(held.assign(pair=found.index, side=side))
    joined = pd.concat(parts).sort_values(["pair", "side"]).reset_index(drop=True)
    return joined.drop(columns=["group", "passage_id"])

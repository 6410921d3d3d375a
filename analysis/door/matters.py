"""Questions about matters: topics, where their paragraphs lie."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import pandas as pd

from analysis.door.held import Held
from analysis.selection import Selection, counted_articles


class Matters(Held):
    """What the texts are about."""

    def topics(self) -> pd.DataFrame:
        """The topics table."""
        return self._tables["topics"].copy()

    @property
    def topics_found(self) -> Mapping[str, Any]:
        """How the topics were found (see topics.Found.record); empty when that is not known."""
        found: Mapping[str, Any] = self.run.get("topics", {})
        return found

    def topics_over_time(self, selection: Selection) -> pd.DataFrame:
        """Sentences of each group about each topic by time (see topics.times.over_time)."""
        # What looks for topics takes a while to load, and opening an analysis needs none of it.
        from analysis.topics.times import over_time

        dates = self._tables["articles"].set_index("article_id")["published"]
        return over_time(self._grouped(selection, "topic_share"), dates)

    @cached_property
    def _places(self) -> pd.DataFrame:
        from analysis.topics.place import places_of

        passages, articles = self._tables["passages"], self._tables["articles"]
        counted = counted_articles(articles, Selection())["article_id"]
        passages = passages[passages["article_id"].isin(counted)]
        texts = articles.set_index("article_id")["text"]
        spans = zip(passages["article_id"], passages["start"], passages["end"], strict=True)
        cut = [texts[article_id][start:end] for article_id, start, end in spans]
        places = places_of(passages.assign(text=cut), cut)
        labels = self._tables["topics"].set_index("topic_id")["label"]
        perspectives = articles.set_index("article_id")["perspective"]
        return places.assign(
            label=places["topic_id"].map(labels),
            perspective=places["article_id"].map(perspectives),
        )

    def passage_map(self, selection: Selection) -> pd.DataFrame:
        """The places of the passages in which a selection has a sentence.

        Columns: those of the passages table, text, x and y (see topics.place.places_of), label (of
        the topic; null for none) and perspective (of the outlet).
        """
        kept = self._kept(selection, "topic_share")["sentence_id"]
        sentences = self._tables["sentences"]
        held = sentences.loc[sentences["sentence_id"].isin(kept), "passage_id"]
        return self._places[self._places["passage_id"].isin(held)].reset_index(drop=True)

"""The one door to the data of an analysis.

Pages ask an `Analysis` for aggregates and for evidence rows by filter, never for whole tables,
so that a larger engine can stand behind the same door.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analysis.columns.options import options_of
from analysis.compare.order import groups_in_order
from analysis.corpus import Corpus
from analysis.corrections import Corrections
from analysis.door.matters import Matters
from analysis.door.numbers import BY_DATE, GIVEN, MOST_BY_ARTICLE, MOST_READ, Numbers
from analysis.door.voices import Voices
from analysis.options import Options
from analysis.selection import Selection
from analysis.stance.hidden import MOST_MENTIONS, with_names_hidden

__all__ = ["BY_DATE", "GIVEN", "MOST_BY_ARTICLE", "MOST_READ", "Analysis", "Options"]


@dataclass(frozen=True)
class Analysis(Numbers, Voices, Matters):
    """One analysis and the questions that can be put to it. Answers are new frames.

    What asks why a speaker has a perspective (selections with `plain_only`, and what is `judged`)
    reads the reference tables: those of the analysis, or the shipped ones when it was stored. It
    raises ReferenceFault when they are broken.
    """

    @property
    def corpus(self) -> Corpus:
        """What is known of the articles as such: copies, gaps, names that no table knows."""
        columns = self._columns
        return Corpus(
            self._source.articles,
            len(self._source.skipped),
            int(columns.removed["n"].sum()),
            lambda: self._read_part.tables,
        )

    @property
    def n_corrections(self) -> int:
        """Corrections by hand behind the numbers; those that found nothing are not counted."""
        return int(self.run.get("corrections", {}).get("applied", 0))

    @property
    def not_applied(self) -> tuple[str, ...]:
        """Corrections that found nothing to correct, each with the reason."""
        return tuple(self.run.get("corrections", {}).get("not_applied", ()))

    def localised(self, corrections: Corrections) -> Corrections:
        """Corrections from elsewhere, speaking of these articles by the ids that they have here."""
        return corrections.moved_to(self._texts().items())

    def portable(self, corrections: Corrections) -> Corrections:
        """Corrections of this corpus that find their articles wherever the files will lie."""
        return corrections.portable(self._texts(corrections.by_article()))

    def _texts(self, ids: Iterable[str] | None = None) -> dict[str, str]:
        """The texts of some articles, or of all."""
        known = self._source.articles["article_id"]
        wanted = known if ids is None else known[known.isin(list(ids))]
        articles = self._source.some(wanted.tolist())["articles"]
        return dict(zip(articles["article_id"], articles["text"], strict=True))

    @property
    def fingerprint(self) -> str:
        """Short hash of all that decides the numbers (see analysis.record.fingerprint_of)."""
        return str(self.run["corpus_fingerprint"])

    def article(self, article_id: str) -> dict[str, Any]:
        """One article: its row as a dict, and its own removed, sentences, attributions, mentions.

        `by_hand` are the columns of the row that a person has corrected.

        Raises:
            KeyError: no such article.
        """
        tables = self._source.some([article_id])
        if tables["articles"].empty:
            raise KeyError(f"no article {article_id!r} in this analysis")
        by_hand = self.run.get("corrections", {}).get("articles", {}).get(article_id, ())
        row = tables["articles"].iloc[0].to_dict()
        parts: dict[str, Any] = {"article": row, "by_hand": tuple(by_hand)}
        for name in ("removed", "passages", "sentences", "attributions", "mentions"):
            parts[name] = tables[name].reset_index(drop=True)
        return parts

    def whole_tables(self) -> dict[str, pd.DataFrame]:
        """Every table as it is, for files to write; a screen asks for answers instead."""
        return self._source.whole()

    def skipped(self) -> pd.DataFrame:
        """What could not be read, with the reason."""
        return self._source.skipped

    def removed_by_reason(self) -> pd.DataFrame:
        """What was removed from all articles: reason, n (stretches), n_articles, most first."""
        return self._columns.removed.copy()

    def options(self) -> Options:
        """What the filters can be set to."""
        told = self._counts.tally(Selection(), "sentiment")
        listed = groups_in_order(told, self._source.articles, Selection())
        return options_of(self._columns, self._source.articles, listed)

    @property
    def can_hide_names(self) -> bool:
        """Whether stance can be judged anew with names hidden while a reader waits."""
        return len(self._columns.bases["stance"]) <= MOST_MENTIONS

    def names_hidden(self) -> Analysis:
        """The same analysis, stance judged anew without knowing whom a text mentions.

        Raises:
            ValueError: there are too many mentions for that (`can_hide_names`).
        """
        if not self.can_hide_names:
            raise ValueError(f"there are more than {MOST_MENTIONS:,} mentions to judge anew")
        tables = self.whole_tables()
        mentions = with_names_hidden(tables["mentions"], tables["sentences"])
        return replace(self, _tables={**tables, "mentions": mentions})

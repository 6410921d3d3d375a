"""The one door to the data of an analysis.

Pages ask an `Analysis` for aggregates and for evidence rows by filter, never for whole tables,
so that a larger engine can stand behind the same door.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analysis.corpus import Corpus
from analysis.corrections import Corrections
from analysis.door.matters import Matters
from analysis.door.numbers import Numbers
from analysis.door.voices import Voices
from analysis.door.words import Words
from analysis.options import Options, options_of
from analysis.selection import Selection
from analysis.stance.hidden import MOST_MENTIONS, with_names_hidden

__all__ = ["Analysis", "Options"]


@dataclass(frozen=True)
class Analysis(Numbers, Voices, Words, Matters):
    """One analysis and the questions that can be put to it. Answers are new frames.

    What asks why a speaker has a perspective (selections with `plain_only`, and what is `judged`)
    reads the reference tables: those of the analysis, or the shipped ones when it was stored. It
    raises ReferenceFault when they are broken.
    """

    @property
    def corpus(self) -> Corpus:
        """What is known of the articles as such: copies, gaps, names that no table knows."""
        return Corpus(self._tables)

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
        articles = self._tables["articles"]
        return corrections.moved_to(zip(articles["article_id"], articles["text"], strict=True))

    def portable(self, corrections: Corrections) -> Corrections:
        """Corrections of this corpus that find their articles wherever the files will lie."""
        articles = self._tables["articles"]
        return corrections.portable(
            dict(zip(articles["article_id"], articles["text"], strict=True))
        )

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
        articles = self._tables["articles"]
        found = articles[articles["article_id"] == article_id]
        if found.empty:
            raise KeyError(f"no article {article_id!r} in this analysis")
        by_hand = self.run.get("corrections", {}).get("articles", {}).get(article_id, ())
        parts: dict[str, Any] = {"article": found.iloc[0].to_dict(), "by_hand": tuple(by_hand)}
        for name in ("removed", "passages", "sentences", "attributions", "mentions"):
            table = self._tables[name]
            parts[name] = table[table["article_id"] == article_id].reset_index(drop=True)
        return parts

    def whole_tables(self) -> dict[str, pd.DataFrame]:
        """Every table as it is, for files to write; a screen asks for answers instead."""
        return dict(self._tables)

    def skipped(self) -> pd.DataFrame:
        """What could not be read, with the reason."""
        return self._tables["skipped"].copy()

    def removed(self) -> pd.DataFrame:
        """What was removed from the articles: article_id, reason, n (stretches)."""
        removed = self._tables["removed"]
        return removed.groupby(["article_id", "reason"]).size().rename("n").reset_index()

    def removed_by_reason(self) -> pd.DataFrame:
        """What was removed from all articles: reason, n (stretches), n_articles, most first."""
        by_reason = self._tables["removed"].groupby("reason")["article_id"]
        found = pd.DataFrame({"n": by_reason.size(), "n_articles": by_reason.nunique()})
        return found.sort_values("n", ascending=False, kind="stable").reset_index()

    def options(self) -> Options:
        """What the filters can be set to."""
        listed = self.comparison(Selection(), "sentiment")["perspective"]
        return options_of(self._tables, listed)

    @property
    def can_hide_names(self) -> bool:
        """Whether stance can be judged anew with names hidden while a reader waits."""
        return len(self._tables["mentions"]) <= MOST_MENTIONS

    def names_hidden(self) -> Analysis:
        """The same analysis, stance judged anew without knowing whom a text mentions.

        Raises:
            ValueError: there are too many mentions for that (`can_hide_names`).
        """
        mentions = with_names_hidden(self._tables["mentions"], self._tables["sentences"])
        return replace(self, _tables={**self._tables, "mentions": mentions})

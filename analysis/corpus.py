"""What a person who brought a corpus must know of it: copies, gaps and names that no table knows.

Answers are new frames, one row per article unless said otherwise; the text is never among them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from analysis.proposals import propose_actors
from analysis.reference import Reference
from analysis.selection import UNKNOWN_OUTLET, is_english

_SHOWN = ["article_id", "source_path", "title", "outlet"]


@dataclass(frozen=True)
class Corpus:
    """The articles of one analysis and the questions about them."""

    _articles: pd.DataFrame = field(repr=False)
    _n_skipped: int
    _n_removed: int
    # The tables of the articles in which unknown names are looked for.
    _read: Callable[[], Mapping[str, pd.DataFrame]] = field(repr=False)

    def unknown_outlets(self, reference: Reference) -> pd.DataFrame:
        """One row per outlet that the outlets table does not have, most articles first.

        Columns: outlet ("unknown outlet" for articles without one), country and perspective as
        counted now, n_articles, titles and article_ids (tuples).
        """
        articles = self._articles
        unknown = articles[~articles["outlet"].isin(reference.outlets["outlet"])]
        return (
            unknown.assign(outlet=unknown["outlet"].fillna(UNKNOWN_OUTLET))
            .groupby("outlet")
            .agg(
                country=("country", "first"),
                perspective=("perspective", "first"),
                n_articles=("article_id", "size"),
                titles=("title", lambda titles: tuple(titles.dropna())),
                article_ids=("article_id", tuple),
            )
            .reset_index()
            .sort_values(["n_articles", "outlet"], ascending=[False, True])
            .reset_index(drop=True)
        )

    def undated(self) -> pd.DataFrame:
        """Articles without any date: article_id, source_path, title, outlet."""
        return self._only(self._articles["published_basis"] == "unknown")

    def weakly_dated(self) -> pd.DataFrame:
        """Articles whose date is that of a repost or of an address, and no stated one.

        Columns: those of `undated`, published and published_basis.
        """
        found = self._articles["published_basis"].isin(("reposted", "url"))
        return self._only(found, "published", "published_basis")

    def not_english(self) -> pd.DataFrame:
        """Articles that are shown but in no number, with their language.

        Columns: those of `undated`, and language.
        """
        return self._only(~is_english(self._articles["language"]), "language")

    def copies(self) -> pd.DataFrame:
        """Groups of copies: every article that has some, the one that counts first in its group.

        Columns: group (article_id of the one that counts), article_id, source_path, title, outlet,
        republisher, published, n_words, counts (bool).
        """
        articles = self._articles
        group = articles["duplicate_of"].fillna(articles["article_id"])
        counts = articles["duplicate_of"].isna()
        several = group.isin(articles["duplicate_of"].dropna())
        found = articles.assign(group=group, counts=counts)[several]
        ordered = found.sort_values(
            ["group", "counts", "source_path"], ascending=[True, False, True]
        )
        columns = ["group", *_SHOWN, "republisher", "published", "n_words", "counts"]
        return ordered[columns].reset_index(drop=True)

    def proposals(self, reference: Reference) -> pd.DataFrame:
        """Names that no table knows (see analysis.proposals), with `examples`: their sentences."""
        tables = self._read()
        found = propose_actors(tables, reference)
        sentences = tables["sentences"].set_index("sentence_id")["text"]
        examples = [
            tuple(sentences[sentence_id] for sentence_id in ids)
            for ids in found["example_sentence_ids"]
        ]
        return found.assign(examples=examples)

    def counts(self, reference: Reference) -> dict[str, int]:
        """The reading report in numbers.

        Keys: articles (read), copies, not_english, undated, unknown_outlet (articles), skipped
        (inputs), removed (stretches).
        """
        unknown = self.unknown_outlets(reference)
        return {
            "articles": len(self._articles),
            "copies": int(self._articles["duplicate_of"].notna().sum()),
            "not_english": len(self.not_english()),
            "undated": len(self.undated()),
            "unknown_outlet": int(unknown["n_articles"].sum()),
            "skipped": self._n_skipped,
            "removed": self._n_removed,
        }

    def _only(self, rows: pd.Series, *more: str) -> pd.DataFrame:
        return self._articles.loc[rows, [*_SHOWN, *more]].reset_index(drop=True)

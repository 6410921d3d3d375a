"""Questions about numbers: comparisons, differences, and the sentences behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.compare import compare
from analysis.compare.differences import differences
from analysis.compare.prevalence import corrected_shares
from analysis.door.held import Held
from analysis.findings import differing
from analysis.selection import Selection, is_english, keep_articles
from analysis.stance.classes import PROBABILITIES


class Numbers(Held):
    """What is counted, and the evidence behind each count."""

    def comparison(self, selection: Selection, *measures: str) -> pd.DataFrame:
        """The comparison rows of these measures under a selection (see analysis.compare)."""
        return compare(self._tables, self._rows_for(selection), selection, measures)

    def differences(
        self,
        selection: Selection,
        *measures: str,
        pairs: Sequence[tuple[str, str]] | None = None,
        items: Mapping[str, Sequence[str]] | None = None,
    ) -> pd.DataFrame:
        """How groups differ in these measures (see analysis.compare.differences)."""
        rows = self._rows_for(selection)
        return differences(self._tables, rows, selection, measures, pairs, items)

    def differing(self, selection: Selection) -> tuple[str, ...]:
        """In what the articles of the groups differ besides (see findings.confounds)."""
        rows = self._grouped(selection, "voice_share")
        held = rows[["group", "article_id"]].drop_duplicates().groupby("group")["article_id"]
        articles = self.articles()
        return differing(articles[articles["article_id"].isin(ids)] for _, ids in held)

    def behind(self, selection: Selection, group: str) -> pd.DataFrame:
        """The articles, without their text, in which a group of a selection has sentences."""
        rows = self._grouped(selection, "voice_share")
        held = rows["article_id"][rows["group"] == group]
        articles = self.articles()
        return articles[articles["article_id"].isin(held)].reset_index(drop=True)

    def evidence(
        self,
        selection: Selection,
        measure: str,
        *,
        group: str | None = None,
        item: str | None = None,
    ) -> pd.DataFrame:
        """The rows behind a number: exactly those that the comparison counted.

        Args:
            selection: the same selection that the comparison was made with.
            measure: name of the measure.
            group: a perspective, article_id, outlet, speaker or pair, as the selection groups;
                None for all.
            item: the item of the comparison; None for all.

        Returns:
            The columns of analysis.evidence.COLUMNS, title, outlet, published and more of the
            article, and cue, source, affiliation and confidence of the attribution that gives the
            row its voice; strongest value first.
        """
        rows = self._kept(selection, measure)
        if group is not None:
            rows = self._grouped(selection, measure)
            rows = rows[rows["group"] == group].drop(columns="group")
        if item is not None:
            rows = rows[rows["item"] == item]
        order = np.argsort(-rows["value"].abs().to_numpy(), kind="stable")
        return self._with_context(rows.iloc[order].reset_index(drop=True))

    def corrected_shares(self, selection: Selection) -> pd.DataFrame:
        """Shares of unfavourable and favourable mentions, counted and corrected for the errors of
        the engine, by group and actor (see compare.prevalence); only where there is enough.
        """
        rows = self._grouped(selection, "stance")
        chances = self._tables["mentions"].set_index("mention_id")[list(PROBABILITIES)]
        cell = rows.groupby(["group", "item"])["sentence_id"]
        rows = rows[cell.transform("nunique") >= selection.minimum]
        return corrected_shares(rows.join(chances, on="row_id"))

    def coverage(self, selection: Selection) -> pd.DataFrame:
        """How much text a selection holds, by group.

        Columns: group (a perspective, or an article_id when grouped by article), n_sentences,
        n_articles. Groups without text are not listed.
        """
        by_group = self._grouped(selection, "voice_share").groupby("group")
        return (
            pd.DataFrame(
                {
                    "n_sentences": by_group["sentence_id"].nunique(),
                    "n_articles": by_group["article_id"].nunique(),
                }
            )
            .rename_axis("group")
            .reset_index()
        )

    def totals(self, selection: Selection) -> dict[str, int]:
        """Sentences, articles, statements (attributions in no other) and mentions of a selection.

        Of the articles that its filters leave, `copies` repeat one that counts and `not_english`
        cannot be measured; neither are in the other counts.
        """
        rows = {
            name: self._kept(selection, measure)
            for name, measure in (
                ("sentences", "voice_share"),
                ("mentions", "stance"),
                ("attributions", "role_share"),
            )
        }
        counts = {name: len(frame) for name, frame in rows.items()}
        kept = keep_articles(self._tables["articles"], selection)
        english = is_english(kept["language"])
        copies = english & kept["duplicate_of"].notna() & (not selection.count_duplicates)
        return counts | {
            "articles": int(rows["sentences"]["article_id"].nunique()),
            "copies": int(copies.sum()),
            "not_english": int((~english).sum()),
        }

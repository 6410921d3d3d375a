"""Questions about numbers: comparisons, differences, and the sentences behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd

from analysis.columns.dated import by_date, of_date
from analysis.columns.kept import keeping
from analysis.compare import compare
from analysis.compare.differences import differences
from analysis.compare.prevalence import corrected_shares
from analysis.compare.singles import single_articles
from analysis.door.held import Array, Held
from analysis.findings import differing
from analysis.selection import Selection
from analysis.stance.classes import PROBABILITIES

# Articles up to which each is listed in an answer by article: a screen shows the first ones.
MOST_BY_ARTICLE = 200
# Rows of evidence that are read at once, such as for a file; a page of a screen shows twenty.
MOST_READ = 5000
GIVEN, BY_DATE = "given", "date"


class Numbers(Held):
    """What is counted, and the evidence behind each count."""

    def comparison(self, selection: Selection, *measures: str) -> pd.DataFrame:
        """The comparison rows of these measures under a selection (see analysis.compare).

        By article it lists the first MOST_BY_ARTICLE articles; its attribute `articles` tells how
        many there are (see charts.room.first_articles).
        """
        found = compare(self._counted, self._counts, self.listed(selection), measures)
        if selection.group_by == "article":
            found.attrs["articles"] = int(self._columns.counted_articles(selection).sum())
        return found

    def listed(self, selection: Selection) -> Selection:
        """A selection that leaves no more articles than an answer by article lists."""
        if selection.group_by != "article":
            return selection
        counted, order = self._columns.counted_articles(selection), self._columns.given
        first = order[counted[order]][: MOST_BY_ARTICLE + 1]
        if len(first) <= MOST_BY_ARTICLE:
            return selection
        ids = self._columns.articles["article_id"].iloc[first[:MOST_BY_ARTICLE]]
        return replace(selection, articles=tuple(ids))

    def differences(
        self,
        selection: Selection,
        *measures: str,
        pairs: Sequence[tuple[str, str]] | None = None,
        items: Mapping[str, Sequence[str]] | None = None,
    ) -> pd.DataFrame:
        """How groups differ in these measures (see analysis.compare.differences)."""
        listed = self.listed(selection)
        return differences(self._counted, self._counts, listed, measures, pairs, items)

    def single_articles(self, selection: Selection, measure: str) -> pd.DataFrame:
        """The single articles of groups that have few (see compare.singles)."""
        return single_articles(self._counted, self._counts, self.listed(selection), measure)

    def differing(self, selection: Selection) -> tuple[str, ...]:
        """In what the articles of the groups differ besides (see findings.confounds)."""
        columns = self._columns
        spread = self._spread(selection)
        if len(spread.names) * len(columns.articles) > 1 << 25:
            return ()  # of so many groups every aspect differs between some two
        held = np.zeros((len(spread.names), len(columns.articles)), dtype=bool)
        held[spread.group, spread.article] = True
        return differing(
            held,
            {
                name: columns.of_articles[of].codes
                for name, of in (
                    ("Outlets", "publisher"),
                    ("Kind", "kind"),
                    ("Translation", "translation"),
                )
            },
            columns.days,
        )

    def behind(
        self, selection: Selection, first: str, other: str
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The articles in which each of two groups has sentences, with what tells of a side.

        Columns: outlet, kind, translation and published, by the number of the article in the
        articles table.
        """
        columns, spread = self._columns, self._spread(selection)
        given = columns.given
        told = {
            name: columns.of_articles[of].of(given)
            for name, of in (
                ("outlet", "publisher"), ("kind", "kind"), ("translation", "translation"),
            )
        }  # fmt: skip
        whole = pd.DataFrame(told | {"published": columns.days[given]})

        sides = (spread.articles(len(given), group)[given] for group in (first, other))
        one, two = (whole[held] for held in sides)
        return one, two

    def evidence(
        self,
        selection: Selection,
        measure: str,
        *,
        group: str | None = None,
        item: str | None = None,
        order: str = GIVEN,
        first: int = 0,
        most: int = MOST_READ,
    ) -> pd.DataFrame:
        """The rows behind a number: those that the comparison counted.

        Args:
            selection: the same selection that the comparison was made with.
            measure: name of the measure.
            group: a perspective, article_id, outlet, speaker or pair, as the selection groups;
                None for all.
            item: the item of the comparison; None for all.
            order: GIVEN (the strongest value first, of equals in the order of the tables) or
                BY_DATE (the oldest first, undated ones last).
            first: how many rows are passed over.
            most: how many rows are read.

        Returns:
            The columns of analysis.evidence.COLUMNS, title, outlet, published and more of the
            article, and cue, source, affiliation and confidence of the attribution that gives the
            row its voice.
        """
        numbers = self._numbers(selection, measure, group, item)
        if order == GIVEN:
            numbers = self._as_given(measure, numbers, first + most)
        return self._read(measure, numbers[first : first + most])

    def n_evidence(
        self,
        selection: Selection,
        measure: str,
        *,
        group: str | None = None,
        item: str | None = None,
    ) -> tuple[int, int]:
        """How many rows are behind a number, and how many of them only say which thing is meant."""
        numbers = self._numbers(selection, measure, group, item)
        modifier = self._counts.base_of(measure).modifier
        return len(numbers), int(modifier[self._in_base(measure, numbers)].sum())

    def _as_given(self, measure: str, numbers: Array, most: int) -> Array:
        """The first so many of some rows, the strongest first, then in the order of the tables."""
        value = self._columns.measures[measure].value
        if not len(value):
            given = self._columns.number[self._articles_of(measure, numbers)]
            return _first(numbers, given, most)[0]
        kept, weakness = _first(numbers, -np.abs(value[numbers]), most)
        given = self._columns.number[self._articles_of(measure, kept)]
        found: Array = kept[np.lexsort([kept, given, weakness])]
        return found

    def _in_base(self, measure: str, numbers: Array) -> Array:
        at = self._columns.measures[measure].at
        return numbers if at is None else at[numbers]

    def _articles_of(self, measure: str, numbers: Array) -> Array:
        found: Array = self._counts.base_of(measure).article[self._in_base(measure, numbers)]
        return found

    @cached_property
    def _numbers(self) -> Callable[[Selection, str, str | None, str | None], Array]:
        """Tells the rising numbers of the rows behind a number, and remembers the last ones."""
        return lru_cache(maxsize=1)(self._find_numbers)

    def _find_numbers(
        self, selection: Selection, measure: str, group: str | None, item: str | None
    ) -> Array:
        picked = self._behind(selection, measure, group)
        if item is not None:
            picked = self._counts.of_item(picked, measure, item)
        return picked.numbers()

    def _read(self, measure: str, numbers: Array) -> pd.DataFrame:
        """The evidence rows with these numbers, in this order, with their context."""
        part = self._part(self._articles_of(measure, numbers))
        return part.with_context(part.at(measure, numbers))

    def corrected_shares(self, selection: Selection) -> pd.DataFrame:
        """Shares of unfavourable and favourable mentions, counted and corrected for the errors of
        the engine, by group and actor (see compare.prevalence); only where there is enough.
        """
        counted = self._counts.count(selection, "stance")
        enough = (counted.n_sentences >= selection.minimum)[counted.group, counted.item]
        chances = self._chances(selection)[enough]
        return corrected_shares(
            pd.DataFrame(
                {
                    "group": pd.Categorical.from_codes(counted.group[enough], counted.groups),
                    "item": pd.Categorical.from_codes(counted.item[enough], counted.items),
                    "article_id": counted.article[enough],
                    "sign": counted.sign[enough],
                    **dict(zip(PROBABILITIES, chances.T, strict=True)),
                }
            )
        )

    def _chances(self, selection: Selection) -> Array:
        """The probabilities of the mentions that a selection keeps."""
        return self._columns.chances[self._picked(selection, "stance").rows]

    def coverage(self, selection: Selection) -> pd.DataFrame:
        """How much text a selection holds, by group.

        Columns: group (a perspective, or an article_id when grouped by article), n_sentences,
        n_articles. Groups without text are not listed.
        """
        spread = self._spread(selection)
        behind = np.bincount(spread.group)
        held = np.flatnonzero(behind)
        n_sentences = np.bincount(spread.group, weights=spread.n).astype(np.int64)
        return pd.DataFrame(
            {
                "group": pd.Series([spread.names[at] for at in held.tolist()], dtype="str"),
                "n_sentences": n_sentences[held],
                "n_articles": behind[held],
            }
        )

    def totals(self, selection: Selection) -> dict[str, int]:
        """Sentences, articles, statements (attributions in no other) and mentions of a selection.

        Of the articles that its filters leave, `copies` repeat one that counts and `not_english`
        cannot be measured; neither are in the other counts.
        """
        columns = self._columns
        n_rows = {
            name: len(self._counts.kept(selection, base))
            for name, base in (
                ("sentences", "voice_share"),
                ("mentions", "stance"),
                ("attributions", "role_share"),
            )
        }
        kept = columns.kept_articles(selection)
        copies = kept & columns.english & ~columns.original & (not selection.count_duplicates)
        behind = self._spread(keeping(selection)).articles(len(kept))
        return n_rows | {
            "articles": int(behind.sum()),
            "copies": int(copies.sum()),
            "not_english": int((kept & ~columns.english).sum()),
        }

    def articles_by_date(self, selection: Selection) -> pd.DataFrame:
        """How many articles there are of each perspective and period (see columns.dated)."""
        return by_date(self._columns, selection)

    def articles_of(self, selection: Selection, group: str, item: str) -> pd.DataFrame:
        """The articles, without their text, that a row of `articles_by_date` counts."""
        rows = of_date(self._columns, selection, group, item)
        return self._source.articles.iloc[rows].reset_index(drop=True)


def _first(numbers: Array, key: Array, most: int) -> tuple[Array, Array]:
    """Numbers in the order of a key, with it; of many at least the first so many."""
    if len(numbers) > 4 * most:
        held = key <= np.partition(key, most)[most]
        numbers, key = numbers[held], key[held]
    order = np.argsort(key, kind="stable")
    return numbers[order], key[order]

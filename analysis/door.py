"""The one door to the data of an analysis.

Pages ask an `Analysis` for aggregates and for evidence rows by filter, never for whole tables,
so that a larger engine can stand behind the same door.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from analysis import speakers
from analysis import tables as contract
from analysis.compare import compare
from analysis.compare.differences import differences
from analysis.corpus import Corpus
from analysis.corrections import Corrections
from analysis.doubts import doubts_of, reason_of
from analysis.evidence import all_rows
from analysis.findings import differing
from analysis.options import Options, options_of
from analysis.reference import Reference, load_reference
from analysis.selection import (
    Selection,
    counted_articles,
    grouped,
    is_english,
    keep_articles,
    keep_rows,
)
from analysis.wording import Wording, group_sizes


@dataclass(frozen=True)
class Analysis:
    """One analysis and the questions that can be put to it. Answers are new frames.

    What asks why a speaker has a perspective (selections with `plain_only`, and what is `judged`)
    reads the reference tables: those of the analysis, or the shipped ones when it was stored. It
    raises ReferenceFault when they are broken.
    """

    _tables: Mapping[str, pd.DataFrame] = field(repr=False)
    run: Mapping[str, Any]
    _given: Reference | None = field(default=None, repr=False)

    @cached_property
    def _rows(self) -> dict[str, pd.DataFrame]:
        return all_rows(self._tables)

    @cached_property
    def _judged_rows(self) -> dict[str, pd.DataFrame]:
        """The rows with whether the perspective of who speaks can be argued about."""
        doubts = self._doubts
        doubted = set(doubts.index[doubts != ""])
        return {
            measure: rows.assign(arguable=rows["attribution_id"].isin(doubted))
            for measure, rows in self._rows.items()
        }

    @cached_property
    def _reference(self) -> Reference:
        return self._given or load_reference()

    @cached_property
    def _doubts(self) -> pd.Series:
        return doubts_of(self._tables["attributions"], self._reference)

    def _rows_for(self, selection: Selection) -> dict[str, pd.DataFrame]:
        return self._judged_rows if selection.plain_only else self._rows

    def _kept(self, selection: Selection, measure: str) -> pd.DataFrame:
        return keep_rows(self._rows_for(selection)[measure], self._tables["articles"], selection)

    def _grouped(self, selection: Selection, measure: str) -> pd.DataFrame:
        return grouped(self._kept(selection, measure), self._tables, selection.group_by)

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

    def articles(self, selection: Selection | None = None) -> pd.DataFrame:
        """Articles that the selection keeps, without their text, in order of their source path."""
        articles = self._tables["articles"]
        if selection is not None:
            articles = keep_articles(articles, selection)
        return articles.drop(columns="text").reset_index(drop=True)

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

    def _with_context(self, rows: pd.DataFrame) -> pd.DataFrame:
        articles = self._tables["articles"].set_index("article_id")
        attributions = self._tables["attributions"].set_index("attribution_id")
        extra = {
            name: rows["article_id"].map(articles[name])
            for name in ("title", "outlet", "published", "published_basis", "translation", "kind")
        }
        extra |= {
            name: rows["attribution_id"].map(attributions[name])
            for name in ("cue", "source", "affiliation", "confidence")
        }
        return rows.assign(**extra)

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

    def speakers(self, selection: Selection, *, judged: bool = False) -> pd.DataFrame:
        """One row per speaker and article under a selection (see speakers.by_article).

        Args:
            selection: what counts.
            judged: whether to tell what can be argued about.
        """
        rows, tables = self._kept(selection, "role_share"), self._tables
        doubts = self._doubts if judged else None
        return speakers.by_article(rows, tables["attributions"], tables["articles"], doubts)

    def named_speakers(self, selection: Selection, *, judged: bool = False) -> pd.DataFrame:
        """One row per speaker under a selection, over all articles (see speakers.over_all).

        Args:
            selection: what counts.
            judged: whether to tell what can be argued about, and in a column reason why an
                affiliation has its perspective.
        """
        found = speakers.over_all(self.speakers(selection, judged=judged))
        if not judged:
            return found.drop(columns=["arguable", "n_arguable"])
        reasons = [
            reason_of(affiliations, self._reference) for affiliations in found["affiliation"]
        ]
        return found.assign(reason=pd.Series(reasons, index=found.index, dtype="str"))

    def pointed_speakers(self, selection: Selection, most: int) -> tuple[str, ...]:
        """The speakers with most pointed statements (see evidence.speech_act_rows), by name."""
        rows = self._kept(selection, "speech_act")
        rows = rows[rows["voice"] != contract.UNNAMED_VOICE]
        counts = rows.groupby("voice")["attribution_id"].nunique()
        ordered = counts.sort_index().sort_values(ascending=False, kind="stable")
        return tuple(str(name) for name in ordered.index[:most])

    @cached_property
    def _wording(self) -> Wording:
        articles = self._tables["articles"]
        texts = dict(zip(articles["article_id"], articles["text"], strict=True))
        return Wording.of(self._rows["voice_words"], texts, self._tables["mentions"])

    @property
    def read_for_words(self) -> tuple[int, int]:
        """How many of how many articles the answers about words are read from."""
        return self._wording.articles

    def wording(
        self, selection: Selection, *, pair: Sequence[str] = (), near: str | None = None
    ) -> pd.DataFrame:
        """The terms of each group and how typical they are of it (see wording.Wording.table).

        Args:
            selection: what counts.
            pair: two groups that are compared with each other alone.
            near: an actor; only words near its mentions count.
        """
        rows = self._grouped(selection, "voice_words")
        return self._wording.table(rows, selection.minimum, pair, near)

    def word_lines(
        self, selection: Selection, term: str, order: str, *, near: str | None = None
    ) -> pd.DataFrame:
        """Each print of a word or phrase with what stands around it (see wording.Wording.lines)."""
        rows = self._grouped(selection, "voice_words")
        return self._with_context(self._wording.lines(rows, term, order, near))

    def word_groups(self, selection: Selection) -> pd.DataFrame:
        """How much text each group has and may have from a translator (see wording.group_sizes)."""
        return group_sizes(self._grouped(selection, "voice_words"), self._tables["articles"])

    def presence(self) -> pd.DataFrame:
        """What each perspective publishes here and where it is quoted (see speakers.presence)."""
        return speakers.presence(self._rows["role_share"], self._tables["articles"])

    def statements(self, selection: Selection, speaker: str) -> pd.DataFrame:
        """The statements of one speaker, as evidence rows with their context, in text order."""
        rows = self._kept(selection, "role_share")
        rows = rows[rows["voice"] == speaker].sort_values(["article_id", "start"])
        return self._with_context(rows.reset_index(drop=True))

    def whole_tables(self) -> dict[str, pd.DataFrame]:
        """Every table as it is, for files to write; a screen asks for answers instead."""
        return dict(self._tables)

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

"""What a person has chosen to see: the two questions and the shared filters, as one small value.

A selection is hashable, so that it can key a cache and stand in an address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

import pandas as pd

from analysis.tables import GROUPINGS, INCLUDES

OWN_WORDS_ROLE = "outlet"
UNKNOWN_OUTLET, UNKNOWN_COUNTRY, UNDATED = "unknown outlet", "unknown country", "undated"
OTHER_TOPIC = "other"
ENGLISH = "en"
# Between the outlet of a pair and the perspective of those who speak in it.
PAIR = " → "
# So many sentences must stand behind a number unless the reader asks for another minimum.
MINIMUM_SENTENCES = 5


@dataclass(frozen=True)
class Selection:
    """Which evidence counts and how it is grouped. An empty tuple means no restriction.

    Attributes:
        group_by: "voice" (who is speaking) or "outlet" (who published), both as perspectives;
            "article"; "publisher" (each outlet by name); "speaker" (each by name); "pair" (each
            outlet with the perspective of those who speak in it); "country" (of the outlet);
            "month" (of publication, as "2022-01"); "topic" (of the paragraph); or "actor" (each
            that a row mentions, so that a row may count for several).
        include: "all", "own" (the article's own words), "direct" (in quotation marks) or
            "indirect" (paraphrased).
        perspectives: perspectives of the chosen grouping to keep.
        outlets: names of outlets ("unknown outlet" for articles without one).
        kinds: kinds of article.
        translations: states of translation.
        roles: speaker roles; "outlet" keeps the articles' own words.
        speakers: names of speakers to keep.
        plain_only: whether speakers whose perspective can be argued about are left out; asks for
            rows that tell it (see door.Analysis).
        actors: targets that a mention must have, or that a sentence must mention.
        topics: topic ids of the passage; "other" for passages of no topic.
        articles: article ids.
        first_day, last_day: range of publication dates, both ends included; articles without
            a date are left out when either is set.
        words: text that a sentence must contain, in any case.
        count_duplicates: whether copies of an article count as well; else one counts for all.
        minimum: sentences that a number needs behind it; with fewer it is "too little evidence".
    """

    group_by: str = "voice"
    include: str = "all"
    perspectives: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    translations: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    plain_only: bool = False
    actors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    words: str = ""
    count_duplicates: bool = False
    minimum: int = MINIMUM_SENTENCES

    def __post_init__(self) -> None:
        for name, value, allowed in (
            ("group_by", self.group_by, GROUPINGS),
            ("include", self.include, INCLUDES),
        ):
            if value not in allowed:
                raise ValueError(f"{name} is {value!r}; allowed are {', '.join(allowed)}")
        if self.minimum < 1:
            raise ValueError(f"minimum is {self.minimum!r}; give a number of sentences from 1 on")

    @property
    def restricted(self) -> tuple[str, ...]:
        """Names of the filters that leave something out, the two questions not among them."""
        questions = ("group_by", "include", "count_duplicates", "minimum")
        names = [field.name for field in fields(self) if field.name not in questions]
        return tuple(name for name in names if getattr(self, name))


def keep_articles(articles: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """The articles that the filters on articles leave."""
    kept = pd.Series(True, index=articles.index)
    for column, chosen in (
        ("outlet", selection.outlets),
        ("kind", selection.kinds),
        ("translation", selection.translations),
        ("article_id", selection.articles),
    ):
        if chosen:
            kept &= articles[column].fillna(UNKNOWN_OUTLET).isin(chosen)
    if selection.first_day:
        kept &= articles["published"] >= pd.Timestamp(selection.first_day)
    if selection.last_day:
        kept &= articles["published"] <= pd.Timestamp(selection.last_day)
    return articles[kept]


def counted_articles(articles: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """The articles that the filters leave and whose text counts: in English, and no copies.

    A copy counts when the selection says so.
    """
    kept = keep_articles(articles, selection)
    kept = kept[is_english(kept["language"])]
    return kept if selection.count_duplicates else kept[kept["duplicate_of"].isna()]


def is_english(languages: pd.Series) -> pd.Series:
    """Which articles the measures can read; an unknown language counts as English.

    It is unknown when a text has under twenty letters or is little more than names; of English
    beginnings of 60 letters that holds for one in twenty, which would else be lost.
    """
    return languages.isna() | (languages == ENGLISH)


def keep_rows(rows: pd.DataFrame, articles: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """The evidence rows (see analysis.evidence) that all filters and `include` leave."""
    kept = rows["article_id"].isin(counted_articles(articles, selection)["article_id"])
    if selection.include != "all":
        kept &= rows["voice_kind"] == selection.include
    if selection.perspectives:
        kept &= rows[perspective_column(selection.group_by)].isin(selection.perspectives)
    if selection.roles:
        kept &= rows["role"].isin(selection.roles)
    if selection.speakers:
        kept &= rows["voice"].isin(selection.speakers)
    if selection.plain_only:
        kept &= ~rows["arguable"]
    if selection.topics:
        kept &= rows["topic_id"].fillna(OTHER_TOPIC).isin(selection.topics)
    if selection.actors:
        chosen = set(selection.actors)
        kept &= rows["targets"].map(lambda targets: not chosen.isdisjoint(targets)).astype(bool)
    if selection.words:
        kept &= rows["text"].str.contains(selection.words, case=False, regex=False)
    return rows if kept.all() else rows[kept]


def perspective_column(group_by: str) -> str:
    """The column of evidence rows that holds the perspective of a grouping."""
    by_voice = group_by in ("voice", "speaker", "pair", "topic", "actor")
    return "voice_perspective" if by_voice else "outlet_perspective"


def grouped(rows: pd.DataFrame, tables: Mapping[str, pd.DataFrame], group_by: str) -> pd.DataFrame:
    """Evidence rows with the column `group`: a perspective, article, outlet, speaker and so on.

    By actor a row stands once for each actor that it mentions, and not at all without any.

    Args:
        rows: evidence rows of a measure.
        tables: the tables of the analysis.
        group_by: one of GROUPINGS.
    """
    if group_by == "actor":
        named = rows.assign(group=rows["targets"]).explode("group").dropna(subset="group")
        return named.assign(group=named["group"].astype("str"))
    return rows.assign(group=_group_of(rows, tables, group_by))


def _group_of(rows: pd.DataFrame, tables: Mapping[str, pd.DataFrame], group_by: str) -> pd.Series:
    if group_by == "article":
        return rows["article_id"]
    if group_by == "speaker":
        return rows["voice"]
    if group_by == "topic":
        labels = tables["topics"].set_index("topic_id")["label"]
        return rows["topic_id"].map(labels).astype("str").fillna(OTHER_TOPIC)
    if group_by in ("voice", "outlet"):
        return rows[perspective_column(group_by)]
    known = published_by(tables["articles"], "publisher" if group_by == "pair" else group_by)
    found = rows["article_id"].map(known).astype("str")
    return found + PAIR + rows["voice_perspective"].astype("str") if group_by == "pair" else found


def published_by(articles: pd.DataFrame, group_by: str) -> pd.Series:
    """The outlet ("publisher"), its "country" or the "month" of each article, by article id."""
    by_id = articles.set_index("article_id")
    if group_by == "publisher":
        return by_id["outlet"].fillna(UNKNOWN_OUTLET)
    if group_by == "country":
        return by_id["country"].fillna(UNKNOWN_COUNTRY)
    return by_id["published"].dt.strftime("%Y-%m").astype("str").fillna(UNDATED)

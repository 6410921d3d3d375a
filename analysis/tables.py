"""The contract: every table of an analysis, its columns, their types and what they mean.

Other programs read these tables, so a change here is a change for them. `docs/tables.md` is
rendered from this module.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.schema import (
    DATE,
    FLAG,
    NUMBER,
    Column,
    Table,
    integer,
    number,
    text,
)
from analysis.schema import TEXT as TEXT
from analysis.schema import Cells as Cells

OWN = "own"
DIRECT = "direct"
INDIRECT = "indirect"
MIXED = "mixed"
OUTLET_VOICE = "outlet"
UNNAMED_VOICE = "unnamed"

KINDS = ("news", "analysis", "opinion", "official", "unknown")
DATE_BASES = ("stated", "reposted", "url", "unknown")
TRANSLATIONS = ("stated", "suspected", "none known")
ROLES = ("official", "expert", "collective", "document", "other")
ATTRIBUTION_KINDS = (DIRECT, INDIRECT, MIXED)
STANCE_CLASSES = ("negative", "neutral", "positive")
VOICE_KINDS = (OWN, DIRECT, INDIRECT)
# By who speaks and who publishes, both as perspectives; by article; by each outlet and by each
# speaker; by each outlet with the perspective of those who speak in it; by the country of the
# outlet, the month of publication, the topic of the paragraph, and each actor that is mentioned.
GROUPINGS = (
    "voice",
    "outlet",
    "article",
    "publisher",
    "speaker",
    "pair",
    "country",
    "month",
    "topic",
    "actor",
)
INCLUDES = ("all", OWN, DIRECT, INDIRECT)

ARTICLES = Table(
    "articles",
    "one article",
    (
        text("article_id", "shortened sha256 of source_path and text"),
        text("source_path", "the file as given, or file#id for a part of a larger file"),
        text("title", "headline without site name or slogan", nullable=True),
        text("outlet", "who published first, as named in the outlets table", nullable=True),
        text("republisher", "site that carries this copy, when it is another", nullable=True),
        text("country", "country of the outlet, ISO 3166-1 alpha-2", nullable=True),
        text("perspective", "perspective of the outlet"),
        text("authors", "named authors, joined by '; '", nullable=True),
        Column("published", DATE, "date of publication; see published_basis", nullable=True),
        text("published_basis", "where the date comes from", allowed=DATE_BASES),
        text("kind", "kind of article", allowed=KINDS),
        text("language", "language of the text as found, ISO 639-1", nullable=True),
        text("translation", "what is known of a translation", allowed=TRANSLATIONS),
        text("translated_from", "original language, ISO 639-1", nullable=True),
        text("url", "address of the original", nullable=True),
        text("text", "the text as found, after repair of its encoding and nothing else"),
        integer("n_sentences", "sentences of the body"),
        integer("n_words", "words of the body"),
        text("duplicate_of", "article_id of the copy that counts", nullable=True),
    ),
    ("article_id",),
)

REMOVED = Table(
    "removed",
    "one stretch of an article that is not counted, and why",
    (
        text("article_id", "the article"),
        integer("start", "first code point of the stretch in articles.text"),
        integer("end", "code point after the last"),
        text("text", "the stretch, as found"),
        text("reason", "why it was removed"),
    ),
    ("article_id", "start"),
)

PASSAGES = Table(
    "passages",
    "one paragraph of an article's body",
    (
        text("passage_id", "made from article_id and offsets"),
        text("article_id", "the article"),
        integer("start", "first code point in articles.text"),
        integer("end", "code point after the last"),
        text("topic_id", "the topic it belongs to; null means other", nullable=True),
        number("weight", "share of that topic in the passage", 0, 1),
    ),
    ("passage_id",),
)

SENTENCES = Table(
    "sentences",
    "one sentence of an article's body",
    (
        text("sentence_id", "made from article_id and offsets"),
        text("article_id", "the article"),
        text("passage_id", "the paragraph it stands in"),
        integer("position", "number within the article, from 0"),
        integer("start", "first code point in articles.text"),
        integer("end", "code point after the last"),
        text("text", "the sentence, exactly as found"),
        text("outlet_perspective", "perspective of who published"),
        text("voice", "who speaks in the larger part: 'outlet', a speaker or 'unnamed'"),
        text("voice_perspective", "perspective of who speaks"),
        text("attribution_id", "the attribution that gives the voice", nullable=True),
        number("sentiment", "VADER compound; higher means more positive wording", -1, 1),
    ),
    ("sentence_id",),
)

ATTRIBUTIONS = Table(
    "attributions",
    "one stretch of text that an article ascribes to a source",
    (
        text("attribution_id", "made from article_id and offsets"),
        text("article_id", "the article"),
        text("kind", "how it is quoted", allowed=ATTRIBUTION_KINDS),
        integer("content_start", "first code point of what is attributed"),
        integer("content_end", "code point after the last"),
        integer("content2_start", "second part of an interrupted quotation", nullable=True),
        integer("content2_end", "code point after its last", nullable=True),
        text("cue", "the words that signal the attribution, as printed", nullable=True),
        integer("cue_start", "first code point of the cue", nullable=True),
        text("cue_class", "class of the cue in the attribution verbs table", nullable=True),
        text("source", "the source, as printed", nullable=True),
        integer("source_start", "first code point of the source", nullable=True),
        integer("source_end", "code point after its last", nullable=True),
        text("speaker", "the resolved speaker, or 'unnamed'"),
        text("speaker_role", "what the speaker is", allowed=ROLES),
        text("affiliation", "the state or institution spoken for", nullable=True),
        text("voice_perspective", "perspective of the speaker"),
        text("outer_id", "the attribution it is nested in", nullable=True),
        number("confidence", "how sure the method is; higher means surer", 0, 1, nullable=False),
    ),
    ("attribution_id",),
)

MENTIONS = Table(
    "mentions",
    "one mention of an actor in a sentence",
    (
        text("mention_id", "made from article_id and offsets"),
        text("sentence_id", "the sentence"),
        text("article_id", "the article"),
        integer("start", "first code point in articles.text"),
        integer("end", "code point after the last"),
        text("surface", "the mention, as printed"),
        text("actor", "the actor named"),
        text("target", "the actor it rolls up to"),
        Column("modifier", FLAG, "true when it only modifies another noun ('US ambassador')"),
        text("voice", "who speaks at this place: 'outlet', a speaker or 'unnamed'"),
        text("voice_perspective", "perspective of who speaks"),
        text("voice_kind", "own words, in quotation marks, or paraphrased", allowed=VOICE_KINDS),
        text("outlet_perspective", "perspective of who published"),
        number("p_negative", "probability of an unfavourable portrayal", 0, 1),
        number("p_neutral", "probability of a neutral portrayal", 0, 1),
        number("p_positive", "probability of a favourable portrayal", 0, 1),
        number("stance", "p_positive - p_negative; higher means more favourable", -1, 1),
        text("stance_class", "the class it is counted as", nullable=True, allowed=STANCE_CLASSES),
    ),
    ("mention_id",),
)

TOPICS = Table(
    "topics",
    "one topic",
    (
        text("topic_id", "number of the topic, most passages first"),
        text("label", "readable name"),
        text("terms", "the most typical terms, joined by ', '"),
        integer("n_passages", "passages whose largest topic it is"),
        integer("n_articles", "articles with such a passage"),
        number("stability", "how well it is found again in resamples", 0, 1),
        number(
            "agreement", "part of it that stays together without an article; null for one", 0, 1
        ),
    ),
    ("topic_id",),
)

COMPARISON = Table(
    "comparison",
    "one number of a chart: a measure for one group and one item",
    (
        text("measure", "name in the registry of measures"),
        text("group_by", "what the groups are", allowed=GROUPINGS),
        text("include", "which text counts", allowed=INCLUDES),
        text(
            "perspective",
            "the perspective; of the outlet for articles, publishers and countries; null for "
            "months, topics and actors",
            nullable=True,
        ),
        text("article_id", "the article when grouped by article", nullable=True),
        text(
            "group",
            "the outlet, speaker, country, month, topic or actor, or both sides of a pair, so "
            "grouped",
            nullable=True,
        ),
        text("item", "what is measured: an actor, a topic, a voice, 'all'"),
        Column("value", NUMBER, "the value; see the registry", nullable=True),
        Column("low", NUMBER, "lower end of the interval", nullable=True),
        Column("high", NUMBER, "upper end of the interval", nullable=True),
        text("interval_kind", "what the interval is", nullable=True),
        integer("n_negative", "evidence rows counted negative"),
        integer("n_neutral", "evidence rows counted neutral"),
        integer("n_positive", "evidence rows counted positive"),
        integer("n_sentences", "sentences behind the value"),
        integer("n_articles", "articles behind the value"),
        Column("enough", FLAG, "false under the stated minimum of evidence"),
    ),
    ("measure", "group_by", "include", "perspective", "article_id", "group", "item"),
)

SKIPPED = Table(
    "skipped",
    "one input that could not be read",
    (
        text("source_path", "the input as given"),
        text("reason", "what is wrong with it"),
    ),
)

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        ARTICLES,
        REMOVED,
        PASSAGES,
        SENTENCES,
        ATTRIBUTIONS,
        MENTIONS,
        TOPICS,
        COMPARISON,
        SKIPPED,
    )
}


def empty(name: str) -> pd.DataFrame:
    """A table of that name with all its columns and no row."""
    return conform(name, pd.DataFrame({column: [] for column in TABLES[name].names}))


def conform(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame brought to the contract of a table (see schema.Table.conform)."""
    return TABLES[name].conform(frame)


def of_rows(name: str, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """The table that holds these rows (see schema.Table.of_rows)."""
    return TABLES[name].of_rows(rows)


def frame(name: str, cells: Cells) -> pd.DataFrame:
    """Some or all columns of a table out of their cells (see schema.Table.frame)."""
    return TABLES[name].frame(cells)


def cells_of(frame: pd.DataFrame) -> dict[str, list[Any]]:
    """The cells of a frame by column; an absent one is as the frame has it."""
    return {name: frame[name].tolist() for name in frame.columns}


def faults(name: str, frame: pd.DataFrame) -> list[str]:
    """Every way in which a frame breaks the contract of a table; an empty list when it is sound."""
    return TABLES[name].faults(frame)


def as_markdown() -> str:
    """The contract as a page of documentation."""
    lines = [
        "# Tables of an analysis",
        "",
        "Written by `python -m analysis run`, one Parquet file (or folder of parts) each.",
        "This page is rendered from `analysis/tables.py` by `python -m analysis.tables`.",
        "Offsets count code points in `articles.text`.",
    ]
    for table in TABLES.values():
        lines += ["", *table.as_markdown()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(as_markdown(), end="")

"""The contract: every table of an analysis, its columns, their types and what they mean.

Other programs read these tables, so a change here is a change for them. `docs/tables.md` is
rendered from this module.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

OWN = "own"
DIRECT = "direct"
INDIRECT = "indirect"
MIXED = "mixed"
OUTLET_VOICE = "outlet"
UNNAMED_VOICE = "unnamed"

TEXT, INTEGER, NUMBER, FLAG, DATE = "str", "int64", "float64", "bool", "datetime64[us]"
INTEGER_OR_NULL = "Int64"
_ABSENT = {
    TEXT: "null when unknown",
    INTEGER_OR_NULL: "null when unknown",
    NUMBER: "NaN when undefined",
    DATE: "null when unknown",
}


@dataclass(frozen=True)
class Column:
    """One column: its pandas dtype, whether it may be null, what it means, its allowed values."""

    name: str
    dtype: str
    meaning: str
    nullable: bool = False
    allowed: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Table:
    """One table: what a row means, its columns in order, and the columns that identify a row."""

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]


def _text(
    name: str, meaning: str, *, nullable: bool = False, allowed: tuple[str, ...] = ()
) -> Column:
    return Column(name, TEXT, meaning, nullable, allowed)


def _integer(name: str, meaning: str, *, nullable: bool = False) -> Column:
    return Column(name, INTEGER_OR_NULL if nullable else INTEGER, meaning, nullable, low=0)


def _number(name: str, meaning: str, low: float, high: float, *, nullable: bool = True) -> Column:
    return Column(name, NUMBER, meaning, nullable, low=low, high=high)


KINDS = ("news", "analysis", "opinion", "official", "unknown")
DATE_BASES = ("stated", "reposted", "url", "unknown")
TRANSLATIONS = ("stated", "suspected", "none known")
ROLES = ("official", "expert", "collective", "document", "other")
ATTRIBUTION_KINDS = (DIRECT, INDIRECT, MIXED)
VOICE_KINDS = (OWN, DIRECT, INDIRECT)
GROUPINGS = ("voice", "outlet", "article")
INCLUDES = ("all", OWN, DIRECT, INDIRECT)

ARTICLES = Table(
    "articles",
    "one article",
    (
        _text("article_id", "shortened sha256 of source_path and text"),
        _text("source_path", "the file as given, or file#id for a part of a larger file"),
        _text("title", "headline without site name or slogan", nullable=True),
        _text("outlet", "who published first, as named in the outlets table", nullable=True),
        _text("republisher", "site that carries this copy, when it is another", nullable=True),
        _text("country", "country of the outlet, ISO 3166-1 alpha-2", nullable=True),
        _text("perspective", "perspective of the outlet"),
        _text("authors", "named authors, joined by '; '", nullable=True),
        Column("published", DATE, "date of publication; see published_basis", nullable=True),
        _text("published_basis", "where the date comes from", allowed=DATE_BASES),
        _text("kind", "kind of article", allowed=KINDS),
        _text("language", "language of the text as found, ISO 639-1", nullable=True),
        _text("translation", "what is known of a translation", allowed=TRANSLATIONS),
        _text("translated_from", "original language, ISO 639-1", nullable=True),
        _text("url", "address of the original", nullable=True),
        _text("text", "the text as found, after repair of its encoding and nothing else"),
        _integer("n_sentences", "sentences of the body"),
        _integer("n_words", "words of the body"),
        _text("duplicate_of", "article_id of the copy that counts", nullable=True),
    ),
    ("article_id",),
)

REMOVED = Table(
    "removed",
    "one stretch of an article that is not counted, and why",
    (
        _text("article_id", "the article"),
        _integer("start", "first code point of the stretch in articles.text"),
        _integer("end", "code point after the last"),
        _text("text", "the stretch, as found"),
        _text("reason", "why it was removed"),
    ),
    ("article_id", "start"),
)

PASSAGES = Table(
    "passages",
    "one paragraph of an article's body",
    (
        _text("passage_id", "made from article_id and offsets"),
        _text("article_id", "the article"),
        _integer("start", "first code point in articles.text"),
        _integer("end", "code point after the last"),
        _text("topic_id", "the topic it belongs to; null means other", nullable=True),
        _number("weight", "share of that topic in the passage", 0, 1),
    ),
    ("passage_id",),
)

SENTENCES = Table(
    "sentences",
    "one sentence of an article's body",
    (
        _text("sentence_id", "made from article_id and offsets"),
        _text("article_id", "the article"),
        _text("passage_id", "the paragraph it stands in"),
        _integer("position", "number within the article, from 0"),
        _integer("start", "first code point in articles.text"),
        _integer("end", "code point after the last"),
        _text("text", "the sentence, exactly as found"),
        _text("outlet_perspective", "perspective of who published"),
        _text("voice", "who speaks in the larger part: 'outlet', a speaker or 'unnamed'"),
        _text("voice_perspective", "perspective of who speaks"),
        _text("attribution_id", "the attribution that gives the voice", nullable=True),
        _number("sentiment", "VADER compound; higher means more positive wording", -1, 1),
    ),
    ("sentence_id",),
)

ATTRIBUTIONS = Table(
    "attributions",
    "one stretch of text that an article ascribes to a source",
    (
        _text("attribution_id", "made from article_id and offsets"),
        _text("article_id", "the article"),
        _text("kind", "how it is quoted", allowed=ATTRIBUTION_KINDS),
        _integer("content_start", "first code point of what is attributed"),
        _integer("content_end", "code point after the last"),
        _integer("content2_start", "second part of an interrupted quotation", nullable=True),
        _integer("content2_end", "code point after its last", nullable=True),
        _text("cue", "the words that signal the attribution, as printed", nullable=True),
        _integer("cue_start", "first code point of the cue", nullable=True),
        _text("cue_class", "class of the cue in the attribution verbs table", nullable=True),
        _text("source", "the source, as printed", nullable=True),
        _integer("source_start", "first code point of the source", nullable=True),
        _integer("source_end", "code point after its last", nullable=True),
        _text("speaker", "the resolved speaker, or 'unnamed'"),
        _text("speaker_role", "what the speaker is", allowed=ROLES),
        _text("affiliation", "the state or institution spoken for", nullable=True),
        _text("voice_perspective", "perspective of the speaker"),
        _text("outer_id", "the attribution it is nested in", nullable=True),
        _number("confidence", "how sure the method is; higher means surer", 0, 1, nullable=False),
    ),
    ("attribution_id",),
)

MENTIONS = Table(
    "mentions",
    "one mention of an actor in a sentence",
    (
        _text("mention_id", "made from article_id and offsets"),
        _text("sentence_id", "the sentence"),
        _text("article_id", "the article"),
        _integer("start", "first code point in articles.text"),
        _integer("end", "code point after the last"),
        _text("surface", "the mention, as printed"),
        _text("actor", "the actor named"),
        _text("target", "the actor it rolls up to"),
        Column("modifier", FLAG, "true when it only modifies another noun ('US ambassador')"),
        _text("voice", "who speaks at this place: 'outlet', a speaker or 'unnamed'"),
        _text("voice_perspective", "perspective of who speaks"),
        _text("voice_kind", "own words, in quotation marks, or paraphrased", allowed=VOICE_KINDS),
        _text("outlet_perspective", "perspective of who published"),
        _number("p_negative", "probability of an unfavourable portrayal", 0, 1),
        _number("p_neutral", "probability of a neutral portrayal", 0, 1),
        _number("p_positive", "probability of a favourable portrayal", 0, 1),
        _number("stance", "p_positive - p_negative; higher means more favourable", -1, 1),
    ),
    ("mention_id",),
)

TOPICS = Table(
    "topics",
    "one topic",
    (
        _text("topic_id", "number of the topic, most passages first"),
        _text("label", "readable name"),
        _text("terms", "the most typical terms, joined by ', '"),
        _integer("n_passages", "passages whose largest topic it is"),
        _integer("n_articles", "articles with such a passage"),
        _number("stability", "how well it is found again in resamples", 0, 1),
    ),
    ("topic_id",),
)

COMPARISON = Table(
    "comparison",
    "one number of a chart: a measure for one group and one item",
    (
        _text("measure", "name in the registry of measures"),
        _text("group_by", "what the groups are", allowed=GROUPINGS),
        _text("include", "which text counts", allowed=INCLUDES),
        _text("perspective", "the perspective; of the outlet when grouped by article"),
        _text("article_id", "the article when grouped by article", nullable=True),
        _text("item", "what is measured: an actor, a topic, a voice, 'all'"),
        Column("value", NUMBER, "the value; see the registry", nullable=True),
        Column("low", NUMBER, "lower end of the interval", nullable=True),
        Column("high", NUMBER, "upper end of the interval", nullable=True),
        _text("interval_kind", "what the interval is", nullable=True),
        _integer("n_negative", "evidence rows counted negative"),
        _integer("n_neutral", "evidence rows counted neutral"),
        _integer("n_positive", "evidence rows counted positive"),
        _integer("n_sentences", "sentences behind the value"),
        _integer("n_articles", "articles behind the value"),
        Column("enough", FLAG, "false under the stated minimum of evidence"),
    ),
    ("measure", "group_by", "include", "perspective", "article_id", "item"),
)

SKIPPED = Table(
    "skipped",
    "one input that could not be read",
    (
        _text("source_path", "the input as given"),
        _text("reason", "what is wrong with it"),
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
    """The frame with exactly the columns of the contract, in order and of their types.

    Raises:
        KeyError: a column is missing (all missing columns are named).
    """
    table = TABLES[name]
    missing = [column for column in table.names if column not in frame.columns]
    if missing:
        raise KeyError(f"table {name!r} lacks the columns {missing}; needed are {table.names}")
    return pd.DataFrame(
        {column.name: frame[column.name].astype(column.dtype) for column in table.columns}
    ).reset_index(drop=True)


def faults(name: str, frame: pd.DataFrame) -> list[str]:
    """Every way in which a frame breaks the contract of a table; an empty list when it is sound."""
    table = TABLES[name]
    found = [f"{name}: column {c!r} is missing" for c in table.names if c not in frame.columns]
    found += [f"{name}: column {c!r} is unknown" for c in frame.columns if c not in table.names]
    for column in table.columns:
        if column.name in frame.columns:
            found += [f"{name}.{column.name}: {what}" for what in _faults(column, frame)]
    if table.key and set(table.key) <= set(frame.columns):
        repeated = int(frame.duplicated(list(table.key)).sum())
        if repeated:
            found.append(f"{name}: {repeated} rows repeat the key {', '.join(table.key)}")
    return found


def _faults(column: Column, frame: pd.DataFrame) -> list[str]:
    values = frame[column.name]
    found = []
    if str(values.dtype) != str(pd.Series([], dtype=column.dtype).dtype):
        found.append(f"is {values.dtype}, must be {column.dtype}")
    nulls = int(values.isna().sum())
    if nulls and not column.nullable:
        found.append(f"{nulls} nulls, none allowed")
    present = values.dropna()
    if column.allowed:
        wrong = sorted(set(present.astype(str)) - set(column.allowed))
        if wrong:
            found.append(f"holds {wrong[:5]}, allowed are {list(column.allowed)}")
    if pd.api.types.is_numeric_dtype(present) and not pd.api.types.is_bool_dtype(present):
        for bound, broken in ((column.low, present.lt), (column.high, present.gt)):
            if bound is not None and bool(broken(bound).any()):
                found.append(f"holds values beyond {bound:g}")
    return found


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
        lines += ["", f"## {table.name}", "", f"One row: {table.row}.", ""]
        lines += ["| column | type | meaning | when absent |", "|---|---|---|---|"]
        for column in table.columns:
            meaning = column.meaning
            if column.allowed:
                meaning += f" ({', '.join(column.allowed)})"
            if column.high is not None:
                meaning += f", {column.low:g} to {column.high:g}"
            absent = _ABSENT[column.dtype] if column.nullable else "never"
            lines.append(f"| {column.name} | {column.dtype} | {meaning} | {absent} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(as_markdown(), end="")

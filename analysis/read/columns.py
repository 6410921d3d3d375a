"""Which column of a table holds what, by the names that common exports give them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

# Field (the key of a label, "text" or "id") to column names, in the order of preference. Names
# are compared by letters and digits only. Media Cloud, GDELT, NewsAPI, Event Registry,
# LexisNexis, Factiva, Zotero, MAXQDA, NVivo, news-please, Guardian and New York Times.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "text": (
        "text", "full text", "fulltext", "article text", "body", "body text", "article body",
        "main text", "content", "article content", "story text", "news text", "plain text",
        "clean text", "document text", "segment", "coded segment", "article", "story", "hlead",
        "transcript",
    ),
    "title": (
        "title", "headline", "article title", "web title", "headline main", "fields headline",
        "headlines", "head", "document name", "document title", "name of document",
    ),
    "source": (
        "outlet", "source name", "source title", "media name", "publication", "publication title",
        "publisher", "publisher name", "newspaper", "source", "site name", "sitename", "journal",
        "medium", "news source", "source domain", "domain", "website", "site", "media",
        "document group",
    ),
    "published": (
        "published", "publish date", "publication date", "published at", "date published",
        "published date", "published time", "date publish", "pub date", "publishedat",
        "web publication date", "date", "seen date", "seendate", "date time", "datetime",
        "first publication date", "display date", "pubdate", "timestamp", "created at", "time",
    ),
    "url": (
        "url", "link", "web url", "article url", "source url", "permalink", "canonical url",
        "document identifier", "address", "href",
    ),
    "author": (
        "author", "authors", "byline", "byline original", "fields byline", "writer", "writers",
        "by", "journalist", "creator", "author name", "authors name",
    ),
    "language": ("language", "lang", "article language", "language code"),
    "country": ("country", "source country", "sourcecountry", "media country",
                "country of publication", "source location country"),
    "category": ("category", "section", "section name", "article type", "type of material",
                 "document type", "kind", "genre", "categories"),
    "id": ("id", "stories id", "story id", "article id", "doc id", "document id", "docid", "uid",
           "uuid", "guid", "uri", "key", "accession number", "an", "record id"),
}  # fmt: skip
_FIELD_ALIASES = {
    "body": "text", "content": "text", "headline": "title", "outlet": "source",
    "publisher": "source", "date": "published", "link": "url", "authors": "author",
    "byline": "author", "lang": "language", "section": "category",
}  # fmt: skip
FIELDS = tuple(_NAMES)
NO_COLUMN = "-"  # given for a field that a table does not have, whatever its columns are called
_PROSE_WORDS = 40
_CLEARLY_LONGER = 2.0
_SENTENCE_END = re.compile(r"[.!?。！？।؟]")
_NOT_WORD = re.compile(r"[\W_]+")
_SHOWN_NAMES = 30


class ColumnFault(ValueError):
    """Columns given by a person that cannot be meant; the message says what is allowed."""


# Field to column name, once for all tables, or several times for tables of different columns.
Given = Mapping[str, str] | Sequence[Mapping[str, str]]


class Columns:
    """What a person said of the columns of tables, as field to column name."""

    def __init__(
        self,
        given: Given = (),
        by_names: Mapping[tuple[str, ...], Mapping[str, str]] | None = None,
    ) -> None:
        """
        Args:
            given: Of any table; of several answers the one counts of which a table has most
                columns, of equals the first.
            by_names: Of tables with just these columns in this order; outweighs `given`.

        Raises:
            ColumnFault: an unknown field is named.
        """
        several = [given] if isinstance(given, Mapping) else given
        self._given = [field_names(said) for said in several]
        self._by_names = {names: field_names(said) for names, said in (by_names or {}).items()}

    def of(self, names: Sequence[str]) -> Mapping[str, str]:
        """What was said of a table with these columns."""

        def here(said: Mapping[str, str]) -> int:
            return len(set(said.values()) & set(names))

        return self._by_names.get(tuple(names)) or max(self._given, key=here, default={})


@dataclass(frozen=True)
class ColumnGuess:
    """What each column of a table seems to hold.

    Attributes:
        mapping: Field ("text", "title", "source", "published", "url", "author", "language",
            "country", "category", "id") to the name of its column.
        ambiguous: Field to the columns that could equally be it; such a field is not mapped.
        unmapped: Columns that were given no field.
    """

    mapping: Mapping[str, str]
    ambiguous: Mapping[str, tuple[str, ...]]
    unmapped: tuple[str, ...]


def parse_columns(pairs: str) -> dict[str, str]:
    """Columns as a person gives them, "text=Inhalt,date=Datum", as field to column name.

    A part with a comma in it stands in quotation marks: 'text=Body,"title=Head, short"'.

    Raises:
        ColumnFault: a part is not FIELD=COLUMN or names no field.
    """
    given: dict[str, str] = {}
    for pair in next(csv.reader([pairs], skipinitialspace=True), []) or [""]:
        name, sign, column = (part.strip() for part in pair.partition("="))
        if not sign or not column:
            raise ColumnFault(f"{pair.strip()!r} is not FIELD=COLUMN, as in text=Body,outlet=Paper")
        given[name] = column
    return field_names(given)


def said_columns(columns: Mapping[str, str]) -> str:
    """Field to column name as `parse_columns` reads it."""
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(f"{n}={column}" for n, column in columns.items())
    return line.getvalue()


def field_names(columns: Mapping[str, str] | None) -> dict[str, str]:
    """Given columns with the fields under their own names ("outlet" is the field "source").

    Raises:
        ColumnFault: a key names no field.
    """
    given: dict[str, str] = {}
    for name, column in (columns or {}).items():
        key = _FIELD_ALIASES.get(name.strip().lower(), name.strip().lower())
        if key not in _NAMES or not column:
            allowed = ", ".join(sorted({*FIELDS, *_FIELD_ALIASES}))
            raise ColumnFault(f"{name!r}={column!r} gives no column to a field; fields: {allowed}")
        given[key] = column
    return given


def map_columns(names: Sequence[str], sample: Sequence[Mapping[str, str]]) -> ColumnGuess:
    """Guess what each column holds, by its name and, for the text, by its values.

    Args:
        names: Names of the columns in order.
        sample: Some rows, as column name to value; missing values may be left out.
    """
    mapping: dict[str, str] = {}
    ambiguous: dict[str, tuple[str, ...]] = {}
    for wanted, known in _NAMES.items():
        found = _candidates(known, names, mapping, sample)
        if wanted == "text":
            found = _longest(found or _prose(names, sample), sample)
        if len(found) == 1:
            mapping[wanted] = found[0]
        elif found:
            ambiguous[wanted] = tuple(found)
    taken = set(mapping.values())
    return ColumnGuess(mapping, ambiguous, tuple(name for name in names if name not in taken))


def apply_given(guess: ColumnGuess, given: Mapping[str, str], names: Sequence[str]) -> ColumnGuess:
    """A guess overruled by what a person gave, where the table has such columns."""
    here = {key: name for key, name in given.items() if name in names}
    none = {key for key, name in given.items() if name == NO_COLUMN and name not in names}
    kept = {
        key: name
        for key, name in guess.mapping.items()
        if name not in here.values() and key not in none
    }
    mapping = kept | here
    if "text" in given and "text" not in here:
        mapping.pop("text", None)
    ambiguous = {
        key: found for key, found in guess.ambiguous.items() if key not in here and key not in none
    }
    taken = set(mapping.values())
    return ColumnGuess(mapping, ambiguous, tuple(name for name in names if name not in taken))


def why_no_text(guess: ColumnGuess, given: Mapping[str, str], names: Sequence[str]) -> str:
    """The reason to skip a table whose text cannot be told, with what to do about it."""
    shown = ", ".join(repr(name[:60]) for name in names[:_SHOWN_NAMES])
    more = f" and {len(names) - _SHOWN_NAMES} more" if len(names) > _SHOWN_NAMES else ""
    if "text" in given:
        fault = f"there is no column {given['text']!r}, given for the text"
    elif "text" in guess.ambiguous:
        either = " or ".join(repr(name) for name in guess.ambiguous["text"])
        fault = f"the text may be in {either}"
    else:
        fault = "no column can be told to hold the text"
    return f"{fault}; columns are {shown or 'none'}{more}: give the column with --columns text=NAME"


def _candidates(
    known: Sequence[str],
    names: Sequence[str],
    mapping: Mapping[str, str],
    sample: Sequence[Mapping[str, str]],
) -> list[str]:
    """Columns of the best known name that have any value; all of them for the text."""
    is_text = known is _NAMES["text"]
    free = [name for name in names if name not in mapping.values()]
    ranked = [
        (rank, name)
        for rank, word in enumerate(known)
        for name in free
        if _is_named(name, word, is_text) and (not sample or any(row.get(name) for row in sample))
    ]
    unique = list(dict.fromkeys(name for _, name in ranked))
    if is_text:
        return unique
    best = min(ranked)[0] if ranked else None
    return list(dict.fromkeys(name for rank, name in ranked if rank == best))


def _longest(found: list[str], sample: Sequence[Mapping[str, str]]) -> list[str]:
    """The one column that holds clearly more text than the others, else the one called "text"."""
    plain = [name for name in found if _key(name) == "text"]
    if len(found) < 2 or not sample:
        return plain or found
    lengths = sorted(
        ((median(len(row.get(name) or "") for row in sample), name) for name in found), reverse=True
    )
    if lengths[0][0] >= _CLEARLY_LONGER * lengths[1][0] and lengths[0][0] > 0:
        return [lengths[0][1]]
    return plain or found


def _prose(names: Sequence[str], sample: Sequence[Mapping[str, str]]) -> list[str]:
    """Columns of any name whose values are mostly prose."""
    found = []
    for name in names:
        values = [value for row in sample if (value := row.get(name))]
        prose = [v for v in values if len(v.split()) >= _PROSE_WORDS and _SENTENCE_END.search(v)]
        if values and 2 * len(prose) > len(values):
            found.append(name)
    return found


def _is_named(name: str, word: str, by_last_part: bool) -> bool:
    """Whether a column has a name; that of a text may stand deeper ("fields.bodyText")."""
    last = name.rpartition(".")[2]
    return _key(name) == _key(word) or (by_last_part and _key(last) == _key(word))


def _key(name: str) -> str:
    return _NOT_WORD.sub("", name).casefold()

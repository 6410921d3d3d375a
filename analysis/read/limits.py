"""Every limit of reading, in one place: input beyond one of them is skipped with that reason."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limit:
    """A limit for the README: what it bounds, its value and its unit."""

    what: str
    value: int
    unit: str


MAX_FILE_BYTES = 2_000 * MEGABYTE
MAX_DOCUMENT_BYTES = 20 * MEGABYTE
MAX_OFFICE_BYTES = 50 * MEGABYTE
MAX_HTML_BYTES = 5 * MEGABYTE
MAX_HTML_ELEMENTS = 30_000
MAX_JSON_BYTES = 100 * MEGABYTE
MAX_JSON_VALUES = 2_000_000
MAX_ARTICLE_CHARACTERS = 1_000_000
MAX_LABEL_CHARACTERS = 2_000
MAX_LINE_CHARACTERS = 10_000_000
MAX_ROWS = 1_000_000
MAX_BLANK_ROWS = 10_000
MAX_COLUMNS = 1_000
MAX_PAGES = 500
MAX_SECONDS_PER_DOCUMENT = 10
MAX_MEMBER_BYTES = 100 * MEGABYTE
MAX_UNPACKED_BYTES = 2_000 * MEGABYTE
MAX_RATIO = 200
RATIO_COUNTS_FROM_BYTES = 10 * MEGABYTE
MAX_MEMBERS = 100_000
MAX_DEPTH = 3
MAX_SKIPPED_ROWS_LISTED = 200
MAX_UPLOADED_BYTES = 100 * MEGABYTE
MAX_UPLOADED_FILES = 2_000
MAX_UPLOADED_ARTICLES = 5_000

LIMITS = (
    Limit("a file that is read piece by piece (tables, archives)", MAX_FILE_BYTES, "bytes"),
    Limit("a file that holds one article (text, PDF, Word, e-mail)", MAX_DOCUMENT_BYTES, "bytes"),
    Limit("a Word or Excel file when unpacked, without pictures", MAX_OFFICE_BYTES, "bytes"),
    Limit("a web page", MAX_HTML_BYTES, "bytes"),
    Limit("elements of a web page", MAX_HTML_ELEMENTS, "elements"),
    Limit("a JSON file that is not in lines", MAX_JSON_BYTES, "bytes"),
    Limit("values in one JSON file or line", MAX_JSON_VALUES, "values"),
    Limit("one article", MAX_ARTICLE_CHARACTERS, "characters"),
    Limit("a title, author or other field; the rest is cut", MAX_LABEL_CHARACTERS, "characters"),
    Limit("one line of a table", MAX_LINE_CHARACTERS, "characters"),
    Limit("rows of one table", MAX_ROWS, "rows"),
    Limit("blank rows in succession in an Excel sheet", MAX_BLANK_ROWS, "rows"),
    Limit("columns of one table", MAX_COLUMNS, "columns"),
    Limit("pages of one PDF", MAX_PAGES, "pages"),
    Limit("time for one PDF", MAX_SECONDS_PER_DOCUMENT, "seconds"),
    Limit("one file in an archive", MAX_MEMBER_BYTES, "bytes"),
    Limit("an archive when unpacked, with all archives in it", MAX_UNPACKED_BYTES, "bytes"),
    Limit(
        f"unpacked against packed size, from {RATIO_COUNTS_FROM_BYTES:,} bytes on",
        MAX_RATIO,
        "times",
    ),
    Limit("files in an archive", MAX_MEMBERS, "files"),
    Limit("archives in archives", MAX_DEPTH, "levels"),
    Limit("rows of one table listed as skipped", MAX_SKIPPED_ROWS_LISTED, "rows"),
    Limit("all files that one reader uploads to the dashboard", MAX_UPLOADED_BYTES, "bytes"),
    Limit("files that one reader uploads to the dashboard", MAX_UPLOADED_FILES, "files"),
    Limit("articles in these files", MAX_UPLOADED_ARTICLES, "articles"),
)


def as_markdown() -> str:
    """All limits as the table that stands in the README."""
    rows = [f"| {limit.what} | {limit.value:,} {limit.unit} |" for limit in LIMITS]
    return "\n".join(["| what | at most |", "|---|---|", *rows])

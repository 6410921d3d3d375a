"""The formats that can be read: one small reader for each suffix."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from analysis.read.archives import gzip_member, tar_members, zip_members
from analysis.read.decode import UnreadableError
from analysis.read.html import read_html
from analysis.read.jsonlines import json_line_tables, json_tables
from analysis.read.mail import read_mail, read_mhtml
from analysis.read.office import read_docx
from analysis.read.parquet import parquet_tables
from analysis.read.pdf import read_pdf
from analysis.read.records import Table, read_table
from analysis.read.sheets import sheet_tables
from analysis.read.source import Item, Skipped, Source
from analysis.read.tabular import csv_tables
from analysis.read.text import read_text
from analysis.read.warc import read_warc

DOCUMENTS: Mapping[str, Callable[[Source], Iterator[Item]]] = {
    ".txt": read_text,
    ".text": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".mhtml": read_mhtml,
    ".mht": read_mhtml,
    ".docx": read_docx,
    ".pdf": read_pdf,
    ".eml": read_mail,
    ".warc": read_warc,
    ".warc.gz": read_warc,
}
TABLES: Mapping[str, Callable[[Source], Iterator[Table]]] = {
    ".csv": csv_tables,
    ".tsv": csv_tables,
    ".tab": csv_tables,
    ".json": json_tables,
    ".jsonl": json_line_tables,
    ".ndjson": json_line_tables,
    ".parquet": parquet_tables,
    ".xlsx": sheet_tables,
}
ARCHIVES: Mapping[str, Callable[[Source], Iterator[Source | Skipped]]] = {
    ".zip": zip_members,
    ".tar": tar_members,
    ".tar.gz": tar_members,
    ".tgz": tar_members,
    ".gz": gzip_member,
}
READERS: Mapping[str, Callable[[Source], Iterator[object]]] = {**DOCUMENTS, **TABLES, **ARCHIVES}


def suffix_of(name: str) -> str:
    """The suffix of a file that tells its format, two parts where two are known (".tar.gz")."""
    base = name.replace("\\", "/").rpartition("/")[2].lower()
    last = base[base.rindex(".") :] if "." in base[1:] else ""
    double = next((known for known in READERS if "." in known[1:] and base.endswith(known)), "")
    return double or last


def read_source(source: Source, name: str | None = None) -> Iterator[Item]:
    """The articles of a file, of all files in it when it is an archive, and what was skipped.

    A fault that ends the reading of a file comes last, as Skipped; what came before it stays.

    Args:
        source: The file.
        name: The name that tells its format; that of the source when None.
    """
    name = name or source.path
    try:
        yield from _read(source, name)
    except UnreadableError as fault:
        yield Skipped(source.path, str(fault))


def _read(source: Source, name: str) -> Iterator[Item]:
    suffix = suffix_of(name)
    if suffix in DOCUMENTS:
        yield from DOCUMENTS[suffix](source)
    elif suffix in TABLES:
        yield from _read_tables(source, suffix)
    elif suffix in ARCHIVES:
        yield from _read_archive(source, name, suffix)
    else:
        raise UnreadableError(
            f"files ending in {suffix or 'nothing'!r} cannot be read; "
            f"supported are {', '.join(sorted(READERS))}"
        )


def _read_archive(source: Source, name: str, suffix: str) -> Iterator[Item]:
    is_empty = True
    for member in ARCHIVES[suffix](source):
        is_empty = False
        if isinstance(member, Skipped):
            yield member
        else:
            yield from read_source(member, _name_inside(name, suffix))
    if is_empty:
        raise UnreadableError("the archive holds no files but hidden ones and README files")


def _name_inside(name: str, suffix: str) -> str | None:
    """What tells the format of a file in an archive: gzip knows no name but its own."""
    return name[: -len(suffix)] if suffix == ".gz" else None


def tables_in(source: Source, name: str | None = None) -> Iterator[tuple[Source, Table]]:
    """Every table of a file and, when it is an archive, of the files in it.

    A file that is damaged gives what stands before the damage; reading lists it as skipped.

    Args:
        source: The file.
        name: The name that tells its format; that of the source when None.
    """
    name = name or source.path
    suffix = suffix_of(name)
    try:
        if suffix in TABLES:
            for table in TABLES[suffix](source):
                yield source, table
        elif suffix in ARCHIVES:
            for member in ARCHIVES[suffix](source):
                if isinstance(member, Source):
                    yield from tables_in(member, _name_inside(name, suffix))
    except UnreadableError:
        return


def _read_tables(source: Source, suffix: str) -> Iterator[Item]:
    """The articles of every table of a file; one that cannot be read leaves the others."""
    found = False
    for table in TABLES[suffix](source):
        try:
            for item in read_table(source, table):
                found = True
                yield item
        except UnreadableError as fault:
            found = True
            yield Skipped(table.place(source), str(fault))
    if not found:
        raise UnreadableError("the table has no rows")

"""The attributions of articles as JSON lines, for scripts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.jsonl import line_of
from analysis.read import Reading, read_paths, read_uploads
from analysis.selection import is_english

__all__ = ["KEYS", "STDIN", "attribution_lines", "faults", "read_given", "remarks"]

STDIN, STDIN_NAME = "-", "stdin"
# Of each line, in this order; docs/attributions.md tells what they mean.
KEYS = (
    "source_path",
    "article_id",
    "outlet",
    "outlet_perspective",
    "attribution_id",
    "kind",
    "content",
    "content_start",
    "content_end",
    "content2",
    "content2_start",
    "content2_end",
    "cue",
    "cue_start",
    "cue_class",
    "source",
    "source_start",
    "source_end",
    "speaker",
    "speaker_role",
    "affiliation",
    "voice_perspective",
    "outer_id",
    "confidence",
)


def read_given(
    names: Sequence[str], stdin: bytes, suffix: str, columns: Sequence[Mapping[str, str]] = ()
) -> Reading:
    """Reads files, folders and what came on standard input, in the order given.

    Args:
        names: files and folders; "-" is standard input.
        stdin: its content; not looked at when "-" is not among the names.
        suffix: the suffix that tells its format, as in ".txt".
        columns: which column of tables holds what, as for `read.read_paths`.
    """
    parts = [
        read_uploads([(STDIN_NAME + suffix, stdin)], columns)
        if name == STDIN
        else read_paths([name], columns=columns)
        for name in dict.fromkeys(names)
    ]
    documents = {document.article_id: document for part in parts for document in part.documents}
    skipped = pd.concat([part.skipped for part in parts], ignore_index=True)
    return Reading(tuple(documents.values()), skipped)


def attribution_lines(tables: Mapping[str, pd.DataFrame]) -> Iterator[bytes]:
    """One line of JSON in UTF-8, line break included, per attribution, in the order of the text.

    Args:
        tables: what `pipeline.attributions_alone` gives.
    """
    articles = {row["article_id"]: row for row in tables["articles"].to_dict("records")}
    for row in tables["attributions"].to_dict("records"):
        yield line_of(_record(row, articles[row["article_id"]]))


def faults(tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """A line for each input that could not be read."""
    skipped = tables["skipped"].itertuples(index=False)
    return [f"skipped {path}: {reason}" for path, reason in skipped]


def remarks(tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """A line for each article that was read and cannot be searched."""
    articles = tables["articles"]
    if articles.empty:
        return []
    foreign = articles[~is_english(articles["language"])]
    return [
        f"not searched {path}: its language is {language}, and only English is known"
        for path, language in zip(foreign["source_path"], foreign["language"], strict=True)
    ]


def _record(row: Mapping[str, Any], article: Mapping[str, Any]) -> dict[str, Any]:
    text = article["text"]
    known = {
        "source_path": article["source_path"],
        "outlet": article["outlet"],
        "outlet_perspective": article["perspective"],
    }
    for part in ("content", "content2"):
        start, end = row[f"{part}_start"], row[f"{part}_end"]
        known[part] = None if pd.isna(start) else text[int(start) : int(end)]
    held = {**row, **known}
    return {key: None if pd.isna(held[key]) else _plain(held[key]) for key in KEYS}


def _plain(value: Any) -> Any:
    """A number of numpy as Python's own, which JSON knows."""
    return value.item() if hasattr(value, "item") else value

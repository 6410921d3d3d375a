"""An analysis as files to take away: the corrected corpus, and all tables in one archive."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping

import pandas as pd

from analysis import store
from analysis.coding import coding_of
from analysis.corrections import Corrections
from analysis.door import Analysis
from analysis.spreadsheet import csv

FORMATS = ("csv", "parquet")


def articles_jsonl(analysis: Analysis) -> bytes:
    """The articles with text and metadata, one JSON object a line; `run` reads them again."""
    lines = []
    for row in analysis.whole_tables()["articles"].to_dict("records"):
        known = {name: _plain(value) for name, value in row.items() if not pd.isna(value)}
        lines.append(json.dumps(known, ensure_ascii=False))
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def articles_csv(analysis: Analysis) -> bytes:
    """The articles with text and metadata as CSV for a spreadsheet."""
    return csv(analysis.whole_tables()["articles"])


def coding_csv(analysis: Analysis, corrections: Corrections) -> bytes:
    """What a person has judged, as CSV that the Methods page reads (see coding.coding_of)."""
    return csv(coding_of(corrections, analysis.whole_tables()))


def tables_zip(analysis: Analysis, file_format: str, extra: Mapping[str, str]) -> bytes:
    """Every table of the contract, run.json and more texts as a ZIP archive.

    Args:
        analysis: what to write.
        file_format: "csv", or "parquet", which `check` and PARALLAX_ANALYSIS take when unpacked.
        extra: more files, name to text.

    Raises:
        ValueError: no such format.
    """
    if file_format not in FORMATS:
        raise ValueError(f"format is {file_format!r}; allowed are {', '.join(FORMATS)}")
    tables, run = store.contents(analysis)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, frame in tables.items():
            data = csv(frame) if file_format == "csv" else frame.to_parquet(index=False)
            archive.writestr(f"{name}.{file_format}", data)
        for name, text in {store.RUN_FILE: run, **extra}.items():
            archive.writestr(name, text)
    return packed.getvalue()


def _plain(value: object) -> object:
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else value

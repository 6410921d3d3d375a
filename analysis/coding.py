"""A person's coding of sentences as rows: what is taken away as CSV, and read again.

One row is one judgement of one sentence. The columns of COLUMNS are known; a row may leave any of
them empty but those that say which sentence it is and at least one that codes something.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.corrections import Corrections, Speaker, Stance, Tag, Target
from analysis.corrections.entries import STANCES
from analysis.spreadsheet import FORMULA_STARTS
from analysis.tables import VOICE_KINDS

WHERE = ("sentence_id", "article_id", "text")
# What can be coded; a column with allowed values has those only. "stance" needs a target.
CODES: Mapping[str, tuple[str, ...]] = {
    "stance": STANCES,
    "sentiment": STANCES,
    "speaker": (),
    "perspective": (),
    "quoted": VOICE_KINDS,
    "topic": (),
    "cue_class": (),
    "tag": (),
}
COLUMNS = (*WHERE, "target", *CODES)
SUGGESTED_TAGS = ("cause", "blame", "remedy", "forecast")
MAX_BYTES, MAX_ROWS = 20_000_000, 100_000


@dataclass(frozen=True)
class Coded:
    """What was read of a CSV of coded sentences.

    Attributes:
        rows: the sound rows: line (of the file, from 1) and the columns of COLUMNS as texts, ""
            where nothing is said.
        faults: line and what is wrong with it, of each other row.
        unknown: columns of the file that mean nothing here.
    """

    rows: pd.DataFrame
    faults: tuple[tuple[int, str], ...]
    unknown: tuple[str, ...]


class CodingFault(ValueError):
    """A CSV that cannot be read at all; the message says what to do."""


def coding_of(corrections: Corrections, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """What a person has judged, one row per judgement, in the order of the text.

    Args:
        corrections: what the person said; what is about no sentence of the tables is left out.
        tables: the tables of the corrected analysis.
    """
    sentences = tables["sentences"].set_index("sentence_id")
    rows = [row for row in _judged(corrections, tables) if row["sentence_id"] in sentences.index]
    found = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object).fillna("")
    for name in ("article_id", "text", "start"):
        found[name] = found["sentence_id"].map(sentences[name])
    found = found.sort_values(["article_id", "start"], kind="stable")
    return found[list(COLUMNS)].reset_index(drop=True)


def _judged(
    corrections: Corrections, tables: Mapping[str, pd.DataFrame]
) -> Iterator[dict[str, Any]]:
    mentions = tables["mentions"].set_index("mention_id")
    sentences = tables["sentences"]
    about: dict[str, dict[str, Any]] = {}
    judged: list[Target | Stance] = [*corrections.of(Target), *corrections.of(Stance)]
    for mention in judged:
        if mention.mention_id in mentions.index:
            held = mentions.loc[mention.mention_id]
            row = {"sentence_id": held["sentence_id"], "target": held["target"]}
            about.setdefault(mention.mention_id, row)
            if isinstance(mention, Stance):
                about[mention.mention_id]["stance"] = mention.stance
    yield from about.values()
    for speaker in corrections.of(Speaker):
        if speaker.attribution_id:
            here = sentences["attribution_id"] == speaker.attribution_id
        else:
            names = [name for name in (speaker.speaker, speaker.name) if name]
            here = (sentences["article_id"] == speaker.article_id) & sentences["voice"].isin(names)
        for sentence in sentences[here.fillna(False)].to_dict("records"):
            yield {
                "sentence_id": sentence["sentence_id"],
                "speaker": sentence["voice"],
                "perspective": sentence["voice_perspective"],
            }
    for tag in corrections.of(Tag):
        yield {"sentence_id": tag.sentence_id, "tag": tag.tag}


def read_coding(data: bytes) -> Coded:
    """The rows of a CSV of coded sentences, with commas, semicolons or tabs between the columns.

    Raises:
        CodingFault: it is no such file: too large, not UTF-8, or without the columns that it needs.
    """
    text = _decoded(data)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[dict[str, Any]] = []
    faults: list[tuple[int, str]] = []
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        _check(header)
        done = reader.line_num
        for cells in reader:
            line, done = done + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if len(rows) + len(faults) >= MAX_ROWS:
                raise CodingFault(f"more than {MAX_ROWS:,} rows: take fewer")
            fault = _fault_of(header, cells)
            if fault:
                faults.append((line, fault))
            else:
                rows.append({"line": line, **_said(header, cells)})
    except csv.Error as error:
        raise CodingFault(f"line {reader.line_num}: this is not sound CSV ({error})") from error
    unknown = tuple(name for name in header if name not in COLUMNS)
    found = pd.DataFrame(rows, columns=["line", *COLUMNS]).fillna("")
    return Coded(found, tuple(faults), unknown)


def _decoded(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise CodingFault(f"the file is larger than {MAX_BYTES:,} bytes: take fewer rows")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise CodingFault(
            f"the file is not UTF-8 (byte {error.start}): save it as CSV in UTF-8"
        ) from error


def _check(header: list[str]) -> None:
    repeated = sorted({name for name in header if name and header.count(name) > 1})
    if repeated:
        raise CodingFault(f"columns stand twice: {', '.join(repeated)}")
    if not {"sentence_id", "text"} & set(header) or not set(CODES) & set(header):
        raise CodingFault(
            "the first line must name the columns: sentence_id or text, and at least one of "
            f"{', '.join(CODES)}; it names {', '.join(filter(None, header)) or 'nothing'}"
        )


def _said(header: list[str], cells: list[str]) -> dict[str, str]:
    said = {}
    for name, cell in zip(header, cells, strict=True):
        value = " ".join(cell.split())
        # Undoes what keeps a spreadsheet from taking a text for a formula.
        said[name] = value[1:] if value[:1] == "'" and value[1:2] in FORMULA_STARTS else value
    return {name: said.get(name, "") for name in COLUMNS}


def _fault_of(header: list[str], cells: list[str]) -> str:
    """What is wrong with a row by itself; "" when nothing is."""
    if len(cells) != len(header):
        return f"{len(cells)} cells, but {len(header)} columns"
    said = _said(header, cells)
    if not said["sentence_id"] and not said["text"]:
        return "neither sentence_id nor text says which sentence is meant"
    if not any(said[name] for name in CODES):
        return f"nothing is coded: fill one of {', '.join(CODES)}"
    if said["stance"] and not said["target"]:
        return "stance needs the actor that it is about, in the column target"
    for name, allowed in CODES.items():
        if allowed and said[name] and said[name] not in allowed:
            return f"{name} is {said[name]!r}; allowed are {', '.join(allowed)}"
    return ""

"""The stance of single mentions that come as JSON lines, each judged by its own line alone."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, NoReturn

from analysis.actors import mentions_alone
from analysis.jsonl import line_of
from analysis.reference import Reference
from analysis.stance import CLASSES, Reading, StanceEngine, default_engine
from analysis.stance.settling import shipped

KEYS = ("sentence", "start", "end")
SCORES = ("label", "p_negative", "p_neutral", "p_positive", "stance")
ERROR = "error"
# A longer line is no sentence: most often a file that is no JSON lines at all.
MOST_BYTES = 1 << 20
# Characters either side of a mention that are read; no sentence is longer.
LONGEST_SIDE = 1000
_DIGITS = 6
_LINES_A_BATCH, _BYTES_A_BATCH = 256, 1 << 22
_NEUTRAL = (0.0, 1.0, 0.0)


@dataclass(frozen=True)
class Batch:
    """What came of some lines.

    Attributes:
        out: a line for each of them, in their order.
        faults: what is wrong with which line, in words.
        n_lines: how many lines.
        n_bytes: how much was read for them.
    """

    out: bytes
    faults: tuple[str, ...]
    n_lines: int
    n_bytes: int


class _LineFault(ValueError):
    """What is wrong with a line; the message lists every fault of it."""


@dataclass(frozen=True)
class _Line:
    """A line as read: its record without scores, and a mention to judge or what is wrong."""

    record: Mapping[str, Any]
    reading: Reading | None = None
    modifier: bool = False
    fault: str = ""


def judge_lines(
    stream: BinaryIO, reference: Reference, engine: StanceEngine | None = None
) -> Iterator[Batch]:
    """Judges the mention of each line while reading; memory does not grow with their number.

    A line is a JSON object in UTF-8 with `sentence`, `start` and `end` (code points; the mention
    is sentence[start:end]). The line written for it holds all its keys and SCORES: the likeliest
    class, the probabilities of the classes, and p_positive − p_negative. A mention that only says
    which thing is meant ("the Malta summit") is neutral. A line that cannot be judged has ERROR
    instead: what is wrong, in words.

    Args:
        stream: the lines.
        reference: the tables by which it is known what only modifies another noun.
        engine: the engine; the shipped one when None.
    """
    engine = engine or default_engine()
    lines: list[_Line] = []
    done = size = 0
    for content, n_bytes in _contents(stream):
        lines.append(_read(content, first=not (done or lines), reference=reference))
        size += n_bytes
        if len(lines) == _LINES_A_BATCH or size >= _BYTES_A_BATCH:
            yield _judged(lines, done, size, engine)
            done += len(lines)
            lines, size = [], 0
    if lines:
        yield _judged(lines, done, size, engine)


def _contents(stream: BinaryIO) -> Iterator[tuple[bytes | None, int]]:
    """Each line and its size; None for one that is too long, which is never held as a whole."""
    while line := stream.readline(MOST_BYTES + 1):
        size = len(line)
        if size <= MOST_BYTES:
            yield line, size
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MOST_BYTES)
            size += len(line)
        yield None, size


def _judged(lines: list[_Line], before: int, n_bytes: int, engine: StanceEngine) -> Batch:
    out = []
    for line in lines:
        if line.reading is None:
            out.append(line_of({**line.record, ERROR: line.fault}))
        else:
            out.append(line_of({**line.record, **_scores(_chances(line, line.reading, engine))}))
    faults = tuple(
        f"line {number}: {line.fault}"
        for number, line in enumerate(lines, start=before + 1)
        if line.fault
    )
    return Batch(b"".join(out), faults, len(lines), n_bytes)


def _chances(line: _Line, reading: Reading, engine: StanceEngine) -> Sequence[float]:
    if line.modifier:
        return _NEUTRAL
    said, _ = engine.judge(reading)
    return [float(one) for one in shipped()[0].apply(said)[0]]


def _scores(chances: Sequence[float]) -> dict[str, Any]:
    numbers = [*chances, chances[2] - chances[0]]
    label = CLASSES[max(range(len(CLASSES)), key=chances.__getitem__)]
    return dict(zip(SCORES, [label, *(round(one, _DIGITS) for one in numbers)], strict=True))


def _read(content: bytes | None, *, first: bool, reference: Reference) -> _Line:
    record: dict[str, Any] = {}
    try:
        record = _object(content, first)
        _check(record)
    except _LineFault as fault:
        return _Line(record, fault=str(fault))
    sentence, start, end = (record[key] for key in KEYS)
    begin = max(0, start - LONGEST_SIDE)
    part = sentence[begin : end + LONGEST_SIDE]
    start, end = start - begin, end - begin
    modifier = any(
        one.modifier and one.end == end and part[start : one.start].strip().lower() in ("", "the")
        for one in mentions_alone(part, reference)
        if one.start < end and one.end > start
    )
    return _Line(record, Reading(part, ((start, end),)), modifier)


def _object(content: bytes | None, first: bool) -> dict[str, Any]:
    """The JSON object of a line, without what an earlier run added to it."""
    if content is None:
        raise _LineFault(f"it is longer than {MOST_BYTES:,} bytes")
    try:
        text = content.decode("utf-8-sig" if first else "utf-8")
    except UnicodeDecodeError as fault:
        raise _LineFault(f"it is not UTF-8 (byte {fault.start + 1})") from fault
    if not text.strip():
        raise _LineFault("it is blank")
    try:
        found = json.loads(text, parse_constant=_no_number, parse_float=_finite)
    except json.JSONDecodeError as fault:
        raise _LineFault(f"it is not JSON ({fault.msg}, character {fault.colno})") from fault
    except RecursionError as fault:
        raise _LineFault("it is nested too deeply to be read") from fault
    except ValueError as fault:
        raise _LineFault(f"it is not JSON that can be read ({fault})") from fault
    if not isinstance(found, dict):
        raise _LineFault(f"it is {_kind(found)}, needed is an object with {', '.join(KEYS)}")
    return {key: value for key, value in found.items() if key not in (*SCORES, ERROR)}


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError(f"{digits[:20]} is too large")
    return number


def _check(record: Mapping[str, Any]) -> None:
    """Raises a _LineFault that names everything that is wrong with the keys of a line."""
    missing = [key for key in KEYS if key not in record]
    found = [f"{', '.join(missing)} missing"] if missing else []
    sentence = record.get("sentence", "")
    if not isinstance(sentence, str):
        found.append(f"sentence is {_kind(sentence)}, needed is a string")
    elif any("\ud800" <= sign <= "\udfff" for sign in sentence):
        found.append("sentence holds half a surrogate pair, which is no character")
    found += [
        f"{key} is {_kind(record[key])}, needed is a whole number"
        for key in ("start", "end")
        if key in record and type(record[key]) is not int
    ]
    if found:
        raise _LineFault("; ".join(found))
    start, end, length = record["start"], record["end"], len(sentence)
    if not 0 <= start < end <= length:
        raise _LineFault(
            f"start {start} and end {end} do not lie in the sentence of {length} characters; "
            "needed is 0 <= start < end <= length"
        )


def _kind(value: Any) -> str:
    """A value of JSON in words."""
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false"}
    return names.get(type(value), "null" if value is None else "a number")

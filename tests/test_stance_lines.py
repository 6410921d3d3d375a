"""The stance of mentions in JSON lines: as a function, and as a person types it."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.actors import find_mentions, mentions_alone
from analysis.cli import main
from analysis.jsonl import line_of
from analysis.reference import load_reference
from analysis.stance import default_engine
from analysis.stance.lines import ERROR, LONGEST_SIDE, MOST_BYTES, SCORES, judge_lines
from analysis.stance.settling import shipped
from tests.test_stance import LABELLED, reading_of

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = load_reference()


def record(marked: str, **more) -> dict:
    reading = reading_of(marked)
    ((start, end),) = reading.spans
    return {"sentence": reading.text, "start": start, "end": end} | more


GOOD = [record(text, id=at) for at, (_, text) in enumerate(LABELLED)]


def judged(content: bytes) -> tuple[list[dict], list[str]]:
    batches = list(judge_lines(io.BytesIO(content), REFERENCE))
    out = b"".join(batch.out for batch in batches)
    assert sum(batch.n_bytes for batch in batches) == len(content)
    assert sum(batch.n_lines for batch in batches) == out.count(b"\n")
    rows = [json.loads(line) for line in out.split(b"\n")[:-1]]
    return rows, [fault for batch in batches for fault in batch.faults]


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(one).encode() + b"\n" for one in records)


def test_every_line_gains_the_scores_of_the_engine():
    rows, faults = judged(lines(*GOOD))
    assert faults == []
    engine, (scaling, _) = default_engine(), shipped()
    expected = [scaling.apply(engine.judge(reading_of(text))[0])[0] for _, text in LABELLED]
    for row, given_record, chances in zip(rows, GOOD, expected, strict=True):
        assert list(row) == [*given_record, *SCORES]
        assert {key: row[key] for key in given_record} == given_record
        numbers = [row[f"p_{name}"] for name in ("negative", "neutral", "positive")]
        assert numbers == pytest.approx(list(chances), abs=1e-6)
        assert row["label"] == ("negative", "neutral", "positive")[chances.argmax()]
        assert row["stance"] == pytest.approx(chances[2] - chances[0], abs=1e-6)


def test_scores_depend_neither_on_order_nor_on_neighbours():
    many = [record(text, id=at) for at, (_, text) in enumerate(LABELLED * 9)]
    rows, _ = judged(lines(*many))
    shuffled = random.Random(3).sample(many, len(many))
    again, _ = judged(lines(*shuffled))
    assert len(many) > 2 * 256
    assert sorted(again, key=lambda row: row["id"]) == rows
    assert [judged(lines(one))[0][0] for one in many[:20]] == rows[:20]


BAD = [
    (b"nonsense", "line 2: it is not JSON"),
    (b"", "line 2: it is blank"),
    (b'{"sentence": "A\xff", "start": 0, "end": 1}', "line 2: it is not UTF-8 (byte 16)"),
    (b"[1, 2]", "line 2: it is a list, needed is an object with sentence, start, end"),
    (b"null", "line 2: it is null, needed is an object"),
    (b"[" * 200_000, "line 2: it is nested too deeply to be read"),
    (b'{"start": 0}', "line 2: sentence, end missing"),
    (b'{"sentence": 7, "start": 0, "end": 1}', "sentence is a number, needed is a string"),
    (b'{"sentence": "Ab", "start": 0, "end": 1.0}', "end is a number, needed is a whole number"),
    (b'{"sentence": "Ab", "start": "0", "end": true}', "start is a string, needed is a whole"),
    (b'{"sentence": "Ab", "start": "0", "end": true}', "end is true or false, needed is a whole"),
    (b'{"sentence": "Ab", "start": 1, "end": 1}', "start 1 and end 1 do not lie in the sentence"),
    (b'{"sentence": "Ab", "start": -1, "end": 1}', "start -1 and end 1 do not lie"),
    (b'{"sentence": "Ab", "start": 0, "end": 3}', "do not lie in the sentence of 2 characters"),
    (b'{"sentence": "", "start": 0, "end": 0}', "do not lie in the sentence of 0 characters"),
    (b'{"sentence": "A\\ud800", "start": 0, "end": 1}', "half a surrogate pair"),
    (b'{"sentence": "Ab", "start": 0, "end": 1, "x": NaN}', "NaN is no number of JSON"),
    (b'{"sentence": "Ab", "start": 0, "end": 1, "x": 1e999}', "1e999 is too large"),
    (b'{"sentence": "Ab", "start": 0, "end": ' + b"9" * 5000 + b"}", "not JSON that can be read"),
    (b'{"sentence": "' + b"a" * MOST_BYTES + b'", "start": 0, "end": 1}', "longer than 1,048,576"),
]


@pytest.mark.parametrize(("line", "words"), BAD, ids=[words for _, words in BAD])
def test_a_bad_line_is_told_and_the_rest_is_judged(line, words):
    first, last = lines(GOOD[0]), lines(GOOD[1])
    rows, (fault,) = judged(first + line + b"\n" + last)
    assert words in fault
    assert fault == f"line 2: {rows[1][ERROR]}"
    assert not set(rows[1]) & set(SCORES)
    assert [rows[0], rows[2]] == judged(first + last)[0]


def test_a_bad_line_keeps_what_could_be_read_of_it():
    rows, _ = judged(b'{"id": "x\\ud800", "sentence": "Ab", "start": 5, "label": "old"}\n')
    assert list(rows[0]) == ["id", "sentence", "start", ERROR]
    assert rows[0]["id"] == "x\ud800"


def test_what_was_written_can_be_read_again():
    rows, _ = judged(lines(GOOD[0], {"sentence": "Ab"}))
    assert judged(lines(*rows))[0] == rows
    mended = rows[1] | {"start": 0, "end": 2}
    assert ERROR not in judged(lines(mended))[0][0]


@pytest.mark.parametrize("last", [b"\n", b""])
def test_the_last_line_may_lack_its_break_and_the_first_may_have_a_mark(last):
    content = b"\xef\xbb\xbf" + lines(GOOD[0]).rstrip() + b"\r\n" + lines(GOOD[1]).rstrip() + last
    rows, faults = judged(content)
    assert (len(rows), faults) == (2, [])


def test_no_lines_give_no_lines():
    assert list(judge_lines(io.BytesIO(b""), REFERENCE)) == []


def test_offsets_count_code_points():
    sentence = "🙂🙂 We thank Ruritania for its generous help."
    start = sentence.index("Ruritania")
    rows, faults = judged(lines({"sentence": sentence, "start": start, "end": start + 9}))
    assert (faults, rows[0]["label"]) == ([], "positive")


@pytest.mark.parametrize(
    ("sentence", "mention", "modifier"),
    [
        ("The brutal US ambassador lied.", "US", True),
        ("The vile Malta summit failed.", "Malta", True),
        ("They hate the Ukraine crisis.", "the Ukraine", True),
        ("The brutal US ambassador lied.", "US ambassador", False),
        ("US lies are brutal.", "US", False),
    ],
)
def test_a_mention_that_only_says_which_thing_is_meant_is_neutral(sentence, mention, modifier):
    start = sentence.index(mention)
    rows, _ = judged(lines({"sentence": sentence, "start": start, "end": start + len(mention)}))
    assert (rows[0]["p_neutral"] == 1) is modifier


def test_who_does_it_matters():
    text = "Russia brutally attacked peaceful Ukraine."
    rows, _ = judged(
        lines(*({"sentence": text, "start": s, "end": e} for s, e in ((0, 6), (34, 41))))
    )
    assert rows[0]["p_negative"] > rows[1]["p_negative"] + 0.1


def test_a_sentence_alone_has_the_mentions_of_an_article_of_one_sentence():
    import pandas as pd

    for text in ("Vladimir Putin met the NATO-Russia Council in Paris.", "The alliance left.", ""):
        frame = pd.DataFrame({"sentence_id": ["s"], "start": [0], "text": [text]})
        rows = find_mentions({"article_id": "a"}, frame, REFERENCE)
        expected = rows[["start", "end", "target", "modifier"]].itertuples(index=False, name=None)
        assert [tuple(one) for one in mentions_alone(text, REFERENCE)] == list(expected)


def test_an_endless_sentence_is_read_around_the_mention():
    text = "Ruritania lied. " * 30_000
    start = len(text) // 32 * 16
    rows, _ = judged(lines({"sentence": text, "start": start, "end": start + 9}))
    part = text[start - LONGEST_SIDE : start + 9 + LONGEST_SIDE]
    near, _ = judged(lines({"sentence": part, "start": LONGEST_SIDE, "end": LONGEST_SIDE + 9}))
    assert [rows[0][key] for key in SCORES] == [near[0][key] for key in SCORES]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.binary(max_size=30) | st.sampled_from([line_of(one)[:-1] for one in GOOD[:3]])))
def test_there_is_one_line_for_each_line_whatever_stands_there(parts):
    content = b"".join(part.replace(b"\n", b"") + b"\n" for part in parts)
    rows, faults = judged(content)
    assert len(rows) == len(parts)
    assert len(faults) == sum(ERROR in row for row in rows)


def test_a_record_is_one_line_for_everybody():
    assert line_of({"a": "\x85\u2028\u2029\n"}) == b'{"a": "\\u0085\\u2028\\u2029\\n"}\n'
    with pytest.raises(ValueError, match="not JSON compliant"):
        line_of({"a": float("nan")})


def call(*arguments, **more):
    return CliRunner().invoke(main, ["stance", *map(str, arguments)], **more)


def test_the_command_writes_a_file_and_tells_what_was_bad(tmp_path):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(lines(*GOOD[:3]))
    done = call(source, target)
    assert (done.exit_code, done.stdout) == (0, "")
    assert target.read_bytes().count(b"\n") == 3
    source.write_bytes(lines(GOOD[0], {"sentence": "Ab"}, GOOD[1]))
    done = call(source, target)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines()[1:] == ["line 2: start, end missing"]
    assert [ERROR in json.loads(line) for line in target.open()] == [False, True, False]


def test_the_command_reads_and_writes_pipes():
    done = call("-", "-", input=lines(*GOOD[:3]))
    assert done.exit_code == 0
    assert done.stdout_bytes == b"".join(one.out for one in judge_lines(
        io.BytesIO(lines(*GOOD[:3])), REFERENCE
    ))  # fmt: skip


def test_wrong_usage_is_status_two_and_empties_nothing(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_bytes(lines(GOOD[0]))
    before = source.read_bytes()
    for arguments in (
        [], [source], [source, source], [source, tmp_path], [tmp_path, source],
        [tmp_path / "none", source], [source, tmp_path / "none" / "out"], ["-", "-", "-"],
    ):  # fmt: skip
        assert call(*arguments).exit_code == 2, arguments
    assert source.read_bytes() == before


def test_a_reader_that_stops_early_ends_it_quietly(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_bytes(lines(*(GOOD[at % len(GOOD)] for at in range(2_000))))
    command = [sys.executable, "-m", "analysis", "stance", str(source), "-"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        process.stdout.close()
        told = process.stderr.read().decode()
    assert process.returncode == 0
    assert told.split() == ["Judging"]

"""`python -m analysis attributions`: lines for scripts, from files and from a pipe."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from analysis import lines
from analysis.cli import main
from analysis.pipeline import Settings, analyse, attributions_alone
from analysis.read import read_paths

ROOT = Path(__file__).parent.parent
TEXT = (
    "Title: Talks\nText:\nThe minister of Ruritania came. “We agree,” said Jane Roe, a spokeswoman "
    "for the ministry, “and we will sign.” She added that the paper was ready.\n"
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "talks.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def call(*arguments, stdin: bytes = b""):
    return CliRunner().invoke(main, ["attributions", *map(str, arguments)], input=stdin)


def records(printed: bytes) -> list[dict]:
    assert printed.endswith(b"\n") or not printed
    return [json.loads(line) for line in printed.split(b"\n")[:-1]]


def test_a_line_is_an_attribution_with_every_key_in_order(article):
    done = call(article)
    assert (done.exit_code, done.stderr) == (0, "")
    found = records(done.stdout_bytes)
    assert len(found) == 2
    assert all(tuple(line) == lines.KEYS for line in found)
    first, second = found
    assert (first["content"], first["content2"]) == ("“We agree,”", "“and we will sign.”")
    assert (first["speaker"], second["speaker"]) == ("Jane Roe", "Jane Roe")
    assert (first["kind"], second["kind"], second["content2"]) == ("direct", "indirect", None)
    assert first["source_path"] == str(article)


def test_they_are_the_attributions_of_a_run(tmp_path):
    sample = ROOT / "data" / "sample" / "003_0e2cfab4f396103c.txt"
    alone = attributions_alone(read_paths([sample]), Settings())
    pd.testing.assert_frame_equal(
        alone["attributions"], analyse([sample]).whole_tables()["attributions"]
    )
    texts = alone["articles"].set_index("article_id")["text"]
    for line in map(json.loads, lines.attribution_lines(alone)):
        text = texts[line["article_id"]]
        assert text[line["content_start"] : line["content_end"]] == line["content"]


def test_what_cannot_be_read_is_told_and_the_rest_is_printed(article, tmp_path):
    (tmp_path / "broken.pdf").write_bytes(b"no pdf")
    done = call(tmp_path / "nowhere.txt", article, tmp_path / "broken.pdf")
    assert done.exit_code == 1
    assert len(records(done.stdout_bytes)) == 2
    assert "nowhere.txt: no such file" in done.stderr
    assert "broken.pdf" in done.stderr


def test_a_text_in_another_language_is_told_and_no_fault(tmp_path):
    path = tmp_path / "it.txt"
    path.write_text(
        "Il ministro degli Esteri ha detto che la pazienza è finita e che il paese risponderà. "
        "Secondo gli analisti la crisi durerà ancora molti mesi.\n",
        encoding="utf-8",
    )
    done = call(path)
    assert (done.exit_code, done.stdout_bytes) == (0, b"")
    assert "its language is it" in done.stderr


@pytest.mark.parametrize("names", [[], ["-"]])
def test_standard_input_is_read(names):
    found = records(call(*names, stdin=TEXT.encode()).stdout_bytes)
    assert [line["source_path"] for line in found] == ["stdin.txt"] * 2


def test_the_format_of_standard_input_can_be_told():
    rows = json.dumps({"id": "7", "text": TEXT.split("Text:\n")[1]}).encode() + b"\n"
    found = records(call("--stdin-format", "jsonl", stdin=rows).stdout_bytes)
    assert [line["source_path"] for line in found] == ["stdin.jsonl#7"] * 2
    assert call("--stdin-format", "doc").exit_code == 2


def test_columns_of_a_table_can_be_told(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(
        'Wire,No\n"Jane Roe said that the paper was ready for all.",1\n', encoding="utf-8"
    )
    assert len(records(call("--columns", "text=Wire", path).stdout_bytes)) == 1
    assert call("--columns", "smell=Wire", path).exit_code == 2


def test_a_file_given_twice_is_read_once(article):
    assert len(records(call(article, article).stdout_bytes)) == 2


def test_signs_that_end_lines_elsewhere_are_escaped():
    text = "Jo\x85 said \u2028 \u2029."
    row = dict.fromkeys(lines.KEYS) | {"article_id": "x", "content_start": 0, "content_end": 12}
    tables = {
        "articles": pd.DataFrame(
            [{"article_id": "x", "text": text, "source_path": "p", "outlet": None,
              "perspective": "Other"}]
        ),
        "attributions": pd.DataFrame([row]),
    }  # fmt: skip
    (line,) = lines.attribution_lines(tables)
    assert len(line.decode("utf-8").splitlines()) == 1
    assert json.loads(line)["content"] == text[:12]


def test_a_reader_that_has_enough_ends_it_quietly(tmp_path):
    body = "Jane Roe said that the paper was ready. " * 400
    (tmp_path / "long.txt").write_text(body, encoding="utf-8")
    command = [sys.executable, "-m", "analysis", "attributions", str(tmp_path / "long.txt")]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout
        assert running.stderr
        assert json.loads(running.stdout.readline())["speaker"] == "Jane Roe"
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(timeout=60) == 0


def test_every_key_is_documented_in_order():
    page = (ROOT / "docs" / "attributions.md").read_text(encoding="utf-8")
    heads = re.findall(r"^\| ([a-z_0-9, ]+) \|", page, re.MULTILINE)
    told = [key for head in heads for key in head.split(", ") if key != "key"]
    assert tuple(told) == lines.KEYS

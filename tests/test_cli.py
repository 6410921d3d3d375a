"""The command line as a person types it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.cli import main

SAMPLE = Path(__file__).parent.parent / "data" / "sample"


def call(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_run_then_check(tmp_path):
    done = call("run", SAMPLE, "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert "5 articles" in done.stdout
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert record["counts"]["articles"] == 5
    assert {"version", "settings", "models", "corpus_fingerprint", "seconds"} <= set(record)
    checked = call("check", tmp_path / "out")
    assert (checked.exit_code, "sound" in checked.stdout) == (0, True)


def test_nothing_read_is_status_one_and_says_why(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    done = call("run", tmp_path / "empty.txt", tmp_path / "nowhere", "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert "empty.txt" in done.stderr
    assert "nowhere" in done.stderr
    assert call("check", tmp_path / "out").exit_code == 0


def test_a_file_that_cannot_be_read_does_not_fail_the_run(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    done = call(
        "run", SAMPLE / "000_d929e8fac5b9303f.txt", tmp_path / "empty.txt", "--out", tmp_path
    )
    assert done.exit_code == 0
    assert "skipped" in done.stderr


@pytest.mark.parametrize(
    "arguments", [["run"], ["run", "x"], ["dance"], ["run", "x", "--n-topics", "1"]]
)
def test_wrong_usage_is_status_two(arguments):
    assert call(*arguments).exit_code == 2


def test_help_explains_itself():
    shown = call("--help").stdout
    assert "run" in shown
    assert "check" in shown
    assert "data/sample" in shown
    assert "Exit status" in call("run", "--help").stdout


def test_check_of_something_else_lists_the_faults(tmp_path):
    done = call("check", tmp_path)
    assert done.exit_code == 1
    assert "articles.parquet is missing" in done.stderr


def test_broken_reference_tables_are_told_all_together(tmp_path):
    (tmp_path / "outlets.csv").write_text("outlet,country\nX,ZZ\n", encoding="utf-8")
    done = call("run", SAMPLE, "--out", tmp_path / "out", "--reference", tmp_path)
    assert done.exit_code == 1
    assert "outlets.csv" in done.stderr
    assert "countries.csv" in done.stderr
    assert "Traceback" not in done.stderr

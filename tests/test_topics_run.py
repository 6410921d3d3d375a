"""Topics as a run finds them: what is recorded, what the command line says, the same every time."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from analysis.cli import main
from analysis.topics import METHODS
from analysis.topics.embedding import default_encoder
from tests.topic_texts import planted

ROOT = Path(__file__).resolve().parents[1]
# What a process of its own prints of the topics of made-up articles.
SEARCH = """
import sys
from analysis.topics import search
from tests.topic_texts import passages, planted
texts, _ = planted(12)
found = search(passages(36, articles=18), texts, method=sys.argv[1])
print(found.method, found.topics.to_json(double_precision=15), found.passages.to_json())
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table of four short articles on three matters."""
    texts, _ = planted(8)
    path = tmp_path_factory.mktemp("corpus") / "articles.jsonl"
    lines = [{"id": str(at), "text": "\n\n".join(texts[at::4])} for at in range(4)]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def call(*arguments: object):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def recorded(folder: Path) -> dict:
    return json.loads((folder / "run.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def plain(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run as it is when nothing is said of topics."""
    folder = tmp_path_factory.mktemp("plain")
    assert call("run", corpus, "--out", folder).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def meant(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run that looks for four topics by meaning."""
    folder = tmp_path_factory.mktemp("meant")
    done = call("run", corpus, "--out", folder, "--topics", "embedding", "--n-topics", 4)
    assert done.exit_code == 0, done.output
    return folder


def test_a_run_records_how_topics_were_found(plain):
    run = recorded(plain)
    assert run["topics"]["method"] == "nmf"
    assert run["topics"]["chosen"] is True
    assert run["topics"]["number"] == len(pd.read_parquet(plain / "topics.parquet"))
    assert run["settings"]["topics"] == "nmf"
    assert "topics" not in run["models"]


def test_the_command_line_takes_the_way_and_the_number(meant):
    run = recorded(meant)
    assert run["topics"]["method"] == "embedding"
    assert run["topics"]["chosen"] is False
    assert run["settings"]["n_topics"] == 4
    assert len(pd.read_parquet(meant / "topics.parquet")) <= 4
    assert call("check", meant).exit_code == 0


def test_the_version_of_the_embedding_is_recorded_and_counts(plain, meant):
    assert default_encoder().version in recorded(meant)["models"]["topics"]
    assert recorded(plain)["corpus_fingerprint"] != recorded(meant)["corpus_fingerprint"]


def test_a_way_that_there_is_not_is_wrong_usage(corpus, tmp_path):
    done = call("run", corpus, "--out", tmp_path, "--topics", "lda")
    assert done.exit_code == 2
    assert all(method in done.output for method in METHODS)


@pytest.mark.parametrize("method", ["nmf", "embedding"])
def test_two_processes_find_the_same_topics(method):
    """Threads and the order of sets differ between processes, and may change nothing."""
    printed = set()
    for number in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": number, "OMP_NUM_THREADS": number}
        command = [sys.executable, "-c", SEARCH, method]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
        )
        printed.add(done.stdout)
    assert len(printed) == 1
    assert printed.pop().startswith(method)

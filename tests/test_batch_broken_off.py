"""A run that does not come to its end loses the partitions in flight and nothing else."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from analysis import batch
from analysis.batch import How, hands, run
from analysis.batch.tasks import ArticleFault
from analysis.cli import main
from tests.batch_corpus import FAST, assert_same, made, tables, write

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    return write(tmp_path_factory.mktemp("texts"))


@pytest.fixture(scope="module")
def whole(texts, tmp_path_factory):
    """The tables of a run that nothing disturbed."""
    folder = tmp_path_factory.mktemp("whole")
    made(texts, folder)
    return tables(folder)


# The command line, but that it would wait endlessly where it begins to write the tables: so it is
# never over before it is ended, however slow the machine is.
ENDLESS = """
import importlib, signal, sys, time
from analysis.cli import main
if __name__ == "__main__":
    # A shell that starts tests in the background has them ignore Ctrl-C, and so what they start.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # The module: the package has a function of that name.
    importlib.import_module("analysis.batch.run").write_tables = lambda *_: time.sleep(3600)
    main(sys.argv[1:])
"""


def begun(texts: Path, folder: Path, script: Path) -> subprocess.Popen:
    """The command line at work with two processes, some partitions of one article already kept."""
    script.write_text(ENDLESS, encoding="utf-8")
    command = [sys.executable, str(script), "run", str(texts), "--out", str(folder)]
    command += ["--fast", "--n-topics", "3", "--workers", "2", "--partition", "1"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    running = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    chance = random.Random(os.urandom(8))
    wanted = chance.randint(1, 9)
    until = time.monotonic() + 300
    while running.poll() is None and time.monotonic() < until:
        if len(list((folder / ".partitions").glob("0*"))) >= wanted:
            break
        time.sleep(0.02)
    time.sleep(chance.random() * 0.3)
    assert running.poll() is None
    return running


def processes_of(session: int) -> list[str]:
    """Processes of a session that still run."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = status.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        if int(words[3]) == session and words[0] != "Z":
            found.append(status.parent.name)
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are told by /proc")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_ended_at_a_random_moment_goes_on(whole, texts, tmp_path, how):
    folder = tmp_path / "out"
    running = begun(texts, folder, tmp_path / "endless.py")
    running.send_signal(how)
    words = running.communicate(timeout=300)[1]
    until = time.monotonic() + 60
    while processes_of(running.pid) and time.monotonic() < until:
        time.sleep(0.1)
    assert processes_of(running.pid) == []
    kept = len(list((folder / ".partitions").glob("0*")))
    assert kept >= 1
    assert not (folder / "run.json").exists()
    if how == signal.SIGINT:
        assert running.returncode == 130
        assert f"{kept} articles are kept: go on with --resume" in words
        assert "Traceback" not in words
    report = made(texts, folder, partition=2, resume=True)
    assert (report.n_kept, report.n_new) == (kept, 9 - kept)
    assert_same(tables(folder), whole)


def stopping(after: int, fault: BaseException):
    """A listener that ends a run once so many articles are analysed."""

    def tell(what: str, done: int, total: int | None) -> None:
        if done >= after and what == "Analysing":
            raise fault

    return tell


def test_going_on_must_be_asked_for(whole, texts, tmp_path):
    how = How(workers=1, partition=2)
    with pytest.raises(batch.Stopped, match="4 articles are kept: go on with --resume"):
        run([texts], tmp_path, FAST, how, stopping(4, KeyboardInterrupt()))
    assert not (tmp_path / "run.json").exists()
    with pytest.raises(batch.FAULTS, match="4 articles of a run that did not come to its end"):
        made(texts, tmp_path)
    assert made(texts, tmp_path, resume=True).n_kept == 4
    assert_same(tables(tmp_path), whole)


def test_beginning_anew_analyses_all_again(texts, tmp_path):
    how = How(workers=1, partition=2)
    with pytest.raises(batch.Stopped):
        run([texts], tmp_path, FAST, how, stopping(4, KeyboardInterrupt()))
    assert made(texts, tmp_path, redo=True).n_new == 9


def test_a_run_that_ends_while_tables_are_put_in_place_goes_on(whole, texts, tmp_path, monkeypatch):
    made(texts, tmp_path, partition=2)
    rename = Path.rename

    def fails(path, target):
        if path.name == "passages.parquet":
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(batch.FAULTS, match="No space left"):
        made(texts, tmp_path, partition=2)
    assert not (tmp_path / "run.json").exists()
    monkeypatch.undo()
    assert made(texts, tmp_path, partition=2, resume=True).n_new == 0
    assert_same(tables(tmp_path), whole)


def test_the_tables_of_an_earlier_run_stay_until_new_ones_are_whole(whole, tmp_path):
    texts = write(tmp_path / "texts", range(3))
    made(texts, tmp_path / "out")
    before = tables(tmp_path / "out")
    write(texts)
    how = How(workers=1, partition=2)
    with pytest.raises(batch.Stopped, match="5 articles are kept"):
        run([texts], tmp_path / "out", FAST, how, stopping(2, KeyboardInterrupt()))
    assert_same(tables(tmp_path / "out"), before)
    with pytest.raises(batch.FAULTS, match="--resume"):
        made(texts, tmp_path / "out")


def test_a_full_disk_is_told_with_what_is_kept(texts, tmp_path, monkeypatch):
    written = []
    to_parquet = pd.DataFrame.to_parquet

    def fails(frame, path, **more):
        written.append(path)
        if len(written) > 8:
            raise OSError(28, "No space left on device")
        to_parquet(frame, path, **more)

    monkeypatch.setattr(pd.DataFrame, "to_parquet", fails)
    done = CliRunner().invoke(
        main, ["run", str(texts), "--out", str(tmp_path), "--fast", "--workers", "1",
               "--partition", "3"]
    )  # fmt: skip
    assert done.exit_code == 1
    for words in ("cannot write to", "No space left", "3 articles are kept", "--resume"):
        assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_made_is_told(texts, tmp_path):
    (tmp_path / "file").write_text("")
    done = CliRunner().invoke(main, ["run", str(texts), "--out", str(tmp_path / "file" / "out")])
    assert done.exit_code == 1
    assert f"cannot write to {tmp_path / 'file' / 'out'}" in done.stderr


def test_a_fault_of_the_program_names_its_article(texts, tmp_path, monkeypatch):
    def fails(document, *_):
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr("analysis.batch.tasks.analyse_article", fails)
    with pytest.raises(ArticleFault, match=r"0\.txt: ZeroDivisionError: by zero"):
        made(texts, tmp_path)


def test_a_cluster_needs_dask_and_says_so(texts, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(hands.NoCluster, match=r"\[cluster\]"):
        made(texts, tmp_path, cluster="tcp://127.0.0.1:1")


def test_a_cluster_changes_nothing(whole, texts, tmp_path):
    distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        made(texts, tmp_path, cluster=cluster.scheduler_address, partition=2)
    assert_same(tables(tmp_path), whole)

"""What readers bring is analysed by workers: in turn, within limits, and forgotten afterwards."""

from __future__ import annotations

import gc
import io
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import weakref
from typing import ClassVar

import pytest

from analysis import models, perspectives
from analysis.attribution import tagger, text
from analysis.corrections import Actor, Corrections, Outlet
from analysis.reference import DEFAULT_FOLDER, load_reference
from hosting import frames, parcel, process, work, worker
from hosting.forgetting import forget_pieces
from hosting.pool import Pool, Ticket
from hosting.process import Ended
from hosting.sessions import Sessions
from hosting.settings import ROOT, Settings
from hosting.work import Benches, Done, Failed, Job, Refused

PORT = (
    "port.txt",
    b"Title: A port\nOutlet: Harbour Gazette\nText:\nRussia said on Monday that the port is bad. "
    b"The Zenith Union praised the port.\n",
)
TABLE = ("odd.csv", b"Inhalt,Kopf\nRussia blamed NATO on Monday.,One\nNATO blamed Russia.,Two\n")
CORRECTED = Corrections((Outlet("Harbour Gazette", country="IT"), Actor("Zenith", ("port",))))
PATIENCE = 240  # seconds: a worker loads its models first, on a machine that may be busy


@pytest.fixture(scope="module")
def pool():
    """One real worker."""
    made = Pool(Settings(mode="uploads"))
    yield made
    made.close()


def outcome(pool: Pool, job: Job) -> Done:
    ticket = pool.ask(job)
    deadline = time.monotonic() + PATIENCE
    while not ticket.wait(0.1):
        assert time.monotonic() < deadline, "the worker gave no answer"
    return ticket.result()


class Slow:
    """In the place of a worker: holds each job until it is let go or stopped."""

    started: ClassVar[list[Slow]] = []

    def __init__(self, _megabytes: int) -> None:
        self.done: list[str] = []
        self.forgotten: list[str] = []
        self.go = threading.Semaphore(0)
        self.is_alive = True
        Slow.started.append(self)

    def do(self, job: Job, ticket: Ticket) -> Done:
        self.go.acquire()
        if not self.is_alive:
            raise Ended
        self.done.append(job.owner)
        raise Refused(f"{job.owner} was read")

    def forget(self, owner: str) -> None:
        self.forgotten.append(owner)

    def stop(self) -> None:
        self.is_alive = False
        self.go.release()


@pytest.fixture
def slow():
    """Makes a pool of workers that wait to be let go."""
    made: list[Pool] = []
    Slow.started = []

    def make(**settings) -> Pool:
        made.append(Pool(Settings(mode="uploads", **settings), Slow))
        return made[-1]

    yield make
    for each in made:
        each.close()


def eventually(is_so, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def at_work(pool: Pool, number: int = 1) -> None:
    eventually(lambda: pool.state()["working"] == number)


# What a worker gives is what this process would give.


@pytest.mark.parametrize(
    "job",
    [
        Job("ann", "port", (PORT,)),
        Job(
            "ann",
            "port",
            (PORT,),
            corrections=Corrections((Outlet("Harbour Gazette", country="IT"),)),
        ),
        Job("ann", "table", (TABLE,), {("Inhalt", "Kopf"): {"text": "Inhalt"}}),
        Job("ann", "hard", (TABLE,)),
    ],
    ids=["files", "corrected", "columns", "unclear"],
)
def test_a_worker_gives_what_this_process_gives(pool, job):
    there, here = outcome(pool, job), Benches(work.sample_bench).do(job, lambda *_: None)
    assert there.columns == here.columns
    assert there.analysis.fingerprint == here.analysis.fingerprint
    assert there.analysis.n_corrections == here.analysis.n_corrections
    tables = here.analysis.whole_tables()
    assert list(there.analysis.whole_tables()) == list(tables)
    for name, frame in tables.items():
        assert there.analysis.whole_tables()[name].equals(frame), name
        assert list(there.analysis.whole_tables()[name].dtypes) == list(frame.dtypes), name


def test_too_many_articles_are_refused_by_the_worker(pool):
    told = {("Inhalt", "Kopf"): {"text": "Inhalt"}}
    with pytest.raises(Refused, match="2 articles are more than 1"):
        outcome(pool, Job("bob", "t", (TABLE,), told, most_articles=1))


def test_kill_9_of_a_worker_is_told_and_the_next_job_is_done(pool):
    outcome(pool, Job("cid", "port", (PORT,)))
    many = b"text\n" + b'"Russia said on Monday that the port is bad."\n' * 400
    ticket = pool.ask(Job("cid", "many", (("many.csv", many),)))
    eventually(lambda: ticket.part > 0.1, PATIENCE)
    os.kill(pool._keepers[0]._process.pid, signal.SIGKILL)
    with pytest.raises(Failed, match=r"its process was stopped, or needed more than the 4,000 MB"):
        ticket.result()
    assert len(outcome(pool, Job("cid", "port", (PORT,))).analysis.articles()) == 1


def test_a_worker_gets_no_more_memory_than_it_is_given():
    code = "from hosting.worker import limit_memory as l; l(600_000_000); bytearray(700_000_000)"
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True)
    assert b"MemoryError" in ended.stderr


@pytest.mark.parametrize("fault", [MemoryError(), RuntimeError("bad allocation")])
def test_too_little_memory_is_told_in_plain_words(monkeypatch, fault):
    def fail(*_args, **_more):
        raise fault

    benches = Benches(work.sample_bench)
    monkeypatch.setattr(benches, "do", fail)
    told = worker.answer(benches, parcel.of_job(Job("dee", "port", (PORT,))), io.BytesIO())
    assert "needs more memory than one may use here" in str(process._fault(told[0]))


@pytest.mark.parametrize("damage", ["missing", "corrupted"])
def test_a_model_that_is_missing_or_corrupted_is_told(monkeypatch, tmp_path, damage):
    folder = tmp_path / "stance"
    shutil.copytree(ROOT / "data" / "models" / "stance", folder)
    path = folder / "stance.onnx"
    path.write_bytes(path.read_bytes()[:-1])
    if damage == "missing":
        path.unlink()
    monkeypatch.setattr(
        "analysis.pipeline.analyse_article", lambda *_: models.open_model(folder, path.name)
    )
    with pytest.raises(Failed, match=r"A model cannot be used, .*stance\.onnx"):
        Benches(work.sample_bench).do(Job("eve", "port", (PORT,)), lambda *_: None)


# The queue.


def test_jobs_are_done_in_the_order_of_asking_and_each_sees_its_place(slow):
    pool = slow()
    ann, bob, cid = [pool.ask(Job(name)) for name in ("ann", "bob", "cid")]
    at_work(pool)
    (worker,) = Slow.started
    assert [pool.place(ticket) for ticket in (ann, bob, cid)] == [0, 1, 2]
    worker.go.release()
    eventually(lambda: pool.place(bob) == 0)
    assert ann.is_finished
    assert pool.place(cid) == 1
    worker.go.release()
    worker.go.release()
    eventually(lambda: cid.is_finished)
    assert worker.done == ["ann", "bob", "cid"]


def test_who_asks_again_gives_up_what_was_asked_before(slow):
    pool = slow()
    first = pool.ask(Job("ann", "1"))
    at_work(pool)
    second = pool.ask(Job("bob", "1"))
    third = pool.ask(Job("ann", "2"))
    with pytest.raises(Failed, match="another was asked for"):
        first.result()
    eventually(lambda: len(Slow.started) == 2)
    assert pool.place(second) == 0
    assert pool.place(third) == 1


def test_a_full_queue_refuses(slow):
    pool = slow(waiting_analyses=1)
    pool.ask(Job("ann"))
    at_work(pool)
    pool.ask(Job("bob"))
    with pytest.raises(Failed, match="Too many analyses are waiting"):
        pool.ask(Job("cid"))
    assert pool.state() == {"workers": 1, "working": 1, "waiting": 1}


def test_what_takes_too_long_is_stopped(slow):
    pool = slow(analysis_seconds=1)
    ticket = pool.ask(Job("ann"))
    eventually(lambda: ticket.wait(0.1))
    with pytest.raises(Failed, match="longer than the 1 seconds"):
        ticket.result()
    assert not Slow.started[0].is_alive


def test_what_a_reader_stops_is_stopped(slow):
    pool = slow()
    ticket = pool.ask(Job("ann"))
    at_work(pool)
    pool.cancel(ticket)
    assert not Slow.started[0].is_alive
    with pytest.raises(Failed, match="stopped by the reader"):
        ticket.result()
    eventually(lambda: len(Slow.started) == 2)


def test_what_nobody_waits_for_is_given_up(slow, monkeypatch):
    monkeypatch.setattr("hosting.pool._ABANDONED_AFTER", 0.3)
    pool = slow()
    ticket = pool.ask(Job("ann"))
    eventually(lambda: ticket.is_finished)
    with pytest.raises(Failed, match="nobody waits for it"):
        ticket.result()


def test_two_workers_do_two_jobs_at_once(slow):
    pool = slow(concurrent_analyses=2)
    tickets = [pool.ask(Job(name)) for name in ("ann", "bob", "cid")]
    at_work(pool, 2)
    assert [pool.place(ticket) for ticket in tickets] == [0, 0, 1]


# What goes with a session.


def test_workers_forget_what_a_session_brought(slow):
    pool = slow()
    eventually(lambda: len(Slow.started) == 1)
    pool.forget("ann")
    eventually(lambda: Slow.started[0].forgotten)
    assert Slow.started[0].forgotten == ["ann"]


def test_benches_forget_a_session_and_hold_few(monkeypatch):
    monkeypatch.setattr("analysis.workbench.Workbench.analyse", lambda *_, **__: None)
    benches = Benches(work.sample_bench)
    for name in ("ann", "bob", "cid", "dee"):
        benches.do(Job(name, "port", (PORT,)), lambda *_: None)
    assert len(benches) == 3
    benches.forget("dee")
    assert len(benches) == 2
    benches.forget("ann")
    assert len(benches) == 2


def test_what_was_remembered_of_texts_is_forgotten_and_models_are_not():
    Benches(work.sample_bench).do(Job("ann", "port", (PORT,)), lambda *_: None)
    corrected = load_reference(DEFAULT_FOLDER)
    perspectives.perspective_of_affiliation("the Alfaquill ministry", corrected)
    kept, held = tagger.default_tagger(), weakref.ref(corrected)
    del corrected
    assert held() is not None
    forget_pieces()
    gc.collect()
    assert held() is None
    assert text.tokens_in.cache_info().currsize == 0
    assert tagger.default_tagger() is kept


def test_a_session_that_is_gone_holds_no_bytes():
    sessions = Sessions()
    ann, bob = sessions.new(), sessions.new()
    ann.held_bytes, bob.held_bytes = 5, 7
    assert ann.name != bob.name
    assert sessions.held_bytes() == 12
    del bob
    assert sessions.held_bytes() == 5
    assert len(sessions) == 1


# Messages.


def test_a_message_is_read_as_it_was_written():
    stream = io.BytesIO()
    frames.write(stream, {"kind": "job", "names": ["a\n\x00ü"]}, [b"", b"\x00\xff" * 1000])
    frames.write(stream, {"kind": "ready"})
    stream.seek(0)
    assert frames.read(stream) == (
        {"kind": "job", "names": ["a\n\x00ü"]},
        [b"", b"\x00\xff" * 1000],
    )
    assert frames.read(stream) == ({"kind": "ready"}, [])
    assert frames.read(stream) is None


@pytest.mark.parametrize("cut", [2, 10, -1])
def test_a_message_that_breaks_off_is_none(cut):
    stream = io.BytesIO()
    frames.write(stream, {"kind": "job"}, [b"abc"])
    assert frames.read(io.BytesIO(stream.getvalue()[:cut])) is None


def test_what_is_no_message_is_a_fault():
    with pytest.raises(ValueError, match="bytes of plain values"):
        frames.read(io.BytesIO(b"\xff\xff\xff\xff and more"))
    with pytest.raises(ValueError, match="Expecting"):
        frames.read(io.BytesIO(b"\x00\x00\x00\x03abc"))

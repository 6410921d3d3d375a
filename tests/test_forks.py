"""The server of processes begins early for command lines that will need it, and for no other."""

from __future__ import annotations

import signal

import pytest

from analysis import forks

RUN = ["run", "texts", "--out", "made"]


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        (RUN, True),
        ([*RUN, "--workers", "2"], True),
        ([*RUN, "--workers=12"], True),
        ([*RUN, "--workers", "1"], False),
        ([*RUN, "--workers=1", "--fast"], False),
        ([*RUN, "--cluster", "tcp://host:8786"], False),
        (["run", "--help"], False),
        (["check", "made"], False),
        ([], False),
    ],
)
def test_the_server_begins_for_runs_of_several_processes(arguments, begins, monkeypatch):
    begun = []
    monkeypatch.setattr(forks.multiprocessing, "cpu_count", lambda: 2)
    monkeypatch.setattr(
        forks, "ensure_running", lambda: begun.append(signal.pthread_sigmask(signal.SIG_BLOCK, []))
    )
    forks.begin(arguments)
    assert bool(begun) == begins
    # Ctrl-C does not reach the server, and this process as before.
    assert all(signal.SIGINT in blocked for blocked in begun)
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])

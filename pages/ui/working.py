"""The analysis of what a reader brought or corrected: asked for, waited for, and kept.

All of it lives in the session's state, which nobody else reads, and goes with it.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from analysis.corrections import Corrections
from analysis.corrections.file import dump
from analysis.reference import ReferenceFault
from analysis.store import Analysis
from hosting import server
from hosting.process import FAULT
from hosting.settings import settings
from hosting.work import Benches, Done, Failed, Job, Refused
from pages.ui import sample
from pages.ui.uploads import Desk, Topics, desk, session, undo

if TYPE_CHECKING:
    from analysis.workbench import TableColumns
    from hosting.pool import Ticket

_MADE, _BENCHES, _TICKET = "_made", "_benches", "_ticket"
_MOST_KEPT = 3  # analyses: with and without judgements, and the one before
_PATIENCE = 0.6  # seconds of work from which progress is shown
_LOOK = 0.2  # seconds between two looks at a worker


@dataclass(frozen=True)
class Own:
    """An analysis that only this session sees, and the token that stands for it.

    Attributes:
        analysis: the analysis.
        token: different for different analyses.
        columns: what the columns of the reader's tables are read as.
    """

    analysis: Analysis
    token: str
    columns: tuple[TableColumns, ...]


def own(*, sample_is_shown: bool) -> Own | None:
    """The analysis of what the reader brought or corrected; None when there is nothing of it.

    Draws its progress when it takes long. What cannot be analysed is taken back, with the reason.

    Args:
        sample_is_shown: whether readers without files see the sample, whose articles are at hand
            for corrections; those of a stored analysis are not.
    """
    held = desk()
    changed = held.corrections.count or held.topics != Topics()
    if not held.files and not (sample_is_shown and changed):
        _give_up()
        return None
    try:
        done, token = _done(held, held.corrections.decisive)
    except (Refused, Failed) as fault:
        undo(str(fault))
        st.rerun()
    except ReferenceFault as fault:
        undo(*str(fault).splitlines())
        st.rerun()
    except Exception:
        # Else every page would fail in the same way until the reader left.
        logging.getLogger(__name__).exception("an analysis in a session failed")
        undo(FAULT)
        st.rerun()
    return Own(done.analysis, token, done.columns)


def as_found(shown: Analysis) -> Analysis:
    """What is shown, but without what the reader said of speakers, targets and stance.

    Raises:
        ReferenceFault: the reference tables are broken.
        Failed: it could not be analysed; the message says why.
    """
    held = desk()
    plain = held.corrections.without_judgements
    if plain == held.corrections.decisive:
        return shown
    return _done(held, plain, aside=True)[0].analysis


def _done(held: Desk, corrections: Corrections, *, aside: bool = False) -> tuple[Done, str]:
    """What comes of a desk under some corrections, and its token."""
    token = _token(held, corrections)
    made: dict[str, Done] = st.session_state.setdefault(_MADE, {})
    if token not in made:
        job = Job(
            session().name,
            held.key,
            held.files,
            held.columns_of,
            corrections,
            held.topics.number,
            held.topics.way,
            settings().session_articles,
            aside,
        )
        progress = _Progress()
        found = _by_worker(job, token, progress) if settings().is_hosted else _here(job, progress)
        progress.done()
        made[token] = found
        for old in list(made)[:-_MOST_KEPT]:
            del made[old]
    return made[token], token


def _token(held: Desk, corrections: Corrections) -> str:
    said = f"{held.key}\n{held.topics}\n{dump(corrections)}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _here(job: Job, progress: _Progress) -> Done:
    """Has a job done in this process, where nobody else waits."""
    benches: Benches = st.session_state.setdefault(_BENCHES, Benches(sample.bench))
    return benches.do(job, progress.tell)


def _by_worker(job: Job, token: str, progress: _Progress) -> Done:
    """Has a job done by a worker.

    The ticket outlives the present run: a reader who clicks something keeps the place in the queue.
    """
    held: tuple[str, Ticket] | None = st.session_state.get(_TICKET)
    if held is None or held[0] != token:
        held = st.session_state[_TICKET] = (token, server.pool().ask(job))
    ticket = held[1]
    while not ticket.wait(_LOOK):
        before = server.pool().place(ticket)
        if before:
            progress.tell(0.0, _waiting_words(before))
        else:
            progress.tell(ticket.part, ticket.words or "Starting")
    del st.session_state[_TICKET]
    return ticket.result()


def _give_up() -> None:
    """Gives up what was asked for and is not wanted any more."""
    held: tuple[str, Ticket] | None = st.session_state.pop(_TICKET, None)
    if held:
        server.pool().cancel(held[1])


def _stop() -> None:
    _give_up()
    undo()


def _waiting_words(before: int) -> str:
    """Where in the queue a reader waits."""
    what = "1 analysis ends" if before == 1 else f"{before:,} analyses end"
    return f"Waiting: yours begins after {what} (place {before:,} in the queue)"


class _Progress:
    """A bar with a button to stop, drawn once the work takes long."""

    def __init__(self) -> None:
        self._place = st.empty()
        self._bar: Callable[[float, str], object] | None = None
        self._due = time.monotonic() + _PATIENCE

    def tell(self, part: float, words: str) -> None:
        """Shows how far the work is. Drawing anything is what lets a reader's “Stop” through."""
        now = time.monotonic()
        if now < self._due:
            return
        self._due = now + 0.15
        if self._bar is None:
            with self._place.container(border=True, key="progress"):
                self._bar = st.progress(0.0).progress
                st.button("Stop", key="stop-progress", on_click=_stop)
        self._bar(part, words)

    def done(self) -> None:
        """Takes the bar away."""
        self._place.empty()

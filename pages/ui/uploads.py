"""What a reader brought and corrected. It lives in the reader's session and nowhere else."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import streamlit as st

from analysis.corrections import Corrections, Entry, Perspective
from analysis.corrections.file import dump
from analysis.explain import WAY_CHOICES
from analysis.perspectives import PERSPECTIVES
from analysis.store import Analysis
from pages.ui import filters, sample

if TYPE_CHECKING:
    from analysis.workbench import ColumnsOf, Workbench

_DESK, _BENCH = "_desk", "_bench"
_PATIENCE = 0.6  # seconds of work from which progress is shown
_FEW_ARTICLES = 20  # whose topics are found before a reader misses anything


@dataclass(frozen=True)
class Topics:
    """How a reader wants topics to be looked for.

    Attributes:
        number: how many; None for as many as the texts bear.
        way: one of explain.WAY_CHOICES.
    """

    number: int | None = None
    way: str = next(iter(WAY_CHOICES))


@dataclass(frozen=True)
class Desk:
    """All that a reader brought and corrected.

    Attributes:
        files: name and content of each file.
        columns_of: what the reader said of tables with just these columns.
        key: stands for files and columns; empty without files.
        corrections: what the reader knows better.
        topics: how the reader wants them.
        edition: grows when corrections change in another place than the widget on the screen, so
            that no widget keeps what no longer holds.
        remark: what went wrong with the last thing that was asked, one line each.
        before: the desk before the last change, for a reader who stops it.
    """

    files: tuple[tuple[str, bytes], ...] = ()
    columns_of: ColumnsOf = field(default_factory=dict)
    key: str = ""
    corrections: Corrections = field(default_factory=Corrections)
    topics: Topics = Topics()
    edition: int = 0
    remark: tuple[str, ...] = ()
    before: Desk | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Own:
    """An analysis that only this session sees, and the token that stands for it."""

    analysis: Analysis
    token: str


def desk() -> Desk:
    """What the reader of this session brought and corrected so far."""
    found: Desk = st.session_state.get(_DESK) or Desk()
    return found


def _change(**changes: object) -> None:
    old = desk()
    new = {"remark": (), "before": replace(old, before=None), **changes}
    st.session_state[_DESK] = replace(old, **new)  # type: ignore[arg-type]


def add_files(widget: str) -> None:
    """Takes what a file uploader holds beside the files already there, and empties it."""
    from analysis.workbench import refusal

    old = desk()
    given = [(file.name, file.getvalue()) for file in st.session_state[widget] or []]
    files = (*old.files, *given)
    refused = refusal([len(content) for _, content in files])
    if refused:
        _change(remark=(refused,), edition=old.edition + 1)
        return
    _take(files, old.columns_of)


def forget_files(numbers: Collection[int]) -> None:
    """Forgets some of the files, by their places among them; corrections stay."""
    old = desk()
    _take([file for at, file in enumerate(old.files) if at not in numbers], old.columns_of)


def say_columns(names: tuple[str, ...], columns: Mapping[str, str]) -> None:
    """Reads tables with these columns again, with those that the reader chose for the fields."""
    old = desk()
    _take(old.files, {**old.columns_of, names: columns})


def back_to_sample() -> None:
    """Forgets all files that the reader brought; corrections stay."""
    _take((), {})


def _take(files: Sequence[tuple[str, bytes]], columns_of: ColumnsOf) -> None:
    digest = hashlib.sha256()
    for name, content in files:
        digest.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogatepass"))
        digest.update(content)
    digest.update(repr(sorted((n, sorted(c.items())) for n, c in columns_of.items())).encode())
    filters.clear()
    _change(
        files=tuple(files),
        columns_of=columns_of,
        key=digest.hexdigest() if files else "",
        edition=desk().edition + 1,
    )


def correct(*entries: Entry) -> None:
    """Adds corrections; what they say outweighs what was said of the same things before."""
    corrections = desk().corrections
    for entry in entries:
        corrections = corrections.with_entry(entry)
    _change(corrections=corrections)


def choose_topics(topics: Topics) -> None:
    """Looks for topics in another way."""
    _change(topics=topics)


def define(perspective: Perspective) -> None:
    """Defines a perspective in place of what it was before."""
    corrections = desk().corrections.without(perspective).with_entry(perspective)
    _change(corrections=corrections)


def take_back(entries: Sequence[Entry]) -> None:
    """Forgets corrections, and with a perspective that it was given to anything."""
    corrections = desk().corrections
    for entry in entries:
        corrections = corrections.without(entry)
    known = {*PERSPECTIVES, *(entry.perspective for entry in corrections.of(Perspective))}
    for entry in corrections.entries:
        if getattr(entry, "perspective", None) not in (None, *known):
            left = replace(entry, perspective=None)  # type: ignore[call-arg]
            corrections = corrections.without(entry)
            if set(left.values()) > set(left.KEY):
                corrections = corrections.with_entry(left)
    _change(corrections=corrections, edition=desk().edition + 1)


def load(corrections: Corrections) -> None:
    """Adds the corrections of a file; the file outweighs what was said before."""
    old = desk()
    merged = replace(old.corrections, texts=old.corrections.texts + corrections.texts)
    for entry in corrections.entries:
        merged = merged.with_entry(entry)
    _change(corrections=merged, edition=old.edition + 1)


def remark(*lines: str) -> None:
    """Keeps lines on what went wrong, to be shown once more than the present run."""
    _change(remark=lines)


def own(*, sample_is_shown: bool) -> Own | None:
    """The analysis of what the reader brought or corrected; None when there is nothing of it.

    Draws its progress when it takes long.

    Args:
        sample_is_shown: whether readers without files see the sample, whose articles are at hand
            for corrections; those of a stored analysis are not.

    Raises:
        ReferenceFault: the reference tables are broken.
    """
    held = desk()
    changed = held.corrections.count or held.topics != Topics()
    if not held.files and not (sample_is_shown and changed):
        return None
    token = _token(held, held.corrections.decisive)
    place = _place(token)
    if not place:
        try:
            place.append(_analyse(held))
        except _Refused as refused:
            _undo(str(refused))
        except Exception:
            # Else every page would fail in the same way until the reader left.
            logging.getLogger(__name__).exception("an analysis in a session failed")
            _undo("This could not be analysed, by a fault of the program. It was taken back.")
    return Own(place[0], token)


def as_found(shown: Analysis) -> Analysis:
    """What is shown, but without what the reader said of speakers, targets and stance.

    Raises:
        ReferenceFault: the reference tables are broken.
    """
    held = desk()
    plain = held.corrections.without_judgements
    if plain == held.corrections.decisive:
        return shown
    place = _place(_token(held, plain))
    if not place:
        place.append(_bench(held, _Progress()).twin().analyse(plain))
    return place[0]


def _token(held: Desk, corrections: Corrections) -> str:
    said = f"{held.key}\n{held.topics}\n{dump(corrections)}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


@st.cache_resource(show_spinner=False, scope="session", max_entries=3)
def _place(token: str) -> list[Analysis]:
    """Where the analysis of a token is kept. A list, so that progress can be drawn outside."""
    return []


def _analyse(held: Desk) -> Analysis:
    progress = _Progress()
    made = _bench(held, progress).analyse(
        held.corrections.decisive,
        progress.articles,
        progress.topics,
        n_topics=held.topics.number,
        topics=held.topics.way,
    )
    progress.done()
    return made


def _bench(held: Desk, progress: _Progress) -> Workbench:
    """The articles of the desk, read once."""
    from analysis.workbench import Workbench

    known = st.session_state.get(_BENCH)
    if known is None or known[0] != held.key:
        if held.files:
            bench = Workbench.of_uploads(held.files, held.columns_of, progress.files)
            if bench.refusal:
                raise _Refused(bench.refusal)
        else:
            bench = sample.bench().twin()
        st.session_state[_BENCH] = known = (held.key, bench)
    found: Workbench = known[1]
    return found


class _Progress:
    """A bar with a button to stop, drawn once the work takes long."""

    def __init__(self) -> None:
        self._place = st.empty()
        self._bar: Callable[[float, str], object] | None = None
        self._due = time.monotonic() + _PATIENCE

    def files(self, number: int, total: int) -> None:
        self._show(0.1 * (number - 1) / total, f"Reading file {number:,} of {total:,}")

    def articles(self, _path: str, done: int, total: int) -> None:
        if done < total:
            self._show(0.1 + 0.8 * done / total, f"Analysing article {done:,} of {total:,}")
        else:
            self._show(0.9, "Finding copies and topics", at_once=total > _FEW_ARTICLES)

    def topics(self) -> None:
        """Drawing anything is what lets a reader's “Stop” through."""
        self._show(0.95, "Finding topics")

    def _show(self, part: float, words: str, *, at_once: bool = False) -> None:
        now = time.monotonic()
        if now < self._due and not at_once:
            return
        self._due = now + 0.15
        if self._bar is None:
            with self._place.container(border=True, key="progress"):
                self._bar = st.progress(0.0).progress
                st.button("Stop", key="stop-progress", on_click=_stop)
        self._bar(part, words)

    def done(self) -> None:
        self._place.empty()


class _Refused(Exception):
    """What was brought is too much; the message says why."""


def _undo(*remark: str) -> None:
    """Puts the desk back to what it was before the last change, and runs again."""
    _stop(*remark)
    st.rerun()


def _stop(*remark: str) -> None:
    held = desk()
    st.session_state[_DESK] = replace(
        held.before or Desk(), remark=remark, edition=held.edition + 1
    )

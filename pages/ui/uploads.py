"""What a reader brought and corrected. It lives in the reader's session and nowhere else."""

from __future__ import annotations

import hashlib
import weakref
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import streamlit as st

from analysis.corrections import Corrections, Entry, Perspective
from analysis.explain import WAY_CHOICES
from analysis.perspectives import PERSPECTIVES
from hosting import server
from hosting.sessions import Session
from hosting.settings import settings
from pages.ui import filters

if TYPE_CHECKING:
    from analysis.workbench import ColumnsOf

_DESK, _SESSION = "_desk", "_session"
NO_UPLOADS = "This copy is for reading only: files cannot be brought here."


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


def desk() -> Desk:
    """What the reader of this session brought and corrected so far."""
    found: Desk = st.session_state.get(_DESK) or Desk()
    return found


def session() -> Session:
    """This session. When it goes, the workers forget what it brought."""
    found: Session | None = st.session_state.get(_SESSION)
    if found is None:
        found = st.session_state[_SESSION] = server.sessions().new()
        if settings().is_hosted:
            weakref.finalize(found, server.pool().forget, found.name)
    return found


def _change(**changes: object) -> None:
    old = desk()
    new = {"remark": (), "before": replace(old, before=None), **changes}
    st.session_state[_DESK] = replace(old, **new)  # type: ignore[arg-type]


def add_files(widget: str) -> None:
    """Takes what a file uploader holds beside the files already there, and empties it."""
    old = desk()
    given = [(file.name, file.getvalue()) for file in st.session_state[widget] or []]
    files = (*old.files, *given)
    refused = _refusal([len(content) for _, content in files])
    if refused:
        _change(remark=(refused,), edition=old.edition + 1)
        return
    _take(files, old.columns_of)


def _refusal(sizes: Sequence[int]) -> str:
    """Why files of these sizes in bytes are not taken; "" when they are."""
    from analysis.workbench import refusal

    limits = settings()
    if not limits.takes_uploads:
        return NO_UPLOADS
    others = server.sessions().held_bytes() - session().held_bytes
    if limits.is_hosted and others + sum(sizes) > limits.server_bytes:
        return "The readers of this server hold as many files as it can take: try again later."
    return refusal(sizes, limits.session_bytes)


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
    session().held_bytes = sum(len(content) for _, content in files)
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


def undo(*remark: str) -> None:
    """Puts the desk back to what it was before the last change."""
    held = desk()
    st.session_state[_DESK] = replace(
        held.before or Desk(), remark=remark, edition=held.edition + 1
    )

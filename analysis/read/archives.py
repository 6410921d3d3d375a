"""Archives: their members one after another, unpacked in memory and never written to disk."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Iterator
from typing import BinaryIO

from analysis.read.decode import UnreadableError
from analysis.read.limits import MAX_DEPTH, MAX_MEMBER_BYTES, MAX_MEMBERS
from analysis.read.source import (
    Budget,
    Skipped,
    Source,
    display_name,
    faults_as_unreadable,
)
from analysis.read.zips import files_in, open_zip, read_member

_FOREIGN = "__MACOSX/"


def zip_members(source: Source) -> Iterator[Source | Skipped]:
    """The files in a ZIP archive, in their order; what cannot be read comes as Skipped.

    Raises:
        UnreadableError: the archive is damaged, lies too deep, or is a bomb.
    """
    _check_depth(source)
    container = open_zip(source.stream, "the archive")
    for member in files_in(container):
        if _is_passed_over(member.filename):
            continue
        name = member_path(source, member.filename)
        budget_before = source.budget.left
        try:
            data = read_member(container, member, source.budget)
        except UnreadableError as fault:
            if source.budget.left < 0 <= budget_before:
                raise
            yield Skipped(name, str(fault))
            continue
        yield member_source(source, name, data)


def tar_members(source: Source) -> Iterator[Source | Skipped]:
    """The files in a TAR archive, packed with gzip or not; links and devices come as Skipped.

    Raises:
        UnreadableError: the archive is damaged, lies too deep, or is a bomb.
    """
    _check_depth(source)
    plain = unpacked(source)
    with faults_as_unreadable("the archive"):
        container = tarfile.open(fileobj=plain, mode="r|")  # noqa: SIM115 - closed with its source
    for _ in range(MAX_MEMBERS):
        with faults_as_unreadable("the archive"):
            member = container.next()
        if member is None:
            return
        # The list of members seen would grow for ever.
        container.members = []  # type: ignore[attr-defined]
        if member.isdir() or _is_passed_over(member.name):
            continue
        name = member_path(source, member.name)
        if not member.isreg():
            yield Skipped(name, "it is a link or a device, not a file")
        elif member.size > MAX_MEMBER_BYTES:
            yield Skipped(name, f"it is larger than {MAX_MEMBER_BYTES:,} bytes; unpack it first")
        else:
            with faults_as_unreadable("the archive"):
                file = container.extractfile(member)
                data = file.read() if file else b""
            if len(data) < member.size:
                raise UnreadableError(f"the archive is cut off in {member.name[:200]!r}")
            yield member_source(source, name, data)
    raise UnreadableError(f"reading stopped after {MAX_MEMBERS:,} files")


def gzip_member(source: Source) -> Iterator[Source | Skipped]:
    """The one file in a gzip file, known under the name of the gzip file.

    Raises:
        UnreadableError: it lies too deep.
    """
    _check_depth(source)
    stream = unpacked(source)
    yield Source(source.path, stream, source.size, source.columns, source.depth + 1, source.budget)


def unpacked(source: Source) -> BinaryIO:
    """The bytes of a file, unpacked when they are packed with gzip, and counted."""
    source.stream.seek(0)
    is_packed = source.stream.read(2) == b"\x1f\x8b"
    source.stream.seek(0)
    if not is_packed:
        return source.stream
    packed = gzip.GzipFile(fileobj=source.stream, mode="rb")
    return io.BufferedReader(_Counted(packed, source.budget))


def member_path(source: Source, name: str) -> str:
    """`archive.zip#inner/name.txt`; members of members are parted by "/"."""
    mark = "/" if "#" in source.path else "#"
    return f"{source.path}{mark}{display_name(name)}"


def member_source(source: Source, path: str, data: bytes) -> Source:
    return Source(
        path, io.BytesIO(data), len(data), source.columns, source.depth + 1, source.budget
    )


def _check_depth(source: Source) -> None:
    if source.depth >= MAX_DEPTH:
        raise UnreadableError(f"archives in archives are read to a depth of {MAX_DEPTH} only")


def _is_passed_over(name: str) -> bool:
    """What folders pass over too: hidden files and README files, and what macOS adds."""
    pieces = [piece for piece in name.replace("\\", "/").split("/") if piece not in (".", "..", "")]
    hidden = any(piece.startswith(".") for piece in pieces) or name.startswith(_FOREIGN)
    return not pieces or hidden or pieces[-1].lower().partition(".")[0] == "readme"


class _Counted(io.RawIOBase):
    """A stream whose every byte is taken from a budget, going back to the start included."""

    def __init__(self, packed: gzip.GzipFile, budget: Budget) -> None:
        self._packed = packed
        self._budget = budget
        self._furthest = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        with faults_as_unreadable("the compressed data"):
            return self._packed.seek(offset, whence)

    def tell(self) -> int:
        return self._packed.tell()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        with faults_as_unreadable("the compressed data"):
            data = self._packed.read(len(buffer))
            at = self._packed.tell()
        # Reading a second time costs time but no budget, which measures what is inside.
        self._budget.spend(max(0, at - self._furthest))
        self._furthest = max(self._furthest, at)
        buffer[: len(data)] = data
        return len(data)

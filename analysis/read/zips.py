"""ZIP containers, read so that no lie in them can cost more memory than the limits allow."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from analysis.read.decode import UnreadableError
from analysis.read.limits import MAX_MEMBER_BYTES, MAX_MEMBERS, MAX_OFFICE_BYTES
from analysis.read.source import Budget, faults_as_unreadable

_CHUNK = 1_000_000
_ENCRYPTED = 0x1
_UNIX = 3
_FILE_TYPE, _REGULAR = 0o170000, 0o100000
_ANY_DTD = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def open_zip(stream: BinaryIO, what: str) -> zipfile.ZipFile:
    """A ZIP container, its list of members read.

    Raises:
        UnreadableError: it is damaged or has too many members.
    """
    with faults_as_unreadable(what):
        container = zipfile.ZipFile(stream)
    if len(container.filelist) > MAX_MEMBERS:
        raise UnreadableError(f"{what} holds more than {MAX_MEMBERS:,} files")
    return container


def files_in(container: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The members that are files; the library itself fails at one without a name."""
    return [member for member in container.infolist() if member.filename and not member.is_dir()]


def read_member(container: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget) -> bytes:
    """One member, unpacked in pieces and counted, whatever size it claims to have.

    Raises:
        UnreadableError: it is encrypted, damaged, no regular file, or too large.
    """
    kind = member.external_attr >> 16 & _FILE_TYPE
    if member.flag_bits & _ENCRYPTED:
        raise UnreadableError("it is encrypted; unpack it with its password first")
    if member.create_system == _UNIX and kind not in (0, _REGULAR):
        raise UnreadableError("it is a link or a device, not a file")
    if member.file_size > MAX_MEMBER_BYTES:
        raise UnreadableError(f"it is larger than {MAX_MEMBER_BYTES:,} bytes; unpack it first")
    pieces = io.BytesIO()
    for piece in _pieces(container, member):
        budget.spend(len(piece))
        if pieces.tell() + len(piece) > MAX_MEMBER_BYTES:
            raise UnreadableError(f"it is larger than {MAX_MEMBER_BYTES:,} bytes; unpack it first")
        pieces.write(piece)
    return pieces.getvalue()


def _pieces(container: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with faults_as_unreadable("its compressed data"):
        file = container.open(member)
    with file:
        while True:
            with faults_as_unreadable("its compressed data"):
                piece = file.read(_CHUNK)
            if not piece:
                return
            yield piece


def repacked_office_file(stream: BinaryIO, budget: Budget, leave_out: tuple[str, ...]) -> BinaryIO:
    """A Word or Excel file unpacked under the limits, for a library that would trust it.

    Pictures and the like come out empty. Such files never declare document types, so that one
    that does is an attack ("billion laughs") and refused.

    Raises:
        UnreadableError: it is damaged, encrypted, too large or hostile.
    """
    container = open_zip(stream, "the file")
    safe = io.BytesIO()
    with zipfile.ZipFile(safe, "w", zipfile.ZIP_STORED) as copy:
        for member in files_in(container):
            wanted = not any(part in member.filename for part in leave_out)
            data = read_member(container, member, budget) if wanted else b""
            if safe.tell() + len(data) > MAX_OFFICE_BYTES:
                raise UnreadableError(f"the file unpacks to more than {MAX_OFFICE_BYTES:,} bytes")
            if any(mark in data for mark in _ANY_DTD):
                raise UnreadableError("the file declares XML entities, which no such file needs")
            copy.writestr(zipfile.ZipInfo(member.filename), data)
    safe.seek(0)
    return safe

"""A real shared copy and readers without a browser: kept apart, told what fails, forgotten."""

from __future__ import annotations

import asyncio
import os
import signal
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from benchmarks.load_client import Reader
from tests.apart import run_apart
from tests.browser.shared_copy import shared_copy, status_of
from tests.browser.test_corpus import article

WORDS = ("Alfaquill", "Betaquill")


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The address of a shared copy, and its log."""
    log = tmp_path_factory.mktemp("sessions") / "log"
    with shared_copy(log, mode="uploads", session_bytes="20000000") as address:
        yield address, log


def text(word: str) -> bytes:
    return article(f"{word} news", f"{word} Post", word).encode()


def shown(reader: Reader) -> str:
    return "\n".join(reader.screen.words)


def is_gone(file: str) -> bool:
    """Whether nothing is to be had at an address, within a minute."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(file, timeout=60).close()
        except urllib.error.HTTPError as error:
            return error.code == 404
        time.sleep(0.5)
    return False


def workers_of(log: Path) -> list[int]:
    """Numbers of the worker processes of the copy that writes this log."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            started = (process / "cmdline").read_bytes()
            writes_here = os.readlink(process / "fd" / "2") == str(log)
        except OSError:
            continue
        if b"hosting.worker" in started and writes_here:
            found.append(int(process.name))
    return found


def test_readers_with_files_of_one_name_get_no_byte_of_each_other(copy):
    address, log = copy
    media: set[str] = set()

    async def read(word: str) -> Reader:
        async with Reader(address, "corpus") as reader:
            reader.keeps_bytes = True
            await reader.bring("a.txt", text(word))
            assert "looking at your own 1 article" in shown(reader)
            saved = b""
            for page in ("overview", "stance", "articles", "corpus"):
                await reader.turn_to(page)
                assert "looking at your own 1 article" in shown(reader), page
                for file in reader.screen.saves[:1]:
                    path, content = await reader.save(file)
                    media.add(path)
                    saved += content
            assert [other for other in WORDS if other.encode() in saved] == [word]
        return reader

    async def all_of_them() -> tuple[Reader, ...]:
        both = await asyncio.gather(*(read(word) for word in WORDS))
        async with Reader(address, "articles") as third:
            third.keeps_bytes = True
            await third.turn_to("corpus")
            media.add((await third.save(third.screen.saves[0]))[0])
        return (*both, third)

    mine, theirs, third = run_apart(all_of_them())
    for reader, heard in ((mine, (True, False)), (theirs, (False, True)), (third, (False, False))):
        assert tuple(word.encode() in reader.received for word in WORDS) == heard
    for word in (*WORDS, "a.txt"):
        assert word not in log.read_text()
    # All have left; what they brought and what was made of it goes, though nobody else comes.
    assert len(media) > 2
    deadline = time.monotonic() + 60
    while status_of(address)["sessions"] and time.monotonic() < deadline:
        time.sleep(0.5)
    assert status_of(address)["sessions"] == 0
    for path in media:
        assert is_gone(f"{address}{path}"), path


def test_kill_9_of_a_worker_is_told_on_the_page_and_the_rest_works(copy):
    address, log = copy
    rows = b"text\n" + b'"Russia said on Monday that the port is bad."\n' * 3_000

    async def kill() -> None:
        while not status_of(address)["analyses"]["working"]:
            await asyncio.sleep(0.2)
        await asyncio.sleep(1)
        for number in workers_of(log):
            os.kill(number, signal.SIGKILL)

    async def all_of_it() -> tuple[str, str]:
        async with Reader(address, "corpus") as reader:
            killer = asyncio.create_task(kill())
            await reader.bring("many.csv", rows)
            await killer
            broken = shown(reader)
            await reader.bring("a.txt", text(WORDS[0]))
            return broken, shown(reader)

    broken, mended = run_apart(all_of_it())
    assert "its process was stopped, or needed more than" in broken
    assert "looking at your own" not in broken
    assert "looking at your own 1 article" in mended


def test_what_is_too_large_is_refused_at_the_door(copy):
    request = urllib.request.Request(
        f"{copy[0]}/_stcore/upload_file/a/b", method="PUT", headers={"Content-Length": "9" * 10}
    )
    with pytest.raises(urllib.error.HTTPError, match="413"):
        urllib.request.urlopen(request, timeout=60)

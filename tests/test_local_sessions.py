"""A real dashboard on a laptop and readers without a browser: nobody gets what others brought."""

from __future__ import annotations

import asyncio

from benchmarks.load_client import Reader
from tests.apart import run_apart
from tests.browser.conftest import running
from tests.test_shared_sessions import WORDS, shown, text

PAGES = ("overview", "stance", "articles", "corpus")


def test_readers_with_files_of_one_name_get_no_byte_of_each_other():
    async def read(address: str, word: str, number: int) -> Reader:
        async with Reader(address, "corpus") as reader:
            reader.keeps_bytes = True
            for more in range(number):
                name = f"{'ab'[more]}.txt"
                await reader.bring(name, text(word) + b" More was said." * more)
            for page in PAGES:
                await reader.turn_to(page)
                assert f"looking at your own {number} article" in shown(reader), page
        return reader

    async def all_of_them(address: str) -> tuple[Reader, ...]:
        both = await asyncio.gather(*(read(address, word, 1 + at) for at, word in enumerate(WORDS)))
        async with Reader(address, "articles") as third:
            third.keeps_bytes = True
            for page in PAGES:
                await third.turn_to(page)
                assert "looking at your own" not in shown(third), page
        return (*both, third)

    with running() as address:
        mine, theirs, third = run_apart(all_of_them(address))
    for reader, heard in ((mine, (True, False)), (theirs, (False, True)), (third, (False, False))):
        assert tuple(word.encode() in reader.received for word in WORDS) == heard

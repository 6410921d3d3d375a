"""Thirty hostile files are brought to a shared copy while others browse it.

    python -m benchmarks.hostile_uploads                  # 10 sessions browse meanwhile
    python -m benchmarks.hostile_uploads --browsing 0     # only what becomes of each file

Each file comes in a session of its own, one after another. It must be read or refused with words;
the table says with which. The limits are those of deploy/parallax.toml.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import time
import urllib.request

import pyarrow as pa

from benchmarks.hostile_files import hostile_files
from benchmarks.load import Told, browse, copy, in_words, resident_megabytes
from benchmarks.load_client import Broken, Reader, Screen

_LIMITS = {
    "mode": "uploads",
    "session_articles": "500",
    "session_bytes": "20000000",
    "server_bytes": "500000000",
    "analysis_seconds": "300",
}
_TOLD_BY = (
    "looking at your own",
    "None of your files",
    "Nothing was changed",
    "are more than",
    "The analysis took longer",
    "It was taken back",
)


async def bring(address: str, name: str, content: bytes) -> str:
    """What the reader is told of a file.

    Raises:
        Broken: nothing is told.
    """
    async with Reader(address, "corpus") as reader:
        try:
            screen = await reader.bring(name, content)
        except Broken as fault:
            if str(fault)[:3].isdigit():
                return f"refused at the door: {fault}"
            raise
    return _told(screen)


def _told(screen: Screen) -> str:
    found = [
        " ".join(words.split()) for words in screen.words if any(sign in words for sign in _TOLD_BY)
    ]
    if not found:
        raise Broken("the page says nothing of the file")
    if found[0].endswith("Why:"):
        return "refused: " + "; ".join(_reasons(screen))
    return found[0]


def _reasons(screen: Screen) -> list[str]:
    """Why files were not read, as the table under the message has it.

    Raises:
        Broken: it does not say.
    """
    tables = [pa.ipc.open_stream(table).read_all() for table in screen.tables if table]
    found = [table["reason"].to_pylist() for table in tables if "reason" in table.column_names]
    if not found or not all(found[0]):
        raise Broken("the page does not say why")
    return sorted(set(found[0]))[:3]


async def measure(address: str, pid: int, browsing: int, every: float) -> dict[str, object]:
    """Brings all files while so many sessions browse; tells what became of each."""
    told = Told()
    seats = [
        asyncio.create_task(browse(address, told, time.monotonic() + 10**6, every, 10**6))
        for _ in range(browsing)
    ]
    rows = []
    for what, name, content in hostile_files():
        began = time.monotonic()
        try:
            said = await bring(address, name, content)
        except (Broken, OSError) as fault:
            said = f"NOT TOLD: {type(fault).__name__}: {fault}"
        rows.append({"what": what, "seconds": round(time.monotonic() - began, 1), "told": said})
        print(json.dumps(rows[-1]), flush=True)
    for seat in seats:
        seat.cancel()
    with urllib.request.urlopen(f"{address}/status", timeout=60) as answer:
        alive = json.load(answer)["status"]
    return {
        "files": len(rows),
        "not_told": sum(row["told"].startswith("NOT TOLD") for row in rows),
        "others_changes": in_words(told.changes),
        "others_errors": sorted(set(told.errors)),
        "server": alive,
        "server_megabytes": round(resident_megabytes(pid)),
        "load_of_the_machine": round(os.getloadavg()[0], 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--browsing", type=int, default=10, help="sessions that browse meanwhile")
    parser.add_argument("--every", type=float, default=2, help="seconds between their changes")
    asked = parser.parse_args()
    with copy(**_LIMITS) as (address, pid):
        print(json.dumps(asyncio.run(measure(address, pid, asked.browsing, asked.every)), indent=2))


if __name__ == "__main__":
    main()

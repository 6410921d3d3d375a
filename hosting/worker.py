"""A process that analyses what readers bring, one job after another: `python -m hosting.worker`.

Jobs come on its standard input; what comes of them goes to its standard output.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from hosting import frames
from hosting.forgetting import forget_pieces
from hosting.frames import Message
from hosting.logs import places
from hosting.work import Benches, Failed, Refused, sample_bench

_TOLD_EVERY = 0.1  # seconds


def main() -> None:
    """Works until the server closes the input."""
    given, told = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # Whatever a library prints would break into the messages.
    os.dup2(2, 1)
    limit_memory(int(sys.argv[1]) * 1_000_000)
    step_back()
    warm()
    frames.write(told, {"kind": "ready"})
    benches = Benches(cache(sample_bench))
    while (message := frames.read(given)) is not None:
        if message[0]["kind"] == "forget":
            benches.forget(message[0]["owner"])
            forget_pieces()
        else:
            frames.write(told, *answer(benches, message, told))


def answer(benches: Benches, message: Message, told: BinaryIO) -> Message:
    """What came of a job: done, refused, or failed with its reason."""
    from analysis.reference import ReferenceFault
    from hosting import parcel

    due = time.monotonic()

    def tell(part: float, words: str) -> None:
        nonlocal due
        if time.monotonic() >= due:
            due = time.monotonic() + _TOLD_EVERY
            frames.write(told, {"kind": "progress", "part": part, "words": words})

    try:
        return parcel.of_done(benches.do(parcel.job_of(message), tell))
    except Refused as fault:
        return _said("refused", why=str(fault))
    except Failed as fault:
        return _said("failed", why=str(fault))
    except ReferenceFault as fault:
        return _said("reference", faults=list(fault.faults))
    except MemoryError:
        return _said("memory")
    except Exception as fault:  # noqa: BLE001 - whatever a hostile file does, it is told
        if "bad alloc" in str(fault):  # so the networks' runtime calls it
            return _said("memory")
        return _said("fault", sort=type(fault).__name__, places=places(fault))


def warm() -> None:
    """Loads what every job needs, so that the first one does not wait for it."""
    import analysis.pipeline  # noqa: F401
    from analysis.attribution.tagger import default_tagger
    from analysis.models import ModelFault

    # A job that needs a broken model tells it to its reader.
    with suppress(ModelFault):
        default_tagger()


def limit_memory(most_bytes: int) -> None:
    """Lets this process have no more memory of its own than that, where the system can do it."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_DATA, (most_bytes, most_bytes))


def step_back() -> None:
    """Lets people who only look go first, and has this process killed before the server is."""
    if hasattr(os, "nice"):
        os.nice(5)
    with suppress(OSError):  # only Linux has it
        Path("/proc/self/oom_score_adj").write_text("500", encoding="ascii")


def _said(kind: str, **values: Any) -> Message:
    return {"kind": kind, **values}, []


if __name__ == "__main__":
    main()

"""Logs as JSON lines that hold no word of an article and nothing about a person.

Of a message only the pattern is written, never what was put into it; of an error its sort and
where it came from, never its words. What is written with `event` is the exception: plain values
that this program chose.
"""

from __future__ import annotations

import json
import logging
import sys
import time
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import Any

LOGGER = logging.getLogger("parallax")
_FIELDS = "fields_of_event"
_MOST_PLACES = 12


def event(name: str, **fields: str | float | list[str]) -> None:
    """Writes down that something happened.

    Args:
        name: what, in a few words.
        fields: plain values; no text of an article, no file name, nothing about a person.
    """
    LOGGER.info(name, extra={_FIELDS: fields})


def places(fault: BaseException) -> list[str]:
    """Where an error came from, innermost last: `module.py:line function`."""
    frames = traceback.extract_tb(fault.__traceback__)[-_MOST_PLACES:]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]


class JsonLines(logging.Formatter):
    """A line of JSON for each record."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        said: dict[str, Any] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": str(record.msg),
        }
        said |= getattr(record, _FIELDS, {})
        if record.exc_info and record.exc_info[1] is not None:
            fault = record.exc_info[1]
            said |= {"error": type(fault).__name__, "places": places(fault)}
        return json.dumps(said, ensure_ascii=False)


def attach(logger: logging.Logger) -> None:
    """Has a logger write JSON lines to the standard error, and nothing else."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logger.handlers, logger.propagate = [handler], False


def set_up(others: Iterable[str] = ()) -> None:
    """Has all loggers of this process write JSON lines.

    Args:
        others: names of loggers that would not hand on to the first one.
    """
    logging.getLogger().setLevel(logging.INFO)
    for name in ("", *others):
        attach(logging.getLogger(name))
    for name in ("uvicorn", "uvicorn.error"):
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = True
    # Each request, with the address that it came from.
    logging.getLogger("uvicorn.access").disabled = True

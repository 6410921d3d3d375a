"""Jobs and what comes of them as messages: JSON, and tables in Arrow's own format."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pandas as pd
import pyarrow as pa

from analysis import tables as contract
from analysis.corrections import Corrections
from analysis.corrections.file import dump, parse
from analysis.corrections.reference import correct_reference
from analysis.reference import load_reference
from analysis.store import Analysis
from hosting.frames import Message
from hosting.work import Done, Job


def of_job(job: Job) -> Message:
    """A job as a message."""
    head = {
        "kind": "job",
        "owner": job.owner,
        "key": job.key,
        "names": [name for name, _ in job.files],
        "columns_of": [[list(names), dict(said)] for names, said in job.columns_of.items()],
        "corrections": dump(job.corrections),
        "n_topics": job.n_topics,
        "topics": job.topics,
        "most_articles": job.most_articles,
        "aside": job.aside,
    }
    return head, [content for _, content in job.files]


def job_of(message: Message) -> Job:
    """The job of a message."""
    head, parts = message
    return Job(
        owner=head["owner"],
        key=head["key"],
        files=tuple(zip(head["names"], parts, strict=True)),
        columns_of={tuple(names): said for names, said in head["columns_of"]},
        corrections=parse(head["corrections"].encode("utf-8", "surrogatepass")),
        n_topics=head["n_topics"],
        topics=head["topics"],
        most_articles=head["most_articles"],
        aside=head["aside"],
    )


def of_done(done: Done) -> Message:
    """What came of a job as a message."""
    tables = done.analysis.whole_tables()
    head = {
        "kind": "done",
        "run": dict(done.analysis.run),
        "tables": list(tables),
        "columns": [asdict(table) for table in done.columns],
    }
    return head, [_packed(frame) for frame in tables.values()]


def done_of(message: Message, corrections: Corrections) -> Done:
    """What came of a job, from a message.

    Args:
        message: the message.
        corrections: those of the job, which decide what the reference tables say here.

    Raises:
        ValueError: it breaks the contract of the tables.
    """
    from analysis.workbench import TableColumns

    head, parts = message
    tables = {}
    for name, part in zip(head["tables"], parts, strict=True):
        if name not in contract.TABLES:
            raise ValueError(f"{name!r} is no table of the contract")
        tables[name] = contract.conform(name, _unpacked(part))
    columns = tuple(
        TableColumns(
            places=tuple(told["places"]),
            names=tuple(told["names"]),
            rows=tuple(told["rows"]),
            mapping=told["mapping"],
            ambiguous={field: tuple(names) for field, names in told["ambiguous"].items()},
        )
        for told in head["columns"]
    )
    reference = correct_reference(load_reference(), corrections)
    return Done(Analysis(tables, head["run"], reference), columns)


def _packed(frame: pd.DataFrame) -> bytes:
    table = pa.Table.from_pandas(frame, preserve_index=False)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    packed: bytes = sink.getvalue().to_pybytes()
    return packed


def _unpacked(part: Any) -> pd.DataFrame:
    with pa.ipc.open_stream(part) as reader:
        frame: pd.DataFrame = reader.read_all().to_pandas()
    return frame

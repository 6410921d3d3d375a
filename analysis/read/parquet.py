"""Parquet tables, a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from analysis.read.decode import UnreadableError
from analysis.read.limits import MAX_COLUMNS, MAX_MEMBER_BYTES
from analysis.read.records import Row, Table
from analysis.read.source import Source, faults_as_unreadable
from analysis.read.values import flatten

_BATCH_ROWS = 64
_MAX_SCHEMA_BYTES = 10_000_000


def parquet_tables(source: Source) -> Iterator[Table]:
    """The one table of a Parquet file; columns of numbers in lists (embeddings) are left out.

    Raises:
        UnreadableError: the file is damaged or passes a limit.
    """
    import pyarrow.parquet as parquet

    source.stream.seek(0)
    with faults_as_unreadable("the Parquet file"):
        file = parquet.ParquetFile(
            source.stream,
            thrift_string_size_limit=_MAX_SCHEMA_BYTES,
            thrift_container_size_limit=_MAX_SCHEMA_BYTES,
            page_checksum_verification=False,
        )
        schema = file.schema_arrow
        names = [field.name for field in schema if _may_be_text(field.type)]
        groups = [file.metadata.row_group(at) for at in range(file.metadata.num_row_groups)]
        largest = max((group.total_byte_size for group in groups), default=0)
    if len(schema) > MAX_COLUMNS:
        raise UnreadableError(f"the table has {len(schema):,} columns, more than {MAX_COLUMNS:,}")
    if largest > 10 * MAX_MEMBER_BYTES:
        raise UnreadableError(
            f"a row group has {largest:,} bytes unpacked; write the file with smaller row groups"
        )
    yield Table(_rows(file, names))


def _rows(file: Any, names: list[str]) -> Iterator[Row]:
    with faults_as_unreadable("the Parquet file"):
        batches = file.iter_batches(batch_size=_BATCH_ROWS, columns=names, use_threads=False)
    number = 0
    while True:
        with faults_as_unreadable("the Parquet file"):
            batch = next(batches, None)
            records = batch.to_pylist() if batch is not None else None
        if records is None:
            return
        for record in records:
            number += 1
            yield Row(number, flatten(record))


def _may_be_text(kind: Any) -> bool:
    import pyarrow.types as types

    if types.is_list(kind) or types.is_large_list(kind):
        return types.is_string(kind.value_type) or types.is_struct(kind.value_type)
    return not (types.is_fixed_size_list(kind) or types.is_binary(kind) or types.is_map(kind))

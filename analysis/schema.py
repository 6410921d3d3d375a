"""What a table of the contract is: its columns, how a frame is brought to it, and its faults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

TEXT, INTEGER, NUMBER, FLAG, DATE = "str", "int64", "float64", "bool", "datetime64[us]"
INTEGER_OR_NULL = "Int64"
_ABSENT = {
    TEXT: "null when unknown",
    INTEGER_OR_NULL: "null when unknown",
    NUMBER: "NaN when undefined",
    DATE: "null when unknown",
}

# A table by its columns, each as long as any other. What one article tells is kept so until it is
# joined with others: to make small frames of it costs several times as much as to find it.
Cells = Mapping[str, Sequence[Any]]


@dataclass(frozen=True)
class Column:
    """One column: its pandas dtype, whether it may be null, what it means, its allowed values."""

    name: str
    dtype: str
    meaning: str
    nullable: bool = False
    allowed: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None

    def faults(self, frame: pd.DataFrame) -> list[str]:
        """Every way in which the column of this name breaks the contract."""
        values = frame[self.name]
        found = []
        if str(values.dtype) != str(pd.Series([], dtype=self.dtype).dtype):
            found.append(f"is {values.dtype}, must be {self.dtype}")
        nulls = int(values.isna().sum())
        if nulls and not self.nullable:
            found.append(f"{nulls} nulls, none allowed")
        present = values.dropna()
        if self.allowed:
            wrong = sorted(set(present.astype(str)) - set(self.allowed))
            if wrong:
                found.append(f"holds {wrong[:5]}, allowed are {list(self.allowed)}")
        if pd.api.types.is_numeric_dtype(present) and not pd.api.types.is_bool_dtype(present):
            for bound, broken in ((self.low, present.lt), (self.high, present.gt)):
                if bound is not None and bool(broken(bound).any()):
                    found.append(f"holds values beyond {bound:g}")
        return found

    def as_markdown(self) -> str:
        """The column as a row of the table's documentation."""
        meaning = self.meaning
        if self.allowed:
            meaning += f" ({', '.join(self.allowed)})"
        if self.high is not None:
            meaning += f", {self.low:g} to {self.high:g}"
        absent = _ABSENT[self.dtype] if self.nullable else "never"
        return f"| {self.name} | {self.dtype} | {meaning} | {absent} |"


@dataclass(frozen=True)
class Table:
    """One table: what a row means, its columns in order, and the columns that identify a row."""

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    def conform(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The frame with exactly these columns, in order and of their types.

        Raises:
            KeyError: a column is missing (all missing columns are named).
        """
        missing = [name for name in self.names if name not in frame.columns]
        if missing:
            raise KeyError(
                f"table {self.name!r} lacks the columns {missing}; needed are {self.names}"
            )
        return pd.DataFrame(
            {column.name: frame[column.name].astype(column.dtype) for column in self.columns}
        ).reset_index(drop=True)

    def of_arrays(self, arrays: Mapping[str, Any]) -> pd.DataFrame:
        """The table that has these columns; sooner made than a frame that is brought to conform.

        Raises:
            KeyError: a column is missing.
        """
        columns = {
            column.name: pd.array(arrays[column.name], dtype=column.dtype)
            for column in self.columns
        }
        return pd.DataFrame(columns, copy=False)

    def of_rows(self, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
        """The table that holds these rows; several times as fast as a frame made to conform.

        Raises:
            KeyError: a row lacks a column.
        """
        return self.frame({name: [row[name] for row in rows] for name in self.names})

    def frame(self, cells: Cells) -> pd.DataFrame:
        """The cells of some or all columns as a frame, those of the table in their types."""
        dtypes = {column.name: column.dtype for column in self.columns}
        arrays = {
            name: pd.array(list(column), dtype=dtypes[name]) if name in dtypes else list(column)
            for name, column in cells.items()
        }
        return pd.DataFrame(arrays, copy=False)

    def faults(self, frame: pd.DataFrame) -> list[str]:
        """Every way in which a frame breaks the contract; an empty list when it is sound."""
        name = self.name
        found = [f"{name}: column {c!r} is missing" for c in self.names if c not in frame.columns]
        found += [f"{name}: column {c!r} is unknown" for c in frame.columns if c not in self.names]
        for column in self.columns:
            if column.name in frame.columns:
                found += [f"{name}.{column.name}: {what}" for what in column.faults(frame)]
        if self.key and set(self.key) <= set(frame.columns):
            repeated = int(frame.duplicated(list(self.key)).sum())
            if repeated:
                found.append(f"{name}: {repeated} rows repeat the key {', '.join(self.key)}")
        return found

    def as_markdown(self) -> list[str]:
        """The table as lines of documentation."""
        lines = [f"## {self.name}", "", f"One row: {self.row}.", ""]
        lines += ["| column | type | meaning | when absent |", "|---|---|---|---|"]
        return lines + [column.as_markdown() for column in self.columns]


def text(
    name: str, meaning: str, *, nullable: bool = False, allowed: tuple[str, ...] = ()
) -> Column:
    return Column(name, TEXT, meaning, nullable, allowed)


def integer(name: str, meaning: str, *, nullable: bool = False) -> Column:
    return Column(name, INTEGER_OR_NULL if nullable else INTEGER, meaning, nullable, low=0)


def number(name: str, meaning: str, low: float, high: float, *, nullable: bool = True) -> Column:
    return Column(name, NUMBER, meaning, nullable, low=low, high=high)

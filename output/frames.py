"""Rows of a release as pandas DataFrames: the columns of the CSV in their order, Decimals as objects, blanks None."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from output.schema import Column, header

if TYPE_CHECKING:
    import pandas as pd

_POINTS = {"x0", "top", "x1", "bottom"}


def frame(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> pd.DataFrame:
    """A DataFrame of CSV rows: strings as str, integers Int64, coordinates float64, other numbers Decimal objects; a blank number is None."""
    import pandas as pd

    table = list(zip(*rows)) or [()] * len(columns)
    return pd.DataFrame({c.name: _series(c, cells) for c, cells in zip(columns, table)}, columns=header(columns))


def _series(column: Column, cells: Sequence[str]) -> Any:
    import pandas as pd

    if column.type == "integer":
        return pd.array([int(c) if c else None for c in cells], dtype="Int64")
    if column.name in _POINTS:
        return pd.array([float(c) if c else None for c in cells], dtype="float64")
    if column.type == "number":
        return pd.Series([Decimal(c) if c else None for c in cells], dtype=object)
    if column.type == "boolean":
        return pd.array([c == "true" for c in cells], dtype="bool")
    return pd.Series(list(cells), dtype="str")

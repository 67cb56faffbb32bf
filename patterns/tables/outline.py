"""Rows under rows: what a label is a part of, by codes, numbering, 其中, indents, groups and totals."""

from __future__ import annotations

from dataclasses import dataclass

_RANKS = 6


@dataclass(slots=True)
class Row:
    """A row of an outline: its printed label and all that tells its level: `rank` is 0 without a mark, a bare total (小计) names nothing."""

    label: str
    depth: int = 0
    rank: int = 0
    code: str = ""
    is_part: bool = False
    is_group: bool = False
    is_band: bool = False
    is_total: bool = False
    is_bare: bool = False
    has_parts: bool = False


class Outline:
    """Takes rows from the top down and keeps those that are open; each row is pushed and popped once."""

    def __init__(self, stepped: bool) -> None:
        self._open: list[Row] = []
        self._stepped = stepped

    def add(self, row: Row) -> tuple[str, ...]:
        """The labels that the row stands under, outermost first."""
        while self._open and not self._holds(self._open[-1], row):
            self._open.pop()
        path = tuple(r.label for r in self._open)
        if self._open:
            self._open[-1].has_parts = True
            if row.is_total and self._open[-1].is_group and not self._open[-1].is_band:
                self._open.pop()  # a total closes its group
        if not row.is_total or not path:
            self._open.append(row)
        return path

    def _holds(self, above: Row, row: Row) -> bool:
        if above.is_band or row.is_band:
            return above.is_band and not row.is_band
        if above.code or row.code:
            return bool(above.code) and row.code != above.code and row.code.startswith(above.code)
        if above.is_part:
            return row.is_part and row.depth > above.depth
        if row.is_part:
            return above.depth <= row.depth
        if row.is_total:
            parts = row.is_bare and above.has_parts and above.depth < row.depth and not above.is_total
            return parts or above.is_group and above.depth <= row.depth
        return self._is_higher(above, row)

    def _is_higher(self, above: Row, row: Row) -> bool:
        if above.rank and row.rank:
            return above.rank < row.rank
        if above.is_group and not row.is_group:
            return above.depth <= row.depth
        if above.rank and not self._stepped:
            return True  # in a column set flush, what bears no number stands under what bears one
        return above.depth < row.depth

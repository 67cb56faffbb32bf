"""Which rows of a reading are its header. Cells come in the order of their rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from extractors import marks
from extractors.grid import is_number
from patterns.model import Cell

_YEAR = re.compile(r"(?:19|20)\d\d年?$")
_STEP = 5  # years from one heading to the next
_MOST = 12  # rows: no header has more
_DEEP = 4  # rows: no heading spans more


def header_rows(cells: Sequence[Cell]) -> int:
    """Rows above the first one that is a body's: one with a number beside its label (years are labels), or a label with nothing beside it."""
    rows: dict[int, list[Cell]] = {}
    for c in takewhile(lambda c: c.row < _MOST, cells):
        if c.text:
            rows.setdefault(c.row, []).append(c)
    least = _spanned(cells, rows.get(0, []))
    for row in sorted(rows):
        values = [c.text for c in rows[row] if c.col > 0 and is_number(c.text)]
        if values and not _are_years(values):
            return row
        if row >= max(1, least) and [c.col for c in rows[row]] == [0]:
            return row
    return least or 1


def _are_years(values: Sequence[str]) -> bool:
    """Years as headings say so (2023年), or follow one another: 1952, 2058 and 1968 are amounts."""
    if not all(_YEAR.match(t.strip()) for t in values):
        return False
    years = [int(t.strip()[:4]) for t in values]
    steps = [abs(b - a) for a, b in zip(years, years[1:])]
    return all(t.strip().endswith("年") for t in values) or bool(steps) and max(steps) <= _STEP


def _spanned(cells: Sequence[Cell], first: Sequence[Cell]) -> int:
    """Rows over which the headings of the first row reach, where one of them spans columns; else 0."""
    if not any(c.colspan > 1 for c in first) or any(c.col and is_number(c.text) for c in first):
        return 0
    height = max(c.rowspan for c in first)
    return height if height <= _DEEP and height <= cells[-1].row else 0


def headings(cells: Sequence[Cell]) -> list[tuple[int, int, str]]:
    """(row, column, text) of the header's cells."""
    count = max(1, header_rows(cells))
    return [(c.row, c.col, marks.plain(c.text)) for c in takewhile(lambda c: c.row < count, cells) if c.text]


def begins_with_body(cells: Sequence[Cell]) -> bool:
    """A reading that begins with values, with half a row or a group label, or that holds no value at all, has no header of its own."""
    if not any(c.col and is_number(c.text) for c in cells) or header_rows(cells) == 0:
        return True
    first = [c for c in cells if c.row == 0]
    return sum(bool(c.text) for c in first) < 0.7 * len(first)


def band(cells: Sequence[Cell]) -> str:
    """The text of a first row that is one cell from side to side: a band of the table; blank where there is none."""
    first = [c for c in cells if c.row == 0]
    return first[0].text if len(first) == 1 and first[0].colspan > 1 else ""

"""The cells of one table's pages as one grid. Each page is looked at once: what it joins is what the page before ended with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.grid import is_number
from extractors.headers import band, headings
from extractors.reading import Reading
from patterns.model import Cell


def joined(readings: Sequence[Reading], header: int) -> tuple[Cell, ...]:
    """All cells, in the order of their rows; `header` is how many rows a page may repeat."""
    table = _Table(readings[0].cells)
    for reading in readings[1:]:
        table.add(reading.cells, header)
    return tuple(table.cells)


class _Table:
    """What is joined so far; `feet` are the places in `cells` of those that reach the last row, by column."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.cells: list[Cell] = []
        self._rows = 0
        self._feet: dict[int, int] = {}
        self._headings = headings(cells)
        self._put(cells)

    def add(self, cells: Sequence[Cell], header: int) -> None:
        """The next page: header left out, a row cut by the break made whole, a label that spans the break drawn on."""
        skip = header if headings(cells) == self._headings else 0
        below = [replace(c, row=c.row - skip) for c in cells if c.row >= skip]
        if self._is_cut(below):
            below = self._mended(below)
        kept: dict[int, int] = {}
        if below and not any(c.row == 0 and c.col == 0 and c.text for c in below):
            below, kept = self._drawn_on(below)
        if below:
            self._put(below)
        self._feet.update({col: k for col, k in kept.items() if self.cells[k].row + self.cells[k].rowspan == self._rows})

    def _put(self, cells: Sequence[Cell]) -> None:
        start = len(self.cells)
        self.cells += [replace(c, row=c.row + self._rows) for c in cells]
        self._rows = max(c.row + c.rowspan for c in self.cells[start:])
        self._feet = {c.col: k for k, c in enumerate(self.cells[start:], start) if c.row + c.rowspan == self._rows}

    def _is_cut(self, below: Sequence[Cell]) -> bool:
        """The first row holds no number and only text that goes on in cells that hold text above; its label column may be among them."""
        first = [c for c in below if c.row == 0 and c.text]
        if not first or band(below) or any(is_number(c.text) or c.rowspan > 1 for c in first):
            return False
        last = {col: self.cells[k].text for col, k in self._feet.items()}
        missing = [text for col, text in last.items() if not any(c.col == col for c in first)]
        return all(last.get(c.col) and not is_number(last[c.col]) for c in first) and any(map(is_number, missing))

    def _mended(self, below: Sequence[Cell]) -> list[Cell]:
        for c in below:
            if c.row == 0 and c.text:
                k = self._feet[c.col]
                self.cells[k] = replace(self.cells[k], text=self.cells[k].text + c.text)
        return [replace(c, row=c.row - 1) for c in below if c.row > 0]

    def _drawn_on(self, below: list[Cell]) -> tuple[list[Cell], dict[int, int]]:
        """A blank first cell under a label that spans several rows belongs to it."""
        blank = next((c for c in below if c.row == 0 and c.col == 0), None)
        k = self._feet.get(0)
        if blank is None or k is None or blank.rowspan < 2 and self.cells[k].rowspan < 2:
            return below, {}
        self.cells[k] = replace(self.cells[k], rowspan=self.cells[k].rowspan + blank.rowspan)
        return [c for c in below if c is not blank], {0: k}

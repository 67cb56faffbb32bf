"""A table's folded texts by row and column, with what its shape says: how many rows are header, which labels are set in how far."""

from __future__ import annotations

from collections import Counter
from statistics import median

from patterns.labels import Labels
from patterns.lexicon import Lexicon
from patterns.model import Cell, Table

_STEP = 8.0  # points: the least that a sub-row is set in
_WRAPPED = 1.6  # a cell that much higher than most holds several lines


class Sheet:
    """The grid of one table; a spanning cell's text stands in every place that it spans."""

    def __init__(self, table: Table, lexicon: Lexicon, labels: Labels) -> None:
        self.cells: list[list[Cell | None]] = table.grid()
        self._shapes, self._labels = labels.shapes, labels
        folded = {id(c): lexicon.fold(c.text, c.raised).text for c in table.cells}
        self.texts = [[folded[id(c)] if c else "" for c in row] for row in self.cells]
        self.width = len(self.texts[0]) if self.texts else 0
        self.header = self._header_rows(table.header_rows)
        self._depths: dict[int, list[int]] = {}

    @property
    def body(self) -> range:
        """Rows under the header."""
        return range(self.header, len(self.texts))

    def column(self, j: int) -> list[str]:
        """The body texts of one column."""
        return [self.texts[i][j] for i in self.body]

    def is_number(self, text: str) -> bool:
        """Whether a cell prints one number, with its unit or without."""
        return bool(text) and bool(self._shapes["value"].match(text) or any(c.isdigit() for c in text) and self._labels.quantity(text))

    def spans(self, i: int, j: int, k: int) -> bool:
        """Whether one cell stands in columns j and k of a row."""
        return self.cells[i][j] is not None and self.cells[i][j] is self.cells[i][k]

    def _header_rows(self, printed: int) -> int:
        """Rows of the header: one that holds a label and else blanks or numbers, or begins with a code, is body, whatever was counted."""
        count = min(printed, max(0, len(self.texts) - 1))
        for i in range(1, count):
            rest = [self.texts[i][j] for j in range(1, self.width) if not self.spans(i, 0, j) and not self.spans(i, j - 1, j)]
            own = self.cells[i][0] is not self.cells[i - 1][0] and self.texts[i][0]
            codes = self._shapes["code value"].match(self.texts[i][0])
            if own and (codes or rest and all(not t or self.is_number(t) and not self._shapes["formula"].match(t) for t in rest)):
                return i
        return count

    def depths(self, j: int) -> list[int]:
        """Steps by which each row's label in column j is set in; all 0 where the column is centred."""
        if j not in self._depths:
            cells = [(i, c) for i in self.body if (c := self.cells[i][j]) is not None and c.text]
            out = [0] * len(self.texts)
            least = min((c.indent for _, c in cells), default=0.0)
            edges = Counter(round(c.indent / 2) for _, c in cells)
            if edges and max(edges.values()) >= 0.3 * len(cells) and len(edges) <= 8:
                high = _WRAPPED * median(c.place.bbox[3] - c.place.bbox[1] for _, c in cells)
                before = 0
                for i, c in cells:
                    depth = round((c.indent - least) / _STEP)
                    if not depth and c.rowspan == 1 and c.place.bbox[3] - c.place.bbox[1] > high:
                        depth = before  # the edge of its second line says nothing
                    out[i] = before = depth
            self._depths[j] = out
        return self._depths[j]

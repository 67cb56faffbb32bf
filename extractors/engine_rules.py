"""Our own engine for ruled grids: rules make walls, walls make cells, characters fall into the cell that holds their middle."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby

from extractors.zones import Zone
from patterns.model import Box, Cell, Line, Place

NAME = "rules"
_SNAP = 2.5  # points within which rules are one
_COVER = 0.5  # share of a side that a rule must cover to be its wall


def levels(values: Sequence[float]) -> list[float]:
    """Values clustered within the snap distance, each cluster's mean."""
    out: list[list[float]] = []
    for v in sorted(values):
        if out and v - out[-1][-1] <= _SNAP:
            out[-1].append(v)
        else:
            out.append([v])
    return [sum(c) / len(c) for c in out]


def _with_ends(values: list[float], low: float, high: float) -> list[float]:
    """Adds the outer edges where a table is open at its sides."""
    if not values or values[0] - low > 2 * _SNAP:
        values = [low, *values]
    if high - values[-1] > 2 * _SNAP:
        values = [*values, high]
    return values


def _walls(edges: list[float], spans: list[float], rules: Sequence[tuple[float, float, float]]) -> list[list[bool]]:
    """walls[k][i]: whether a rule at edges[k] covers the stretch spans[i]..spans[i+1]."""
    out = []
    for edge in edges:
        near = [(a, b) for at, a, b in rules if abs(at - edge) <= _SNAP]
        row = []
        for low, high in zip(spans, spans[1:]):
            covered = sum(max(0.0, min(b, high) - max(a, low)) for a, b in near)
            row.append(covered > _COVER * (high - low))
        out.append(row)
    return out


class Grid:
    """Slots between edges, joined to cells where no wall parts them."""

    def __init__(self, xs: list[float], ys: list[float], right_walls: list[list[bool]], foot_walls: list[list[bool]]) -> None:
        self.xs, self.ys = xs, ys
        rows, cols = len(ys) - 1, len(xs) - 1
        self.owner = {(i, j): (i, j) for i in range(rows) for j in range(cols)}
        for i in range(rows):
            for j in range(cols):
                if j + 1 < cols and not right_walls[j + 1][i]:
                    self._join((i, j), (i, j + 1))
                if i + 1 < rows and not foot_walls[i + 1][j]:
                    self._join((i, j), (i + 1, j))
        self._keep_rectangles()

    def _root(self, slot: tuple[int, int]) -> tuple[int, int]:
        while self.owner[slot] != slot:
            slot = self.owner[slot]
        return slot

    def _join(self, a: tuple[int, int], b: tuple[int, int]) -> None:
        a, b = sorted((self._root(a), self._root(b)))
        self.owner[b] = a

    def _keep_rectangles(self) -> None:
        """A cell is a rectangle: what is not falls back into runs of its rows."""
        groups: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for slot in self.owner:
            groups.setdefault(self._root(slot), []).append(slot)
        for root, slots in groups.items():
            rows, cols = zip(*slots)
            whole = (max(rows) - min(rows) + 1) * (max(cols) - min(cols) + 1) == len(slots)
            for slot in slots:
                self.owner[slot] = root if whole else slot
            if not whole:
                for i, run in groupby(sorted(slots), key=lambda s: s[0]):
                    first = None
                    for slot in run:
                        first = slot if first is None or self.owner.get((i, slot[1] - 1)) != first else first
                        self.owner[slot] = first

    def cells(self) -> dict[tuple[int, int], tuple[int, int, int, int]]:
        """Each cell's first slot: (row, col, rowspan, colspan)."""
        out: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for slot, root in self.owner.items():
            out.setdefault(root, []).append(slot)
        spans = {}
        for root, slots in out.items():
            rows, cols = zip(*slots)
            spans[root] = (min(rows), min(cols), max(rows) - min(rows) + 1, max(cols) - min(cols) + 1)
        return spans

    def slot(self, x: float, y: float) -> tuple[int, int]:
        """The cell at a point; points outside fall to the nearest."""
        i = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        j = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        return self.owner[i, j]


def split_by_slot(line: Line, grid: Grid) -> list[tuple[tuple[int, int], Line]]:
    """The parts of a line that fall into different cells."""
    y = (line.bbox[1] + line.bbox[3]) / 2
    slots = [grid.slot((a + b) / 2, y) for a, b in zip(line.lefts, line.rights)]
    out, start = [], 0
    for k in range(1, len(slots) + 1):
        if k == len(slots) or slots[k] != slots[start] and line.text[k] != " ":
            out.append((slots[start], line.part(start, k)))
            start = k
    return out


def fill(grid: Grid, lines: Sequence[Line], page: int) -> list[Cell]:
    """Cells with their text; the box of a cell is that of its slots."""
    content: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        for slot, part in split_by_slot(line, grid):
            content.setdefault(slot, []).append(part)
    cells = []
    for root, (row, col, rowspan, colspan) in sorted(grid.cells().items()):
        box: Box = (grid.xs[col], grid.ys[row], grid.xs[col + colspan], grid.ys[row + rowspan])
        text, raised = cell_text(content.get(root, ()))
        cells.append(Cell(row, col, rowspan, colspan, text, Place(page, box), raised))
    return cells


def cell_text(parts: Sequence[Line]) -> tuple[str, frozenset[int]]:
    """The lines of a cell as one text: parts of one row left to right, a space only between Latin words."""
    text, raised = "", set()
    for part in sorted(parts, key=lambda li: (round((li.bbox[1] + li.bbox[3]) / 2 / (0.5 * li.size)), li.bbox[0])):
        clean = part.text.strip()
        if text and text[-1].isascii() and clean[:1].isascii() and text[-1].isalnum() and clean[:1].isalnum() and not (text[-1].isdigit() and clean[0].isdigit()):
            text += " "
        shift = len(text) - (len(part.text) - len(part.text.lstrip()))
        raised.update(shift + i for i in part.raised)
        text += clean
    return text, frozenset(i for i in raised if 0 <= i < len(text))


def read(zone: Zone, page: int) -> list[Cell]:
    """The cells of a zone that rules part; empty where they make no grid of two by two."""
    x0, top, x1, bottom = zone.box
    xs = _with_ends(levels([x for x, _, _ in zone.down]), x0, x1)
    ys = _with_ends(levels([y for y, _, _ in zone.across]), top, bottom)
    if len(xs) < 3 or len(ys) < 3:
        return []
    return fill(Grid(xs, ys, _walls(xs, ys, zone.down), _walls(ys, xs, zone.across)), zone.lines, page)

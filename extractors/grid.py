"""Slots between edges, joined to cells where no wall parts them; characters fall into the cell that holds their middle."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import groupby

from patterns.model import Box, Cell, Line, Place

Slot = tuple[int, int]
_NUMBER = re.compile(r"^[(（<>≤≥~约超近]*[-+±–−—]?[\d０-９][\d０-９.,，．:%％‰/*()（）a-z\s-]*$|^[-—–…·.]{1,6}$|^n/?a\.?$", re.IGNORECASE)


class Grid:
    """`right_walls[k][i]` and `foot_walls[k][j]` say whether edge k is a wall beside row i or below column j."""

    def __init__(self, xs: list[float], ys: list[float], right_walls: list[list[bool]], foot_walls: list[list[bool]]) -> None:
        self.xs, self.ys = xs, ys
        rows, cols = len(ys) - 1, len(xs) - 1
        self.owner: dict[Slot, Slot] = {(i, j): (i, j) for i in range(rows) for j in range(cols)}
        for i in range(rows):
            for j in range(cols):
                if j + 1 < cols and not right_walls[j + 1][i]:
                    self._join((i, j), (i, j + 1))
                if i + 1 < rows and not foot_walls[i + 1][j]:
                    self._join((i, j), (i + 1, j))
        for slot in self.owner:
            self.owner[slot] = self._root(slot)
        self._keep_rectangles()

    def _root(self, slot: Slot) -> Slot:
        while self.owner[slot] != slot:
            slot = self.owner[slot]
        return slot

    def _join(self, a: Slot, b: Slot) -> None:
        a, b = sorted((self._root(a), self._root(b)))
        self.owner[b] = a

    def _groups(self) -> dict[Slot, list[Slot]]:
        groups: dict[Slot, list[Slot]] = {}
        for slot, root in self.owner.items():
            groups.setdefault(root, []).append(slot)
        return groups

    def _keep_rectangles(self) -> None:
        """A cell is a rectangle: what is not falls back into runs of its rows."""
        for slots in self._groups().values():
            rows, cols = zip(*slots)
            if (max(rows) - min(rows) + 1) * (max(cols) - min(cols) + 1) == len(slots):
                continue
            for _, run in groupby(sorted(slots), key=lambda s: s[0]):
                first: Slot | None = None
                last = -2
                for slot in run:
                    first = slot if first is None or slot[1] != last + 1 else first
                    last = slot[1]
                    self.owner[slot] = first

    def spans(self) -> dict[Slot, tuple[int, int, int, int]]:
        """Of each cell's first slot: (row, col, rowspan, colspan)."""
        out = {}
        for root, slots in self._groups().items():
            rows, cols = zip(*slots)
            out[root] = (min(rows), min(cols), max(rows) - min(rows) + 1, max(cols) - min(cols) + 1)
        return out

    def slot(self, x: float, y: float) -> Slot:
        """The cell at a point; points outside fall to the nearest."""
        i = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        j = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        return self.owner[i, j]


def of_boxes(boxes: Sequence[Box], levels: Callable[[Sequence[float]], list[float]]) -> Grid | None:
    """The grid that cell boxes of another engine make; None where they are fewer than two by two."""
    xs, ys = levels([v for b in boxes for v in (b[0], b[2])]), levels([v for b in boxes for v in (b[1], b[3])])
    if len(xs) < 3 or len(ys) < 3:
        return None
    owner: dict[Slot, int] = {}
    across, down = [(a + b) / 2 for a, b in zip(xs, xs[1:])], [(a + b) / 2 for a, b in zip(ys, ys[1:])]
    for n, (x0, top, x1, bottom) in enumerate(boxes):
        for i in range(bisect_left(down, top), bisect_right(down, bottom)):
            for j in range(bisect_left(across, x0), bisect_right(across, x1)):
                owner.setdefault((i, j), n)
    rows, cols = range(len(ys) - 1), range(len(xs) - 1)
    right = [[owner.get((i, k - 1), -1) != owner.get((i, k), -2) for i in rows] for k in range(len(xs))]
    foot = [[owner.get((k - 1, j), -1) != owner.get((k, j), -2) for j in cols] for k in range(len(ys))]
    return Grid(xs, ys, right, foot)


def parts(line: Line, grid: Grid) -> list[tuple[Slot, Line]]:
    """The pieces of a line that fall into different cells."""
    y = (line.bbox[1] + line.bbox[3]) / 2
    first, last = grid.slot((line.lefts[0] + line.rights[0]) / 2, y), grid.slot(line.bbox[2], y)
    if first == last:
        return [(first, line)]
    slots = [grid.slot((a + b) / 2, y) for a, b in zip(line.lefts, line.rights)]
    out, start = [], 0
    for k in range(1, len(slots) + 1):
        if k == len(slots) or slots[k] != slots[start] and line.text[k] != " ":
            out.append((slots[start], line.part(start, k)))
            start = k
    return out


def fill(grid: Grid, lines: Sequence[Line], page: int) -> list[Cell]:
    """Cells with their text; the box of a cell is that of its slots."""
    content: dict[Slot, list[Line]] = {}
    for line in lines:
        for slot, part in parts(line, grid):
            content.setdefault(slot, []).append(part)
    cells = []
    for root, (row, col, rowspan, colspan) in sorted(grid.spans().items()):
        box: Box = (grid.xs[col], grid.ys[row], grid.xs[col + colspan], grid.ys[row + rowspan])
        text, raised = cell_text(content.get(root, ()))
        turn = lines[0].turn if lines else None
        indent = min((li.bbox[0] for li in content.get(root, ())), default=box[0]) - box[0]
        cells.append(Cell(row, col, rowspan, colspan, text, Place(page, turn.shown(box) if turn else box), raised, indent))
    return cells


def is_number(text: str) -> bool:
    """Digits with signs and marks, or a dash that says that there is none."""
    return bool(_NUMBER.match(text.strip()))


def text_rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines grouped to rows of one height, top to bottom, each left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=middle):
        # digits and Chinese glyphs stand in boxes of other heights: what counts is that they share most of the lower one
        if rows and shared_height(line, rows[-1][-1]) > 0.5:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda li: li.bbox[0]) for row in rows]


def shared_height(a: Line, b: Line) -> float:
    """Share of the lower line's height that both lines have in common."""
    common = min(a.bbox[3], b.bbox[3]) - max(a.bbox[1], b.bbox[1])
    lower = min(a.bbox[3] - a.bbox[1], b.bbox[3] - b.bbox[1])
    return common / lower if lower > 0 else float(common >= 0)


def middle(line: Line) -> float:
    """Height of a line's middle."""
    return (line.bbox[1] + line.bbox[3]) / 2


def cell_text(lines: Sequence[Line]) -> tuple[str, frozenset[int]]:
    """The lines of a cell as one text, top to bottom; a space only between Latin words."""
    text = ""
    raised: set[int] = set()
    for part in (part for row in text_rows(lines) for part in row):
        clean = part.text.strip()
        if (
            text
            and clean
            and text[-1].isascii()
            and clean[0].isascii()
            and text[-1] not in "-/("
            and not (text[-1].isdigit() and clean[0].isdigit())
        ):
            text += " "
        shift = len(text) - (len(part.text) - len(part.text.lstrip()))
        raised.update(shift + i for i in part.raised)
        text += clean
    return text, frozenset(i for i in raised if 0 <= i < len(text))

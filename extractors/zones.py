"""Where tables may stand on a page: rules that touch one another, rules stacked over one another, rows of text in columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractors import frames, marks
from extractors.frames import Rule
from extractors.grid import is_number, text_rows
from extractors.layout import Sheet, inside
from patterns.model import Box, Line, union

_TOUCH = 3.0  # points within which two rules meet
_MIN_SIDE = 12.0  # points: no table is lower or narrower
_MAX_RULES = 4000  # a page with more rules than this is a drawing
_ROW_GAP = 1.6  # ems between rows of one block
_MIN_ROWS = 3  # rows with numbers that make a table without rules
_HEAD = 60.0  # points: no row of headings is higher
_BAND = 2.2  # ems: a row of a table that no rule down crosses is no higher
_MAX_SLANTS = 12  # slanted or curved strokes in a zone: more make it a chart


@dataclass(frozen=True, slots=True)
class Zone:
    """A place that may hold a table: its box, the rules in it, and its lines of text."""

    box: Box
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    lines: tuple[Line, ...]


def _boxes(across: Sequence[Rule], down: Sequence[Rule]) -> list[Box]:
    return [(x0, y, x1, y) for y, x0, x1 in across] + [(x, top, x, bottom) for x, top, bottom in down]


def _components(boxes: Sequence[Box]) -> list[list[int]]:
    """Indices of boxes that touch, directly or through others (sweep from the top; union-find)."""
    parent = list(range(len(boxes)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    active: list[int] = []
    for i in sorted(range(len(boxes)), key=lambda k: boxes[k][1]):
        x0, top, x1, _ = boxes[i]
        active = [j for j in active if boxes[j][3] >= top - _TOUCH]
        for j in active:
            if boxes[j][0] <= x1 + _TOUCH and boxes[j][2] >= x0 - _TOUCH:
                parent[root(j)] = root(i)
        active.append(i)
    groups: dict[int, list[int]] = {}
    for i in range(len(boxes)):
        groups.setdefault(root(i), []).append(i)
    return list(groups.values())


def _stack(boxes: list[Box], lines: Sequence[Line], closed: set[Box]) -> list[Box]:
    """Joins components of one width that stand over one another with rows of text between them: open-sided and three-line tables.

    `closed` are the boxes of components that have sides of their own.
    """
    out: list[Box] = []
    for box in sorted(boxes, key=lambda b: (b[1], b[0])):
        k = next((k for k, above in enumerate(out) if _stacks(above, box, lines, above in closed and box in closed)), None)
        if k is None:
            out.append(box)
            continue
        joined = union([out[k], box])
        if out[k] in closed and box in closed:
            closed.add(joined)
        out[k] = joined
    return out


def _stacks(above: Box, below: Box, lines: Sequence[Line], closed: bool) -> bool:
    if abs(above[0] - below[0]) > 6 or abs(above[2] - below[2]) > 6 or below[1] < above[1]:
        return False
    between = [
        li
        for li in lines
        if above[3] - 2 < (li.bbox[1] + li.bbox[3]) / 2 < below[1] + 2 and li.bbox[2] > above[0] and li.bbox[0] < above[2]
    ]
    if any(li.bbox[0] < above[0] - 6 or li.bbox[2] > above[2] + 6 for li in between):
        return False
    return below[1] - above[3] < 4 or bool(between) and not _is_prose(between, above) and not _parts(between, closed, below[1] - above[3])


def _parts(lines: Sequence[Line], closed: bool, gap: float) -> bool:
    """Whether what is between two rules says that one table ends and another begins: notes, a caption, more than a row between closed boxes."""
    texts = [marks.plain(li.text) for li in lines]
    if any(marks.NOTE.match(t) or marks.NUMBERED_CAPTION.match(t) for t in texts):
        return True
    return closed and gap > _BAND * max(li.size for li in lines)


def _is_prose(lines: Sequence[Line], box: Box) -> bool:
    """Lines that fill the width from edge to edge are sentences."""
    full = sum(li.bbox[2] - li.bbox[0] > 0.85 * (box[2] - box[0]) and len(li.text) > 18 for li in lines)
    return full >= 2 and full > 0.4 * len(lines)


def ruled(sheet: Sheet) -> list[Zone]:
    """Zones that rules mark."""
    across = frames.no_underlines(sheet)
    boxes = _boxes(across, sheet.vectors.down)
    if not boxes or len(boxes) > _MAX_RULES:
        return []
    closed: set[Box] = set()
    groups = []
    for group in _components(boxes):
        box = union([boxes[i] for i in group])
        if box[2] - box[0] > 3 * _MIN_SIDE:
            groups.append(box)
            if sum(i >= len(across) for i in group) > 1:
                closed.add(box)
    zones = []
    for stack in _stack(frames.without(sheet, boxes, groups), sheet.lines, closed):
        box = _with_head(stack, sheet)
        lines = tuple(li for li in sheet.lines if inside(li.bbox, box))
        slants = sum(inside(s, box) for s in sheet.vectors.slants)
        if box[3] - box[1] > _MIN_SIDE and len(lines) >= 2 and slants <= _MAX_SLANTS:
            zones.append(_zone(sheet, across, box, lines))
    return [z for k, z in enumerate(zones) if not any(k != m and _within(z.box, o.box) for m, o in enumerate(zones))]


def _with_head(box: Box, sheet: Sheet) -> Box:
    """The box with the coloured row of headings that stands right over it."""
    fills = [
        f for f in sheet.vectors.fills if abs(f[3] - box[1]) < _TOUCH and f[0] > box[0] - 6 and f[2] < box[2] + 6 and f[3] - f[1] < _HEAD
    ]
    if not fills or sum(f[2] - f[0] for f in fills) < 0.8 * (box[2] - box[0]):
        return box
    head = union(fills)
    return union([box, head]) if sum(inside(li.bbox, head) for li in sheet.lines) > 1 else box


def _zone(sheet: Sheet, rules: Sequence[Rule], box: Box, lines: tuple[Line, ...]) -> Zone:
    x0, top, x1, bottom = box
    across = tuple(r for r in rules if top - 1 <= r[0] <= bottom + 1 and r[1] < x1 and r[2] > x0)
    down = tuple(r for r in sheet.vectors.down if x0 - 1 <= r[0] <= x1 + 1 and r[1] < bottom and r[2] > top)
    return Zone(box, (*across, *frames.stripes(sheet.vectors.fills, box)), down, lines)


def _within(a: Box, b: Box) -> bool:
    return a != b and a[0] >= b[0] - 1 and a[1] >= b[1] - 1 and a[2] <= b[2] + 1 and a[3] <= b[3] + 1


def spaced(sheet: Sheet, taken: Sequence[Box]) -> list[Zone]:
    """Zones that only white space parts: rows of two or more pieces with a number among them, that line up under one another."""
    free = [li for li in sheet.lines if not any(inside(li.bbox, box) for box in taken) and not marks.LEADERS.search(marks.plain(li.text))]
    block: list[list[Line]] = []
    zones = []
    for row in [*text_rows(free), []]:
        near = block and row and row[0].bbox[1] - max(li.bbox[3] for li in block[-1]) < _ROW_GAP * row[0].size
        if row and len(row) > 1 and (near or not block):
            block.append(row)
            continue
        zone = _lined_up(sheet, block)
        if zone:
            zones.append(zone)
        block = [row] if len(row) > 1 else []
    return zones


def _lined_up(sheet: Sheet, block: Sequence[Sequence[Line]]) -> Zone | None:
    """The zone of a block of rows, if its numbers stand under one another by an edge."""
    numbered = [row for row in block if any(is_number(li.text) for li in row[1:])]
    if len(numbered) < _MIN_ROWS or len(numbered) < 0.5 * len(block):
        return None
    ends: Counter[int] = Counter()
    total = 0
    for row in numbered:
        for li in row[1:]:
            if is_number(li.text):
                total += 1
                ends.update({round(li.bbox[2] / 3), -round(li.bbox[0] / 3)})
    columns = max(len(row) for row in numbered) - 1
    lines = tuple(li for row in block for li in row)
    aligned = sum(n for _, n in ends.most_common(columns))
    if (
        aligned < 0.7 * total
        or _is_prose(lines, union([li.bbox for li in lines]))
        or any(inside(s, union([li.bbox for li in lines])) for s in sheet.vectors.slants)
    ):
        return None
    return Zone(union([li.bbox for li in lines]), (), (), lines)

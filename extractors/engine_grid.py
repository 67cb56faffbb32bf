"""Our own engine: rules make edges, white space makes the edges that no rule draws.

Ruled, open-sided, three-line and unruled tables are one mechanism: edges from rules first; a band of several text rows is cut into
rows, and a column of several runs into columns, where numbers stand under one another.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from extractors.frames import Rule
from extractors.grid import Grid, fill, is_number, middle, text_rows
from extractors.spaces import columns, runs
from extractors.zones import Zone
from patterns.model import Cell, Line

NAME = "grid"
_SNAP = 2.5  # points within which rules are one
_MAX_SLOTS = 50_000  # a finer grid on one page is paper to draw on
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


def _near(edge: float, rules: Sequence[Rule]) -> list[tuple[float, float]]:
    """The stretches of an edge that rules draw, each point once."""
    out: list[tuple[float, float]] = []
    for a, b in sorted((a, b) for at, a, b in rules if abs(at - edge) <= _SNAP):
        if out and a <= out[-1][1]:
            out[-1] = out[-1][0], max(out[-1][1], b)
        else:
            out.append((a, b))
    return out


def _covered(low: float, high: float, drawn: Sequence[tuple[float, float]]) -> bool:
    return sum(max(0.0, min(b, high) - max(a, low)) for a, b in drawn) > _COVER * (high - low)


def _bands(lines: Sequence[Line], ys: Sequence[float]) -> list[list[Line]]:
    """The lines between each edge and the next, in their order."""
    out: list[list[Line]] = [[] for _ in ys[1:]]
    for line in lines:
        k = bisect_right(ys, middle(line)) - 1
        if 0 <= k < len(out):
            out[k].append(line)
    return out


def _split_rows(lines: Sequence[Line], xs: Sequence[float]) -> list[float]:
    """Edges between the rows of a band, where numbers of one column stand in several of its text rows; else none."""
    rows = text_rows(lines)
    if len(rows) < 2:
        return []
    anchors = [k for k, row in enumerate(rows) if _is_anchor(row)]
    if len(anchors) < 2 or not _stacked([rows[k] for k in anchors], xs):
        return []
    groups = _wrapped(rows, set(anchors))
    return [(max(li.bbox[3] for li in a[-1]) + min(li.bbox[1] for li in b[0])) / 2 for a, b in zip(groups, groups[1:])]


def _is_anchor(row: Sequence[Line]) -> bool:
    """A row that holds a number beside something else."""
    texts = [t for line in row for _, _, t in runs(line)]
    return len(texts) > 1 and any(map(is_number, texts))


def _stacked(rows: Sequence[Sequence[Line]], xs: Sequence[float]) -> bool:
    """Whether one column holds a number in two rows, and the rows have a second column."""
    counts: dict[int, int] = {}
    wide = False
    for row in rows:
        cols = set()
        for line in row:
            for a, b, t in runs(line):
                col = sum(x <= (a + b) / 2 for x in xs)
                cols.add(col)
                if is_number(t):
                    counts[col] = counts.get(col, 0) + 1
        wide = wide or len(cols) > 1
    return wide and max(counts.values(), default=0) >= 2


def _wrapped(rows: list[list[Line]], anchors: set[int]) -> list[list[list[Line]]]:
    """Text rows to table rows: a row without numbers close to its neighbour is the other half of a label set in two lines."""
    gaps = [middle(b[0]) - middle(a[0]) for a, b in zip(rows, rows[1:])]
    usual = sorted(gaps)[len(gaps) // 2]
    groups: list[list[list[Line]]] = [[rows[0]]]
    held = 0 in anchors
    for k in range(1, len(rows)):
        near = gaps[k - 1] < 0.8 * usual
        if near and not (held and k in anchors):
            groups[-1].append(rows[k])
            held = held or k in anchors
        else:
            groups.append([rows[k]])
            held = k in anchors
    return groups


def _cross(lines: Sequence[Line], x: float) -> bool:
    """Whether a run of text stands over the edge x."""
    return any(a < x - 1 and b > x + 1 for line in lines for a, b, _ in runs(line))


def edges(zone: Zone) -> tuple[list[float], list[float]]:
    """(column edges, row edges): those that rules draw, and those that white space does."""
    x0, top, x1, bottom = zone.box
    ruled = _with_ends(levels([x for x, _, _ in zone.down]), x0, x1)
    ys = _with_ends(levels([y for y, _, _ in zone.across]), top, bottom)
    rows = text_rows(zone.lines)
    spaced: set[float] = set()
    for low, high, inner in zip(ruled, ruled[1:], _parted(rows, ruled) if len(ruled) > 2 else [rows]):
        spaced.update(columns(inner, low, high))
    xs = sorted({*ruled, *spaced})
    cuts = [y for band in _bands(zone.lines, ys) for y in _split_rows(band, xs)]
    return xs, sorted({*ys, *cuts})


def _parted(rows: Sequence[Sequence[Line]], xs: Sequence[float]) -> list[list[list[Line]]]:
    """Of each column that rules draw, its lines by row."""
    out: list[list[list[Line]]] = [[] for _ in xs[1:]]
    for row in rows:
        columns_of: dict[int, list[Line]] = {}
        for line in row:
            columns_of.setdefault(bisect_right(xs, (line.bbox[0] + line.bbox[2]) / 2) - 1, []).append(line)
        for k, lines in columns_of.items():
            if 0 <= k < len(out):
                out[k].append(lines)
    return out


def is_drawn(zone: Zone) -> bool:
    """Whether rules draw every column, white space none."""
    x0, _, x1, _ = zone.box
    return len(_with_ends(levels([x for x, _, _ in zone.down]), x0, x1)) == len(edges(zone)[0])


def read(zone: Zone, page: int) -> list[Cell]:
    """The cells of a zone; empty where it makes no grid of two by two."""
    xs, ys = edges(zone)
    if len(xs) < 3 or len(ys) < 3 or len(xs) * len(ys) > _MAX_SLOTS:
        return []
    bands = _bands(zone.lines, ys)
    right = []
    for x in xs:
        near = _near(x, zone.down)
        drawn = [_covered(low, high, near) for low, high in zip(ys, ys[1:])]
        if sum(drawn) < 0.5 * len(drawn):  # white space parts these columns, a rule at most the heading
            drawn = [d or not _cross(band, x) for d, band in zip(drawn, bands)]
        right.append(drawn)
    grid = Grid(xs, ys, right, [_feet(_near(y, zone.across), xs) for y in ys])
    return fill(grid, zone.lines, page)


def _feet(drawn: Sequence[tuple[float, float]], xs: Sequence[float]) -> list[bool]:
    """Below which slots a rule runs; all of them at a cut between text rows, where no rule runs at all."""
    return [not drawn or _covered(low, high, drawn) for low, high in zip(xs, xs[1:])]

"""Rows and columns: lines in reading order, for any number of columns, of any width, over all of a page or a part of it.

A gutter is where many lines begin under one another right of lines that end before them. What crosses it stands above or below the columns.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from extractors.layout import BIG, SMALL, Body, mode
from patterns.model import Line

Span = tuple[int, int, Line]  # first and last column that a line stands in
_MANY = 6  # lines that make a column
_WIDE = 0.5  # ems: a gap at a gutter parts a line
_HANG = 0.5  # ems by which an opening bracket hangs out to the left of its column
_REACH = 4.0  # ems before the gutter in which lines of the left column end
_LONG = 10  # characters: lines of prose, not cells


def merge_row(parts: Sequence[Line]) -> Line:
    """One line out of the parts of one row."""
    first = parts[0]
    lefts, rights, text = first.lefts[:0], first.rights[:0], ""
    raised: set[int] = set()
    for part in parts:
        if text and text[-1].isascii() and part.text[0].isascii():
            lefts.append(rights[-1])
            rights.append(part.lefts[0])
            text += " "
        raised.update(len(text) + i for i in part.raised)
        text += part.text
        lefts.extend(part.lefts)
        rights.extend(part.rights)
    x0s, tops, x1s, bottoms = zip(*(p.bbox for p in parts))
    return Line(
        first.page,
        text,
        (min(x0s), min(tops), max(x1s), max(bottoms)),
        lefts,
        rights,
        max(p.size for p in parts),
        frozenset(raised),
        first.turn,
    )


def rows(lines: Sequence[Line]) -> list[Line]:
    """Parts of one row joined: wide gaps in prose are the printer's."""
    out: list[list[Line]] = []
    for line in lines:
        if out and _same_row(out[-1][-1], line):
            out[-1].append(line)
        else:
            out.append([line])
    return [merge_row(parts) if len(parts) > 1 else parts[0] for parts in out]


def _same_row(a: Line, b: Line) -> bool:
    overlap = min(a.bbox[3], b.bbox[3]) - max(a.bbox[1], b.bbox[1])
    return b.bbox[0] > a.bbox[2] and overlap > 0.5 * min(a.bbox[3] - a.bbox[1], b.bbox[3] - b.bbox[1]) and 0.8 < a.size / b.size < 1.25


def _starts(lines: Sequence[Line]) -> list[float]:
    """x at which many lines begin, left to right, in whole points."""
    count = Counter(round(line.bbox[0]) for line in lines)
    many = {x for x in count if count[x - 1] + count[x] + count[x + 1] >= _MANY}
    return [float(x) for x in sorted(many) if count[x] >= max(count[x - 1], count[x + 1])]


def _parted(lines: Sequence[Line], starts: Sequence[float]) -> list[Line]:
    """Lines cut where a gap ends at one of `starts`: in a narrow gutter two columns look like one line."""
    out = []
    for line in lines:
        begin = 0
        for x in starts:
            if not line.bbox[0] + 2 * line.size < x < line.bbox[2] - line.size:
                continue
            k = bisect_left(line.lefts, x - _HANG * line.size)
            end = k - 1 if k and line.text[k - 1] == " " else k
            if begin < end and k < len(line.text) and line.lefts[k] <= x + 2 and line.lefts[k] - line.rights[end - 1] > _WIDE * line.size:
                out.append(line.part(begin, end))
                begin = k
        out.append(line.part(begin, len(line.text)) if begin else line)
    return out


def _gutters(lines: Sequence[Line], starts: Sequence[float]) -> list[float]:
    """x of the left edge of every column but the first."""
    best: tuple[int, float] | None = None
    for x in starts:
        left = [line for line in lines if line.bbox[2] <= x + 2]
        right = [line for line in lines if line.bbox[0] >= x - _HANG * line.size]
        crossing = len(lines) - len(left) - len(right)
        if (best is None or crossing < best[0]) and _are_columns(left, right, x, _crossed(lines, x)):
            best = (crossing, x)
    if not best:
        return []
    x = best[1]
    left = [line for line in lines if line.bbox[2] <= x + 2]
    right = [line for line in lines if line.bbox[0] >= x - _HANG * line.size]
    return [*_gutters(left, [s for s in starts if s < x]), x, *_gutters(right, [s for s in starts if s > x])]


def _crossed(lines: Sequence[Line], x: float) -> list[float]:
    """Tops of the lines that cross x."""
    return sorted(line.bbox[1] for line in lines if line.bbox[0] < x - _HANG * line.size and line.bbox[2] > x + 2)


def _are_columns(left: Sequence[Line], right: Sequence[Line], x: float, crossed: Sequence[float]) -> bool:
    """Both sides are filled by lines of prose, those on the left reach the gutter; where many lines cross it, a band between two is filled so."""
    if len(crossed) <= 0.2 * (len(left) + len(right) + len(crossed)):
        return _filled(left, right, x)
    bands: dict[int, tuple[list[Line], list[Line]]] = {}
    for side, lines in enumerate((left, right)):
        for line in lines:
            bands.setdefault(bisect_left(crossed, line.bbox[1]), ([], []))[side].append(line)
    return any(_filled(*band, x) for band in bands.values())


def _filled(left: Sequence[Line], right: Sequence[Line], x: float) -> bool:
    if min(len(left), len(right)) < _MANY:
        return False
    reach = sum(x - line.bbox[2] < _REACH * line.size for line in left) / len(left)
    long = sum(len(line.text) >= _LONG for line in (*left, *right)) / (len(left) + len(right))
    return reach > 0.5 and long > 0.6


def measure(lines: Sequence[Line], size: float, fallback: Body | None) -> Body:
    """Column edges and leading from the lines of body type."""
    normal = [line for line in lines if SMALL * size <= line.size <= BIG * size]
    if len(normal) < 4 and fallback:
        return fallback
    if not normal:
        return Body(size, 0.0, 0.0, 1.5 * size)
    right = max(line.bbox[2] for line in normal)
    wide = [line for line in normal if line.bbox[2] > right - 3 * size] or normal
    left = min(line.bbox[0] for line in wide)
    gaps = [(b.bbox[1] - a.bbox[1], 1) for a, b in zip(normal, normal[1:]) if 0 < b.bbox[1] - a.bbox[1] < 4 * size]
    return Body(size, left, right, mode(gaps, 1.0) or 1.5 * size)


def streams(lines: Sequence[Line], size: float, fallback: Body | None) -> Iterator[tuple[int, Line, Body]]:
    """The lines in reading order with their column, from 1, and its measures; column 0 is what crosses a gutter, or the only one."""
    starts = _starts(lines)[1:]
    pieces = _parted(lines, starts)
    gutters = _gutters(pieces, starts)
    if not gutters:
        joined = rows(lines)
        body = measure(joined, size, fallback)
        yield from ((0, line, body) for line in joined)
        return
    spans = [(_column(line.bbox[0] + _HANG * line.size, gutters), _column(line.bbox[2] - 4, gutters), line) for line in pieces]
    bodies = [measure([line for a, b, line in spans if a == b == k], size, None) for k in range(len(gutters) + 1)]
    for k, last, line in _ordered(spans, 0, len(gutters)):
        if k == last:
            yield k + 1, line, bodies[k]
        else:
            yield 0, line, Body(size, bodies[k].left, bodies[last].right, bodies[k].leading)


def _column(x: float, gutters: Sequence[float]) -> int:
    return sum(x >= g for g in gutters)


def _ordered(spans: Sequence[Span], first: int, last: int) -> Iterator[Span]:
    """Reading order of columns first..last: bands between lines that stand alone across a gutter, else left before right where fewest cross."""
    if first == last or not spans:
        yield from ((first, last, line) for line in rows([s[2] for s in spans]))
        return
    alone = [s for s in spans if s[0] < s[1] and not any(o is not s and _beside(o[2], s[2]) for o in spans)]
    if alone:
        yield from _bands(spans, alone, lambda band: _ordered(band, first, last))
        return
    k = min(range(first, last), key=lambda k: sum(s[0] <= k < s[1] for s in spans))
    crossing = [s for s in spans if s[0] <= k < s[1]]
    yield from _bands(spans, crossing, lambda band: _sides(band, first, k, last))


def _sides(spans: Sequence[Span], first: int, k: int, last: int) -> Iterator[Span]:
    yield from _ordered([s for s in spans if s[1] <= k], first, k)
    yield from _ordered([s for s in spans if s[0] > k], k + 1, last)


def _bands(spans: Sequence[Span], across: Sequence[Span], inner: Callable[[Sequence[Span]], Iterator[Span]]) -> Iterator[Span]:
    """What stands above each line of `across` in its own order, then that line."""
    apart = {id(s) for s in across}
    above = -1e9
    for edge in [*sorted({s[2].bbox[1] for s in across}), 1e9]:
        yield from inner([s for s in spans if above <= s[2].bbox[1] < edge and id(s) not in apart])
        yield from (s for s in across if s[2].bbox[1] == edge)
        above = edge


def _beside(a: Line, b: Line) -> bool:
    return min(a.bbox[3], b.bbox[3]) - max(a.bbox[1], b.bbox[1]) > 0.3 * min(a.size, b.size)

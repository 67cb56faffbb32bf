"""Rules, fills and pictures of a page, straight from PDFium's objects; nothing is rendered."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.pdf import MAX_POINTS, Frame, Overfull
from patterns.model import Box, Turn

_THIN = 2.5  # points: a bar no thicker than this is a rule
_SHORT = 2.5  # points: shorter strokes are dots of a dash or corners
_MAX_DEPTH = 5
_MAX_OBJECTS = 200_000  # a page with more is a drawing, not a table
Matrix = tuple[float, float, float, float, float, float]
_ONE: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(slots=True)
class Vectors:
    """Horizontal rules (y, x0, x1), vertical rules (x, top, bottom), filled boxes, pictures, and how many curves and slants there are."""

    across: list[tuple[float, float, float]] = field(default_factory=list)
    down: list[tuple[float, float, float]] = field(default_factory=list)
    fills: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    slants: list[Box] = field(default_factory=list)

    def rule(self, box: Box) -> None:
        """Adds a thin box as a rule along its longer side."""
        x0, top, x1, bottom = box
        if x1 - x0 >= bottom - top:
            if x1 - x0 > _SHORT:
                self.across.append(((top + bottom) / 2, x0, x1))
        elif bottom - top > _SHORT:
            self.down.append(((x0 + x1) / 2, top, bottom))

    def frame(self, box: Box) -> None:
        """Adds the four sides of a stroked box."""
        x0, top, x1, bottom = box
        for side in ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)):
            self.rule(side)


def _times(m: Matrix, n: Matrix) -> Matrix:
    a, b, c, d, e, f = m
    g, h, i, j, k, o = n
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + o


def _at(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _matrix(obj: object) -> Matrix:
    m = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(obj, ctypes.byref(m))
    return m.a, m.b, m.c, m.d, m.e, m.f


def _bounds(obj: object, outer: Matrix, frame: Frame) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(obj, left, bottom, right, top)
    if outer is _ONE:
        return frame.box(left.value, bottom.value, right.value, top.value)
    xs, ys = zip(*(_at(outer, x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)))
    return frame.box(min(xs), min(ys), max(xs), max(ys))


def _points(path: object, matrix: Matrix) -> Iterator[tuple[int, float, float, bool]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    for k in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, k)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        px, py = _at(matrix, x.value, y.value)
        yield raw.FPDFPathSegment_GetType(segment), px, py, bool(raw.FPDFPathSegment_GetClose(segment))


def _strokes(path: object, matrix: Matrix, frame: Frame, out: Vectors) -> None:
    """Each straight side of a path that is neither a bar nor a box."""
    first = last = (0.0, 0.0)
    for kind, x, y, closes in _points(path, matrix):
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = last = (x, y)
            continue
        for ax, ay, bx, by in [(*last, x, y)] + ([(x, y, *first)] if closes else []):
            box = frame.box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
            if kind == raw.FPDF_SEGMENT_LINETO and min(abs(ax - bx), abs(ay - by)) <= 0.5:
                out.rule(box)
            else:
                out.slants.append(box)
        last = (x, y)


def _path(obj: object, outer: Matrix, frame: Frame, out: Vectors) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(obj, fill, stroke)
    if not fill.value and not stroke.value:
        return
    box = _bounds(obj, outer, frame)
    x0, top, x1, bottom = box
    if x1 - x0 <= _THIN or bottom - top <= _THIN:
        out.rule(box)
        return
    segments = raw.FPDFPath_CountSegments(obj)
    if segments in (4, 5) and _is_box(obj):
        if stroke.value:
            out.frame(box)
        if fill.value:
            out.fills.append(box)
    elif stroke.value or segments > 5:
        _strokes(obj, _times(_matrix(obj), outer), frame, out)


def _is_box(path: object) -> bool:
    points = [(kind, x, y) for kind, x, y, _ in _points(path, _ONE)]
    return len({round(x, 1) for _, x, _ in points}) == 2 == len({round(y, 1) for _, _, y in points})


def _walk(holder: object, count: int, get: object, outer: Matrix, depth: int) -> Iterator[tuple[int, object, Matrix]]:
    for k in range(min(count, _MAX_OBJECTS)):
        obj = get(holder, k)  # type: ignore[operator]
        kind = raw.FPDFPageObj_GetType(obj)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            inner = _times(_matrix(obj), outer)
            yield from _walk(obj, raw.FPDFFormObj_CountObjects(obj), raw.FPDFFormObj_GetObject, inner, depth + 1)
        else:
            yield kind, obj, outer


def turned(found: Vectors, turn: Turn) -> Vectors:
    """Everything in the upright frame of a page whose text runs up or down."""
    out = Vectors(
        fills=[turn.upright(b) for b in found.fills],
        pictures=[turn.upright(b) for b in found.pictures],
        slants=[turn.upright(b) for b in found.slants],
    )
    for y, x0, x1 in found.across:
        out.rule(turn.upright((x0, y, x1, y)))
    for x, top, bottom in found.down:
        out.rule(turn.upright((x, top, x, bottom)))
    return out


def vectors(page: pdfium.PdfPage, frame: Frame) -> Vectors:
    """Everything drawn on the page that is not text."""
    out, points = Vectors(), 0
    for kind, obj, outer in _walk(page.raw, raw.FPDFPage_CountObjects(page.raw), raw.FPDFPage_GetObject, _ONE, 0):
        if kind == raw.FPDF_PAGEOBJ_PATH:
            points += raw.FPDFPath_CountSegments(obj)
            if points > MAX_POINTS:
                raise Overfull(f"draws more than {MAX_POINTS} points")
            _path(obj, outer, frame, out)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            out.pictures.append(_bounds(obj, outer, frame))
    return out

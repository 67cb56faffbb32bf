"""Columns that no rule draws: the white space that their rows have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from operator import sub

from extractors.grid import is_number
from patterns.model import Line

Span = tuple[float, float]
Run = tuple[float, float, str]
_GAP = 0.75  # ems of white space that part two columns
_SHORT = 24  # characters: longer runs are sentences, no cells


def runs(line: Line) -> list[tuple[float, float, str]]:
    """Pieces of a line parted by white space wide enough for a column: (left, right, text)."""
    if " " not in line.text and max(map(sub, line.lefts[1:], line.rights), default=0.0) <= _GAP * line.size:
        text = line.text.strip()
        return [(line.lefts[0], line.rights[-1], text)] if text else []
    out, start = [], 0
    for k in range(1, len(line.text) + 1):
        if (
            k == len(line.text)
            or line.lefts[k] - line.rights[k - 1] > _GAP * line.size
            or line.text[k] == " "
            and line.rights[k] - line.lefts[k] > _GAP * line.size
        ):
            text = line.text[start:k].strip()
            if text:
                a = start + len(line.text[start:k]) - len(line.text[start:k].lstrip())
                out.append((line.lefts[a], line.rights[a + len(text) - 1], text))
            start = k
    return out


def columns(rows: Sequence[Sequence[Line]], low: float, high: float) -> list[float]:
    """Edges inside low..high that white space draws: gaps that no run of a body row crosses. Body rows hold two runs or more."""
    found = [[(a, b, t) for line in row for a, b, t in runs(line) if a < high and b > low] for row in rows]
    body = [row for row in found if len(row) >= 2]
    numeric = [row for row in body if any(is_number(t) for _, _, t in row)]
    if len(numeric) < 2:
        return _of_words(body)
    others = [(a, b) for row in body for a, b, _ in row]
    gaps = _gaps((a, b) for row in numeric for a, b, _ in row)
    rest = [row for row in body if row not in numeric]
    heads = [(a, b) for row in rest for a, b, _ in row]
    ends = [*(gap[0] for gap in gaps[1:]), high]
    full = next((row for row in rest if len(row) == len(gaps) + 1), None)
    if full:
        gaps = [_under(gap, left, right) for gap, left, right in zip(gaps, full, full[1:])]
    return [_clear(gap, any(a < end and b > gap[1] for a, b in heads), others) for gap, end in zip(gaps, ends)]


def _under(gap: Span, left: Run, right: Run) -> Span:
    """A gap between columns cut down to that between their headings, where the two have one in common."""
    low, high = max(gap[0], left[1]), min(gap[1], right[0])
    return (low, high) if high - low > 2 else gap


def _of_words(body: Sequence[Sequence[Run]]) -> list[float]:
    """Columns of words: rows of as many short runs each, parted by the same gaps."""
    count, rows = Counter(map(len, body)).most_common(1)[0] if body else (0, 0)
    full = [row for row in body if len(row) == count]
    if rows < 2 or count < 3 or max(len(t) for row in full for _, _, t in row) > _SHORT:
        return []
    gaps = _gaps((a, b) for row in full for a, b, _ in row)
    return [(a + b) / 2 for a, b in gaps] if len(gaps) == count - 1 else []


def _gaps(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """The stretches between spans that none covers."""
    ordered = sorted(spans)
    gaps, reach = [], ordered[0][1]
    for a, b in ordered[1:]:
        if a - reach > 1.0:
            gaps.append((reach, a))
        reach = max(reach, b)
    return gaps


def _clear(gap: tuple[float, float], headed: bool, spans: Sequence[tuple[float, float]]) -> float:
    """Where in a gap between two columns of numbers the edge stands.

    A heading that stands in the gap is that of the second column, unless another one stands over its numbers (`headed`).
    """
    low, high = gap
    inside = [(max(a, low), min(b, high)) for a, b in spans if a < high and b > low]
    free = [(a, b) for a, b in _gaps([(low, low), *inside, (high, high)]) if b - a > 2]
    if not free:
        return (low + high) / 2
    in_gap = any(low < a and b < high for a, b in inside)
    a, b = free[0] if in_gap and not headed else max(free, key=lambda g: g[1] - g[0])
    return (a + b) / 2

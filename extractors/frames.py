"""Rules that belong to no table (under a running head, over a foot, under words), and those that colour draws instead of a pen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from extractors.layout import Sheet
from patterns.model import Box, Line

Rule = tuple[float, float, float]  # height, left, right
_EDGE = 0.16  # share of the page's height in which a running head or foot stands
_FEW = 6  # lines that a running head or foot has at most
_THIN = 4.0  # points: a rule, or two close ones
_TIGHT = 3.0  # points by which the ends of an underline miss those of its words
_MAX_FILLS = 1000  # a place with more is a drawing
_MARGIN = 6.0  # points by which the colour of a table may reach over its rules
_REACH = 40.0  # points from its text at which a rule still belongs to it


def without(sheet: Sheet, boxes: Sequence[Box], groups: Sequence[Box]) -> list[Box]:
    """The boxes of `groups` (rules that touch) without those of head and foot; `boxes` are all rules of the page."""
    return [g for g in groups if not _is_frame(g, sheet, boxes)]


def _is_frame(group: Box, sheet: Sheet, boxes: Sequence[Box]) -> bool:
    """A lone rule across at the edge of the page, nearer to the text outside it than to that inside."""
    x0, top, x1, bottom = group
    if bottom - top > _THIN or x1 - x0 < 0.3 * sheet.width:
        return False
    if bottom < _EDGE * sheet.height:
        outer = [top - li.bbox[3] for li in sheet.lines if (li.bbox[1] + li.bbox[3]) / 2 < top]
        inner = [li.bbox[1] - bottom for li in sheet.lines if (li.bbox[1] + li.bbox[3]) / 2 > bottom]
        outermost = all(b[1] > top - 1 for b in boxes)
    elif top > (1 - _EDGE) * sheet.height:
        outer = [li.bbox[1] - bottom for li in sheet.lines if (li.bbox[1] + li.bbox[3]) / 2 > bottom]
        inner = [top - li.bbox[3] for li in sheet.lines if (li.bbox[1] + li.bbox[3]) / 2 < top]
        outermost = all(b[3] < bottom + 1 for b in boxes)
    else:
        return False
    return outermost and 0 < len(outer) <= _FEW and min(outer) < min(_REACH, min(inner, default=_REACH))


def no_underlines(sheet: Sheet) -> list[Rule]:
    """The page's rules across without those that stand alone right under words, from the first to the last of them."""
    rules = sheet.vectors.across
    lines = sorted(sheet.lines, key=lambda li: li.bbox[3])
    feet = [li.bbox[3] for li in lines]
    em = max((li.size for li in lines), default=0.0)
    kept = []
    for rule in rules:
        above = lines[bisect_left(feet, rule[0] - 0.15 * em) : bisect_right(feet, rule[0] + 0.35 * em)]
        if not (_is_under_words(rule, above) and _is_alone(rule, rules)):
            kept.append(rule)
    return kept


def _is_alone(rule: Rule, rules: Sequence[Rule]) -> bool:
    """Whether no other rule goes on where this one ends."""
    y, x0, x1 = rule
    return not any(abs(r[0] - y) < _THIN and (abs(r[1] - x1) < _THIN or abs(r[2] - x0) < _THIN) for r in rules)


def _is_under_words(rule: Rule, lines: Sequence[Line]) -> bool:
    y, x0, x1 = rule
    for li in lines:
        if li.bbox[3] - 0.35 * li.size < y < li.bbox[3] + 0.15 * li.size and li.bbox[0] - _TIGHT < x0 and x1 < li.bbox[2] + _TIGHT:
            starts = any(abs(left - x0) < _TIGHT for left in li.lefts)
            if starts and any(abs(right - x1) < _TIGHT for right in li.rights):
                return True
    return False


def stripes(fills: Sequence[Box], box: Box) -> list[Rule]:
    """Rules where coloured rows of a table in `box` begin or end: heights at which the edges of fills reach from side to side."""
    x0, top, x1, bottom = box
    own = [f for f in fills if f[0] > x0 - _MARGIN and f[2] < x1 + _MARGIN and f[1] > top - _THIN and f[3] < bottom + _THIN]
    if len(own) > _MAX_FILLS:
        return []
    edges: dict[int, set[tuple[float, float, float]]] = {}
    for k, fill in enumerate(own):
        if not any(k != m and _within(fill, other) for m, other in enumerate(own)):
            edges.setdefault(round(fill[1]), set()).add((fill[1], fill[0], fill[2]))
            edges.setdefault(-round(fill[3]), set()).add((fill[3], fill[0], fill[2]))
    full = [found for found in edges.values() if sum(b - a for _, a, b in found) > 0.9 * (x1 - x0)]
    return [(min(found)[0], x0, x1) for found in full]


def _within(fill: Box, other: Box) -> bool:
    """Whether a fill is the ground of a line of text within the ground of its cell."""
    return fill != other and fill[0] >= other[0] and fill[2] <= other[2] and fill[1] >= other[1] and fill[3] <= other[3]

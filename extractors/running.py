"""Running heads, page numbers, and titles that a table repeats on each of its pages.

A running head repeats at the edge of pages and does not change with what they hold. What stands over a table on nearly all of its pages,
with nothing in between, is the title of that table: seen on the first page, `repeated` on those that follow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractors import marks
from extractors.layout import Sheet, inside
from patterns.model import Box, Line

Where = tuple[int, int]  # page, index of the line
Row = tuple[
    Sheet, list[tuple[int, Line]], str
]  # a row at the edge of a page: its lines with their indices, and its text without the page number
MARGINAL = frozenset(("running", "page_number", "repeated"))
_EDGE = 0.12  # share of the page's height in which running heads and page numbers stand
_OVER = 0.8  # share of its pages on which a title stands over a table
_PACE = 0.5  # distinct numbers a page: from here on a number counts pages


def marginal(sheets: Sequence[Sheet], boxes: Mapping[int, Sequence[Box]]) -> dict[Where, str]:
    """Kind (running, page_number, repeated) of what stands at the edge of pages and is none of their content. `boxes`: tables by page."""
    found: dict[Where, str] = {}
    groups: dict[tuple[str, bool], list[Row]] = {}
    for sheet in sheets:
        for row in _edge_rows(sheet):
            text = marks.plain("".join(line.text for _, line in row))
            if any(inside(line.bbox, box) for _, line in row for box in boxes.get(sheet.number, ())):
                continue
            if marks.PAGE_NUMBER.match(text):
                found.update({(sheet.number, i): "page_number" for i, _ in row})
            elif not marks.UNIT.match(text):
                words = marks.plain("".join(li.text for _, li in row if not _is_number(li)))
                masked = "".join("#" if c.isdigit() else c for c in words)
                groups.setdefault((masked, row[0][1].bbox[1] < sheet.height / 2), []).append((sheet, row, words))
    repeats = [part for group in groups.values() for part in _constant(group) if len(part) >= max(3, len(sheets) // 10)]
    known = {(sheet.number, i) for part in repeats for sheet, row, _ in part for i, _ in row}
    for part in repeats:
        found.update(_kinds(part, known, boxes))
    return found


def _is_number(line: Line) -> bool:
    return bool(marks.PAGE_NUMBER.match(marks.plain(line.text)))


def _edge_rows(sheet: Sheet) -> list[list[tuple[int, Line]]]:
    """The outermost rows at top and bottom of a page, each with the indices of its lines (— 7 — may be three of them)."""
    rows: list[list[tuple[int, Line]]] = []
    for i, line in enumerate(sheet.lines):
        _, top, _, bottom = line.bbox
        if not _EDGE < (top + bottom) / 2 / sheet.height < 1 - _EDGE:
            if rows and min(bottom, rows[-1][-1][1].bbox[3]) - max(top, rows[-1][-1][1].bbox[1]) > 0:
                rows[-1].append((i, line))
            else:
                rows.append([(i, line)])
    return rows


def _constant(group: Sequence[Row]) -> list[list[Row]]:
    """The rows whole where their numbers are the same or count pages; else parted by their text: they change with the content."""
    texts: dict[str, list[Row]] = {}
    for row in group:
        texts.setdefault(row[2], []).append(row)
    return [list(group)] if len(texts) > _PACE * len(group) else list(texts.values())


def _kinds(part: Sequence[Row], known: set[Where], boxes: Mapping[int, Sequence[Box]]) -> dict[Where, str]:
    over = sum(_is_over_table(sheet, row, known, boxes.get(sheet.number, ())) for sheet, row, _ in part)
    pages = {sheet.number for sheet, _, _ in part}
    if over < _OVER * len(part):
        return {(sheet.number, i): "page_number" if _is_number(li) else "running" for sheet, row, _ in part for i, li in row}
    return {(sheet.number, i): "repeated" for sheet, row, _ in part if sheet.number - 1 in pages for i, _ in row}


def _is_over_table(sheet: Sheet, row: Sequence[tuple[int, Line]], known: set[Where], boxes: Sequence[Box]) -> bool:
    """Whether nothing but other repeats and unit lines stands between a row and the first table below it."""
    bottom = max(line.bbox[3] for _, line in row)
    top = min((box[1] for box in boxes if box[1] > bottom - 3), default=0.0)
    between = [(i, li) for i, li in enumerate(sheet.lines) if bottom < (li.bbox[1] + li.bbox[3]) / 2 < top]
    return top > 0 and all((sheet.number, i) in known or marks.UNIT.search(marks.plain(li.text)) for i, li in between)

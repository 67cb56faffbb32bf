"""Readings of pages to tables: one table over page breaks, with its caption, unit line and notes.

Only adjacent pages are joined, only where the first ends its page and the second begins the next, and only where columns line up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractors import marks
from extractors.grid import is_number
from extractors.layout import Block
from extractors.running import MARGINAL
from extractors.tables import Reading
from patterns.model import Box, Cell, Line, Table

Item = Block | Reading
_LINE_UP = 8.0  # points by which column edges of two pages may differ
_NEAR = 70.0  # points above a table in which its caption and unit line stand
_BELOW = 30.0
_YEAR = re.compile(r"(?:19|20)\d\d年?$")
_UNIT_TAIL = re.compile(r"[(（]?(?:(?:计量|金额)?单位[:：].*|以上年(?:同期)?[为=＝]100[)）]?)$")


def header_rows(cells: Sequence[Cell]) -> int:
    """Rows above the first one that holds a number beside its label (years are labels); 1 where no row does."""
    first: dict[int, list[str]] = {}
    for c in cells:
        if c.col > 0 and c.text:
            first.setdefault(c.row, []).append(c.text)
    for row in sorted(first):
        values = [t for t in first[row] if is_number(t)]
        if values and not all(_YEAR.match(t.strip()) for t in values):
            return row
    return 1


@dataclass(slots=True)
class _Open:
    """A table being put together."""

    readings: list[Reading]
    caption: str = ""
    unit: str = ""
    notes: list[str] = field(default_factory=list)


def assemble(pages: Sequence[Sequence[Item]]) -> Iterator[Block | Table]:
    """All pages' items in order, readings joined to tables where the first of them stood."""
    tables: list[_Open] = []
    at: dict[int, _Open] = {}
    ends: _Open | None = None
    last: Sequence[Item] = ()
    for items in pages:
        visible = [it for it in items if not (isinstance(it, Block) and it.kind in (*MARGINAL, "footnote"))]
        before = ends
        ends = None
        for i, item in enumerate(visible):
            if not isinstance(item, Reading):
                ends = ends if ends and item.kind == "note" else None
                continue
            head = visible[:i]
            if before and all(isinstance(b, Block) and _repeats(b, before) for b in head) and _lines_up(before.readings[-1], item):
                before.readings.append(item)
                ends = before
            else:
                ends = _Open([item], *_titles(_over(item, items) or (_trailing(last) if not i else []), item.box))
                tables.append(ends)
            at[id(item)] = ends
            before = None
        last = visible
        for table, block in _below(visible, at):
            if block.kind == "caption" and not table.caption:
                table.caption = block.line.text
            elif block.kind == "note":
                table.notes.append(block.line.text)
    yield from _sequence(pages, tables, at)


def _sequence(pages: Sequence[Sequence[Item]], tables: Sequence[_Open], at: dict[int, _Open]) -> Iterator[Block | Table]:
    number = {id(t): n for n, t in enumerate(tables, 1)}
    for items in pages:
        for item in items:
            if isinstance(item, Block):
                yield item
            elif at[id(item)].readings[0] is item:
                yield _table(at[id(item)], f"t{number[id(at[id(item)])]:02d}")


def _repeats(block: Block, table: _Open) -> bool:
    """Whether a line at the top of a page only says that the table goes on: 续表, its caption again, its unit line."""
    text = marks.plain(block.line.text)
    again = table.caption and marks.plain(table.caption) == marks.plain(_UNIT_TAIL.sub("", block.line.text))
    return bool(text.startswith("续") or again or block.kind == "unit" or re.search(r"[（(]续[）)表]?", text))


def _edges(cells: Sequence[Cell]) -> list[float]:
    return sorted({round(c.place.bbox[0], 1) for c in cells} | {round(c.place.bbox[2], 1) for c in cells})


def _lines_up(a: Reading, b: Reading) -> bool:
    """As many columns, and edges in the same places; a repeated header allows for more."""
    if max(c.col + c.colspan for c in a.cells) != max(c.col + c.colspan for c in b.cells):
        return False
    repeated = _header(a.cells) == _header(b.cells) != []
    xa, xb = _edges(a.cells), _edges(b.cells)
    if len(xa) == len(xb) and max(abs(p - q) for p, q in zip(xa, xb)) <= (2 if repeated else 1) * _LINE_UP:
        return repeated or _has_no_header(b)
    return repeated and abs((xa[-1] - xa[0]) - (xb[-1] - xb[0])) < 0.05 * (xa[-1] - xa[0])


def _has_no_header(reading: Reading) -> bool:
    """A page that begins with values, or holds none at all, goes on where the last one stopped."""
    numbers = any(c.col and is_number(c.text) for c in reading.cells)
    return not numbers or header_rows(reading.cells) == 0 or _first_row_is_body(reading)


def _first_row_is_body(reading: Reading) -> bool:
    """A first row with blanks is half a row or a group label, no header."""
    first = [c for c in reading.cells if c.row == 0]
    return sum(bool(c.text) for c in first) < 0.7 * len(first)


def _header(cells: Sequence[Cell]) -> list[tuple[int, int, str]]:
    count = max(1, header_rows(cells))
    return [(c.row, c.col, marks.plain(c.text)) for c in cells if c.row < count and c.text]


def _table(found: _Open, name: str) -> Table:
    cells = list(found.readings[0].cells)
    header = max(1, header_rows(cells)) if header_rows(cells) else 0
    for reading in found.readings[1:]:
        cells = _append(cells, reading, header)
    score = round(min(r.score for r in found.readings), 3)
    pages = tuple(dict.fromkeys(r.page for r in found.readings))
    return Table(name, pages, found.caption, found.unit, header, found.readings[0].engine, score, tuple(cells), (), tuple(found.notes))


def _append(cells: list[Cell], reading: Reading, header: int) -> list[Cell]:
    """The cells of the next page below: header left out, a label that spans the break drawn on, a row cut in two made whole."""
    below = list(reading.cells)
    skip = header if _header(cells) == _header(below) else 0
    below = [replace(c, row=c.row - skip) for c in below if c.row >= skip]
    if not below:
        return cells
    rows = max(c.row + c.rowspan for c in cells)
    if _is_cut(cells, below, rows):
        cells, below = _mended(cells, below, rows)
    if below and not any(c.row == 0 and c.col == 0 and c.text for c in below):
        cells, below = _drawn_on(cells, below, rows)
    return cells + [replace(c, row=c.row + rows) for c in below]


def _is_cut(cells: Sequence[Cell], below: Sequence[Cell], rows: int) -> bool:
    """The first row holds no number and only text that goes on in cells that hold text above; its label column may be among them."""
    first = [c for c in below if c.row == 0 and c.text]
    last = {c.col: c for c in cells if c.row + c.rowspan == rows}
    if not first or any(is_number(c.text) for c in first) or any(c.rowspan > 1 for c in first):
        return False
    missing = [col for col in last if not any(c.col == col for c in first)]
    goes_on = all(c.col in last and last[c.col].text and not is_number(last[c.col].text) for c in first)
    return goes_on and bool(missing) and any(is_number(last[col].text) for col in missing)


def _mended(cells: list[Cell], below: list[Cell], rows: int) -> tuple[list[Cell], list[Cell]]:
    more = {c.col: c.text for c in below if c.row == 0 and c.text}
    whole = [replace(c, text=c.text + more[c.col]) if c.row + c.rowspan == rows and c.col in more else c for c in cells]
    return whole, [replace(c, row=c.row - 1) for c in below if c.row > 0]


def _drawn_on(cells: list[Cell], below: list[Cell], rows: int) -> tuple[list[Cell], list[Cell]]:
    """A blank first cell under a label that spans several rows belongs to it."""
    blank = next((c for c in below if c.row == 0 and c.col == 0), None)
    above = next((c for c in cells if c.col == 0 and c.row + c.rowspan == rows), None)
    if blank is None or above is None or blank.rowspan < 2 and above.rowspan < 2:
        return cells, below
    grown = [replace(c, rowspan=c.rowspan + blank.rowspan) if c is above else c for c in cells]
    return grown, [c for c in below if c is not blank]


def _over(reading: Reading, items: Sequence[Item]) -> list[Block]:
    """The lines right above a table, the nearest first."""
    low = reading.box[1]
    lines = [
        b
        for b in items
        if isinstance(b, Block) and b.line.bbox[3] <= low + 3 and b.line.bbox[3] > low - _NEAR and not _is_page_number(b.line)
    ]
    return sorted(lines, key=lambda b: -b.line.bbox[1])


def _trailing(items: Sequence[Item]) -> list[Block]:
    """Captions and unit lines that end a page, the last first: their table begins the next one."""
    out: list[Block] = []
    for item in reversed(items):
        if not isinstance(item, Block) or item.kind not in ("caption", "unit"):
            break
        out.append(item)
    return out


def _titles(lines: Sequence[Block], box: Box) -> tuple[str, str]:
    """(caption, unit) from the lines above a table, the nearest first."""
    caption = unit = ""
    for block in lines:
        text = block.line.text.strip()
        found = _UNIT_TAIL.search(text)
        if found and not unit:
            unit = found[0].strip("（）() ")
            text = text[: found.start()].strip()
        if not text or block.kind == "unit":
            continue
        if block.kind in ("prose", "chart", "note", "toc", "footnote") and not _is_title(text, block.line, box):
            break
        if marks.plain(text).startswith("图") and not marks.plain(text).startswith("图表"):
            break
        if caption and (marks.NUMBERED_CAPTION.match(marks.plain(caption)) or marks.heading_rank(marks.plain(text))):
            break
        caption = f"{text} {caption}".strip() if marks.NUMBERED_CAPTION.fullmatch(marks.plain(text)) or not caption else caption
    return caption, unit


def _is_page_number(line: Line) -> bool:
    return bool(marks.PAGE_NUMBER.match(marks.plain(line.text)))


def _is_title(text: str, line: Line, box: Box) -> bool:
    """A short line without a full stop, set in from both sides of the table."""
    centred = abs((line.bbox[0] + line.bbox[2]) / 2 - (box[0] + box[2]) / 2) < 0.1 * (box[2] - box[0])
    return len(text) <= 50 and centred and not text.endswith(marks.STOPS)


def _below(visible: Sequence[Item], at: dict[int, _Open]) -> Iterator[tuple[_Open, Block]]:
    """Captions and notes right below a table."""
    for a, b in zip(visible, visible[1:]):
        if isinstance(a, Reading) and isinstance(b, Block) and b.line.bbox[1] - a.box[3] < _BELOW:
            is_table = marks.plain(b.line.text).startswith(("表", "Table"))
            if b.kind == "note" or b.kind == "caption" and is_table:
                yield at[id(a)], b

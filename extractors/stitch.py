"""Readings of pages to tables: one table over page breaks, with its caption, unit line and notes.

Only adjacent pages are joined, only where the first ends its page and the second begins the next, only under the same title, and only
where columns line up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors import marks
from extractors.headers import band, begins_with_body, header_rows, headings
from extractors.joining import joined
from extractors.layout import Block
from extractors.reading import Reading
from extractors.titles import goes_on, named, over, titles, trailing
from patterns.model import Table

Item = Block | Reading
_LINE_UP = 8.0  # points by which column edges of two pages may differ
_BELOW = 30.0
_ASIDE = frozenset(("running", "page_number", "repeated", "footnote"))


@dataclass(slots=True)
class _Open:
    """A table being put together; `above` are the lines over it on the page that it was last seen on."""

    readings: list[Reading]
    above: frozenset[str]
    caption: str = ""
    unit: str = ""
    notes: list[str] = field(default_factory=list)


def assemble(pages: Sequence[Sequence[Item]]) -> Iterator[Block | Table]:
    """All pages' items in order, readings joined to tables where the first of them stood."""
    tables: list[_Open] = []
    at: dict[int, _Open] = {}
    ends: _Open | None = None
    last: Sequence[Item] = ()
    feet = _feet(pages)
    for items in pages:
        visible = [it for it in items if not (isinstance(it, Block) and (it.kind in _ASIDE or id(it) in feet))]
        before = ends
        ends = None
        for i, item in enumerate(visible):
            if not isinstance(item, Reading):
                ends = ends if ends and item.kind == "note" else None
                continue
            head = [b for b in visible[:i] if isinstance(b, Block)]
            if before and len(head) == i and _goes_on(before, head, item):
                before.readings.append(item)
                ends = before
            else:
                ends = _opened(item, over(item, items), trailing(last) if not i else [])
                tables.append(ends)
            ends.above = frozenset(named(b.line.text) for b in head)
            at[id(item)] = ends
            before = None
        last = visible
        for table, block in _below(visible, at):
            if block.kind == "caption" and not table.caption:
                table.caption = block.line.text
            elif block.kind == "note":
                table.notes.append(block.line.text)
    yield from _sequence(pages, tables, at)


def _opened(reading: Reading, lines: Sequence[Block], before: Sequence[Block]) -> _Open:
    """A table with the titles over it; where nothing but a running head is, those that end the page before."""
    lines = lines if any(b.kind != "running" for b in lines) else before
    return _Open([reading], frozenset(), *titles(lines, reading.box, reading.caption, reading.unit))


def _feet(pages: Sequence[Sequence[Item]]) -> set[int]:
    """Last lines that stand on two adjacent pages alike, but for their numbers."""
    found: set[int] = set()
    ends = [next((b for b in reversed(items) if isinstance(b, Block) and b.kind not in _ASIDE), None) for items in pages]
    for a, b in zip(ends, ends[1:]):
        if a and b and _masked(a) == _masked(b) and abs(a.line.bbox[3] - b.line.bbox[3]) < _LINE_UP:
            found |= {id(a), id(b)}
    return found


def _masked(block: Block) -> str:
    return "".join("#" if c.isdigit() else c for c in marks.plain(block.line.text))


def _sequence(pages: Sequence[Sequence[Item]], tables: Sequence[_Open], at: dict[int, _Open]) -> Iterator[Block | Table]:
    number = {id(t): n for n, t in enumerate(tables, 1)}
    for items in pages:
        for item in items:
            if isinstance(item, Block):
                yield item
            elif at[id(item)].readings[0] is item:
                yield _table(at[id(item)], f"t{number[id(at[id(item)])]:02d}")


def _goes_on(table: _Open, head: Sequence[Block], item: Reading) -> bool:
    """Whether a reading that begins a page is the rest of `table`: under the same title or none, in the same columns."""
    if item.caption and named(item.caption) != named(table.caption):
        return False
    return all(_repeats(b, table) for b in head) and _lines_up(table.readings[-1], item)


def _repeats(block: Block, table: _Open) -> bool:
    """Whether a line at the top of a page only says that the table goes on: 续表, its caption again, its unit line."""
    text = named(block.line.text)
    again = text in table.above or len(text) > 1 and text in named(table.caption)
    return again or block.kind == "unit" or goes_on(block.line.text)


def _edges(reading: Reading) -> list[float]:
    boxes = [reading.turn.upright(c.place.bbox) if reading.turn else c.place.bbox for c in reading.cells]
    return sorted({round(b[0], 1) for b in boxes} | {round(b[2], 1) for b in boxes})


def _lines_up(a: Reading, b: Reading) -> bool:
    """As many columns, and edges in the same places; a repeated header allows for more."""
    if max(c.col + c.colspan for c in a.cells) != max(c.col + c.colspan for c in b.cells):
        return False
    repeated = headings(a.cells) == headings(b.cells) != []
    xa, xb = _edges(a), _edges(b)
    if len(xa) == len(xb) and max(abs(p - q) for p, q in zip(xa, xb)) <= (2 if repeated else 1) * _LINE_UP:
        return repeated or begins_with_body(b.cells) or bool(band(a.cells) and band(b.cells))
    return repeated and abs((xa[-1] - xa[0]) - (xb[-1] - xb[0])) < 0.05 * (xa[-1] - xa[0])


def _table(found: _Open, name: str) -> Table:
    header = header_rows(found.readings[0].cells)
    cells = joined(found.readings, header)
    score = round(min(r.score for r in found.readings), 3)
    pages = tuple(dict.fromkeys(r.page for r in found.readings))
    return Table(name, pages, found.caption, found.unit, header, found.readings[0].engine, score, cells, (), tuple(found.notes))


def _below(visible: Sequence[Item], at: dict[int, _Open]) -> Iterator[tuple[_Open, Block]]:
    """Captions and notes right below a table."""
    for a, b in zip(visible, visible[1:]):
        if isinstance(a, Reading) and isinstance(b, Block) and b.line.bbox[1] - a.box[3] < _BELOW:
            is_table = marks.plain(b.line.text).startswith(("表", "Table"))
            if b.kind == "note" or b.kind == "caption" and is_table:
                yield at[id(a)], b

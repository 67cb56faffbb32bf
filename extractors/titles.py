"""What stands over a table and says what it is: title, number, scope, unit line; as lines above it or as banners inside its box."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors import marks
from extractors.layout import Block
from extractors.reading import Reading
from patterns.model import Box, Cell

_NEAR = 70.0  # points above a table in which its caption and unit line stand
_UNIT_TAIL = re.compile(r"[(（]?(?:(?:计量|金额)?单位[:：].*|以上年(?:同期)?[为=＝]100[)）]?)$")
_BRACKETED = re.compile(r"[（(][^（）()]+[）)]")
_GOES_ON = re.compile(r"^续(?!航|保|建)|[（(]续[一二三四五六七八九\d]*[）)]?表?")
_BODY = frozenset(("prose", "chart", "note", "toc", "footnote"))
_FURNITURE = frozenset(("running", "page_number"))


def over(reading: Reading, items: Sequence[Block | Reading]) -> list[Block]:
    """The lines right above a table, the nearest first."""
    x0, top, x1, _ = reading.box
    lines = [
        b
        for b in items
        if isinstance(b, Block)
        and b.kind not in _FURNITURE
        and top - _NEAR < b.line.bbox[3] <= top + 3
        and b.line.bbox[0] < x1
        and b.line.bbox[2] > x0
    ]
    return sorted(lines, key=lambda b: -b.line.bbox[1])


def trailing(items: Sequence[Block | Reading]) -> list[Block]:
    """Captions and unit lines that end a page, the last first: their table begins the next one."""
    out: list[Block] = []
    for item in reversed(items):
        if not isinstance(item, Block) or item.kind not in ("caption", "unit"):
            break
        out.append(item)
    return out


def titles(lines: Sequence[Block], box: Box) -> tuple[str, str]:
    """(caption, unit) from the lines above a table, the nearest first."""
    caption = unit = ""
    for block in lines:
        text, found = parted(block.line.text)
        unit = unit or found
        if not text or block.kind == "unit":
            continue
        plain = marks.plain(text)
        if block.kind in _BODY and not _is_title(text, block, box) or plain.startswith("图") and not plain.startswith("图表"):
            break
        if caption and not _is_part(caption) and not marks.NUMBERED_CAPTION.fullmatch(plain):
            break
        if caption and marks.heading_rank(plain):
            break
        caption = " ".join(filter(None, (caption, text) if marks.NUMBERED_CAPTION.fullmatch(marks.plain(caption)) else (text, caption)))
    return caption, unit


def _is_part(caption: str) -> bool:
    """A number alone, or a scope in brackets: the title stands above it."""
    return bool(marks.NUMBERED_CAPTION.fullmatch(marks.plain(caption)) or _BRACKETED.fullmatch(caption))


def parted(text: str) -> tuple[str, str]:
    """(title, unit line) of a line that may be both."""
    text = text.strip()
    found = _UNIT_TAIL.search(text)
    return (text[: found.start()].strip(), found[0].strip("（）() ")) if found else (text, "")


def _is_title(text: str, block: Block, box: Box) -> bool:
    """A short line without a full stop, set in from both sides of the table."""
    line = block.line
    centred = abs((line.bbox[0] + line.bbox[2]) / 2 - (box[0] + box[2]) / 2) < 0.1 * (box[2] - box[0])
    return len(text) <= 50 and centred and not text.endswith(marks.STOPS)


def goes_on(text: str) -> bool:
    """Whether a line only says that a table goes on: 续表, （续）."""
    return bool(_GOES_ON.search(marks.plain(text)))


def named(text: str) -> str:
    """A title without unit and 续: what two parts of one table share."""
    return _GOES_ON.sub("", marks.plain(parted(text)[0]))


def without_banner(reading: Reading) -> Reading:
    """A reading whose first rows are its own numbered title or unit line: taken out of the grid, kept as `caption` and `unit`."""
    rows = [[c for c in reading.cells if c.row == k and c.text] for k in (0, 1)]
    for row in rows:
        if not row or not all(_is_banner(c) for c in row) or max(c.row + c.rowspan for c in reading.cells) < 3:
            break
        text = " ".join(c.text for c in row)
        title, unit = parted(text)
        cells = tuple(replace(c, row=c.row - 1) for c in reading.cells if c.row > 0)
        reading = replace(
            reading, cells=cells, caption=f"{reading.caption} {title}".strip(), unit=reading.unit or unit, banner=reading.banner + text
        )
    return reading


def _is_banner(cell: Cell) -> bool:
    """A numbered caption or a unit line in a cell of one row."""
    plain = marks.plain(cell.text)
    return cell.rowspan == 1 and bool(marks.NUMBERED_CAPTION.match(plain) and len(plain) > 3 or marks.UNIT.match(plain))

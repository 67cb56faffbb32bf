"""What stands over a table and says what it is: title, number, scope, unit line; as lines above it or as banners inside its box."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors import marks
from extractors.layout import Block
from extractors.reading import Reading
from patterns.model import Box, Cell

_NEAR = 45.0  # points between a table, its unit line and its title
_UNIT_TAIL = re.compile(r"[(（]?(?:(?:计量|金额)?单位[:：].*|以上年(?:同期)?[为=＝]100[)）]?)$")
_BRACKETED = re.compile(r"[（(][^（）()]+[）)]")
_TICKED = re.compile(r"[√✓□☑☐]?(?:不?适用|[是否])[√✓□☑☐]?(?:不?适用|[是否])")
_ISSUED = re.compile(r"(?:编制|编报|填报|公开)(?:单位|部门|日期)[::].*|(?:\d{4}年(?:度|\d{1,2}[-—－至]\d{1,2}月|\d{1,2}月\d{1,2}日)?)")
_GOES_ON = re.compile(r"^续(?!航|保|建)|[（(]续[一二三四五六七八九\d]*[）)]?表?")
_BODY = frozenset(("prose", "chart", "note", "toc", "footnote"))


def over(reading: Reading, items: Sequence[Block | Reading]) -> list[Block]:
    """The lines right above a table, the nearest first, each near what stands below it."""
    x0, top, x1, _ = reading.box
    lines = [b for b in items if isinstance(b, Block) and b.kind != "page_number" and b.line.bbox[0] < x1 and b.line.bbox[2] > x0]
    out: list[Block] = []
    for block in sorted(lines, key=lambda b: -b.line.bbox[1]):
        if block.line.bbox[3] > top + 3:
            continue
        if top - block.line.bbox[3] > _NEAR:
            break
        out.append(block)
        top = block.line.bbox[1]
    return out


def trailing(items: Sequence[Block | Reading]) -> list[Block]:
    """Captions, headings and unit lines that end a page, the last first: their table begins the next one."""
    out: list[Block] = []
    for item in reversed(items):
        if not isinstance(item, Block) or item.kind in _BODY and not _is_aside(item.line.text):
            break
        out.append(item)
    return out


def titles(lines: Sequence[Block], box: Box, caption: str = "", unit: str = "") -> tuple[str, str]:
    """(caption, unit) from the lines above a table, the nearest first; `caption` and `unit` are what its own first rows say."""
    lower: tuple[Block, str] | None = None
    for block in lines:
        if _is_aside(block.line.text):
            continue
        text, found = parted(block.line.text)
        unit = unit or found
        if not text or block.kind == "unit":
            continue
        if lower and _wraps(block, lower[0]):
            caption, lower = caption.replace(lower[1], text + lower[1]), (block, text + lower[1])
        elif block.kind != "running":
            if not _belongs(text, block, box, caption):
                break
            caption = " ".join(filter(None, (caption, text) if _is_number(caption) else (text, caption)))
            lower = block, text
    return caption, unit


def _is_aside(text: str) -> bool:
    """What may stand between a title and its table: ticks, who made it, as of when."""
    plain = marks.plain(text)
    return bool(_TICKED.fullmatch(plain) or _ISSUED.fullmatch(plain))


def _belongs(text: str, block: Block, box: Box, caption: str) -> bool:
    """Whether a line is the title, or what a title still lacks, given what was found below it."""
    plain = marks.plain(text)
    if block.kind in _BODY and not _is_title(text, block, box) or plain.startswith("图") and not plain.startswith("图表"):
        return False
    whole = caption and not _is_number(caption) and not _BRACKETED.fullmatch(caption)
    return not caption or not marks.heading_rank(plain) and (not whole or _is_number(text))


def _is_number(text: str) -> bool:
    """A number alone (表5-1): the title stands above or below it."""
    return bool(marks.NUMBERED_CAPTION.fullmatch(marks.plain(text)))


def _wraps(upper: Block, lower: Block) -> bool:
    """Whether two lines are one title set in two: one type size, close, the second without a number of its own."""
    a, b = upper.line, lower.line
    numbered = marks.heading_rank(marks.plain(b.text)) or marks.NUMBERED_CAPTION.match(marks.plain(b.text))
    return not numbered and abs(a.size - b.size) < 0.05 * b.size and 0 <= b.bbox[1] - a.bbox[3] + 0.3 * b.size < 0.8 * b.size


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

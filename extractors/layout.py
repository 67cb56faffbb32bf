"""Lines to paragraphs: what is prose and what is furniture, in reading order, for one and two columns.

A paragraph goes on over lines, columns and pages until its text says that it has ended: an indent, a short last line, a heading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractors import marks
from extractors.vectors import Vectors
from patterns.model import Box, Line, Paragraph, Table

_EDGE = 0.12  # share of the page's height in which running heads and page numbers stand
_OFF_SIZE = 0.88  # smaller than this share of the body type: footnote, chart label
_BIG = 1.12  # larger than this share of the body type: heading
_MAX_HEADING = 50  # characters


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as read: its size, lines and drawings."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    vectors: Vectors


@dataclass(frozen=True, slots=True)
class Body:
    """What most of the document is set in: type size, left and right edge of the column, usual distance of baselines."""

    size: float
    left: float
    right: float
    leading: float


@dataclass(frozen=True, slots=True)
class Block:
    """A line with the kind it was found to be; `column` tells where it stands, `body` the measures of that column."""

    kind: str
    line: Line
    column: int
    body: Body


def _mode(values: Iterable[tuple[float, int]], step: float) -> float:
    count: Counter[float] = Counter()
    for value, weight in values:
        count[round(value / step) * step] += weight
    return max(count, key=lambda v: (count[v], -v)) if count else 0.0


def body_size(sheets: Sequence[Sheet]) -> float:
    """The type size in which most characters are set."""
    return _mode(((line.size, len(line.text)) for s in sheets for line in s.lines), 0.5) or 12.0


def running_heads(sheets: Sequence[Sheet]) -> set[tuple[int, int]]:
    """(page, line index) of what repeats at the edge of pages, and of page numbers."""
    found: set[tuple[int, int]] = set()
    repeats: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for sheet in sheets:
        for row in _edge_rows(sheet):
            text = marks.plain("".join(line.text for _, line in row))
            places = [(sheet.number, i) for i, _ in row]
            if marks.PAGE_NUMBER.match(text):
                found.update(places)
            masked = "".join("#" if c.isdigit() else c for c in text)
            repeats.setdefault((masked, round(row[0][1].bbox[1] / 6)), []).extend(places)
    for places in repeats.values():
        if len({page for page, _ in places}) >= max(3, len(sheets) // 10):
            found.update(places)
    return found


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


def inside(box: Box, zone: Box) -> bool:
    """Whether the middle of `box` lies in `zone`."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return zone[0] - 1 <= x <= zone[2] + 1 and zone[1] - 1 <= y <= zone[3] + 1


def gutter(lines: Sequence[Line], width: float) -> float | None:
    """The x between two columns of prose, or None. Both columns must be tall, and few lines may cross."""
    best: tuple[int, float] | None = None
    for share in (0.5, 0.47, 0.53, 0.44, 0.56):
        x = share * width
        left = [line for line in lines if line.bbox[2] <= x + 2]
        right = [line for line in lines if line.bbox[0] >= x - 2]
        crossing = len(lines) - len(left) - len(right)
        if _are_columns(left, right, x) and crossing <= 0.2 * len(lines) and (best is None or crossing < best[0]):
            best = (crossing, x)
    return best[1] if best else None


def _are_columns(left: Sequence[Line], right: Sequence[Line], x: float) -> bool:
    """Both sides are filled by lines that reach the gutter, of ten characters or more: prose, not cells."""
    if min(len(left), len(right)) < 6:
        return False
    reach = sum(x - line.bbox[2] < 3 * line.size for line in left) / len(left)
    long = sum(len(line.text) >= 10 for line in (*left, *right)) / (len(left) + len(right))
    return reach > 0.5 and long > 0.6


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


def _rows(lines: Sequence[Line]) -> list[Line]:
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


def _measure(lines: Sequence[Line], size: float, fallback: Body | None) -> Body:
    """Column edges and leading from the lines of body type."""
    normal = [line for line in lines if _OFF_SIZE * size <= line.size <= _BIG * size]
    if len(normal) < 4 and fallback:
        return fallback
    if not normal:
        return Body(size, 0.0, 0.0, 1.5 * size)
    right = max(line.bbox[2] for line in normal)
    wide = [line for line in normal if line.bbox[2] > right - 3 * size] or normal
    left = min(line.bbox[0] for line in wide)
    gaps = [(b.bbox[1] - a.bbox[1], 1) for a, b in zip(normal, normal[1:]) if 0 < b.bbox[1] - a.bbox[1] < 4 * size]
    return Body(size, left, right, _mode(gaps, 1.0) or 1.5 * size)


def streams(sheet: Sheet, lines: Sequence[Line], size: float, fallback: Body | None) -> list[tuple[int, Line, Body]]:
    """The lines in reading order with their column: left before right within each band between full-width lines."""
    x = gutter(lines, sheet.width)
    if x is None:
        rows = _rows(lines)
        body = _measure(rows, size, fallback)
        return [(0, line, body) for line in rows]
    columns = [[line for line in lines if line.bbox[2] <= x + 2], [line for line in lines if line.bbox[0] >= x - 2]]
    bodies = [_measure(column, size, None) for column in columns]
    full = [line for line in lines if line.bbox[2] > x + 2 and line.bbox[0] < x - 2]
    out: list[tuple[int, Line, Body]] = []
    above = 0.0
    for edge in [*(line.bbox[1] for line in full), sheet.height]:
        for k, column in enumerate(columns):
            out += [(k + 1, line, bodies[k]) for line in _rows([li for li in column if above <= li.bbox[1] < edge])]
        out += [(0, line, Body(size, bodies[0].left, bodies[1].right, bodies[0].leading)) for line in full if line.bbox[1] == edge]
        above = edge
    return out


def kind_of(line: Line, body: Body, in_picture: bool) -> str:
    """What one line is by its look and marks alone; `prose` where nothing speaks against it."""
    text = marks.plain(line.text)
    for kind, shape in (("unit", marks.UNIT), ("note", marks.NOTE)):
        if shape.match(text) and len(text) < 60:
            return kind
    if marks.LEADERS.search(text):
        return "toc"
    if marks.NUMBERED_CAPTION.match(text) and len(text) < 60 and not text.endswith(marks.STOPS):
        return "caption"
    if in_picture:
        return "chart"
    if _is_heading(line, text, body):
        return "heading"
    if line.size < _OFF_SIZE * body.size:
        return "small"
    return "prose"


def _is_heading(line: Line, text: str, body: Body) -> bool:
    if len(text) > _MAX_HEADING or text.endswith((*marks.STOPS, ",", "，", "、")) or not any(c >= "\u2e80" or c.isalpha() for c in text):
        return False
    if line.size > _BIG * body.size:
        return True
    room = body.right - line.bbox[2] > 2 * body.size
    if marks.heading_rank(text):
        return room and not text.endswith((":", "："))
    centred = abs((line.bbox[0] - body.left) - (body.right - line.bbox[2])) < 1.2 * body.size and line.bbox[0] - body.left > 4 * body.size
    return centred and len(text) <= 24 and not any(c in text for c in "。，；：")


def classify(sheet: Sheet, zones: Sequence[Box], running: set[tuple[int, int]], size: float, fallback: Body | None) -> list[Block]:
    """Every line of the page that lies in no table, in reading order, with its kind."""
    free = [line for i, line in enumerate(sheet.lines) if (sheet.number, i) not in running and not any(inside(line.bbox, z) for z in zones)]
    blocks = []
    for column, line, body in streams(sheet, free, size, fallback):
        blocks.append(Block(kind_of(line, body, any(inside(line.bbox, p) for p in _charts(sheet))), line, column, body))
    out = [Block("running", line, 0, Body(size, 0, 0, 0)) for i, line in enumerate(sheet.lines) if (sheet.number, i) in running]
    return _special_pages(sheet, _small(blocks)) + out


def _charts(sheet: Sheet) -> list[Box]:
    """Pictures that are charts: neither a whole page nor a watermark behind it, nor a letterhead's line."""
    w, h = sheet.width, sheet.height
    return [p for p in sheet.vectors.pictures if (p[2] - p[0]) * (p[3] - p[1]) < 0.5 * w * h and p[3] - p[1] > 40]


def _small(blocks: list[Block]) -> list[Block]:
    """Small type is a footnote below all body text, prose where it makes sentences, else a label of a chart."""
    last = max((b.line.bbox[3] for b in blocks if b.kind == "prose"), default=0.0)
    out = []
    for b in blocks:
        if b.kind == "small":
            wide = b.line.bbox[2] - b.line.bbox[0] > 0.6 * (b.body.right - b.body.left)
            kind = "footnote" if b.line.bbox[1] > last else "prose" if wide or b.line.text.endswith(marks.STOPS) else "chart"
            b = replace(b, kind=kind)
        out.append(b)
    return out


def _special_pages(sheet: Sheet, blocks: list[Block]) -> list[Block]:
    """Covers and tables of contents are wholly what they are."""
    texts = [marks.plain(b.line.text) for b in blocks]
    if any(marks.CONTENTS.match(t) for t in texts[:4]) or sum(b.kind == "toc" for b in blocks) >= 3:
        return [replace(b, kind="toc") for b in blocks]
    if (
        sheet.number <= 2
        and len(blocks) <= 15
        and not any("。" in t or "，" in t for t in texts)
        and not any(b.kind in ("caption", "unit", "note") for b in blocks)
    ):
        return [replace(b, kind="cover") for b in blocks]
    return blocks


class Assembler:
    """Joins blocks to paragraphs and keeps the path of headings."""

    def __init__(self, title: str) -> None:
        self.flow: list[Paragraph | Table] = []
        self._title = marks.plain(title)
        self._path: list[tuple[int, str]] = []
        self._lines: list[Line] = []
        self._last: Block | None = None
        self._slot = 0

    @property
    def section(self) -> tuple[str, ...]:
        """The headings above, outermost first."""
        return tuple(text for _, text in self._path)

    def table(self, table: Table) -> None:
        """A table between paragraphs; a sentence that it interrupts goes on behind it."""
        self.flow.append(replace(table, section=self.section))

    def block(self, block: Block) -> None:
        """The next line in reading order."""
        if block.kind == "prose":
            if self._last is None or self._starts(block, self._last):
                self._close()
                self._slot = len(self.flow)
            self._lines.append(block.line)
            self._last = block
            return
        if block.kind == "heading":
            self._close()
            self._heading(block.line)
            return
        if self._extends(block):
            last = self.flow.pop()
            assert isinstance(last, Paragraph)
            self.flow.append(paragraph(block.kind, (*last.lines, block.line), self.section))
        else:
            self.flow.append(paragraph(block.kind, (block.line,), self.section))

    def _extends(self, block: Block) -> bool:
        """A footnote or note goes on in the next line."""
        last = self.flow[-1] if self.flow else None
        same = isinstance(last, Paragraph) and last.kind == block.kind == "footnote" and last.page == block.line.page
        return same and not block.line.text[:1].isdigit() and not block.line.raised

    def _heading(self, line: Line) -> None:
        text = line.text.strip()
        last = self.flow[-1] if self.flow else None
        rank = marks.heading_rank(marks.plain(text))
        if isinstance(last, Paragraph) and last.kind == "heading" and not rank and _continues(last.lines[-1], line):
            self.flow[-1] = paragraph("heading", (*last.lines, line), last.section)
            if self._path:
                self._path[-1] = (self._path[-1][0], self._path[-1][1] + text)
            return
        self.flow.append(paragraph("heading", (line,), self.section))
        self._path = [(r, t) for r, t in self._path if r < rank]
        if marks.plain(text) != self._title:
            self._path.append((rank, text))

    def _starts(self, block: Block, last: Block) -> bool:
        """Whether the line begins a paragraph of its own."""
        line, prev, body, em = block.line, last.line, block.body, block.body.size
        indent = line.bbox[0] - body.left
        short = last.body.right - prev.bbox[2] > 1.5 * em
        ended = marks.plain(prev.text).endswith(marks.ENDS)
        if 1.2 * em < indent < 4.5 * em:
            return ended or short or not _deep(prev, last.body)
        if indent >= 4.5 * em:
            return short or ended
        moved = line.page != prev.page or block.column != last.column
        if not moved and line.bbox[1] - prev.bbox[1] > 1.7 * max(body.leading, em):
            return ended or short
        return short and ended and last.body.right - prev.bbox[2] > 2.5 * em

    def _close(self) -> None:
        if self._lines:
            self.flow.insert(self._slot, paragraph("prose", tuple(self._lines), self.section))
        self._lines, self._last = [], None

    def done(self) -> list[Paragraph | Table]:
        """Everything, in reading order."""
        self._close()
        return self.flow


def _deep(line: Line, body: Body) -> bool:
    """Whether a line is itself set in from the left edge: then the next one's indent says nothing."""
    return line.bbox[0] - body.left > 1.2 * body.size


def _continues(last: Line, line: Line) -> bool:
    same = abs(last.size - line.size) < 0.5 and last.page == line.page
    return same and 0 < line.bbox[1] - last.bbox[1] < 2.2 * line.size and last.bbox[2] - last.bbox[0] > 8 * last.size


def paragraph(kind: str, lines: tuple[Line, ...], section: tuple[str, ...]) -> Paragraph:
    """Joins lines: a space only between two Latin words."""
    text, starts = "", []
    for line in lines:
        if text and text[-1].isascii() and text[-1].isalpha() and line.text[0].isascii() and line.text[0].isalpha():
            text += " "
        starts.append(len(text))
        text += line.text
    return Paragraph(kind, text, lines, tuple(starts), section)


def title_of(sheets: Sequence[Sheet]) -> str:
    """The largest type on the first page that holds text: one line, or several of one size under one another."""
    for sheet in sheets[:3]:
        named = [line for line in _rows(sheet.lines) if sum(c >= "\u2e80" for c in line.text) >= 4]
        if named:
            size = max(line.size for line in named)
            largest = [line for line in named if line.size > 0.93 * size]
            return "".join(line.text.strip() for line in largest[:3]) if len(largest) <= 3 else largest[0].text.strip()
    return ""

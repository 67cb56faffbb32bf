"""The nouns that pass between rooms. Frozen, slotted, standard library only; values are Decimal, never float.

Boxes are (x0, top, x1, bottom) in points from the page's top left; pages are 1-based; offsets are 0-based and half-open.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

Box = tuple[float, float, float, float]


def union(boxes: Sequence[Box]) -> Box:
    """The smallest box around all of `boxes` (at least one)."""
    x0s, tops, x1s, bottoms = zip(*boxes)
    return min(x0s), min(tops), max(x1s), max(bottoms)


@dataclass(frozen=True, slots=True)
class Source:
    """The file that was read."""

    path: str
    sha256: str
    pages: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is printed."""

    page: int
    bbox: Box


@dataclass(frozen=True, slots=True)
class Turn:
    """A page whose text runs up or down is read turned upright; boxes are turned back to the page as it is shown.

    `down` says whether the text runs down; `width` and `height` are those of the page as shown.
    """

    down: bool
    width: float
    height: float

    def upright(self, box: Box) -> Box:
        """A box of the page as shown, in the upright frame."""
        x0, top, x1, bottom = box
        if self.down:
            return top, self.width - x1, bottom, self.width - x0
        return self.height - bottom, x0, self.height - top, x1

    def shown(self, box: Box) -> Box:
        """A box of the upright frame, on the page as shown."""
        x0, top, x1, bottom = box
        if self.down:
            return self.width - bottom, x0, self.width - top, x1
        return top, self.height - x1, bottom, self.height - x0


@dataclass(frozen=True, slots=True)
class Line:
    """Characters of one baseline, left to right; `lefts`/`rights` hold the edges of each character of `text`.

    `raised` are the offsets of superscripts (footnote marks); `size` is the type size in points.
    """

    page: int
    text: str
    bbox: Box
    lefts: array[float]
    rights: array[float]
    size: float
    raised: frozenset[int] = frozenset()
    turn: Turn | None = None

    def box(self, start: int, end: int) -> Box:
        """Box of the characters start..end."""
        return self.lefts[start], self.bbox[1], max(self.rights[start:end]), self.bbox[3]

    def part(self, start: int, end: int) -> Line:
        """The line cut down to the characters start..end, with their own box."""
        raised = frozenset(i - start for i in self.raised if start <= i < end)
        return Line(
            self.page,
            self.text[start:end],
            self.box(start, end),
            self.lefts[start:end],
            self.rights[start:end],
            self.size,
            raised,
            self.turn,
        )


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Joined lines. `kind`: prose, heading, caption, unit, note, footnote, toc, cover, chart, running, page_number, repeated (the title of
    a table on its next page).

    `starts[i]` is the offset in `text` at which `lines[i]` begins; `section` is the path of headings above it.
    """

    kind: str
    text: str
    lines: tuple[Line, ...]
    starts: tuple[int, ...]
    section: tuple[str, ...] = ()

    @property
    def page(self) -> int:
        return self.lines[0].page

    def place(self, start: int, end: int) -> Place:
        """Where the characters start..end are printed: the box of their first line."""
        for i in range(len(self.lines) - 1, -1, -1):
            if self.starts[i] <= start:
                break
        line, a = self.lines[i], start - self.starts[i]
        box = line.box(a, min(len(line.text), max(a + 1, end - self.starts[i])))
        return Place(line.page, line.turn.shown(box) if line.turn else box)

    def after(self, offset: int) -> Paragraph:
        """The paragraph without its first characters, which stand in its first line."""
        first = self.lines[0].part(offset, len(self.lines[0].text))
        starts = (0, *(s - offset for s in self.starts[1:]))
        return Paragraph(self.kind, self.text[offset:], (first, *self.lines[1:]), starts, self.section)

    @property
    def raised(self) -> frozenset[int]:
        """Offsets in `text` of superscripts."""
        return frozenset(s + i for line, s in zip(self.lines, self.starts) for i in line.raised)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid; `text` is as printed, lines joined; `place` is where it is printed (of its part on its first page).

    `indent` is how far its text is set in from the cell's left edge, in points.
    """

    row: int
    col: int
    rowspan: int
    colspan: int
    text: str
    place: Place
    raised: frozenset[int] = frozenset()
    indent: float = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """One table, over all its pages. `engine` read it, `score` (0..1) says on what evidence."""

    id: str
    pages: tuple[int, ...]
    caption: str
    unit: str
    header_rows: int
    engine: str
    score: float
    cells: tuple[Cell, ...]
    section: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        return max((c.row + c.rowspan for c in self.cells), default=0)

    @property
    def cols(self) -> int:
        return max((c.col + c.colspan for c in self.cells), default=0)

    def grid(self) -> list[list[Cell | None]]:
        """Rows of cells; a spanning cell stands in every place that it spans."""
        cols = self.cols
        grid: list[list[Cell | None]] = [[None] * cols for _ in range(self.rows)]
        for c in self.cells:
            for i in range(c.row, c.row + c.rowspan):
                for j in range(c.col, c.col + c.colspan):
                    grid[i][j] = c
        return grid


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a reader should know: data with a code and a place, not a log line. Made by `codes.finding`.

    `figure_id` is the figure that it speaks of, `figure_ids` all that take part in a sum or comparison.
    """

    code: str
    severity: str
    note: str
    blocking: bool = False
    place: Place | None = None
    figure_id: str = ""
    figure_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Character:
    """A recognised character, where it stands, and how sure the engine is (0..1)."""

    text: str
    box: Box
    sure: float


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of one page beside its text.

    `chars` are the characters of its text layer, white space left out; `kinds` says where each of them ended: (kind, how many), with
    `cell` for those of tables, and what is in no line (outside the page, printed twice, slanted). They add up to `chars`. `reading` is text or ocr; `recognised` are the characters of a page that OCR read.
    """

    number: int
    width: float
    height: float
    chars: int
    legible: bool
    reading: str = "text"
    recognised: tuple[Character, ...] = ()
    kinds: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """What an extractor makes of a PDF. `flow` holds paragraphs and tables in reading order."""

    source: Source
    title: str
    pages: tuple[Page, ...]
    flow: tuple[Paragraph | Table, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        return (b for b in self.flow if isinstance(b, Paragraph))

    @property
    def tables(self) -> list[Table]:
        return [b for b in self.flow if isinstance(b, Table)]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as printed, before anything is known of what it measures.

    start..end is the whole expression, num_start..num_end the number in it; `value`/`unit` as printed, `obs_value`/`unit_measure`
    in the base unit; `kind` is the unit's dimension (count, money, ratio, rank, data, ...).
    """

    start: int
    end: int
    num_start: int
    num_end: int
    value: Decimal
    unit: str
    obs_value: Decimal
    unit_measure: str
    kind: str
    bound: str = "exact"
    known_unit: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One row of figures.csv; see `output/schema.py` for the meaning of each column. `kind` is the dimension of its unit."""

    source: str
    place: Place
    section: tuple[str, ...] = ()
    sentence: str = ""
    start: int | None = None
    end: int | None = None
    raw: str = ""
    indicator: str
    ref_area: str
    ref_area_code: str
    time_period: str
    measure: str
    base: str
    bound: str
    value: Decimal
    unit: str
    obs_value: Decimal
    unit_measure: str
    rule: str
    kind: str = ""
    table_id: str = ""
    row: int | None = None
    col: int | None = None
    figure_id: str = ""
    caption: str = ""
    row_path: tuple[str, ...] = ()
    col_path: tuple[str, ...] = ()
    reading: str = "text"
    confidence: Decimal | None = None
    rule_indicator: str = ""
    rule_area: str = ""
    rule_period: str = ""
    rule_base: str = ""
    reading_confidence: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One row of changes.csv: an indicator in two editions."""

    kind: str
    status: str
    before: Figure | None
    after: Figure | None
    change: Decimal | None = None
    change_pct: Decimal | None = None
    stated_growth: str = ""
    verdict: str = "unstated"
    score: float = 0.0
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """The recall meter: what became of each numeral of the text layer; `elsewhere` are those that nobody reads, by where they stand."""

    claimed: int = 0
    excluded: int = 0
    unclaimed: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    elsewhere: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a paragraph or table holds: its figures in reading order, what is doubtful, and what became of its numerals."""

    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    tally: Tally

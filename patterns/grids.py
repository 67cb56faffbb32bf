"""A table to figures: what its title, its column and its row say of each cell that prints a number. None of them is lost silently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from patterns.codes import finding
from patterns.labels import LAST_YEAR, TIME_UNITS, Axis, Labels
from patterns.lexicon import Lexicon
from patterns.model import Cell, Figure, Finding, Quantity, Reading, Table, Tally
from patterns.quantities import Reader
from patterns.regions import Gazetteer
from patterns.tables.columns import LABEL, VALUE, Columns
from patterns.tables.names import Names
from patterns.tables.outline import Outline
from patterns.tables.rows import Rows
from patterns.tables.sheet import Sheet
from patterns.tables.titles import TableTitles, Title


@dataclass(slots=True)
class _Last:
    """The table before: what a table on the next page may go on with."""

    page: int = 0
    title: Title | None = None
    paths: tuple[tuple[str, ...], ...] = ()
    outlines: tuple[Outline, ...] = ()
    unit: str = ""
    labels: tuple[str, ...] = ()


class Grids:
    """Reads tables of one report, in reading order."""

    def __init__(self, lexicon: Lexicon, reader: Reader, edition: str, area: str) -> None:
        self.lexicon, self._reader = lexicon, reader
        self.places = Gazetteer(lexicon, area)
        self.labels = Labels(lexicon, reader, self.places)
        self.titles = TableTitles(self.labels, self.places, edition)
        self.names = Names(lexicon, self.labels, self.titles)
        self.heads = tuple(lexicon.cues["head"])
        self.edition, self.area = edition, area
        self._last = _Last()

    def __call__(self, table: Table, before: Sequence[str] = ()) -> Reading:
        """Figures of one table, row by row, as yet without names (see `names`): those are made for a whole report at once.

        `before` are the paragraphs since the table before: one may begin with this one's title.
        """
        return _TableReader(self, table, before).read()

    def goes_on(self, table: Table, title: Title) -> _Last:
        """The table before, where this one goes on with it over a page break."""
        last = self._last
        return last if last.title == title and table.pages[0] == last.page + 1 else _Last()

    def unit_of(self, title: Title, paths: Sequence[tuple[str, ...]], labels: Sequence[str]) -> str:
        """The unit of the table before, where a table without one has its title and columns of the same names, or the same rows."""
        last = self._last
        columns = [self.labels.axis(p).names for p in last.paths] == [self.labels.axis(p).names for p in paths]
        return last.unit if last.title == title and (columns or last.labels == tuple(labels)) else ""

    def keep(self, last: _Last) -> None:
        """Remembers a table for the one after it."""
        self._last = last

    def value(self, text: str, unit: str) -> Quantity | None:
        """A value cell with the unit that its labels give, or its own; (1,234) is a negative."""
        sign, text = self._signed(text)
        # 剩余期限（年）: in prose a number of years is no figure, in a column of its own it is
        q = self._years(text, unit) if unit in TIME_UNITS else self._amount(text, unit)
        return replace(q, value=-q.value, obs_value=-q.obs_value) if q and sign < 0 else q

    def _amount(self, text: str, unit: str) -> Quantity | None:
        own = self.labels.quantity(text)
        if own and not self.labels.shapes["round value"].search(text):
            return own
        found = self._reader.amount(f"{text}{unit}")
        read = (found,) if found else self._reader(f"为{text}{unit}").quantities
        return read[0] if len(read) == 1 else None

    def _signed(self, text: str) -> tuple[int, str]:
        m = self.labels.shapes["bracketed negative"].match(text)
        if m:
            return -1, m[1]
        m = self.labels.shapes["said to fall"].match(text)
        if m:
            return -1, text[m.end() :]
        return 1, self.labels.without(text, "said to rise")

    def _years(self, text: str, unit: str) -> Quantity | None:
        plain = self._reader(f"为{text}个").quantities
        return replace(plain[0], unit=unit, obs_value=plain[0].value, unit_measure=unit, kind="duration") if len(plain) == 1 else None


class _TableReader:
    """One table at work."""

    def __init__(self, grids: Grids, table: Table, before: Sequence[str]) -> None:
        self._g, self._table, self._labels = grids, table, grids.labels
        self._shapes = grids.labels.shapes
        self._caption = grids.titles.printed(table.caption, table.section, before)
        self._title = grids.titles.read(self._caption)
        self._sheet = Sheet(table, grids.lexicon, grids.labels)
        unit = grids.labels.folded(table.unit)
        m = self._shapes["unit line"].search(unit)
        self._unit = m[1] if m and self._labels.is_unit(m[1]) else ""
        index = self._shapes["index"].search(unit) or self._shapes["index"].search(grids.labels.folded(table.caption))
        self._index_base = index[1] if index else ""
        self._rest: Counter[str] = Counter()
        self._findings: list[Finding] = []

    def read(self) -> Reading:
        last = self._g.goes_on(self._table, self._title)
        if len(self._sheet.texts) < 2 and not last.paths or self._sheet.width < 2:
            return Reading((), (), Tally())
        carried = last.paths if len(last.paths) == self._sheet.width else ()
        columns = Columns(self._sheet, self._labels, carried)
        follows = carried == tuple(columns.paths) and len(last.outlines) == len(columns.blocks)
        open_rows = last.outlines if follows else (None,) * len(columns.blocks)
        stubs = [Rows(self._sheet, columns, b, self._labels, self._g.places, o) for b, o in zip(columns.blocks, open_rows)]
        labels = tuple(self._sheet.column(0))
        self._unit = self._unit or self._g.unit_of(self._title, columns.paths, labels)
        outlines = tuple(s.outline for s in stubs)
        self._g.keep(_Last(self._table.pages[-1], self._title, tuple(columns.paths), outlines, self._unit, labels))
        figures = self._figures(columns, dict(zip(columns.blocks, stubs)))
        claimed, rest = len(figures), sum(self._rest.values())
        return Reading(tuple(figures), tuple(self._findings), Tally(claimed, rest, len(self._findings), dict(self._rest)))

    def _figures(self, columns: Columns, stubs: dict[tuple[int, ...], Rows]) -> list[Figure]:
        paths = [self._column_path(columns, j) for j in range(self._sheet.width)]
        figures: list[Figure] = []
        for cell in self._table.cells:
            text = self._sheet.texts[cell.row][cell.col]
            if not any(ch.isdigit() for ch in text):
                continue
            reason = self._no_figure(cell, text, columns)
            if reason:
                self._rest[reason] += 1
                continue
            rows = stubs.get(columns.stub(cell.col))
            figure = self._figure(cell, text, rows, paths[cell.col]) if rows else None
            if figure:
                figures.append(figure)
            else:
                self._findings.append(finding("cell_unread", place=cell.place, text=cell.text[:40], table=self._table.id))
        return figures

    def _no_figure(self, cell: Cell, text: str, columns: Columns) -> str:
        """Why a cell with a digit is no figure; blank where it prints a number."""
        kind = columns.kinds[cell.col]
        if cell.row < self._sheet.header:
            return "label of a table"
        if kind not in (VALUE, LABEL):
            return f"{kind} of a table"
        if kind == LABEL and any(cell.col in block for block in columns.blocks):
            return "label of a table"
        return "" if self._is_number(text) else "words of a table"

    def _is_number(self, text: str) -> bool:
        return self._sheet.is_number(text) or bool(self._shapes["bracketed negative"].match(text))

    def _column_path(self, columns: Columns, j: int) -> tuple[str, ...]:
        """A column's labels; one that only says 增长 grows what the column before it names."""
        path = columns.paths[j]
        axis = self._labels.axis(path)
        if j > 1 and axis.measure in ("growth", "change") and not axis.name and columns.kinds[j - 1] == VALUE:
            before = self._labels.axis(columns.paths[j - 1])
            if before.name.endswith(self._g.heads) and not before.measure:
                return columns.paths[j - 1] + path
        return path

    def _figure(self, cell: Cell, text: str, rows: Rows, col_path: tuple[str, ...]) -> Figure | None:
        row_path = rows.paths.get(cell.row, ())
        row, col = self._labels.axis(row_path), self._labels.axis(col_path)
        row = replace(row, unit=rows.unit(cell.row) or row.unit, period=rows.period(cell.row) or row.period)
        q = self._g.value(text, self._unit_of(row, col))
        if q is None:
            return None
        measure, q = self._measured(row, col, q)
        area = row.area or col.area or self._g.area
        return Figure(
            source="table", place=cell.place, section=(*self._table.section, *((self._table.caption,) if self._table.caption else ())),
            sentence=" / ".join(row_path), raw=cell.text, indicator="", ref_area=area,
            ref_area_code=self._g.places.code(area), time_period=self._period(row, col), measure=measure, base=self._base(row, col, measure, q),
            bound=q.bound, value=q.value, unit=q.unit, obs_value=q.obs_value, unit_measure=q.unit_measure, rule="table.cell", kind=q.kind,
            table_id=self._table.id, row=cell.row, col=cell.col, caption=self._caption, row_path=row_path, col_path=col_path,
            confidence=Decimal("0.95"),
        )  # fmt: skip

    def _measured(self, row: Axis, col: Axis, q: Quantity) -> tuple[str, Quantity]:
        measure = col.measure or row.measure or ("change" if q.kind == "points" else "level")
        if measure == "rank":
            q = replace(q, unit=q.unit if q.unit in ("位", "名") else "", obs_value=q.value, unit_measure="rank", kind="rank")
        if measure == "change" and q.unit_measure == "%":
            q = replace(q, unit="个百分点", unit_measure="pp", kind="points")
        return measure, q

    def _base(self, row: Axis, col: Axis, measure: str, q: Quantity) -> str:
        base = col.base or row.base
        if base or measure not in ("rank", "level"):
            return base
        return self._title.subject if measure == "rank" else "" if q.unit else self._index_base

    def _unit_of(self, row: Axis, col: Axis) -> str:
        measure = col.measure or row.measure or "level"
        if col.measure in ("growth", "share") or col.base and col.measure != "level":
            return col.unit if self._shapes["per cent"].search(col.unit) else "%"
        if col.measure == "change" and not row.measure:
            return col.unit or self._unit or row.unit
        if measure in ("growth", "share"):
            return row.unit if self._shapes["per cent"].search(row.unit) else "%"
        return row.unit or col.unit or self._unit

    def _period(self, row: Axis, col: Axis) -> str:
        """The year of the column or row; of the title; of the edition where none names one."""
        own = self._title.year or self._g.edition
        told = [p for p in (col.period, row.period) if p and p != LAST_YEAR]
        period = told[0] if told else own
        return str(int(period) - 1) if LAST_YEAR in (row.period, col.period) and period.isdigit() else period

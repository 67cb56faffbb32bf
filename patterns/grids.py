"""A table to figures: stub and header to indicator, unit, period, place and measure of each value cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from patterns.labels import TIME_UNITS, YEAR, Axis, Labels
from patterns.lexicon import Lexicon
from patterns.model import Cell, Figure, Quantity, Reading, Table, Tally
from patterns.quantities import Reader
from patterns.regions import Gazetteer

_STEP = 8.0  # points: the least that a sub-row is set in


class Grids:
    """Reads tables of one report."""

    def __init__(self, lexicon: Lexicon, reader: Reader, edition: str, area: str) -> None:
        self._lexicon, self._reader = lexicon, reader
        self._places = Gazetteer(lexicon, area)
        self.labels = Labels(lexicon, reader, self._places)
        self._edition, self._area = edition, area
        self._heads = tuple(lexicon.cues["head"])
        self._bare = frozenset(lexicon.cues["bare_head"])

    def __call__(self, table: Table) -> Reading:
        """Figures of one table, row by row; numerals of labels are excluded, values that no rule reads are findings."""
        return _TableReader(self, table).read()

    def text(self, cell: Cell | None) -> str:
        """A cell's folded text."""
        return self._lexicon.fold(cell.text, cell.raised).text if cell else ""

    def value(self, text: str, unit: str) -> Quantity | None:
        """A value cell with the unit that its labels give, or its own."""
        if unit in TIME_UNITS:  # 剩余期限（年）: in prose a number of years is no figure, in a column of its own it is
            return self._years(text, unit)
        own = self.labels.quantity(text)
        if own and not self.labels.shapes["round value"].search(text):
            return own
        found = self._reader.amount(f"{text}{unit}")
        read = (found,) if found else self._reader(f"为{text}{unit}").quantities
        return read[0] if len(read) == 1 else None

    def _years(self, text: str, unit: str) -> Quantity | None:
        plain = self._reader(f"为{text}个").quantities
        return replace(plain[0], unit=unit, obs_value=plain[0].value, unit_measure=unit, kind="duration") if len(plain) == 1 else None


class _TableReader:
    """One table at work."""

    def __init__(self, grids: Grids, table: Table) -> None:
        self._g, self._table, self._labels = grids, table, grids.labels
        self._shapes = grids.labels.shapes
        self._grid = [[grids.text(c) for c in row] for row in table.grid()]
        self._header = min(table.header_rows, max(0, len(self._grid) - 1))
        self._indents: dict[int, dict[int, int]] = {}
        self._caption = grids._lexicon.fold(table.caption).text
        unit = grids._lexicon.fold(table.unit).text
        m = self._shapes["unit line"].search(unit)
        self._unit = m[1] if m and self._labels.is_unit(m[1]) else ""
        index = self._shapes["index"].search(unit) or self._shapes["index"].search(self._caption)
        self._index_base = index[1] if index else ""

    def read(self) -> Reading:
        if len(self._grid) < 2 or len(self._grid[0]) < 2:
            return Reading((), (), Tally())
        width = len(self._grid[0])
        body = self._grid[self._header :]
        values = [self._is_value_column([row[j] for row in body]) for j in range(width)]
        values[0] = False
        columns = [self._labels.axis(self._column_labels(j)) for j in range(width)]
        for j in range(1, width):  # 产量 | 比上年增长: the second column grows what the first one names
            if columns[j].measure in ("growth", "change") and not columns[j].name and columns[j - 1].name.endswith(self._g._heads):
                columns[j] = replace(columns[j], name=columns[j - 1].name)
        labels = [row[j] for row in body for j in range(width) if not values[j] and row[j] and (not j or row[j] != row[j - 1])]
        self._repeats = Counter((axis.name, axis.period) for axis in map(self._axis_of, labels))
        units = [j for j in range(width) if any(self._shapes["unit head"].match(self._grid[i][j]) for i in range(self._header))]
        rows: dict[tuple[int, int], Axis] = {}
        figures: list[Figure] = []
        numerals = 0
        for cell in self._table.cells:
            text = self._grid[cell.row][cell.col]
            numerals += any(ch.isdigit() for ch in text)
            if cell.row < self._header or not values[cell.col] or not columns[cell.col].is_value or not self._reads(text):
                continue
            key = (cell.row, self._stub_end(values, cell.col))
            if key not in rows:
                rows[key] = self._row(cell.row, key[1], values, units)
            figure = self._figure(cell, text, rows[key], columns[cell.col])
            if figure:
                figures.append(figure)
        rest = numerals - len(figures)
        return Reading(tuple(figures), (), Tally(len(figures), rest, 0, {"label of a table": rest} if rest else {}))

    def _reads(self, text: str) -> bool:
        return bool(text) and bool(self._shapes["value"].match(text) or any(c.isdigit() for c in text) and self._labels.quantity(text))

    def _is_value_column(self, texts: Sequence[str]) -> bool:
        filled = [t for t in texts if t and not self._shapes["no number"].match(t)]
        codes = sum(len(t) >= 15 for t in filled)
        return bool(filled) and sum(map(self._reads, filled)) >= 0.5 * len(filled) and codes < 0.5 * len(filled)

    def _column_labels(self, j: int) -> list[str]:
        labels: list[str] = []
        for i in range(self._header):
            text = self._grid[i][j]
            if text and (not labels or labels[-1] != text):
                labels.append(text)
        return labels

    def _stub_end(self, values: Sequence[bool], col: int) -> int:
        """The last label column left of a value: a table may have two halves side by side."""
        while col > 0 and values[col]:
            col -= 1
        return col

    def _row(self, i: int, last: int, values: Sequence[bool], units: Sequence[int]) -> Axis:
        first = last
        while first > 0 and not values[first - 1]:
            first -= 1
        labels: list[str] = []
        unit, at = "", last
        for j in range(first, last + 1):
            text = self._grid[i][j] or (self._group(i, j) if j < last else "")
            head = [self._grid[k][j] for k in range(self._header)]
            if j in units:
                unit = text
            elif text and not any(self._shapes["no value"].search(h) for h in head) and (not labels or labels[-1] != text):
                labels.append(text)
                at = j
        axis = self._labels.axis(labels[-1:])
        parent = self._parent(i, at, labels)
        name = axis.name
        if name and not parent and self._repeats[axis.name, axis.period] > 1:  # 公路 under 货物运输, 公路 under 旅客运输
            parent = labels[-2] if len(labels) > 1 else self._above(i, at)
            name = self._labels.axis([parent]).name + name if parent else name
        path = " / ".join([*labels[:-1], *([parent] if parent and parent not in labels else []), *labels[-1:]])
        if self._shapes["total"].match(name or "") or not name and labels and not axis.area and not axis.period:
            name = self._subject() + (name or "")
        return replace(axis, unit=unit if self._labels.is_unit(unit) else axis.unit, path=path, name=name)

    def _group(self, i: int, j: int) -> str:
        """The group that a row with a blank group label goes on with: the nearest label above, no total, in a row that has a label of its own."""
        for k in range(i - 1, self._header - 1, -1):
            text = self._grid[k][j]
            if text:
                return "" if self._shapes["total"].match(text) or self._grid[k][j + 1] == text else text
            if not self._grid[k][j + 1]:
                return ""
        return ""

    def _axis_of(self, label: str) -> Axis:
        return self._labels.axis([label])

    def _stands_once(self, label: str) -> bool:
        axis = self._axis_of(label)
        return self._repeats[axis.name, axis.period] == 1

    def _above(self, i: int, col: int) -> str:
        """The nearest row above whose label stands once in the table."""
        labels = (self._grid[k][col] for k in range(i - 1, self._header - 1, -1))
        return next((t for t in labels if t and self._stands_once(t)), "")

    def _parent(self, i: int, col: int, labels: Sequence[str]) -> str:
        """The row that a row is a part of: marked by 其中 or #, or set in from the left under it."""
        if not labels:
            return ""
        own, marked = self._indent(i, col), bool(self._shapes["sub row"].match(labels[-1]))
        if not marked and own == 0:
            return ""
        for k in range(i - 1, self._header - 1, -1):
            above = self._grid[k][col]
            # what stands under 其中：甲 is set in as far as 甲 is: a sister of it, not its part
            outer = not self._shapes["sub row"].match(above) and (not own or self._indent(k, col) < own)
            if above and outer:
                return above
        return ""

    def _indent(self, i: int, col: int) -> int:
        """Steps by which a label is set in; 0 for all where the column is centred."""
        if col not in self._indents:
            cells = [c for row in self._table.grid()[self._header :] for c in (row[col],) if c is not None and c.text]
            least = min((c.indent for c in cells), default=0.0)
            edges = Counter(round(c.indent / 2) for c in cells)
            aligned = bool(edges) and max(edges.values()) >= 0.4 * len(cells) and len(edges) <= 5
            self._indents[col] = {c.row: round((c.indent - least) / _STEP) if aligned else 0 for c in cells}
        return self._indents[col].get(i, 0)

    def _subject(self) -> str:
        """What the caption says the table is about."""
        text = self._caption
        for _ in range(4):
            text = self._labels.without(text, "title").strip()
        return text

    def _figure(self, cell: Cell, text: str, row: Axis, col: Axis) -> Figure | None:
        measure = col.measure or row.measure or "level"
        unit = self._unit_of(measure, row, col)
        q = self._g.value(text, unit)
        if q is None:
            return None
        if measure == "rank":
            q = replace(q, unit=unit if unit in ("位", "名") else "", obs_value=q.value, unit_measure="rank", kind="rank")
        if measure == "change" and q.unit_measure == "%":
            q = replace(q, unit="个百分点", unit_measure="pp", kind="points")
        area = row.area or col.area or self._g._area
        base = (
            col.base
            or row.base
            or (self._subject() if measure == "rank" else self._index_base if measure == "level" and not q.unit else "")
        )
        return Figure(
            source="table", place=cell.place, section=(*self._table.section, *((self._table.caption,) if self._table.caption else ())),
            sentence=row.path, raw=cell.text, indicator=self._name(row, col, measure), ref_area=area, ref_area_code=self._g._places.code(area),
            time_period=col.period or row.period or self._period(), measure=measure, base=base, bound=q.bound, value=q.value, unit=q.unit,
            obs_value=q.obs_value, unit_measure=q.unit_measure, rule="table.cell", kind=q.kind, table_id=self._table.id,
            row=cell.row, col=cell.col, caption=self._table.caption,
        )  # fmt: skip

    def _unit_of(self, measure: str, row: Axis, col: Axis) -> str:
        if col.measure in ("growth", "share") or col.base and col.measure != "level":
            return col.unit if self._shapes["per cent"].search(col.unit) else "%"
        if col.measure == "change" and not row.measure:
            return col.unit or self._unit or row.unit
        if measure in ("growth", "share"):
            return row.unit if self._shapes["per cent"].search(row.unit) else "%"
        return row.unit or col.unit or self._unit

    def _name(self, row: Axis, col: Axis, measure: str) -> str:
        if not row.name or self._shapes["rank"].fullmatch(row.name) and col.name:
            return col.name or self._subject() or self._table.caption
        name = col.name
        if not name or row.name.endswith(name):
            return row.name
        counted = name.endswith(self._g._heads) and len(name) <= 8 and not row.name.endswith(self._g._heads)
        if counted or name in self._g._bare:
            return row.name + name
        return f"{row.name}（{name}）"

    def _period(self) -> str:
        """The year of the caption, the last one of a span; the edition where it names none."""
        years = YEAR.findall(self._caption)
        return years[-1] if years and int(years[-1]) <= int(self._g._edition or 0) + 1 else self._g._edition

"""A table to figures: stub and header to indicator, unit, period, place and measure of each value cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from patterns.indicators import Namer
from patterns.lexicon import Lexicon
from patterns.model import Cell, Figure, Finding, Quantity, Table, Tally
from patterns.quantities import Reader
from patterns.regions import Gazetteer

_NUMBER = re.compile(r"^(?:超过?|逾|突破|近|约|不足)?[-+]?\d[\d,]*(?:\.\d+)?(?:%|‰|[万亿]|余|多|以上|左右|[eE][-+]?\d+)*$")
_MISSING = re.compile(r"^(?:[-—–…·./*×]+|/|无|空)?$")
_UNIT_IN_LABEL = re.compile(r"[（(](?:单位[:：])?([^（）()]{1,12})[）)]$")
_UNIT_LINE = re.compile(r"单位[:：]?(.{1,14}?)[）)]?$")
_SUB = re.compile(r"^(?:其中[:：]?|#|——?|-|·|●|○|\s{2,})")
_SERIAL = re.compile(r"^(?:序号|编号|行次|代码|排序|No\.?)$", re.IGNORECASE)
_YEAR = re.compile(r"((?:19|20)\d\d)年?")
_GROWTH = re.compile(r"(?:同比|比上年|较上年|比.{2,6}?年|环比|年均)?(?:实际|名义)?(?:增长|增减|增速|涨跌|增幅|涨幅|下降|变化)|比上年|同比|±")
_CHANGE = re.compile(r"百分点|增减额|增减量")
_SHARE = re.compile(r"占.{0,10}(?:比重|比例|%)|比重|占比|构成")
_RANK = re.compile(r"排名|位次|名次|排序")
_TOTAL_WORDS = ("合计", "总计", "小计", "全省", "全市", "全国", "全区", "总量")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a table holds."""

    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    tally: Tally


@dataclass(frozen=True, slots=True)
class Axis:
    """What a row or column label says of its cells; blank where it says nothing."""

    name: str = ""
    unit: str = ""
    area: str = ""
    period: str = ""
    measure: str = ""
    base: str = ""


class Grids:
    """Reads tables of one report."""

    def __init__(self, lexicon: Lexicon, reader: Reader, edition: str, area: str) -> None:
        self._lexicon, self._reader = lexicon, reader
        self._places = Gazetteer(lexicon, area)
        self._names = Namer(lexicon)
        self._edition, self._area = edition, area

    def __call__(self, table: Table) -> Reading:
        """Figures of one table, row by row."""
        grid = [[self._text(c) for c in row] for row in table.grid()]
        if len(grid) < 2 or not grid[0]:
            return Reading((), (), Tally())
        header, stub = self._header(table, grid), self._stub(grid, table)
        cols = [self._column(grid, header, j) for j in range(len(grid[0]))]
        rows = self._rows(grid, header, stub)
        figures: list[Figure] = []
        for cell in table.cells:
            if cell.row >= header and cell.col >= stub and not self._is_serial(grid, header, cell.col):
                figure = self._figure(table, cell, grid[cell.row][cell.col], rows[cell.row], cols[cell.col])
                if figure:
                    figures.append(figure)
        numerals = sum(any(ch.isdigit() for ch in self._text(c)) for c in table.cells)
        return Reading(tuple(figures), (), Tally(len(figures), numerals - len(figures), 0, {"label or heading of a table": numerals - len(figures)}))

    def _text(self, cell: Cell | None) -> str:
        return self._lexicon.fold(cell.text, cell.raised).text if cell else ""

    def _is_value(self, text: str) -> bool:
        return bool(_NUMBER.match(text))

    def _header(self, table: Table, grid: Sequence[Sequence[str]]) -> int:
        """Header rows: those above the first row that holds values beyond its stub (years are labels)."""
        for i, row in enumerate(grid):
            values = [t for t in row[1:] if self._is_value(t)]
            if values and not all(_YEAR.fullmatch(t) for t in values):
                return max(i, 1) if i else (1 if len(grid) > 1 and not values else i)
        return min(table.header_rows, len(grid) - 1)

    def _stub(self, grid: Sequence[Sequence[str]], table: Table) -> int:
        """Stub columns: those left of the first column that mostly holds values."""
        for j in range(1, len(grid[0])):
            column = [row[j] for row in grid[1:] if row[j]]
            head = grid[0][j]
            if column and sum(map(self._is_value, column)) >= 0.5 * len(column) and not _SERIAL.match(head):
                return j
        return 1

    def _is_serial(self, grid: Sequence[Sequence[str]], header: int, col: int) -> bool:
        return any(_SERIAL.match(grid[i][col]) for i in range(header))

    def _column(self, grid: Sequence[Sequence[str]], header: int, col: int) -> Axis:
        parts: list[str] = []
        for i in range(header):
            text = grid[i][col]
            if text and (not parts or parts[-1] != text):
                parts.append(text)
        return self._axis(parts)

    def _rows(self, grid: Sequence[Sequence[str]], header: int, stub: int) -> dict[int, Axis]:
        rows: dict[int, Axis] = {}
        for i in range(header, len(grid)):
            labels = [grid[i][j] for j in range(stub) if grid[i][j] and not self._is_serial(grid, header, j)]
            rows[i] = self._axis(labels[-1:])
        return rows

    def _axis(self, parts: Sequence[str]) -> Axis:
        """What the labels of a row or column say, from the outermost to the innermost."""
        axis = Axis()
        names: list[str] = []
        for part in parts:
            text, unit = self._split_unit(_SUB.sub("", part))
            axis = replace(axis, unit=unit or axis.unit)
            measure = self._measure(part)
            m = _YEAR.search(text)
            if m and not measure:
                axis = replace(axis, period=m[1])
                text = (text[: m.start()] + text[m.end() :]).strip("年末底")
            elif measure:
                axis = replace(axis, measure=measure, period=m[1] if m and not re.search("[比较]", text[: m.start()]) else axis.period)
                text = _GROWTH.sub("", text) if measure == "growth" else text
                text = re.sub(r"(?:19|20)\d\d年?|[±（）()%、]|占.*$|比重|构成|排名|位次", "", text) if measure != "rank" else re.sub(r"排名|位次|名次", "", text)
            places, rest = self._places.lead(text)
            if places and rest in ("", "市", "州", "省"):
                axis = replace(axis, area="" if self._places.is_own(places[0]) else places[0])
                text = ""
            if text and not re.fullmatch(r"指标|项目|数据|数值|数量|绝对数|绝对额|总量|金额|本年|全年|指标名称|地区|市州?|城市|内容|完成|累计", text):
                names.append(text)
        return replace(axis, name="".join(names[-2:]) if len(names) > 1 and len(names[-1]) <= 3 else names[-1] if names else "")

    def _measure(self, text: str) -> str:
        for measure, shape in (("change", _CHANGE), ("growth", _GROWTH), ("share", _SHARE), ("rank", _RANK)):
            if shape.search(text):
                return measure
        return ""

    def _split_unit(self, text: str) -> tuple[str, str]:
        m = _UNIT_IN_LABEL.search(text)
        if m and self._unit_quantity("1", m[1]):
            return text[: m.start()], m[1]
        return text, ""

    def _unit_quantity(self, number: str, unit: str) -> Quantity | None:
        numerals = self._reader(f"为{number}{unit}")
        found = [q for q in numerals.quantities if q.unit]
        return found[0] if found else None

    def _figure(self, table: Table, cell: Cell, text: str, row: Axis, col: Axis) -> Figure | None:
        if not text or _MISSING.match(text) or not self._is_value(text):
            return None
        measure = col.measure or row.measure or "level"
        unit = row.unit or col.unit or self._table_unit(table)
        if measure in ("growth", "share") and not (col.measure and col.unit or row.measure and row.unit):
            unit = "%"
        if col.measure and col.unit:
            unit = col.unit
        q = self._quantity(text, unit)
        if q is None:
            return None
        name = row.name or col.name
        if row.name and col.name and not row.area:
            name = row.name + col.name if self._names.is_dependent(col.name) or len(col.name) <= 4 else row.name
        if measure == "rank":
            q = replace(q, unit="", unit_measure="rank", kind="rank")
        area = row.area or col.area or self._area
        if not name:
            name = re.sub(r"^(?:续?表[\d一二三四五六七八九十-]*|.*?年)", "", self._lexicon.fold(table.caption).text) or table.caption
        return Figure(
            "table", cell.place, table.section, " / ".join(filter(None, (row.area, row.name))), None, None, cell.text, name, area,
            self._places.code(area), col.period or row.period or self._period(table), measure, col.base or row.base, q.bound, q.value, q.unit,
            q.obs_value, "pp" if measure == "change" and q.unit_measure == "%" else q.unit_measure, "table.cell", q.kind, table.id, cell.row, cell.col,
        )  # fmt: skip

    def _quantity(self, text: str, unit: str) -> Quantity | None:
        has_unit = bool(re.search(r"[%‰]$", text))
        numerals = self._reader(f"为{text}{'' if has_unit else unit}")
        return numerals.quantities[0] if numerals.quantities else None

    def _table_unit(self, table: Table) -> str:
        m = _UNIT_LINE.search(self._lexicon.fold(table.unit).text)
        return m[1] if m else ""

    def _period(self, table: Table) -> str:
        m = _YEAR.search(self._lexicon.fold(table.caption).text)
        return m[1] if m else self._edition

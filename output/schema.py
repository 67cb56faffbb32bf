"""The columns of a release: names, types, meanings; one table from which CSV, datapackage.json and the README's list are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from patterns.model import Change, Figure, Finding, Place

VERSION = "2"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, type (Table Schema's, or `path`: a string of levels), meaning, and its title for Chinese readers."""

    name: str
    type: str
    meaning: str
    title: str

    @property
    def schema_type(self) -> str:
        """The type in Table Schema's words."""
        return "string" if self.type == "path" else self.type

    def write(self, value: Any) -> str:
        """A field of a noun as the text of a cell."""
        return _WRITE[self.type](value)

    def read(self, text: str) -> Any:
        """The text of a cell as a field of a noun. Raises ValueError or InvalidOperation on what the column cannot hold."""
        return _READ[self.type](text)


def plain(value: Decimal | None) -> str:
    """A Decimal without exponent, whole numbers without a point; None is blank."""
    if value is None:
        return ""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text


def points(value: float) -> str:
    """A coordinate with one decimal."""
    return f"{value:.1f}"


_PART = " / "
_WRITE: dict[str, Callable[[Any], str]] = {
    "string": str,
    "path": _PART.join,
    "integer": lambda n: "" if n is None else str(n),
    "number": plain,
    "boolean": lambda b: "true" if b else "false",
}
_READ: dict[str, Callable[[str], Any]] = {
    "string": str,
    "path": lambda text: tuple(text.split(_PART)) if text else (),
    "integer": lambda text: int(text) if text else None,
    "number": lambda text: Decimal(text) if text else None,
    "boolean": lambda text: text == "true",
}

FIGURES = (
    Column("figure_id", "string", "unique; made of the print alone: source, page, box and raw", "数据编号"),
    Column("report", "string", "slug of the report", "报告"),
    Column("edition", "string", "year that the edition covers", "版次"),
    Column("source", "string", "prose or table", "来源"),
    Column("page", "integer", "1-based page of the printed expression", "页"),
    Column("x0", "number", "left edge of its first line, points from the page's left", "左"),
    Column("top", "number", "upper edge of its first line, points from the page's top", "上"),
    Column("x1", "number", "right edge of its first line, points", "右"),
    Column("bottom", "number", "lower edge of its first line, points", "下"),
    Column("section", "path", "heading path, ' / ' between levels", "章节"),
    Column("sentence", "string", "the whole sentence as printed; in a table the row label path", "原句"),
    Column("start", "integer", "0-based offset of the expression in the sentence (blank in tables)", "起"),
    Column("end", "integer", "offset behind the expression (blank in tables)", "止"),
    Column("raw", "string", "the expression as printed, with qualifier and unit", "原文"),
    Column("indicator", "string", "name of what is measured; for growth, change, share, rank the base indicator", "指标"),
    Column("ref_area", "string", "place that the figure is about, several joined by 、", "地区"),
    Column("ref_area_code", "string", "GB/T 2260 code of that place, where there is one", "地区代码"),
    Column("time_period", "string", "2024, 2021/2024 (a span), 2022-03", "时期"),
    Column("measure", "string", "level, growth, change, share or rank", "口径"),
    Column("base", "string", "share: denominator; rank: scope; growth, change: period compared with, if not the year before", "基准"),
    Column("bound", "string", "of the printed magnitude: exact, gt, lt or approx", "限定"),
    Column("value", "number", "number in digits as printed", "数值"),
    Column("unit", "string", "unit as printed, with its multiplier", "单位"),
    Column("obs_value", "number", "value in the base unit", "换算值"),
    Column("unit_measure", "string", "base unit: ISO 4217, UCUM, %, pp, 倍, rank, or a counting word", "基本单位"),
    Column("table_id", "string", "table figures: id in tables.json", "表"),
    Column("row", "integer", "table figures: 0-based row, header rows counted", "行"),
    Column("col", "integer", "table figures: 0-based column", "列"),
    Column("rule", "string", "which rule bound it (its measure)", "规则"),
    Column("caption", "string", "table figures: the table's title with its scope", "表题"),
    Column("row_path", "path", "table figures: labels of its row, outermost first, ' / ' between levels", "行标签"),
    Column("col_path", "path", "table figures: labels of its column, outermost first, ' / ' between levels", "列标签"),
    Column("reading", "string", "text (the PDF's text layer) or ocr", "读取方式"),
    Column("confidence", "number", "0.00-1.00, how sure name, place, period and measure are: what to look at first", "可信度"),
    Column("rule_indicator", "string", "which rule chose the indicator", "指标规则"),
    Column("rule_area", "string", "which rule chose the place", "地区规则"),
    Column("rule_period", "string", "which rule chose the period", "时期规则"),
    Column("rule_base", "string", "which rule chose the base", "基准规则"),
    Column("reading_confidence", "number", "of the expression's characters, where reading is ocr", "识别可信度"),
)
FINDINGS = (
    Column("code", "string", "what kind of finding; listed in the README", "类别"),
    Column("severity", "string", "error, warning or note", "程度"),
    Column("blocking", "boolean", "whether the reading itself is unsafe", "阻断"),
    Column("page", "integer", "1-based page", "页"),
    Column("x0", "number", "left edge, points", "左"),
    Column("top", "number", "upper edge, points", "上"),
    Column("x1", "number", "right edge, points", "右"),
    Column("bottom", "number", "lower edge, points", "下"),
    Column("figure_id", "string", "the figure concerned, where there is one", "数据编号"),
    Column("note", "string", "what was found, with the numbers and the sum", "说明"),
    Column("figure_ids", "string", "all figures that take part, parted by spaces", "相关数据"),
)
CHANGES = (
    Column("kind", "string", "new, dropped, rescoped, unit_changed, renamed, revised or same", "变化"),
    Column("status", "string", "claimed, or proposed below the threshold", "状态"),
    Column("edition_before", "string", "edition compared with", "上一版"),
    Column("edition_after", "string", "edition compared", "新一版"),
    Column("time_period_before", "string", "reference period before", "上期"),
    Column("time_period_after", "string", "reference period after", "本期"),
    Column("indicator_before", "string", "name before", "原指标"),
    Column("indicator_after", "string", "name after", "新指标"),
    Column("ref_area", "string", "place", "地区"),
    Column("measure", "string", "level, growth, change, share or rank", "口径"),
    Column("value_before", "number", "obs_value before", "原值"),
    Column("value_after", "number", "obs_value after", "新值"),
    Column("unit_measure", "string", "base unit of both values", "基本单位"),
    Column("change", "number", "after minus before", "增减"),
    Column("change_pct", "number", "change in per cent of before", "增减%"),
    Column("stated_growth", "number", "growth that the later edition states, in per cent", "所述增速"),
    Column("verdict", "string", "confirmed, contradicted or unstated", "核对"),
    Column("score", "number", "how sure the pair is, 0 to 1", "把握"),
    Column("figure_id_before", "string", "figure_id in the earlier edition", "原编号"),
    Column("figure_id_after", "string", "figure_id in the later edition", "新编号"),
    Column("proof", "string", "what proves the pair: prior_value, stated_growth, key, name or by_hand", "依据"),
)
MENTIONS = (
    Column("side", "string", "before or after: the edition that tells it again", "所在版"),
    Column("figure_id", "string", "figure_id of the further mention", "数据编号"),
    Column("of_side", "string", "before or after: the edition that told it first", "首见版"),
    Column("of_figure_id", "string", "figure_id of what it tells again", "首见编号"),
)


_BOX = ("page", "x0", "top", "x1", "bottom")
_FIGURE_FIELDS = tuple(c for c in FIGURES if c.name not in ("report", "edition", *_BOX))
_FINDING_FIELDS = tuple(c for c in FINDINGS if c.name not in ("figure_ids", *_BOX))


def _place(place: Place | None) -> dict[str, str]:
    return dict.fromkeys(_BOX, "") if place is None else dict(zip(_BOX, [str(place.page), *map(points, place.bbox)]))


def figure_row(f: Figure, report: str, edition: str) -> list[str]:
    """A figure as one row of figures.csv."""
    row = {"report": report, "edition": edition} | _place(f.place)
    for column in _FIGURE_FIELDS:
        row[column.name] = column.write(getattr(f, column.name))
    return [row[c.name] for c in FIGURES]


def figure_of(row: Mapping[str, str]) -> Figure:
    """The figure of a row of figures.csv. Raises KeyError, ValueError or InvalidOperation where it is none."""
    place = Place(int(row["page"]), (float(row["x0"]), float(row["top"]), float(row["x1"]), float(row["bottom"])))
    return Figure(place=place, **{c.name: c.read(row[c.name]) for c in _FIGURE_FIELDS})


def finding_row(f: Finding) -> list[str]:
    """A finding as one row of findings.csv."""
    row = _place(f.place) | {c.name: c.write(getattr(f, c.name)) for c in _FINDING_FIELDS} | {"figure_ids": " ".join(f.figure_ids)}
    return [row[c.name] for c in FINDINGS]


def change_row(c: Change, editions: tuple[str, str]) -> list[str]:
    """A change as one row of changes.csv."""
    a, b = c.before, c.after
    one = b or a
    assert one is not None
    return [
        c.kind, c.status, *editions, a.time_period if a else "", b.time_period if b else "", a.indicator if a else "", b.indicator if b else "",
        one.ref_area, one.measure, plain(a.obs_value if a else None), plain(b.obs_value if b else None), one.unit_measure, plain(c.change),
        plain(c.change_pct), c.stated_growth, c.verdict, f"{c.score:.3f}", a.figure_id if a else "", b.figure_id if b else "", c.proof,
    ]  # fmt: skip


def header(columns: Sequence[Column]) -> list[str]:
    """The names of the columns, in order."""
    return [c.name for c in columns]

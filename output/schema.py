"""The columns of a release: names, types, meanings; one table from which CSV, datapackage.json and the README's list are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from patterns.model import Change, Figure, Finding

VERSION = "1"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, Table Schema type and meaning."""

    name: str
    type: str
    meaning: str


FIGURES = (
    Column("figure_id", "string", "unique; stable over reruns of the same PDF"),
    Column("report", "string", "slug of the report"),
    Column("edition", "string", "year that the edition covers"),
    Column("source", "string", "prose or table"),
    Column("page", "integer", "1-based page of the printed expression"),
    Column("x0", "number", "left edge of its first line, points from the page's left"),
    Column("top", "number", "upper edge of its first line, points from the page's top"),
    Column("x1", "number", "right edge of its first line, points"),
    Column("bottom", "number", "lower edge of its first line, points"),
    Column("section", "string", "heading path, ' / ' between levels"),
    Column("sentence", "string", "the whole sentence as printed; in a table the row label path"),
    Column("start", "integer", "0-based offset of the expression in the sentence (blank in tables)"),
    Column("end", "integer", "offset behind the expression (blank in tables)"),
    Column("raw", "string", "the expression as printed, with qualifier and unit"),
    Column("indicator", "string", "name of what is measured; for growth, change, share, rank the base indicator"),
    Column("ref_area", "string", "place that the figure is about, several joined by 、"),
    Column("ref_area_code", "string", "GB/T 2260 code of that place, where there is one"),
    Column("time_period", "string", "2024, 2021/2024 (a span), 2022-03"),
    Column("measure", "string", "level, growth, change, share or rank"),
    Column("base", "string", "share: denominator; rank: scope; growth, change: period compared with, if not the year before"),
    Column("bound", "string", "of the printed magnitude: exact, gt, lt or approx"),
    Column("value", "number", "number in digits as printed"),
    Column("unit", "string", "unit as printed, with its multiplier"),
    Column("obs_value", "number", "value in the base unit"),
    Column("unit_measure", "string", "base unit: ISO 4217, UCUM, %, pp, 倍, rank, or a counting word"),
    Column("table_id", "string", "table figures: id in tables.json"),
    Column("row", "integer", "table figures: 0-based row, header rows counted"),
    Column("col", "integer", "table figures: 0-based column"),
    Column("rule", "string", "which rule bound it"),
)
FINDINGS = (
    Column("code", "string", "what kind of finding; listed in the README"),
    Column("severity", "string", "error, warning or note"),
    Column("blocking", "boolean", "whether the reading itself is unsafe"),
    Column("page", "integer", "1-based page"),
    Column("x0", "number", "left edge, points"),
    Column("top", "number", "upper edge, points"),
    Column("x1", "number", "right edge, points"),
    Column("bottom", "number", "lower edge, points"),
    Column("figure_id", "string", "the figure concerned, where there is one"),
    Column("note", "string", "what was found, with the numbers and the sum"),
)
CHANGES = (
    Column("kind", "string", "new, dropped, rescoped, unit_changed, renamed, revised or same"),
    Column("status", "string", "claimed, or proposed below the threshold"),
    Column("edition_before", "string", "edition compared with"),
    Column("edition_after", "string", "edition compared"),
    Column("time_period_before", "string", "reference period before"),
    Column("time_period_after", "string", "reference period after"),
    Column("indicator_before", "string", "name before"),
    Column("indicator_after", "string", "name after"),
    Column("ref_area", "string", "place"),
    Column("measure", "string", "level, growth, change, share or rank"),
    Column("value_before", "number", "obs_value before"),
    Column("value_after", "number", "obs_value after"),
    Column("unit_measure", "string", "base unit of both values"),
    Column("change", "number", "after minus before"),
    Column("change_pct", "number", "change in per cent of before"),
    Column("stated_growth", "number", "growth that the later edition states, in per cent"),
    Column("verdict", "string", "confirmed, contradicted or unstated"),
    Column("score", "number", "how sure the pair is, 0 to 1"),
    Column("figure_id_before", "string", "figure_id in the earlier edition"),
    Column("figure_id_after", "string", "figure_id in the later edition"),
)


def plain(value: Decimal | None) -> str:
    """A Decimal without exponent, whole numbers without a point; None is blank."""
    if value is None:
        return ""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text


def points(value: float) -> str:
    """A coordinate with one decimal."""
    return f"{value:.1f}"


def _place(figure: Figure | Finding) -> list[str]:
    if figure.place is None:
        return [""] * 5
    return [str(figure.place.page), *map(points, figure.place.bbox)]


def _blank(value: int | None) -> str:
    return "" if value is None else str(value)


def figure_row(f: Figure, report: str, edition: str) -> list[str]:
    """A figure as one row of figures.csv."""
    return [
        f.figure_id, report, edition, f.source, *_place(f), " / ".join(f.section), f.sentence, _blank(f.start), _blank(f.end), f.raw, f.indicator,
        f.ref_area, f.ref_area_code, f.time_period, f.measure, f.base, f.bound, plain(f.value), f.unit, plain(f.obs_value), f.unit_measure,
        f.table_id, _blank(f.row), _blank(f.col), f.rule,
    ]  # fmt: skip


def finding_row(f: Finding) -> list[str]:
    """A finding as one row of findings.csv."""
    return [f.code, f.severity, "true" if f.blocking else "false", *_place(f), f.figure_id, f.note]


def change_row(c: Change, editions: tuple[str, str]) -> list[str]:
    """A change as one row of changes.csv."""
    a, b = c.before, c.after
    one = b or a
    assert one is not None
    return [
        c.kind, c.status, *editions, a.time_period if a else "", b.time_period if b else "", a.indicator if a else "", b.indicator if b else "",
        one.ref_area, one.measure, plain(a.obs_value if a else None), plain(b.obs_value if b else None), one.unit_measure, plain(c.change),
        plain(c.change_pct), c.stated_growth, c.verdict, f"{c.score:.3f}", a.figure_id if a else "", b.figure_id if b else "",
    ]  # fmt: skip


def header(columns: Sequence[Column]) -> list[str]:
    """The names of the columns, in order."""
    return [c.name for c in columns]

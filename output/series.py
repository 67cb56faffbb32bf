"""Every indicator of a report over all its editions: one row an indicator and edition."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence

from output.axes import Axes
from output.files import to_csv
from output.indicators import indicators
from output.schema import Column
from output.store import Store
from patterns.errors import BadInput
from patterns.model import Figure

COLUMNS = (
    Column("indicator", "string", "name as in that edition", "指标"),
    Column("ref_area", "string", "place", "地区"),
    Column("ref_area_code", "string", "GB/T 2260 code", "地区代码"),
    Column("measure", "string", "level, growth, change, share or rank", "口径"),
    Column("time_period", "string", "reference period", "时期"),
    Column("obs_value", "number", "value in the base unit", "换算值"),
    Column("unit_measure", "string", "base unit", "基本单位"),
    Column("bound", "string", "exact, gt, lt or approx", "限定"),
    Column("edition", "string", "year that the edition covers", "版次"),
    Column("version", "string", "version of its release", "版本"),
    Column("figure_id", "string", "figure_id in that release", "数据编号"),
    Column("caption", "string", "title of its table", "表题"),
    Column("row_path", "path", "labels of its row, outermost first", "行标签"),
    Column("col_path", "path", "labels of its column, outermost first", "列标签"),
)


def series_csv(
    editions: Iterable[tuple[str, str, Sequence[Figure]]], kinds: Mapping[str, str], axes: Mapping[str, Mapping[str, str]]
) -> bytes:
    """(edition, version, figures) of each edition as one CSV, sorted by name, place, measure and edition."""
    rows = []
    for edition, version, figures in editions:
        rows += [_row(one.figure, edition, version) for one in indicators(figures, edition, kinds, Axes(axes))]
    return to_csv(COLUMNS, sorted(rows, key=lambda r: (r[0], r[1], r[3], r[8], r[4], r[10])))


def _row(f: Figure, edition: str, version: str) -> list[str]:
    found = {"edition": edition, "version": version}
    return [found.get(c.name) or c.write(getattr(f, c.name)) for c in COLUMNS]


def read_series(store: Store, report: str) -> list[list[str]]:
    """Rows of a report's series as the store holds it. Raises BadInput where there is none."""
    path = store.root / "series" / f"{report}.csv"
    if not path.exists():
        raise BadInput(report, f"has no series in {store.root}", "build it first; `shubao show` lists what is there")
    with path.open(encoding="utf-8", newline="") as fh:
        return list(csv.reader(fh))[1:]

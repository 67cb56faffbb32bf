"""What cannot be, marked: a row that no report means, a reading that lost too much, an edition that has collapsed against the one before.

Nothing is dropped or changed: each gets a finding at its place. What is held against another edition stands beside the diff and never
in a release, whose bytes depend on its PDF alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from output.names import normal
from patterns.codes import finding
from patterns.model import Figure, Finding

# name: (threshold, why it lies there)
LIMITS: dict[str, tuple[Decimal, str]] = {
    "share": (Decimal(100), "a part is no larger than its whole"),
    "level": (Decimal(1000), "rates and fulfilments above ten times their plan are misread; growth may be any size"),
    "first_year": (Decimal(1900), "reports of statistics tell of no year before"),
    "last_year": (Decimal(2100), "plans reach no further"),
    "column": (Decimal("0.8"), "share of a column's figures with a unit from which one without is odd; notes and ordinals mix below it"),
    "column_rows": (Decimal(4), "a column of fewer figures has no habit"),
    "unclaimed": (Decimal("0.2"), "numerals without a reason, to figures: well-read reports stay below 0.1"),
    "unclaimed_least": (Decimal(20), "a page of numbers and not less"),
    "kept": (Decimal(2) / 3, "figures or tables of the edition before that an edition must have; good pairs keep 0.75 and more"),
    "found": (Decimal(1) / 3, "figures of the edition before whose name or id an edition must have; whole pairs find 0.39 and more"),
    "compared": (Decimal(30), "figures below which an edition is too small to be judged"),
}
_YEAR_LABELS = ("年", "年度", "年份")
_NO_NAME = re.compile(r"[\d\s.,，。%％()（）+—-]+")
_TWO = re.compile(r"\d\s+\d")


def _limit(name: str) -> Decimal:
    return LIMITS[name][0]


def rows(figures: Sequence[Figure]) -> list[Finding]:
    """Findings on single rows, in reading order: at most one a figure, the gravest."""
    odd = {f.figure_id for f in _without_unit(figures)}
    mixed = _counted_and_in_percent(figures)
    out = []
    for f in figures:
        code = _code(f) or ("unit_missing" if f.figure_id in odd else "amount_in_percent" if f.figure_id in mixed else "")
        if code:
            out.append(finding(code, place=f.place, figure_id=f.figure_id, indicator=f.indicator or "?", raw=f.raw))
    return out


def _code(f: Figure) -> str:
    if not f.indicator.strip():
        return "no_indicator"
    if _NO_NAME.fullmatch(f.indicator):
        return "number_as_indicator"
    if f.source == "table" and _TWO.search(f.raw):
        return "numbers_joined"
    if _is_year(f):
        return "year_as_value"
    if f.unit_measure == "%" and f.measure == "share" and f.obs_value > _limit("share"):
        return "share_over"
    if f.unit_measure == "%" and f.measure == "level" and abs(f.obs_value) > _limit("level"):
        return "percent_over"
    return ""


def _is_year(f: Figure) -> bool:
    """Accounts hold true amounts between 1900 and 2099: only a bare one, or one whose own label calls it a year, is one."""
    whole = f.value == f.value.to_integral_value() and _limit("first_year") <= f.value <= _limit("last_year")
    if not whole or f.measure != "level" or not re.search(r"(?<![\d,.])\d{4}(?![\d,.])", f.raw):
        return False
    return not f.unit and not f.unit_measure or f.indicator.endswith(_YEAR_LABELS)


def _without_unit(figures: Sequence[Figure]) -> Iterator[Figure]:
    """Levels of a table column without a unit where nearly all others of the column have one."""
    columns: dict[tuple[str, int | None], list[Figure]] = defaultdict(list)
    for f in figures:
        if f.source == "table" and f.measure == "level":
            columns[f.table_id, f.col].append(f)
    for column in columns.values():
        bare = [f for f in column if not f.unit_measure]
        if bare and len(column) >= _limit("column_rows") and len(column) - len(bare) >= _limit("column") * len(column):
            yield from bare


def _counted_and_in_percent(figures: Sequence[Figure]) -> Collection[str]:
    """Levels in % of a name that the same table counts in another unit, in a column of that other unit."""
    columns: dict[tuple[str, int | None], Counter[str]] = defaultdict(Counter)
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for f in figures:
        if f.source == "table" and f.measure == "level":
            columns[f.table_id, f.col][f.unit_measure] += 1
            names[f.table_id, normal(f.indicator)].add(f.unit_measure)
    return {
        f.figure_id
        for f in figures
        if f.source == "table" and f.measure == "level" and f.unit_measure == "%"
        and names[f.table_id, normal(f.indicator)] - {"%", ""}
        and columns[f.table_id, f.col]["%"] < columns[f.table_id, f.col].total() * (1 - _limit("column"))
    }  # fmt: skip


def report(figures: int, unclaimed: int) -> list[Finding]:
    """Findings on a whole reading."""
    if unclaimed <= max(_limit("unclaimed_least"), _limit("unclaimed") * figures):
        return []
    return [finding("much_unclaimed", unclaimed=unclaimed, figures=figures)]


@dataclass(frozen=True, slots=True)
class Extent:
    """How much an edition holds: its area (blank: not to be compared), tables, and of each figure its name with unit, and its id."""

    edition: str
    area: str
    tables: int
    names: tuple[tuple[str, str], ...]
    ids: frozenset[str]


def extent(described: Mapping[str, Any], figures: Iterable[Mapping[str, str]], area_counts: bool = True) -> Extent:
    """Of a release: its datapackage.json and the rows of its figures.csv."""
    said, held = described["shubao"], list(figures)
    tables = sum(r["path"].startswith("tables/") for r in described["resources"])
    names = tuple((normal(row["indicator"]), row["unit_measure"]) for row in held)
    return Extent(said["edition"], said["ref_area"] if area_counts else "", tables, names, frozenset(row["figure_id"] for row in held))


def collapsed(before: Extent, after: Extent) -> list[Finding]:
    """What an edition has lost against another one of its report, or a version against the one before. A small one is not judged."""
    count = len(before.names)
    if count < _limit("compared"):
        return []
    told = []
    if before.area and after.area and before.area != after.area:
        told.append(f"the area is {after.area}, and was {before.area}")
    for what, a, b in (("figures", count, len(after.names)), ("tables", before.tables, after.tables)):
        if b < _limit("kept") * a and a - b > 1:
            told.append(f"{b} {what}, and {a} then")
    there = frozenset(after.names)
    found = max(sum(name in there for name in before.names), len(before.ids & after.ids))
    if found < _limit("found") * count:
        told.append(f"{found} of the {count} figures that stood there")
    return [finding("collapsed", before=before.edition, what=what) for what in told]

"""What cannot be is marked, what can be is not; an edition that has collapsed is told against the one before."""

from dataclasses import replace
from decimal import Decimal

import pytest

from output import plausible
from patterns.model import Figure, Place

ONE = Figure(
    source="table", place=Place(1, (0, 0, 1, 1)), raw="12.5", indicator="商品销售额", ref_area="", ref_area_code="", time_period="2024",
    measure="level", base="", bound="exact", value=Decimal("12.5"), unit="亿元", obs_value=Decimal("1250000000"), unit_measure="CNY",
    rule="", table_id="t01", row=1, col=1, figure_id="t1", section=(), sentence="",
)  # fmt: skip


def percent(value, **changes):
    return replace(ONE, raw=f"{value}%", unit="%", unit_measure="%", value=Decimal(value), obs_value=Decimal(value), **changes)


def bare(raw, **changes):
    return replace(ONE, **{"raw": raw, "unit": "", "unit_measure": "", "value": Decimal(raw), "obs_value": Decimal(raw)} | changes)


CASES = {
    "no name": (replace(ONE, indicator=" "), "no_indicator"),
    "a number as name": (replace(ONE, indicator="4,966,170.34"), "number_as_indicator"),
    "two numbers": (replace(ONE, raw="319,770 9"), "numbers_joined"),
    "a bare year": (bare("2024"), "year_as_value"),
    "a year by its label": (replace(bare("2024"), indicator="建成年份", unit="个", unit_measure="个"), "year_as_value"),
    "an amount like a year": (replace(ONE, raw="2024", value=Decimal(2024)), ""),
    "a number that holds a year": (replace(bare("2024"), raw="12,024"), ""),
    "a share over its whole": (percent("120", measure="share"), "share_over"),
    "a share": (percent("100", measure="share"), ""),
    "a rate beyond measure": (percent("1590"), "percent_over"),
    "growth may be any": (percent("1590", measure="growth"), ""),
    "a plain amount": (ONE, ""),
}


@pytest.mark.parametrize("figure,code", CASES.values(), ids=CASES.keys())
def test_a_row(figure, code):
    found = plausible.rows([figure])
    assert [f.code for f in found] == ([code] if code else [])
    assert all(f.figure_id == figure.figure_id and f.place == figure.place and not f.blocking for f in found)


def column(n, odd):
    return [replace(ONE, figure_id=f"t{k}", indicator=f"项目{k}", row=k) for k in range(n)] + [odd]


def test_no_unit_where_the_column_has_one():
    assert [(f.code, f.figure_id) for f in plausible.rows(column(8, bare("7", figure_id="x", indicator="合计")))] == [("unit_missing", "x")]
    assert plausible.rows(column(2, bare("7", figure_id="x", indicator="合计"))) == []


def test_an_amount_in_per_cent():
    others = [replace(ONE, indicator="税收收入", figure_id="a", col=2)]
    found = plausible.rows([*others, *column(8, percent("7", figure_id="x", indicator="税收收入"))])
    assert [(f.code, f.figure_id) for f in found] == [("amount_in_percent", "x")]


def test_a_report_without_reasons():
    assert [f.code for f in plausible.report(100, 30)] == ["much_unclaimed"]
    assert plausible.report(100, 20) == [] and plausible.report(3, 5) == []


def extent(names, area="甲省", tables=10, edition="2023"):
    return plausible.Extent(edition, area, tables, tuple((n, "个") for n in names), frozenset(names))


NAMES = [f"指标{n}" for n in range(90)]
FALLEN = {
    "figures": (extent(NAMES[:50]), "50 figures, and 90 then"),
    "tables": (extent(NAMES, tables=6), "6 tables, and 10 then"),
    "area": (extent(NAMES, "全国"), "the area is 全国, and was 甲省"),
    "names": (extent([f"别的{n}" for n in range(80)] + NAMES[:10]), "10 of the 90 figures"),
}


@pytest.mark.parametrize("after,what", FALLEN.values(), ids=FALLEN.keys())
def test_a_collapse(after, what):
    (found,) = plausible.collapsed(extent(NAMES), after)
    assert found.code == "collapsed" and found.blocking and what in found.note


def test_no_collapse():
    assert plausible.collapsed(extent(NAMES), extent(NAMES[:70], tables=8)) == []
    assert plausible.collapsed(extent(NAMES[:20]), extent([])) == []  # too small to be judged
    assert plausible.collapsed(extent(NAMES, ""), extent(NAMES)) == []


def test_the_same_print_under_better_names_is_none():
    after = plausible.Extent("2023", "甲省", 10, tuple((f"新名{n}", "个") for n in range(90)), frozenset(NAMES))
    assert plausible.collapsed(extent(NAMES), after) == []


@pytest.mark.parametrize("name", plausible.LIMITS)
def test_every_threshold_says_why(name):
    assert len(plausible.LIMITS[name][1]) > 10

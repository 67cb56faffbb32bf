"""Rows that differ on an axis are never one, however alike their names are."""

import pytest

from flows.releases.compare import knowledge
from output.axes import Axes
from output.diff import Edition, compare
from patterns.axes import axes
from tests.output.test_conservation import figure

PARENTS = ("地方政府一般债务",)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"name": "债务限额"}, {"name": "债务余额"}),
        ({"name": "新增专项债务限额"}, {"name": "专项债务限额"}),
        ({"name": "其他教育管理支出"}, {"name": "教育管理支出"}),
        ({"name": "资源税收入"}, {"name": "资源税支出"}),
        ({"column": ("预算数",)}, {"column": ("决算数",)}),
        ({"column": ("调整预算数",)}, {"column": ("预算数",)}),
        ({"title": "全省收支决算表"}, {"title": "省本级收支决算表"}),
        ({"area": "甲市"}, {"area": "乙市"}),
    ],
)
def test_what_differs_on_an_axis_is_new_and_dropped(before, after):
    sides = [Edition(year, (figure(0, year=year, parents=PARENTS, **side),)) for year, side in (("2023", before), ("2024", after))]
    assert [c.kind for c in compare(*sides, knowledge(None)).changes] == ["new", "dropped"]


def test_the_same_row_under_another_title_of_one_scope_is_the_same():
    sides = [
        Edition(y, (figure(0, year=y, title=t, column=("决算数",)),))
        for y, t in (("2023", "全省支出决算表"), ("2024", "表三 全省支出情况"))
    ]
    assert [c.kind for c in compare(*sides, knowledge(None)).changes] == ["same"]


def test_the_innermost_label_names_the_value():
    known = Axes(axes())
    values = dict(zip(known.names, known.of(("决算数", "一般公共预算收入"), "全省收支预算表")))
    assert (values["role"], values["flow"], values["scope"], values["rest"]) == ("actual", "in", "whole", "item")


def test_a_title_that_names_two_values_names_none():
    known = Axes(axes())
    assert dict(zip(known.names, known.of(("某市",), "债务限额和余额情况表")))["debt"] == ""

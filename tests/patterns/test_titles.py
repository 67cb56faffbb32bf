"""Edition and area by what a title says, on made-up documents."""

from array import array

import pytest

from patterns.lexicon import load
from patterns.model import Cell, Document, Line, Paragraph, Place, Source, Table
from patterns.titles import Titles

NOWHERE = (0.0, 0.0, 1.0, 1.0)


def paragraph(text, kind="prose", page=1):
    edges = array("f", [0.0] * len(text))
    return Paragraph(kind, text, (Line(page, text, NOWHERE, edges, edges, 12.0),), (0,))


def table(*rows, caption=""):
    cells = tuple(Cell(r, c, 1, 1, text, Place(1, NOWHERE)) for r, row in enumerate(rows) for c, text in enumerate(row))
    return Table("t01", (1,), caption, "", 1, "grid", 1.0, cells)


def named(title, *flow):
    return Titles(load())(Document(Source("a.pdf", "", 1), title, (), flow))


@pytest.mark.parametrize(
    "title, edition, area",
    [
        ("关于丽水市2024年预算执行情况和2025年预算草案的报告", "2024", "丽水市"),
        ("二〇二三年遵义市国民经济和社会发展统计公报", "2023", "遵义市"),
        ("恩施州2022年统计公报", "2022", "恩施土家族苗族自治州"),
        ("海南省三亚市2023年统计公报", "2023", "三亚市"),
        ("中国云计算发展白皮书（2020年）", "2020", "全国"),
        ("全球量子产业报告（2021年）", "2021", "全球"),
    ],
)
def test_titles(title, edition, area):
    found = named(title)
    assert (found.edition, found.area, found.findings) == (edition, area, ())


def test_a_date_of_issue_is_no_edition():
    prose = paragraph("2023年财政收入增长。2023年支出下降。2024年将继续。")
    found = named("丽水市财政报告", paragraph("2024年3月5日", "cover"), prose)
    assert found.edition == "2023" and [f.code for f in found.findings] == ["edition_inferred"]


def test_a_place_is_inferred_where_most_places_lie_in_it():
    rows = [("丽水市", "1"), ("龙泉市", "2"), ("青田县", "3"), ("缙云县", "4"), ("庆元县", "5")]
    found = named("2024年收入情况表", table(*rows))
    assert found.area == "丽水市" and [f.code for f in found.findings] == ["area_inferred"]


def test_a_company_is_about_its_seat_only_where_it_says_so():
    title = "贵州某某股份有限公司2020年年度报告"
    assert named(title, paragraph("贵州的贵州的贵州的贵州的贵州的公司。")).area == ""
    assert [f.code for f in named(title).findings] == ["area_unknown"]
    assert named(title, table(("注册地址", "贵州省遵义市某某路"))).area == "遵义市"


def test_what_is_given_is_not_looked_for():
    found = Titles(load())(Document(Source("a.pdf", "", 1), "", (), ()), "2019", "丽水市")
    assert (found.edition, found.area, found.findings) == ("2019", "丽水市", ())

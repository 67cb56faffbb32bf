"""Tables over page breaks: one table with or without a repeated header, with 续表, with a row cut in two; never two that only stand near."""

import pytest

from extractors.read import read
from tests.pens import HEIGHT, WIDTH, ReportLabPen
from tests.table_pages import Drawn, Page, draw, rows

WIDTHS = (160, 90, 90)
HEAD = ["指标", "预算数", "执行数"]
FIRST = [["粮食", "1.5", "2.5"], ["油料", "3.5", "4.5"], ["蔬菜", "5.5", "6.5"]]
SECOND = [["水果", "7.5", "8.5"], ["肉类", "9.5", "10.5"], ["合计", "11.5", "12.5"]]


def page(table, top, **more):
    cells = table if isinstance(table[0], Drawn) else rows(table)
    count = max(c.row + c.rowspan for c in cells)
    return Page("part", WIDTHS, (24,) * count, cells, top=top, **more)


def two_pages(path, first, second, between=None):
    pen = ReportLabPen(path)
    for k in range(6):
        pen.text(80, 90 + 22 * k, "表前的文字" * 6 + "。", 10.5)
    draw(pen, first)
    pen.page()
    if between:
        pen.text(200, 70, between, 11)
    draw(pen, second)
    for k in range(6):
        pen.text(80, 420 + 22 * k, "表后的文字" * 6 + "。", 10.5)
    pen.save()
    return read(path).tables


def grid(table):
    return [[c.text if c else "" for c in row] for row in table.grid()]


@pytest.mark.parametrize(
    "header,between",
    [(True, None), (False, None), (True, "续表1"), (False, "续表")],
    ids=["repeated header", "no header", "续表", "续表 without header"],
)
def test_one_table_over_two_pages(header, between, tmp_path):
    first, second = page([HEAD, *FIRST], HEIGHT - 170), page([HEAD, *SECOND] if header else SECOND, 100)
    tables = two_pages(tmp_path / "a.pdf", first, second, between)
    assert len(tables) == 1 and tables[0].pages == (1, 2)
    assert grid(tables[0]) == [HEAD, *FIRST, *SECOND]
    assert {c.place.page for c in tables[0].cells} == {1, 2}


def test_a_row_cut_in_two_is_one_row(tmp_path):
    first = page([HEAD, *FIRST, ["网络零售额及其", "7.0", "8.0"]], HEIGHT - 200)
    second = page([["增长情况", "", ""], *SECOND], 100)
    tables = two_pages(tmp_path / "a.pdf", first, second)
    assert len(tables) == 1 and grid(tables[0]) == [HEAD, *FIRST, ["网络零售额及其增长情况", "7.0", "8.0"], *SECOND]


def test_a_label_that_spans_the_break(tmp_path):
    left = [
        Drawn(0, 0, "项目"),
        Drawn(0, 1, "预算数"),
        Drawn(0, 2, "执行数"),
        Drawn(1, 0, "规模", rowspan=2),
        *[Drawn(i, j, f"{i}.{j}") for i in (1, 2) for j in (1, 2)],
    ]
    right = [Drawn(0, 0, "", rowspan=2), *[Drawn(i, j, f"{i + 3}.{j}") for i in (0, 1) for j in (1, 2)]]
    (table,) = two_pages(tmp_path / "a.pdf", page(left, HEIGHT - 150), page(right, 100))
    assert [row[0] for row in grid(table)] == ["项目", "规模", "规模", "规模", "规模"]


def test_other_columns_are_another_table(tmp_path):
    second = Page(
        "other",
        (120, 60, 60, 60),
        (24,) * 3,
        rows([["指标", "成都", "绵阳", "德阳"], ["收入", "1.5", "2.5", "3.5"], ["用户", "4.5", "5.5", "6.5"]]),
        top=100,
    )
    assert len(two_pages(tmp_path / "a.pdf", page([HEAD, *FIRST], HEIGHT - 170), second)) == 2


def test_another_header_is_another_table(tmp_path):
    second = page([["项目", "成都", "绵阳"], *SECOND], 100)
    assert len(two_pages(tmp_path / "a.pdf", page([HEAD, *FIRST], HEIGHT - 170), second)) == 2


def test_caption_unit_and_note_belong_to_their_table(tmp_path):
    pen = ReportLabPen(tmp_path / "a.pdf")
    pen.text(80, 60, "正文在此。" * 8, 10.5)
    pen.text(160, 160, "表3 某省主要指标", 11)
    pen.text(330, 180, "单位：亿元", 9)
    draw(pen, page([HEAD, *FIRST], 200))
    pen.text(80, 302, "注：本表为测试。", 9)
    pen.save()
    (table,) = read(tmp_path / "a.pdf").tables
    assert (table.caption, table.unit, table.notes) == ("表3某省主要指标", "单位：亿元", ("注：本表为测试。",))


def test_a_table_turned_on_its_page(tmp_path):
    pen = ReportLabPen(tmp_path / "a.pdf", rotate=90)
    draw(pen, page([HEAD, *FIRST, *SECOND], 150))
    pen.save()
    (table,) = read(tmp_path / "a.pdf").tables
    assert grid(table) == [HEAD, *FIRST, *SECOND]
    boxes = [c.place.bbox for c in table.cells]
    assert all(0 <= b[0] < b[2] and 0 <= b[1] < b[3] for b in boxes)


def test_boxes_around_text_and_charts_are_no_tables(tmp_path):
    pen = ReportLabPen(tmp_path / "a.pdf")
    pen.line(70, 90, 520, 90)
    pen.line(70, 260, 520, 260)
    pen.line(70, 90, 70, 260)
    pen.line(520, 90, 520, 260)
    for k in range(7):
        pen.text(80, 100 + 22 * k, f"专栏里的第{k}行文字写满了整个方框的宽度直到右边", 10.5)
    for k in range(12):  # a line chart: axes, ticks, a jagged line
        pen.line(100 + 30 * k, 600 - (k * 37) % 90, 130 + 30 * k, 600 - ((k + 1) * 37) % 90)
        pen.line(100 + 30 * k, 620, 100 + 30 * k, 616)
        pen.text(95 + 30 * k, 626, str(2010 + k), 8)
    pen.line(100, 620, 460, 620)
    pen.line(100, 500, 100, 620)
    pen.save()
    assert read(tmp_path / "a.pdf").tables == []


def titled(pen, table, title, number, unit="单位：万元"):
    pen.text(190, 60, title, 13)
    pen.text(80, 82, number, 10)
    pen.text(350, 82, unit, 9)
    draw(pen, page([HEAD, *table], 100))


def titled_pages(path, *titles, **options):
    pen = ReportLabPen(path, **options)
    for k, title in enumerate(titles):
        if k:
            pen.page()
        titled(pen, (FIRST, SECOND)[k % 2], title, "表五" if title == titles[0] else "表六")
    pen.save()
    return read(path).tables


@pytest.mark.parametrize("options", [{}, {"size": (WIDTH, HEIGHT), "rotate": 90}], ids=["upright", "turned"])
def test_a_title_on_every_page_is_that_of_one_table(options, tmp_path):
    (table,) = titled_pages(tmp_path / "a.pdf", "某省本级收支总表", "某省本级收支总表", **options)
    assert table.pages == (1, 2) and grid(table) == [HEAD, *FIRST, *SECOND]
    assert "某省本级收支总表" in table.caption and table.unit == "单位：万元"


def test_one_shape_under_another_title_is_another_table(tmp_path):
    first, second = titled_pages(tmp_path / "a.pdf", "某省本级收支总表", "某省各市收支总表")
    assert "本级" in first.caption and "各市" in second.caption
    assert grid(second) == [HEAD, *SECOND]


def test_a_header_of_two_rows_is_no_part_of_a_body_without_values(tmp_path):
    cells = [
        Drawn(0, 0, "指标", rowspan=2),
        Drawn(0, 1, "全省", colspan=2),
        Drawn(1, 1, "预算数"),
        Drawn(1, 2, "执行数"),
        *[Drawn(i, 0, t) for i, t in ((2, "一、收入"), (3, "粮食"), (4, "油料"))],
    ]
    (table,) = two_pages(tmp_path / "a.pdf", page(cells, HEIGHT - 190), page(SECOND, 100))
    assert (table.header_rows, table.rows) == (2, 8)


def test_a_band_at_the_top_of_a_page_is_a_row(tmp_path):
    first = page([Drawn(0, 0, "分行业情况", colspan=3), *[Drawn(c.row + 1, c.col, c.text) for c in rows([HEAD, *FIRST])]], HEIGHT - 170)
    second = page([Drawn(0, 0, "分地区情况", colspan=3), *[Drawn(c.row + 1, c.col, c.text) for c in rows([HEAD, *SECOND])]], 100)
    (table,) = two_pages(tmp_path / "a.pdf", first, second)
    assert table.rows == 10 and grid(table)[5] == ["分地区情况"] * 3

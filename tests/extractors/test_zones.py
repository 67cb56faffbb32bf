"""What is a table's and what is the page's: head and foot rules, boxes under one another, underlines, banners, colours."""

import pytest

from extractors.read import read
from tests.pens import HEIGHT, PENS
from tests.table_pages import SIMPLE, Page, draw, edges, rows, say

W4 = (120, 80, 80, 80)
TEXT = "这一页上下各有一条线，中间是写满整行的正文而不是表格里的一行"
LATIN = "A page with a rule at its head and at its foot and prose between them all"


@pytest.fixture(params=PENS, ids=lambda p: p.name)
def pen(request, tmp_path):
    return request.param(tmp_path / "page.pdf")


def saved(pen, tmp_path):
    pen.save()
    return read(tmp_path / "page.pdf").tables


def prose(pen, top, count, left=80):
    for k in range(count):
        pen.text(left, top + 20 * k, TEXT if pen.chinese else LATIN, 10.5)


def framed(pen):
    pen.text(80, 40, "某省报告" if pen.chinese else "A report", 9)
    pen.line(70, 53, 525, 53)
    pen.line(70, HEIGHT - 60, 525, HEIGHT - 60)
    pen.text(80, HEIGHT - 57, "某地址" if pen.chinese else "An address", 9)


def texts(table):
    return [[c.text.replace(" ", "") if c else "" for c in row] for row in table.grid()]


def said(pen, table):
    return [[say(pen, t).replace(" ", "") for t in row] for row in table]


def test_a_framed_page_of_prose_is_no_table(pen, tmp_path):
    framed(pen)
    prose(pen, 80, 20)
    assert saved(pen, tmp_path) == []


def test_a_table_on_a_framed_page_is_that_table_alone(pen, tmp_path):
    framed(pen)
    prose(pen, 70, 5)
    draw(pen, Page("inner", W4, (24,) * 5, rows(SIMPLE), "across", left=100, top=220))
    prose(pen, 400, 8)
    (table,) = saved(pen, tmp_path)
    assert texts(table) == said(pen, SIMPLE)


def test_boxes_of_one_width_under_one_another_are_tables_apart(pen, tmp_path):
    for k in range(3):
        draw(pen, Page("box", W4, (20,) * 3, rows(SIMPLE[:3]), top=100 + 120 * k))
        pen.text(82, 184 + 120 * k, "二、 基本情况" if pen.chinese else "2. Contacts", 12)
    assert [texts(t) for t in saved(pen, tmp_path)] == [said(pen, SIMPLE[:3])] * 3


def test_a_note_or_caption_parts_two_tables(pen, tmp_path):
    draw(pen, Page("first", W4, (20,) * 5, rows(SIMPLE), "across", top=100))
    pen.text(82, 208, "注：本表为测试。" if pen.chinese else "Source: a test", 8)
    pen.text(180, 226, "表2 另一张表" if pen.chinese else "Table 2 another", 11)
    draw(pen, Page("second", W4, (20,) * 5, rows(SIMPLE), "across", top=250))
    if pen.chinese:
        assert [texts(t) for t in saved(pen, tmp_path)] == [said(pen, SIMPLE)] * 2


def test_an_underlined_word_cuts_no_cell(pen, tmp_path):
    page = Page("links", (120, 160, 80), (20, 44, 20), [])
    head, link = ("指标", "链接", "单位"), "abc.example.com"
    xs, ys = edges(page.left, page.widths), edges(page.top, page.heights)
    draw(pen, page)
    for i, row in enumerate([head, ("甲", link, "1.5"), ("乙", "无", "2.5")]):
        for j, text in enumerate(row):
            for k in range(2 if text == link else 1):
                y = ys[i] + 5 + 18 * k
                text = text if pen.chinese or text.isascii() else "xyz"[j]
                pen.text(xs[j] + 6, y, text, 10.5)
                if text == link:
                    pen.line(xs[j] + 6, y + 11.3, xs[j] + 6 + pen.width(text, 10.5), y + 11.3, 0.4)
    (table,) = saved(pen, tmp_path)
    assert (table.rows, table.cols) == (3, 3) and table.grid()[1][1].text.replace(" ", "") == link * 2


def test_a_numbered_banner_is_the_caption(pen, tmp_path):
    if not pen.chinese:
        pytest.skip("numbered captions are Chinese")
    xs = edges(80, W4)
    pen.line(xs[0], 100, xs[-1], 100)
    pen.line(xs[0], 100, xs[0], 124)
    pen.line(xs[-1], 100, xs[-1], 124)
    pen.text(120, 106, "表7 某市主要指标（单位：亿元）", 10.5)
    draw(pen, Page("banner", W4, (24,) * 5, rows(SIMPLE), top=124))
    (table,) = saved(pen, tmp_path)
    assert (table.caption, table.unit) == ("表7某市主要指标", "单位：亿元") and texts(table) == SIMPLE


def test_coloured_headings_over_the_first_rule_are_the_tables(pen, tmp_path):
    xs = edges(80, W4)
    for a, b in zip(xs, xs[1:]):
        pen.fill(a, 96, b, 120, 0.8)
    draw(pen, Page("coloured", W4, (24,) * 4, rows(SIMPLE[1:]), "across", top=120))
    for x, text in zip(xs, SIMPLE[0]):
        pen.text(x + 6, 102, say(pen, text), 10.5)
    (table,) = saved(pen, tmp_path)
    assert texts(table) == said(pen, SIMPLE)


def test_colours_part_rows_that_no_rule_parts(pen, tmp_path):
    xs, table = edges(80, W4), [["指标", "成都", "绵阳", "德阳"], ["收入", "用户", "基站", "产量"], ["粮食", "油料", "蔬菜", "水果"]]
    for i in range(3):
        for a, b in zip(xs, xs[1:]):
            pen.fill(a, 100 + 24 * i, b, 124 + 24 * i, 0.75 + 0.08 * i)
    page = Page("fills", W4, (24,) * 3, rows(table), top=100)
    draw_sides(pen, page)
    (found,) = saved(pen, tmp_path)
    assert texts(found) == said(pen, table)


def draw_sides(pen, page):
    """Cells with rules down but none across inside."""
    xs = edges(page.left, page.widths)
    for x in xs:
        pen.line(x, 100, x, 172)
    pen.line(xs[0], 100, xs[-1], 100)
    pen.line(xs[0], 172, xs[-1], 172)
    for cell in page.cells:
        pen.text(xs[cell.col] + 6, 106 + 24 * cell.row, say(pen, cell.text), 10.5)


def test_words_between_three_lines(pen, tmp_path):
    table = [["指标", "成都", "绵阳"], ["收入", "粮食", "油料"], ["用户", "蔬菜", "水果"]]
    draw(pen, Page("words", (120, 100, 100), (24,) * 3, rows(table), "three"))
    (found,) = saved(pen, tmp_path)
    assert texts(found)[0] == said(pen, table)[0]
    assert "".join(texts(found)[-1]).endswith(said(pen, table)[-1][-1])


def test_a_drawing_of_a_thousand_squares_ends_soon(pen, tmp_path):
    for k in range(300):
        pen.line(50 + k, 50, 50 + k, 500, 0.1)
        pen.line(50, 50 + 1.5 * k, 350, 50 + 1.5 * k, 0.1)
    pen.text(100, 100, "12", 10)
    pen.text(200, 200, "34", 10)
    assert saved(pen, tmp_path) == []

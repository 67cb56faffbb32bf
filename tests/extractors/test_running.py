"""What stands at the edge of pages: running heads, page numbers, and titles of tables, which are neither."""

from array import array

from extractors.layout import Sheet
from extractors.running import marginal
from extractors.vectors import Vectors
from patterns.model import Line

HEIGHT = 800.0


def line(page, text, y, x=100.0):
    lefts = array("f", [x + 10 * k for k in range(len(text))])
    rights = array("f", [v + 10 for v in lefts])
    return Line(page, text, (x, y, rights[-1], y + 10), lefts, rights, 10.0)


def sheets(*pages):
    return [Sheet(n, 600, HEIGHT, tuple(line(n, text, y) for text, y in rows), Vectors()) for n, rows in enumerate(pages, 1)]


def kinds(pages, boxes=None):
    found = marginal(pages, boxes or {})
    return [[found.get((s.number, i), "") for i in range(len(s.lines))] for s in pages]


def test_a_head_that_repeats_and_the_number_beside_it():
    pages = sheets(*([("某省发展报告", 30), (f"正文{n}", 200), (f"— {n} —", 770)] for n in range(1, 6)))
    assert kinds(pages) == [["running", "", "page_number"]] * 5


def test_a_title_over_a_table_is_its_first_page_s_own():
    pages = sheets(*([("2024年支出决算表", 40), ("单位：万元", 60), (f"项目{n}", 200)] for n in range(1, 6)))
    boxes = {n: [(50.0, 90.0, 550.0, 700.0)] for n in range(1, 6)}
    assert kinds(pages, boxes) == [["", "", ""]] + [["repeated", "", ""]] * 4


def test_a_head_over_tables_and_prose_is_no_title():
    pages = sheets(*([("某公司年度报告", 40), (f"正文{n}", 200)] for n in range(1, 9)))
    boxes = {n: [(50.0, 90.0, 550.0, 700.0)] for n in (1, 2, 3)}
    assert {row[0] for row in kinds(pages, boxes)} == {"running"}


def test_what_changes_with_the_content_is_no_head():
    pages = sheets(*([(f"表{1 + n // 4}收入", 40), (f"正文{n}", 200)] for n in range(8)))
    assert {row[0] for row in kinds(pages)} == {"running"}  # each of the two stands on four pages
    assert {row[0] for row in kinds(sheets(*([(f"表{1 + n // 2}收入", 40), (f"正文{n}", 200)] for n in range(8))))} == {""}


def test_a_row_of_a_table_at_the_edge_stays_in_it():
    pages = sheets(*([("合计 12", 40), (f"正文{n}", 200)] for n in range(1, 6)))
    boxes = {n: [(50.0, 30.0, 550.0, 700.0)] for n in range(1, 6)}
    assert kinds(pages, boxes) == [["", ""]] * 5

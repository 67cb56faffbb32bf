"""Pages with tables whose cells are known: drawn from a list of cells, so that what must be read is what was drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

WORDS = {
    "指标": "Indicator", "单位": "Unit", "全省": "Province", "合计": "Total", "增加值": "Value added", "用户": "Users", "基站": "Base stations",
    "其中：移动": "of which: mobile", "其中：固定": "of which: fixed", "规模": "Scale", "能力": "Capacity", "收入": "Revenue", "税收": "Taxes", "非税": "Non-tax",
    "万户": "10k", "亿元": "bn", "万个": "10k pcs", "同比增长": "Growth", "产量": "Output", "面积": "Area", "成都": "Chengdu", "绵阳": "Mianyang", "德阳": "Deyang",
    "宜宾": "Yibin", "乐山": "Leshan", "一季度": "Q one", "二季度": "Q two", "上半年": "First half", "全年": "Full year", "网络零售额及其": "Online retail sales and",
    "增长情况": "their growth", "粮食": "Grain", "油料": "Oil crops", "蔬菜": "Vegetables", "水果": "Fruit", "肉类": "Meat", "城镇": "Urban", "农村": "Rural", "预算数": "Budget",
    "执行数": "Outturn", "项目": "Item",
}  # fmt: skip


@dataclass
class Drawn:
    """A cell to draw: grid place, spans, text lines."""

    row: int
    col: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    lines: Sequence[str] = ()


@dataclass
class Page:
    """A table to draw: column widths, row heights, cells, and which rules are drawn."""

    name: str
    widths: Sequence[float]
    heights: Sequence[float]
    cells: Sequence[Drawn]
    rules: str = "all"  # all, open (no outer sides), three (three lines), none, across, zebra
    left: float = 80.0
    top: float = 120.0
    caption: str = ""
    unit: str = ""
    right_aligned: bool = True
    header: int = 1
    partial: Sequence[tuple[int, int, int]] = field(default_factory=list)  # extra rules: (below row, first col, last col)


def rows(table: Sequence[Sequence[str]]) -> list[Drawn]:
    return [Drawn(i, j, text) for i, row in enumerate(table) for j, text in enumerate(row) if text]


def edges(start: float, sizes: Sequence[float]) -> list[float]:
    out = [start]
    for size in sizes:
        out.append(out[-1] + size)
    return out


def say(pen, text: str) -> str:
    return text if pen.chinese else WORDS.get(text, text)


def _is_number(text: str) -> bool:
    return bool(text) and (text[0].isdigit() or text[0] == "-")


def draw(pen, page: Page) -> None:
    xs, ys = edges(page.left, page.widths), edges(page.top, page.heights)
    if page.caption:
        pen.text(xs[0] + 60, page.top - 40, page.caption, 11)
    if page.unit:
        pen.text(xs[-1] - 90, page.top - 18, page.unit, 9)
    if page.rules == "zebra":
        for i in range(1, len(ys) - 1, 2):
            pen.fill(xs[0], ys[i], xs[-1], ys[i + 1], 0.9)
    for cell in page.cells:
        _text(pen, page, cell, xs, ys)
    _rules(pen, page, xs, ys)
    for below, first, last in page.partial:
        pen.line(xs[first] + 3, ys[below + 1], xs[last + 1] - 3, ys[below + 1])


def _text(pen, page: Page, cell: Drawn, xs, ys) -> None:
    size = 10.5
    lines = [say(pen, t) for t in (cell.lines or [cell.text])]
    top = (ys[cell.row] + ys[cell.row + cell.rowspan]) / 2 - len(lines) * size * 0.65
    for k, text in enumerate(lines):
        left, right = xs[cell.col], xs[cell.col + cell.colspan]
        if cell.colspan > 1:
            x = (left + right - pen.width(text, size)) / 2
        elif page.right_aligned and _is_number(text):
            x = right - 6 - pen.width(text, size)
        else:
            x = left + 6
        pen.text(x, top + k * size * 1.3, text, size)


def _rules(pen, page: Page, xs, ys) -> None:
    if page.rules in ("three", "zebra"):
        for y, width in ((ys[0], 1.2), (ys[page.header], 0.6), (ys[-1], 1.2)):
            pen.line(xs[0], y, xs[-1], y, width)
        return
    inside = {
        (c.row + k, c.col + m, side) for c in page.cells for k in range(c.rowspan) for m in range(c.colspan) for side in _inner(c, k, m)
    }
    for i, y in enumerate(ys):
        for j in range(len(xs) - 1):
            if (i - 1, j, "foot") not in inside:
                pen.line(xs[j], y, xs[j + 1], y)
    outer = (0, len(xs) - 1) if page.rules == "open" else ()
    for j, x in enumerate(xs if page.rules != "across" else ()):
        for i in range(len(ys) - 1):
            if j not in outer and (i, j - 1, "right") not in inside:
                pen.line(x, ys[i], x, ys[i + 1])


def _inner(cell: Drawn, k: int, m: int) -> list[str]:
    return (["foot"] if k + 1 < cell.rowspan else []) + (["right"] if m + 1 < cell.colspan else [])


SIMPLE = [
    ["指标", "成都", "绵阳", "德阳"],
    ["增加值", "120.5", "88.1", "7.9"],
    ["用户", "1,203", "456", "78"],
    ["基站", "20.7", "6.5", "1.2"],
    ["收入", "-3.1", "0.4", "15.0"],
]
W4, H5 = (120, 80, 80, 80), (24,) * 5

PAGES: list[Page] = [
    Page("ruled", W4, H5, rows(SIMPLE)),
    Page("open_sides", W4, H5, rows(SIMPLE), "open"),
    Page("three_lines", W4, H5, rows(SIMPLE), "three"),
    Page("rules_across", W4, H5, rows(SIMPLE), "across"),
    Page("zebra", W4, (22,) * 5, rows(SIMPLE), "zebra"),
    Page("tight_rows", W4, (14,) * 5, rows(SIMPLE), "three"),
    Page("left_aligned_numbers", W4, H5, rows(SIMPLE), "three", right_aligned=False),
    Page("caption_and_unit", W4, H5, rows(SIMPLE), caption="Table 7 made for a test", unit="2024"),
    Page("white_space_only", W4, H5, rows(SIMPLE), "none", right_aligned=True),
    Page("white_space_long", (130, 90, 90), (18,) * 12, rows([["指标", "预算数", "执行数"], *[["收入", f"{i}.5", f"{i + 100}.25"] for i in range(11)]]), "none"),
    Page("two_row_header", (110, 70, 70, 70, 70), (24,) * 5, [Drawn(0, 0, "指标", rowspan=2), Drawn(0, 1, "一季度", colspan=2), Drawn(0, 3, "二季度", colspan=2), Drawn(1, 1, "城镇"), Drawn(1, 2, "农村"), Drawn(1, 3, "城镇"), Drawn(1, 4, "农村"), *[Drawn(i, j, t) for i, r in enumerate([["收入", "11.1", "12.2", "13.3", "14.4"], ["产量", "21.0", "22.0", "23.0", "24.0"], ["面积", "3.1", "3.2", "3.3", "3.4"]], 2) for j, t in enumerate(r)]], header=2),
    Page("group_column", (90, 130, 80), (24,) * 6, [Drawn(0, 0, "项目"), Drawn(0, 1, "指标"), Drawn(0, 2, "全省"), Drawn(1, 0, "规模", rowspan=3), Drawn(4, 0, "能力", rowspan=2), *[Drawn(i, 1, t) for i, t in enumerate(["用户", "收入", "增加值", "基站", "面积"], 1)], *[Drawn(i, 2, t) for i, t in enumerate(["11.5", "7.25", "1,001", "86", "0.4"], 1)]]),
    Page("wrapped_label", (150, 80, 80), (24, 24, 40, 24), [*rows([["指标", "成都", "绵阳"], ["收入", "12.0", "13.5"]]), Drawn(2, 0, "", lines=("网络零售额及其", "增长情况")), Drawn(2, 1, "99.1"), Drawn(2, 2, "87.6"), Drawn(3, 0, "产量"), Drawn(3, 1, "5.5"), Drawn(3, 2, "6.6")]),
    Page("blank_cells", W4, H5, rows([["指标", "成都", "绵阳", "德阳"], ["增加值", "120.5", "", "7.9"], ["用户", "", "456", "78"], ["基站", "20.7", "6.5", ""], ["收入", "3.1", "0.4", "15.0"]])),
    Page("dashes", W4, H5, rows([["指标", "成都", "绵阳", "德阳"], ["增加值", "120.5", "-", "7.9"], ["用户", "-", "456", "78"], ["基站", "20.7", "6.5", "-"], ["收入", "3.1", "0.4", "15.0"]])),
    Page("of_which_rows", (140, 80, 80), (24,) * 5, rows([["指标", "预算数", "执行数"], ["用户", "99.5", "100.5"], ["其中：移动", "60.5", "61.0"], ["其中：固定", "39.0", "39.5"], ["收入", "7.0", "8.0"]]), "three"),
    Page("unit_column", (120, 70, 80, 80), (24,) * 4, rows([["指标", "单位", "产量", "同比增长"], ["粮食", "亿元", "303.2", "0.3"], ["油料", "亿元", "18.7", "-0.5"], ["蔬菜", "亿元", "267.0", "2.5"]]), "open"),
    Page("transposed", (100, 80, 80, 80), (24,) * 4, rows([["指标", "增加值", "用户", "收入"], ["成都", "1.5", "2.5", "3.5"], ["绵阳", "4.5", "5.5", "6.5"], ["德阳", "7.5", "8.5", "9.5"]])),
    Page("wide", (80,) + (44,) * 8, (22,) * 4, rows([["指标", *[str(y) + "F" for y in range(1, 9)]], ["粮食", *[f"{k}.1" for k in range(1, 9)]], ["水果", *[f"{k}.2" for k in range(1, 9)]], ["肉类", *[f"{k}.3" for k in range(1, 9)]]]), "three"),
    Page("long", (120, 90, 90), (18,) * 26, rows([["指标", "预算数", "执行数"], *[["收入", f"{i}.5", f"{i + 100}.25"] for i in range(25)]]), "three", top=100.0),
    Page("total_row", W4, H5, rows([["项目", "成都", "绵阳", "德阳"], ["税收", "10.0", "20.0", "30.0"], ["非税", "1.0", "2.0", "3.0"], ["收入", "0.5", "0.5", "0.5"], ["合计", "11.5", "22.5", "33.5"]]), "open"),
    Page("header_spans_stub", (90, 90, 80, 80), (24,) * 4, [Drawn(0, 0, "指标", colspan=2), Drawn(0, 2, "成都"), Drawn(0, 3, "绵阳"), Drawn(1, 0, "收入", rowspan=2), Drawn(1, 1, "城镇"), Drawn(2, 1, "农村"), Drawn(3, 0, "面积", colspan=2), *[Drawn(i, j, f"{i}{j}.5") for i in (1, 2, 3) for j in (2, 3)]]),
    Page("full_width_row", W4, (24,) * 5, [*rows([["指标", "成都", "绵阳", "德阳"]]), Drawn(1, 0, "一季度", colspan=4), Drawn(2, 0, "收入"), Drawn(3, 0, "二季度", colspan=4), Drawn(4, 0, "收入"), *[Drawn(i, j, f"{i}.{j}") for i in (2, 4) for j in (1, 2, 3)]]),
    Page("negative_and_large", (120, 100, 100), (24,) * 4, rows([["指标", "预算数", "执行数"], ["收入", "1,234,567.89", "-12.5"], ["税收", "830,140.00", "-0.1"], ["非税", "7,615.48", "99.0"]]), "open"),
]  # fmt: skip

Drawer = Callable[[object, Page], None]

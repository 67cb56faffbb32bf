"""Lines to paragraphs, on pages drawn for the purpose."""

from extractors.read import read
from tests.pens import HEIGHT, PENS, WIDTH, FpdfPen, ReportLabPen

LONG = "全省数字经济核心产业增加值稳步提升产业结构不断优化企业数量持续增加"


def paragraphs(path, kind="prose"):
    return [p for p in read(path).paragraphs if p.kind == kind]


def set_lines(pen, lines, x=90.0, y=100.0, size=12.0, leading=22.0, indent=24.0):
    for k, text in enumerate(lines):
        pen.text(x + (indent if k == 0 else 0), y + k * leading, text, size)
    return y + len(lines) * leading


def test_a_sentence_over_lines_is_one(tmp_path):
    pen = ReportLabPen(tmp_path / "a.pdf")
    set_lines(pen, [LONG[:30], LONG[:32], "总数达到20.7万个。"])
    set_lines(pen, ["另一段落的第一行文字从这里开始并且写满一整行文字内容直到行末", LONG[:32], "到此为止。"], y=180)
    pen.save()
    found = paragraphs(tmp_path / "a.pdf")
    assert len(found) == 2
    assert found[0].text.endswith("总数达到20.7万个。") and found[1].text.startswith("另一段落")


def test_a_sentence_over_pages_is_one(tmp_path):
    pen = ReportLabPen(tmp_path / "a.pdf")
    set_lines(pen, [LONG[:30]] + [LONG[:32]] * 4)
    pen.text(280, HEIGHT - 60, "— 1 —", 10)
    pen.page()
    set_lines(
        pen,
        [
            LONG[:32],
            "共有34个。",
        ],
        indent=0,
    )
    pen.text(280, HEIGHT - 60, "— 2 —", 10)
    pen.save()
    found = paragraphs(tmp_path / "a.pdf")
    assert len(found) == 1 and found[0].text.endswith("共有34个。")
    assert [p.text.replace(" ", "") for p in paragraphs(tmp_path / "a.pdf", "page_number")] == ["—1—", "—2—"]


def test_two_columns_are_read_one_after_the_other(tmp_path):
    pen = ReportLabPen(tmp_path / "a.pdf")
    numbers = "甲乙丙丁戊己庚辛壬"
    for k in range(9):  # PDFium takes a string set twice for bold type: every line differs
        pen.text(70 + (24 if k == 0 else 0), 100 + 20 * k, f"左栏{numbers[k]}" + LONG[k : k + (11 if k == 0 else 13)] + "。", 12)
        pen.text(315, 100 + 20 * k, f"右栏{numbers[k]}" + LONG[k : k + 13], 12)
    pen.save()
    text = "".join(p.text for p in paragraphs(tmp_path / "a.pdf"))
    assert text.rindex("左栏") < text.index("右栏")


def test_running_heads_and_page_numbers_are_no_prose(tmp_path):
    pen = ReportLabPen(tmp_path / "a.pdf")
    for n in range(1, 5):
        pen.text(200, 40, "某省数字经济发展报告（2024年）", 9)
        set_lines(pen, [LONG[:30]] + [LONG[:32]] * 6 + [f"第{n}段到此结束。"])
        pen.text(250, HEIGHT - 50, f"第 {n} 页 共 4 页", 9)
        if n < 4:
            pen.page()
    pen.save()
    assert all("报告" not in p.text and "共4页" not in p.text for p in paragraphs(tmp_path / "a.pdf"))
    assert len(paragraphs(tmp_path / "a.pdf", "running")) == len(paragraphs(tmp_path / "a.pdf", "page_number")) == 4


def test_headings_make_the_section_path(tmp_path):
    pen = ReportLabPen(tmp_path / "a.pdf")
    pen.text(200, 60, "某省发展报告", 20)
    y = 100
    for text, prose in (
        ("一、总体情况", False),
        ("（一）规模", False),
        (LONG, True),
        ("（二）结构", False),
        (LONG, True),
        ("二、展望", False),
        (LONG, True),
    ):
        if prose:
            y = set_lines(pen, [text[:30], text[:32], "完毕。"], y=y)
        else:
            pen.text(114, y, text, 12)
            y += 22
    pen.save()
    assert [p.section for p in paragraphs(tmp_path / "a.pdf")] == [
        ("一、总体情况", "（一）规模"),
        ("一、总体情况", "（二）结构"),
        ("二、展望",),
    ]


def test_table_of_contents_is_no_prose(tmp_path):
    pen = ReportLabPen(tmp_path / "a.pdf")
    pen.text(280, 80, "目 录", 16)
    for k in range(8):
        pen.text(90, 120 + 22 * k, f"（{'一二三四五六七八'[k]}）某一节的题目" + "…" * 20 + f"{k + 3}", 12)
    pen.save()
    assert not paragraphs(tmp_path / "a.pdf") and len(paragraphs(tmp_path / "a.pdf", "toc")) == 9


def test_footnote_marks_do_not_join_numbers(tmp_path, finder):
    pen = ReportLabPen(tmp_path / "a.pdf")
    pen.text(114, 100, "全市地区生产总值", 12)
    pen.text(210, 98, "[2]", 6)
    pen.text(222, 100, "13902.67亿元，比上年增长4.7%，这一行写到行末为止", 12)
    pen.text(90, 122, LONG, 12)
    pen.text(90, 144, "增加值", 12)
    pen.text(126, 142, "3", 6)
    pen.text(131, 100 + 44, "332.80亿元。", 12)
    pen.save()
    figures = finder(read(tmp_path / "a.pdf"), "2024", "全国").figures
    assert [f.raw for f in figures] == ["13902.67亿元", "4.7%", "332.80亿元"]


def test_every_figure_has_its_box(tmp_path, finder):
    for pen_type in PENS[:1]:
        pen = pen_type(tmp_path / "a.pdf")
        pen.text(114, 300, "累计建成5G基站20.7万个。", 12)
        pen.save()
        (figure,) = finder(read(tmp_path / "a.pdf"), "2024", "全国").figures
        x0, top, x1, bottom = figure.place.bbox
        start = 114 + pen.width("累计建成5G基站", 12)
        assert abs(x0 - start) < 1.5 and abs(x1 - start - pen.width("20.7万个", 12)) < 1.5
        assert top < 306 < bottom and bottom - top < 20


def test_rotated_page_is_read_as_it_is_shown(tmp_path):
    pen = ReportLabPen(tmp_path / "a.pdf", rotate=90)
    set_lines(pen, ["总数达到20.7万个，比上年增加了许多许多许多许多", "并且达到34家。"])
    pen.save()
    (found,) = paragraphs(tmp_path / "a.pdf")
    assert found.text.endswith("并且达到34家。") and found.text.startswith("总数")
    x0, top, x1, bottom = found.place(4, 8).bbox  # as shown, the text runs down the page: 20.7 is higher than wide
    assert bottom - top > x1 - x0 and 0 < x0 < x1 < WIDTH and 0 < top < bottom < HEIGHT


def test_a_media_box_that_pages_inherit(tmp_path):
    pen = FpdfPen(tmp_path / "a.pdf")  # fpdf2 writes the box on the page tree, not on the page
    pen.text(100, 200, "Total 20.7 units in a line of text", 12)
    pen.save()
    document = read(tmp_path / "a.pdf")
    (line,) = [p.lines[0] for p in document.paragraphs]
    assert (document.pages[0].width, document.pages[0].height) == (WIDTH, HEIGHT)
    assert abs(line.bbox[0] - 100) < 2 and line.bbox[1] < 208 < line.bbox[3]

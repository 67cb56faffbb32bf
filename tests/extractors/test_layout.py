"""Lines to paragraphs, on pages drawn for the purpose."""

from extractors.read import read
from extractors.text import lines as lines_of
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


def test_prose_in_larger_type_than_the_tables_is_prose(tmp_path):
    pen = ReportLabPen(tmp_path / "a.pdf")
    for k in range(40):
        for j, x in enumerate((60, 200, 300, 400)):
            pen.text(x, 60 + 16 * k, ("某某项目名称之类" if j == 0 else "") + f"{k}{j}0", 8)
    pen.page()
    pen.text(90, 70, "（一）收入情况", 16)
    y = set_lines(
        pen,
        ["全省收入1452.3亿元，其中省本级收入三百亿元整，", LONG[:24], "下降8.4%，主要是一次性收入抬高基数。"],
        y=100,
        size=16,
        leading=28,
    )
    set_lines(pen, ["全省支出，加上结转下年支出等", "3134亿元，支出总计8910亿元。"], y=y, size=16, leading=28)
    pen.save()
    found = [(p.kind, p.text[:6]) for p in read(tmp_path / "a.pdf").paragraphs if p.page == 2]
    assert found == [("heading", "（一）收入情"), ("prose", "全省收入14"), ("prose", "全省支出，加")]


def test_contents_go_on_over_pages_without_a_sentence(tmp_path):
    pen = ReportLabPen(tmp_path / "a.pdf")
    pen.text(280, 80, "目 录", 16)
    for page in range(2):
        for k in range(8):
            pen.text(90, 120 + 22 * k, f"{page + 2}.{k + 1} 某省某类收支情况表之{'一二三四五六七八'[k]}", 12)
        pen.page()
    set_lines(pen, [LONG[:30], "共有34个。"])
    pen.save()
    assert {(p.page, p.kind) for p in read(tmp_path / "a.pdf").paragraphs} == {(1, "toc"), (2, "toc"), (3, "prose")}


def test_items_of_a_list_are_paragraphs(tmp_path):
    pen = ReportLabPen(tmp_path / "a.pdf")
    items = [
        "1、所得税返还支出14.8亿元；",
        "2、成品油税费改革税收返还支出一共11.8亿元；",
        "3、增值税返还支出71.4亿元；",
        "4、消费税返还支出10.7亿元。",
    ]
    for k, text in enumerate(items):
        pen.text(114, 100 + 24 * k, text, 12)
    pen.save()
    assert [p.text for p in paragraphs(tmp_path / "a.pdf")] == items


def test_digits_of_a_font_with_giant_boxes_stay_in_their_line():
    def glyphs(text, x, top, bottom, width):
        return [(c, x + width * k, top, x + width * (k + 1), bottom) for k, c in enumerate(text)]

    title = [*glyphs("关于", 20, 100, 140, 40), *glyphs("2024", 100, 70, 170, 18), *glyphs("年预算", 172, 100, 140, 40)]
    below = glyphs("在会议上的报告", 60, 145, 165, 20)
    lines, _ = lines_of([*title, *below], 1)
    assert [li.text for li in lines] == ["关于2024年预算", "在会议上的报告"]


def test_a_slanted_text_is_no_line():
    slanted = [(c, 100 + 30 * k, 300 - 30 * k, 140 + 30 * k, 340 - 30 * k) for k, c in enumerate("内部资料禁止外传")]
    plain = [(c, 100 + 10 * k, 400, 110 + 10 * k, 410) for k, c in enumerate("共有34个。")]
    lines, aside = lines_of([*slanted, *plain], 1)
    assert [li.text for li in lines] == ["共有34个。"] and aside == {"slanted": 8, "printed twice": 0}

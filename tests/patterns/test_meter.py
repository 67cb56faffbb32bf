"""Every numeral is a figure, excluded by a reason, elsewhere, or unclaimed: in headings, captions and notes, too."""

from array import array

import pytest

from patterns.model import Document, Line, Page, Paragraph, Source

BOX = (0.0, 0.0, 1.0, 1.0)


def paragraph(kind, text, page=1):
    edges = array("f", [0.0] * len(text))
    return Paragraph(kind, text, (Line(page, text, BOX, edges, edges, 12.0),), (0,))


def found(finder, *paragraphs):
    pages = tuple(Page(n, 600, 800, 100, True) for n in sorted({p.page for p in paragraphs}))
    return finder(Document(Source("a.pdf", "", len(pages)), "某市2024年统计公报", pages, paragraphs), "2024", "合肥市")


@pytest.mark.parametrize(
    "kind, text, figures, excluded, unclaimed",
    [
        ("heading", "（一）一般公共预算收入182.1亿元", ["182.1亿元"], 0, 0),
        ("heading", "2.1 2023年收支决算总表", [], 2, 0),
        ("caption", "表3-1 2023年主要产品产量", [], 2, 0),
        ("caption", "图4 共有34个项目", [], 1, 1),
        ("footnote", "规模以上工业指年主营业务收入2000万元及以上的企业。", ["2000万元及以上"], 0, 0),
        ("note", "注：利率为0.35%。", ["0.35%"], 0, 0),
        ("cover", "2024年9月", [], 2, 0),
    ],
)
def test_what_becomes_of_numerals(finder, kind, text, figures, excluded, unclaimed):
    got = found(finder, paragraph(kind, text))
    assert [f.raw for f in got.figures] == figures
    assert (got.tally.claimed, got.tally.excluded, got.tally.unclaimed) == (len(figures), excluded, unclaimed)
    assert [f.code for f in got.findings].count("unclaimed") == unclaimed


def test_what_nobody_reads_is_counted_by_its_place(finder):
    got = found(finder, paragraph("page_number", "— 7 —"), paragraph("toc", "第三章……12"), paragraph("chart", "12.5 13.5"))
    assert got.tally.elsewhere == {"chart": 2, "page_number": 1, "toc": 1} and not got.figures


def test_a_page_whose_numerals_stand_out_of_order_gives_no_row(finder):
    torn = "全市7一般3公共9预算2收入4增长1其中8税收6收入5完成3年初4预算7支出2下降9主要1用于8教育6卫生3等方面。收入12亿元。"
    got = found(finder, paragraph("prose", torn), paragraph("prose", "全市支出34亿元。", 2))
    assert [f.raw for f in got.figures] == ["34亿元"]
    assert [(f.code, f.place.page, f.blocking) for f in got.findings if f.code != "unclaimed"] == [("text_layer_unusable", 1, True)]
    assert got.tally.elsewhere["unusable page"] >= 15

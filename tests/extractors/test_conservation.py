"""Every character of the text layer ends in exactly one place: on drawn pages, and on every report at hand."""

from collections import Counter
from pathlib import Path

import pypdfium2.raw as raw
import pytest

from extractors.pdf import opened
from extractors.read import read, sheets
from tests.pens import HEIGHT, ReportLabPen

EDITIONS = sorted((Path(__file__).parents[2] / "fixtures" / "editions").glob("*.pdf"))


def characters(path):
    """Characters of each page by PDFium's own count, white space and the second halves of surrogates left out."""
    with opened(path) as doc:
        for page in doc:
            textpage = page.get_textpage()
            count = raw.FPDFText_CountChars(textpage.raw)
            codes = [raw.FPDFText_GetUnicode(textpage.raw, i) for i in range(count)]
            yield sum(c == 2 or c > 32 and c not in (0xA0, 0x3000, 0xFEFF, 0xFFFE) and not 0xDC00 <= c < 0xE000 for c in codes)
            textpage.close()
            page.close()


def check(path):
    document = read(path)
    assert "table_text_lost" not in {f.code for f in document.findings}
    for page, count in zip(document.pages, characters(path)):
        assert page.chars == sum(n for _, n in page.kinds) == count, page.number
    kept = Counter(c for p in document.paragraphs for c in p.text if not c.isspace())
    lines = Counter(c for p in document.paragraphs for line in p.lines for c in line.text if not c.isspace())
    assert kept == lines
    return document


@pytest.mark.parametrize("path", EDITIONS, ids=lambda p: p.stem)
def test_the_bundled_editions(path):
    check(path)


def test_what_is_in_no_line_is_counted(tmp_path):
    pen = ReportLabPen(tmp_path / "a.pdf")
    pen.text(100, 100, "共有34个项目。", 12)
    pen.text(100.2, 100, "共有34个项目。", 12)
    pen.text(100, HEIGHT + 200, "页外的文字", 12)
    pen.save()
    document = check(tmp_path / "a.pdf")
    assert dict(document.pages[0].kinds).get("outside") == 5
    assert "".join(p.text for p in document.paragraphs) == "共有34个项目。"


def test_no_two_lines_hold_the_same_character():
    for path in EDITIONS:
        for sheet in sheets(path):
            places = [(c, round(x, 1), round(li.bbox[1], 1)) for li in sheet.lines for c, x in zip(li.text, li.lefts) if c != " "]
            assert len(places) == len(set(places))

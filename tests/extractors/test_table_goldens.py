"""Single pages of every structure, through two PDF producers: cells are compared exactly."""

import re

import pytest

from extractors.read import read
from tests.pens import PENS
from tests.table_pages import PAGES, draw, say


def bare(text):
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("pen_type", PENS, ids=lambda p: p.name)
@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_cells_are_those_that_were_drawn(page, pen_type, tmp_path):
    pen = pen_type(tmp_path / "page.pdf")
    draw(pen, page)
    pen.save()
    tables = read(tmp_path / "page.pdf").tables
    assert len(tables) == 1
    want = {(c.row, c.col, c.rowspan, c.colspan, bare("".join(say(pen, t) for t in (c.lines or [c.text])))) for c in page.cells}
    got = {(c.row, c.col, c.rowspan, c.colspan, bare(c.text)) for c in tables[0].cells if c.text}
    assert got == want

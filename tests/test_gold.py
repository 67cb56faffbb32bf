"""The blind gold fits its report: every annotated number stands where the annotation says, and most are found by the reader."""

import pytest

from tests.gold.rebuilt import GOLD, rebuilt

NAMES = sorted(path.stem for path in GOLD.glob("*.json"))
NUMERALS = set("0123456789０１２３４５６７８９零〇一二两三四五六七八九十百千万亿首半")


@pytest.mark.parametrize("name", NAMES)
def test_every_number_stands_where_it_is_said_to(name, report):
    figures = [f for paragraph in rebuilt(name, report(f"{name}.pdf")) for f in paragraph["figures"] if f["label"] == "figure"]
    assert len(figures) >= 150
    assert [f["num"] for f in figures if not NUMERALS & set(f["num"]) or f["num"] not in f["raw"]] == []


def test_another_pdf_is_refused(report):
    with pytest.raises(ValueError, match="annotated"):
        rebuilt(NAMES[0], report("sichuan-2024.pdf"))

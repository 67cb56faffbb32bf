"""A page whose words are none is found, and nothing is read from it."""

import pytest

from extractors.read import read
from patterns.language import known_words
from tests.pens import ReportLabPen

PROSE = [
    "全省一般公共预算收入一千四百亿元，比上年增长百分之八，主要是税收收入增加。",
    "各级财政部门认真贯彻落实决策部署，加强预算执行管理，稳步推进各项改革。",
    "教育支出继续增长，社会保障和就业支出保持稳定，农林水支出有所下降。",
    "地方政府债务余额控制在限额以内，风险总体可控，还本付息资金足额落实。",
]


def scrambled(lines):
    """Each character replaced by another common one, the same every time."""
    chars = sorted(set("".join(PROSE)) - set("，。"))
    swap = dict(zip(chars, chars[7:] + chars[:7]))
    return ["".join(swap.get(c, c) for c in text) for text in lines]


def written(path, *pages):
    pen = ReportLabPen(path)
    for n, lines in enumerate(pages):
        if n:
            pen.page()
        for k, text in enumerate(lines):
            pen.text(70, 100 + 24 * k, text, 12)
    pen.save()
    return path


def test_only_the_garbled_page_is_unusable(tmp_path):
    document = read(written(tmp_path / "a.pdf", PROSE, scrambled(PROSE), PROSE), language=known_words)
    assert [p.legible for p in document.pages] == [True, False, True]
    assert [(f.code, f.blocking, f.place.page) for f in document.findings] == [("text_layer_unusable", True, 2)]
    assert {p.page for p in document.paragraphs} == {1, 3}


def test_a_page_too_short_to_tell_goes_with_the_others(tmp_path):
    garbled = scrambled(PROSE)
    document = read(written(tmp_path / "a.pdf", garbled, garbled, garbled[:1]), language=known_words)
    assert not any(p.legible for p in document.pages)


@pytest.mark.parametrize(
    "text, low, high",
    [
        ("".join(PROSE), 0.75, 1.0),
        ("".join(scrambled(PROSE)), 0.0, 0.4),
        ("Total revenue rose sharply in the year under review. " * 4, 0.75, 1.0),
    ],
)
def test_share_of_known_words(text, low, high):
    assert low <= known_words(text) <= high


def test_few_characters_tell_nothing():
    assert known_words("收入 1,234.5") is None

"""Columns in reading order, on pages of lines made for the purpose."""

from array import array

from extractors.columns import streams
from patterns.model import Line

EM = 10.0
WORDS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"


def line(text, x, y, size=EM):
    lefts = array("f", [x + size * k for k in range(len(text))])
    rights = array("f", [x + size * (k + 1) for k in range(len(text))])
    return Line(1, text, (x, y, rights[-1], y + size), lefts, rights, size)


def column(name, x, top, count, width=14):
    return [line(name + WORDS[k % 20] + WORDS[: width - 2], x, top + 14 * k) for k in range(count)]


def order(lines):
    lines = sorted(lines, key=lambda li: (li.bbox[1], li.bbox[0]))
    return [(k, li.text[0]) for k, li, _ in streams(lines, EM, None)]


def collapsed(found):
    return [pair for i, pair in enumerate(found) if i == 0 or pair != found[i - 1]]


def test_four_columns_of_unequal_width_under_a_headline():
    lines = [line("总" * 30, 50, 20, 20.0)]
    for name, x, width in (("一", 30, 12), ("二", 170, 12), ("三", 310, 20), ("四", 530, 14)):
        lines += column(name, x, 60, 20, width)
    assert collapsed(order(lines)) == [(0, "总"), (1, "一"), (2, "二"), (3, "三"), (4, "四")]


def test_a_headline_over_two_columns_leaves_the_others_whole():
    lines = column("一", 30, 60, 20) + column("二", 190, 100, 17) + column("三", 350, 100, 17) + [line("题" * 16, 200, 62, 18.0)]
    assert collapsed(order(lines)) == [(1, "一"), (0, "题"), (2, "二"), (3, "三")]


def test_columns_that_begin_below_prose_over_the_whole_width():
    lines = column("全", 30, 40, 12, 30) + column("一", 30, 220, 9) + column("二", 190, 220, 9)
    assert collapsed(order(lines)) == [(0, "全"), (1, "一"), (2, "二")]


def test_a_gutter_narrower_than_the_gap_that_parts_lines():
    joined = []
    for k in range(12):
        left, right = "一" + WORDS[:13], "二" + WORDS[k % 9 : k % 9 + 13]
        lefts = array("f", [30 + EM * i for i in range(14)] + [182 + EM * i for i in range(14)])
        rights = array("f", [x + EM for x in lefts])
        joined.append(Line(1, left + right, (30, 60 + 14 * k, 322, 70 + 14 * k), lefts, rights, EM))
    apart = column("一", 30, 240, 8) + column("二", 182, 240, 8)
    assert collapsed(order(joined + apart)) == [(1, "一"), (2, "二")]


def test_one_column_is_one():
    assert {k for k, _ in order(column("一", 30, 60, 30, 40))} == {0}

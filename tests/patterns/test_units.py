"""Every unit reads back with 7, 2010 and 1999, in prose and in a cell; what follows it never turns it into another word."""

from decimal import Decimal

import pytest

from patterns.grids import Grids
from patterns.lexicon import load
from patterns.quantities import Reader

UNITS = load().units.values()


@pytest.fixture(scope="module")
def reader():
    return Reader(load())


def near(unit):
    """Words that give a unit its context: those of its own example."""
    return unit.context.pattern.split("|")[0] if unit.context else "总数"


@pytest.mark.parametrize("number", ["7", "2010", "1999"])
def test_every_unit_reads_back_in_prose(number, reader):
    lost = []
    for unit in UNITS:
        found = reader(f"{near(unit)}为{number}{unit.spelling}。").quantities
        read = [(q.unit, q.obs_value, q.unit_measure) for q in found]
        if read != [(unit.spelling, int(number) * unit.factor, unit.unit_measure)]:
            lost.append((unit.spelling, read))
    assert not lost


@pytest.mark.parametrize("number", ["7", "2010", "1999"])
@pytest.mark.parametrize("multiplier,times", [("", 1), ("万", 10_000)])
def test_every_unit_reads_back_in_a_cell(number, multiplier, times, finder):
    grids = Grids(finder.lexicon, finder._reader, "2024", "四川省")
    lost = []
    for unit in UNITS:
        found = grids.value(number, multiplier + unit.spelling)
        read = (found.value, found.obs_value, found.unit_measure) if found else None
        known = grids.labels.is_unit(multiplier + unit.spelling)
        if not known or read != (Decimal(number), int(number) * times * unit.factor, unit.unit_measure):
            lost.append((unit.spelling, known, read))
    assert not lost


SHAPES = [
    ("网络视听达13.36GB/户·月。", [("13.36GB/户·月", "13360000000", "By/户·月")]),
    ("月均流量20GB/月，共1.2万件（套）。", [("20GB/月", "20000000000", "By/月"), ("1.2万件（套）", "12000", "件（套）")]),
    ("列车时速达350公里/小时。", [("350公里/小时", "350", "km/h")]),
    ("千人托位数5.9个，降水量2010毫米。", [("5.9个", "5.9", "个"), ("2010毫米", "2.010", "m")]),
    ("规模由27.2万亿增至45.5万亿元。", [("27.2万亿", "27200000000000", "CNY"), ("45.5万亿元", "45500000000000", "CNY")]),
    ("从5000亿增长到1.2万亿元。", [("5000亿", "500000000000", "CNY"), ("1.2万亿元", "1200000000000", "CNY")]),
    ("由3.2提高至5.1万个。", [("3.2", "32000", "个"), ("5.1万个", "51000", "个")]),
    ("分别为64.1、85%。", [("64.1", "64.1", "%"), ("85%", "85", "%")]),
    ("政府类38个、产业类22个。", [("38个", "38", "个"), ("22个", "22", "个")]),
    ("三次产业结构为9.2:23.0:67.8。", [("9.2", "9.2", "%"), ("23.0", "23.0", "%"), ("67.8", "67.8", "%")]),
    ("采矿业-2.3%、制造业7.1%。", [("-2.3%", "-2.3", "%"), ("7.1%", "7.1", "%")]),
    ("净利润-3.5亿元，气温-5摄氏度。", [("-3.5亿元", "-350000000", "CNY"), ("-5摄氏度", "-5", "Cel")]),
    ("提高3%-5%，建设3个-5个。", [("3%", "3", "%"), ("5%", "5", "%"), ("3个", "3", "个"), ("5个", "5", "个")]),
    ("总人口74.5万，人才总量超719万。", [("74.5万", "745000", "人"), ("超719万", "7190000", "人")]),
    ("办理案件近百起，产值破万亿元。", [("近百起", "100", "起"), ("破万亿元", "1000000000000", "CNY")]),
    ("下辖7县3区，覆盖14省。", [("7县", "7", "县"), ("3区", "3", "区"), ("14省", "14", "省")]),
    ("产值翻两番，投资翻2番。", [("翻两番", "300", "%"), ("翻2番", "300", "%")]),
]  # fmt: skip


@pytest.mark.parametrize("text,wanted", SHAPES, ids=lambda x: x if isinstance(x, str) else "")
def test_shapes(text, wanted, reader):
    found = reader(load().fold(text).text).quantities
    raw = load().fold(text).text
    assert [(raw[q.start : q.end], q.obs_value, q.unit_measure) for q in found] == [(r, Decimal(v), u) for r, v, u in wanted]


@pytest.mark.parametrize(
    "text,reason",
    [
        ("举办2024大数据博览会。", "year in a name"), ("2024级新生报到。", "year in a name"), ("引进5亿元以上项目12个。", "threshold"),
        ("推进10亿元级项目建设。", "size class"), ("入选全球前1%学科。", "list of the best"),
        ("容量以1EB=1024PB计。", "formula"), ("落实“20条”政策。", "inside a quoted name"), ("达到1级能效。", "grade"),
    ],
)  # fmt: skip
def test_what_is_no_figure(text, reason, reader):
    read = reader(load().fold(text).text)
    assert reason in {e.reason for e in read.excluded}
    assert [q.unit for q in read.quantities if q.unit_measure != "个"] == []


def test_an_ordinal_is_no_count(reader):
    assert not reader("召开第三十九次会议，入选第二批试点。").quantities


def test_a_year_is_no_amount(reader):
    read = reader("2010年，2010世界大会，2024天府大会，建于1999年。")
    assert not read.quantities and len(read.excluded) == 4

"""Time expressions, as contract.md and SDMX write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns import datatables, periods
from patterns.errors import BadLexicon

CASES = [
    ("截至2023年末，全省共有", [("2023",)], [True]), ("2018年-2021年分别设立", [("2018", "2019", "2020", "2021")], [False]),
    ("2017年到2021年，产量由2.3ZB增至6.6ZB", [("2017", "2018", "2019", "2020", "2021")], [False]), ("截至2022年3月底", [("2022-03",)], [True]),
    ("从2020年的18家增长到2025年的33家", [("2020",), ("2025",)], [False, True]), ("由上年的25%降至", [("2024",)], [False]),
    ("“十四五”时期累计", [("2021", "2022", "2023", "2024", "2025")], [False]), ("“十四五”规划纲要", [], []),
    ("五年来，建成", [("2021", "2022", "2023", "2024", "2025")], [False]), ("连续3年破万亿元", [("2023", "2024", "2025")], [False]),
    ("一季度增长5.0%，去年四季度增长3.8%", [("2025-Q1",), ("2024-Q4",)], [False, False]), ("2026年一季度", [("2026-Q1",)], [False]),
    ("前三季度", [("2025-01/09",)], [False]), ("2025年1~9月完成", [("2025-01/09",)], [False]), ("上半年", [("2025-S1",)], [False]),
    ("2026年3月25日", [("2026-03",)], [False]), ("截至2024年12月31日", [("2024",)], [True]), ("上年同期", [("2024",)], [False]),
    ("2023年以来", [("2023", "2024", "2025")], [False]), ("共有2024个，年产3个", [], []), ("同比增长3%", [], []),
]  # fmt: skip


@pytest.mark.parametrize("text,wanted,states", CASES, ids=[c[0] for c in CASES])
def test_expressions(text, wanted, states):
    found = periods.find(text, "2025")
    assert ([e.periods for e in found], [e.state for e in found]) == (wanted, states)


def test_averages_span_their_base_year():
    assert periods.span("两年复合增长率", "2021") == "2019/2021"
    assert periods.span("近5年年均增长", "2025") == "2020/2025"
    assert periods.span("同比增长", "2021") == "2021"


def test_the_same_period_a_year_before():
    assert [periods.year_before(p) for p in ("2026-Q1", "2025-01/09", "2023")] == ["2025-Q1", "2024-01/09", "2022"]


def test_relative_ones_need_an_edition():
    assert periods.read("去年四季度", "") == ([], False) and periods.read("2024年", "") == (["2024"], False)


@given(st.integers(1900, 2099), st.integers(1, 12))
def test_every_month_reads_back(year, month):
    assert periods.read(f"截至{year}年{month}月", "2025") == ([f"{year}-{month:02d}"], True)


@given(st.text(alphabet="截至到从2012345年月日季度上下半一二三四五十来近”“，-~", max_size=40))
def test_expressions_lie_in_the_text_in_order(text):
    found = periods.find(text, "2025")
    assert all(e.start < e.end <= len(text) for e in found) and all(a.end <= b.start for a, b in zip(found, found[1:]))


def test_a_long_text_is_read_in_linear_time():
    assert len(periods.find("2024年1-9月，" * 10_000, "2025")) == 10_000


@pytest.mark.parametrize(
    "table,row",
    [
        ("periods.csv", {"name": "year", "shape": "{year}年", "example": "2024年", "says": "2023", "counter_example": "某"}),
        ("periods.csv", {"name": "aeon", "shape": "{year}年", "example": "2024年", "says": "2024", "counter_example": "某"}),
        ("period_words.csv", {"role": "ago", "word": "某年", "years": ""}),
    ],
)
def test_a_wrong_row_is_refused(table, row, monkeypatch):
    real = datatables.rows

    def rows(name, *columns):
        yield from real(name, *columns)
        if name == table:
            yield row

    monkeypatch.setattr(datatables, "rows", rows)
    monkeypatch.setattr(periods, "_words", periods._words.__wrapped__)
    with pytest.raises(BadLexicon):
        periods._shapes.__wrapped__()

"""Paragraphs of 100,000 characters that invite backtracking are read to their end."""

import pytest

from tests.patterns.test_prose_rows import paragraph

LENGTH = 100_000
BODIES = [
    "1",
    "12345678901234567890",
    "万",
    "亿万千百",
    "、",
    "（）",
    "（",
    "12万、（3）个",
    "占1%、",
    "增长1.2%，",
    "第1",
    "“1”",
    "2024年",
    "一二三",
    "1,234,",
    "1.1.",
    "-1",
    "5:",
]


@pytest.mark.parametrize("body", BODIES)
def test_reads_to_the_end(body, finder):
    text = (body * LENGTH)[:LENGTH]
    reading = finder._reader(finder.lexicon.fold(text).text)
    assert all(q.start < q.end <= len(text) for q in reading.quantities)


@pytest.mark.parametrize("body", ["占1%、", "增长1.2%，", "12万、（3）个", "全省5G基站3万个，"])
def test_binds_to_the_end(body, finder):
    from patterns.prose import Prose

    text = (body * LENGTH)[:20_000]
    reading = Prose(finder.lexicon, finder._cutter, finder._reader, "2024", "四川省")(paragraph(text))
    assert len(reading.figures) > 1000

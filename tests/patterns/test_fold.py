"""Folding keeps offsets, and decides what points and commas are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.lexicon import load

fold = load().fold


@given(st.text(alphabet="全省GDP为１２３．５%％，,。. （）：㎡²[2]5G10PON 达\u3000\U001001b0", max_size=60))
def test_every_folded_character_knows_its_print(text):
    folded = fold(text)
    assert len(folded.back) == len(folded.text) + 1
    assert list(folded.back) == sorted(folded.back)
    for i in range(len(folded.text)):
        start, end = folded.span(i, i + 1)
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    "printed,folded",
    [
        ("２２２１\U001001b0７亿元", "2221.7亿元"), ("７６．１％", "76.1%"), ("1,234.5亿元", "1234.5亿元".replace("1234", "1,234")), ("位列前５,增长", "位列前5，增长"),
        ("取得成效.全市", "取得成效。全市"), ("生产总值[2]13902.67亿元", "生产总值13902.67亿元"), ("100 ㎡", "100m2"), ("比例为5.8：41.6：52.6", "比例为5.8:41.6:52.6"),
        ("10G PON 端口", "10GPON端口"), ("二○二五年", "二〇二五年"),
    ],
)  # fmt: skip
def test_forms(printed, folded):
    assert fold(printed).text == folded


def test_the_print_comes_back():
    folded = fold("具备千兆能力的10G PON端口")
    at = folded.text.index("10G")
    assert folded.as_printed(at, at + 8) == "10G PON端口"

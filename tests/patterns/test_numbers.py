"""Any number, however it is written, reads back as itself."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns import numbers
from patterns.lexicon import load
from patterns.quantities import Reader

DIGITS = "零一二三四五六七八九"
whole = st.integers(0, 10**15)
decimals = st.decimals(0, 10**15, places=4, allow_nan=False, allow_infinity=False)


def chinese(n: int) -> str:
    """A number in 中文数字, as one would write it."""
    if n == 0:
        return "零"
    for size, name in ((10**12, "万亿"), (10**8, "亿"), (10**4, "万")):
        if n >= size:
            high, low = divmod(n, size)
            gap = "零" if low and low < size // 10 else ""
            return chinese(high) + name + gap + (chinese(low) if low else "")
    out, zero = "", False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = divmod(n, size)
        if digit:
            out += ("零" if zero and out else "") + DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return out


def mixed(n: int) -> str:
    """25万6千 style: 亿, 万 and the rest in digits."""
    out = ""
    for size, name in ((10**8, "亿"), (10**4, "万")):
        high, n = divmod(n, size)
        out += f"{high}{name}" if high else ""
    return out + (str(n) if n else "") or "0"


@given(decimals)
def test_digits(value):
    assert numbers.read(format(value, "f")) == value


@given(decimals)
def test_digits_with_separators(value):
    assert numbers.read(format(value, ",f")) == value


@given(whole)
def test_mixed(value):
    assert numbers.read(mixed(value)) == value


@given(whole)
def test_chinese(value):
    assert numbers.read(chinese(value)) == value


@given(
    st.decimals("0.0001", 99999, places=4, allow_nan=False),
    st.sampled_from(["", "万", "亿", "万亿", "千万", "百万"]),
    st.sampled_from(["个", "亿元", "千瓦", "%", "人次"]),
)
def test_a_quantity_reads_back(value, multiplier, unit):
    lexicon = load()
    bare = unit.lstrip("亿")
    (found,) = Reader(lexicon)(f"总数达{value:f}{multiplier}{bare}。").quantities
    assert found.value == value and found.obs_value == value * numbers.multiplier(multiplier) * lexicon.units[bare].factor


@pytest.mark.parametrize("text", ["", "万", "一二十", "abc", "1..2", "十千"])
def test_what_is_no_number(text):
    with pytest.raises(ValueError):
        numbers.read(text)


def test_spoken_forms():
    assert numbers.read("一万二") == Decimal(12000) and numbers.read("两千") == 2000 and numbers.read("一百二") == 120

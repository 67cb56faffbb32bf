"""Printed numbers to Decimal: digits with separators, 万/亿 and their mixtures, 中文数字. Exact; raises ValueError on what is no number."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_GROUPS = (("兆", 10**12), ("万亿", 10**12), ("亿", 10**8), ("万", 10**4))
CHINESE = "".join((*_DIGITS, *_SMALL, *_LARGE))

ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_MIXED = re.compile(rf"({ARABIC})([十百千万亿]*)")


def chinese(text: str) -> Decimal:
    """Value of a number in 中文数字 (一百二十万, 两千, 二〇二四, 三点五)."""
    whole, _, fraction = text.partition("点")
    if not whole or any(c not in CHINESE for c in whole) or any(c not in _DIGITS for c in fraction):
        raise ValueError(f"not a Chinese number: {text!r}")
    value = _positional(whole) if all(c in _DIGITS for c in whole) else _grouped(whole)
    if fraction:
        value += Decimal("0." + "".join(str(_DIGITS[c]) for c in fraction))
    return value


def _positional(text: str) -> Decimal:
    return Decimal("".join(str(_DIGITS[c]) for c in text))


def _grouped(text: str) -> Decimal:
    """Reads groups by their largest multiplier: 一亿二千万 = (一)亿 + (二千)万."""
    for unit, size in _GROUPS:
        if unit in text:
            high, _, low = text.rpartition(unit)
            if not high:
                raise ValueError(f"not a Chinese number: {text!r}")
            # 一万二 says 12,000: a lone digit after a multiplier counts the next lower one
            return _grouped(high) * size + _tail(low, size)
    return _below_myriad(text)


def _tail(low: str, above: int) -> Decimal:
    if len(low) == 1 and low in _DIGITS and low not in "零〇":
        return Decimal(_DIGITS[low] * above // 10)
    return _grouped(low) if low else Decimal(0)


def _below_myriad(text: str) -> Decimal:
    total, digit, last = 0, -1, 0
    for c in text:
        if c in _SMALL:
            if last and _SMALL[c] >= last:
                raise ValueError(f"not a Chinese number: {text!r}")
            total += (digit if digit > 0 else 1) * _SMALL[c]
            digit, last = -1, _SMALL[c]
        elif c in _DIGITS:
            if digit > 0:
                raise ValueError(f"not a Chinese number: {text!r}")
            digit = _DIGITS[c]
        else:
            raise ValueError(f"not a Chinese number: {text!r}")
    if digit > 0:
        lone = last >= 100 and text[-2:-1] in _SMALL
        total += digit * (last // 10) if lone else digit
    return Decimal(total)


def multiplier(text: str) -> int:
    """Product of the multipliers of 万亿, 千万, 百亿 …; 1 for none."""
    product = 1
    for c in text:
        product *= _SMALL.get(c) or _LARGE[c]
    return product


def arabic(text: str) -> Decimal:
    """Value of digits with separators, a point and multipliers: 1,234.5 · 20.7万 · 25万6千 · 1.2万亿."""
    total, at = Decimal(0), 0
    while at < len(text):
        m = _MIXED.match(text, at)
        if not m or m.end() == at:
            raise ValueError(f"not a number: {text!r}")
        total += Decimal(m[1].replace(",", "")) * multiplier(m[2])
        at = m.end()
    return total


def read(text: str) -> Decimal:
    """Value of a folded number in digits or 中文数字. Raises ValueError."""
    return arabic(text) if text[:1].isdigit() else chinese(text)

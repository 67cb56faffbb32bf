"""What a printed number can mean: the interval of values that would be printed so, with its bound. Exact arithmetic on Decimal.

20.7万 is [20.65, 20.75]万; 超1300亿元 is [1300, ∞); 近3万户 is [2.7, 3]万; 约1030亿元 is 5 % around.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from patterns.model import Figure

_NEAR = Decimal("0.9")  # 近 and 不足 promise not to be further off than this
_APPROX = Decimal("0.05")
_OVER = Decimal("1.15")  # 超, 突破, 余: no statistician rounds down by more
_NUMBER = re.compile(r"\d[\d,，]*(?:[.．]\d+)?")


@dataclass(frozen=True, slots=True)
class Interval:
    """Closed interval; `high` None is without end."""

    low: Decimal
    high: Decimal | None

    def meets(self, other: Interval) -> bool:
        """Whether a value lies in both."""
        return (self.high is None or other.low <= self.high) and (other.high is None or self.low <= other.high)

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, None if self.high is None or other.high is None else self.high + other.high)


def decimals(raw: str) -> int:
    """Digits behind the point of the number in a printed expression."""
    folded = raw.translate(str.maketrans("０１２３４５６７８９．\U001001b0", "0123456789.."))
    m = _NUMBER.search(folded)
    return len(m[0].partition(".")[2]) if m else 0


def half_step(figure: Figure) -> Decimal:
    """Half a unit of the last printed digit, in the base unit."""
    if figure.value == 0:
        return Decimal("0.5") * Decimal(10) ** -decimals(figure.raw)
    factor = abs(figure.obs_value / figure.value)
    return factor * Decimal("0.5") * Decimal(10) ** -decimals(figure.raw)


def interval(figure: Figure) -> Interval:
    """All values that may be behind a printed figure."""
    value, step = figure.obs_value, half_step(figure)
    size = abs(value)
    if figure.bound == "gt":
        found = Interval(size - step, max(size * _OVER, size + step))
    elif figure.bound == "lt":
        found = Interval(size * _NEAR, size + step)
    elif figure.bound == "approx":
        found = Interval(size * (1 - _APPROX), size * (1 + _APPROX))
    else:
        found = Interval(size - step, size + step)
    return found if value >= 0 else Interval(-(found.high or size), -found.low)


def growth(before: Interval, after: Interval) -> Interval | None:
    """Growth in per cent that two levels allow; None where the earlier one may be zero or less."""
    if before.low <= 0 or before.high is None or after.low <= 0:
        return None
    low = (after.low / before.high - 1) * 100
    high = None if after.high is None else (after.high / before.low - 1) * 100
    return Interval(low, high)


def signed_growths(before: Interval, after: Interval) -> list[Interval]:
    """The same where a side may be negative, by both customs: of the earlier amount, and of the earlier value with its sign."""
    if before.high is None or after.high is None or before.low <= 0 <= before.high:
        return []
    ratios = [(y / x - 1) * 100 for x in (before.low, before.high) for y in (after.low, after.high)]
    plain = Interval(min(ratios), max(ratios))
    return [plain] if before.low > 0 else [plain, Interval(-plain.high if plain.high is not None else plain.low, -plain.low)]


def stated(figure: Figure) -> Interval:
    """A stated growth as an interval in per cent: 增长1.2倍 is 120 %."""
    found = interval(figure)
    if figure.unit_measure == "倍":
        return Interval(found.low * 100, None if found.high is None else found.high * 100)
    return found

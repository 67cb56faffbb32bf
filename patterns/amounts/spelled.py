"""Numbers in words: 一百二十万人, 三成半, 翻两番, 近百家. 三个 and 两批 are words, not figures."""

from __future__ import annotations

import re
from decimal import Decimal

from patterns import numbers
from patterns.amounts.bounds import Bounds
from patterns.amounts.hit import Hit
from patterns.amounts.units import Unit, Units
from patterns.model import Quantity

DIGITS = "零〇一二两三四五六七八九十百千万亿"
_ROUND = re.compile("[百千万亿]+")
_SIDE = {"ratio", "points"}  # kinds of which one character is enough: 五个百分点


class Spelled:
    """Finds numbers in words before a unit, and what is counted in 成, 倍 and 番."""

    def __init__(self, units: Units, bounds: Bounds, steps: str) -> None:
        self._units, self._bounds = units, bounds
        post = rf"(?P<post>{bounds.after})?"
        self._tenths = re.compile(rf"(?P<num>[一二两三四五六七八九])成(?P<half>半)?{post}{_unless(units['成'])}")
        self._times = re.compile(rf"(?P<num>[{DIGITS}]{{1,8}})(?P<mid>{bounds.inside})?倍{post}")
        self._doubled = re.compile(rf"翻(?:了)?(?P<num>[一两二三四]|\d)番(?P<post>半|{bounds.after})?")
        self._words = re.compile(
            rf"(?<![第{DIGITS}])(?P<num>[{DIGITS}]{{1,20}})(?P<mid>{bounds.inside})?(?P<mult>万亿|[万亿])?(?P<unit>{units.chinese}){post}"
        )
        self._step = re.compile(rf"(?:{steps})|(?![一-龥])")

    def scales(self, text: str) -> list[Hit]:
        """成, 倍 and 番."""
        out = [Hit(m.start(), m.end("num"), self._tenth(text, m)) for m in self._tenths.finditer(text)]
        out += [Hit(m.start(), m.end(), self._multiple(text, m)) for m in self._times.finditer(text)]
        return out + [Hit(m.start(), m.end(), self._doubling(text, m)) for m in self._doubled.finditer(text)]

    def words(self, text: str) -> list[Hit]:
        """中文数字 before a unit."""
        return [Hit(m.start(), m.end("num"), self._in_words(text, m)) for m in self._words.finditer(text)]

    def _counted(self, text: str, m: re.Match[str], value: Decimal, unit: Unit, inside: str | None = None) -> Quantity:
        start, before = self._bounds.before(text, m.start())
        bound = self._bounds.of(inside, m["post"]) or before or "exact"
        return _quantity(m, start, value, unit, value * unit.factor, bound)

    def _tenth(self, text: str, m: re.Match[str]) -> Quantity:
        return self._counted(text, m, numbers.chinese(m["num"]) + (Decimal("0.5") if m["half"] else 0), self._units["成"])

    def _multiple(self, text: str, m: re.Match[str]) -> Quantity | None:
        value = _read(m["num"])
        return self._counted(text, m, value, self._units["倍"], m["mid"]) if value is not None else None

    def _doubling(self, text: str, m: re.Match[str]) -> Quantity:
        """翻两番 is four times as much: a growth of 300 %."""
        value = numbers.read(m["num"])
        start, before = self._bounds.before(text, m.start())
        grown = (Decimal(2) ** int(value) - 1) * 100
        return _quantity(m, start, value, Unit("番", "doublings", "%", Decimal(1)), grown, "gt" if m["post"] else before or "exact")

    def _in_words(self, text: str, m: re.Match[str]) -> Quantity | None:
        """一百二十万人 is a quantity; 三个, 两批, 十大 are words."""
        number = m["num"] + (m["mult"] or "")
        unit = self._units[m["unit"]]
        if unit.context:
            return None
        if _ROUND.fullmatch(number) and not m["mid"]:
            return self._round(text, m, number, unit)
        vague = m["mid"] and not m["mult"] and not set(m["num"]) & set("百千万亿")
        if vague or len(number) < 2 and unit.kind not in _SIDE:
            return None
        value = _read(number)
        return self._counted(text, m, value, unit, m["mid"]) if value is not None and value > 10 else None

    def _round(self, text: str, m: re.Match[str], number: str, unit: Unit) -> Quantity | None:
        """近百起, 破万亿元: a round number counts where a bound stands before it; 超亿元项目 is a kind of thing."""
        start, before = self._bounds.before_round(text, m.start())
        if not before or unit.kind != "count" and not self._step.match(text, m.end()):
            return None
        value = Decimal(numbers.multiplier(number))
        return _quantity(m, start, value, unit, value * unit.factor, before)


def _quantity(m: re.Match[str], start: int, value: Decimal, unit: Unit, obs: Decimal, bound: str) -> Quantity:
    return Quantity(start, m.end(), m.start("num"), m.end("num"), value, unit.spelling, obs, unit.unit_measure, unit.kind, bound)


def _read(text: str) -> Decimal | None:
    try:
        return numbers.chinese(text)
    except ValueError:
        return None


def _unless(unit: Unit) -> str:
    return f"(?!{unit.not_before})" if unit.not_before else ""

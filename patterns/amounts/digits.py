"""Numbers in digits with multiplier, unit and bound: 超1,300亿元, 25万6千人, 3000余家, 采矿业-2.3%."""

from __future__ import annotations

import re
from decimal import Decimal

from patterns import numbers
from patterns.amounts.bounds import Bounds
from patterns.amounts.hit import Hit
from patterns.amounts.units import Unit, Units
from patterns.model import Quantity

_MAX_DIGITS = 18
_SIGNED = {"ratio", "permille", "points", "money", "temperature", ""}  # kinds of which there is less than nothing
_BEHIND_COUNT = re.compile(r"\d[一-龥%]{0,3}-$")  # 3个-5个, 1月-5%: a range, no sign


class Digits:
    """Finds numbers in digits."""

    def __init__(self, units: Units, bounds: Bounds) -> None:
        self._units, self._bounds = units, bounds
        mult = units.multiplier
        self._number = re.compile(
            rf"(?P<num>{numbers.ARABIC})(?P<mix>{mult}\d+(?:\.\d+)?(?=[万千百]))?(?P<mult>{mult})?"
            rf"(?P<mid>{bounds.inside})?(?P<mult2>{mult})?{units.tail}(?P<post>{bounds.after})?"
        )
        self._cell = re.compile(rf"(?P<sign>[-+])?{self._number.pattern}")

    def __call__(self, text: str) -> list[Hit]:
        return [Hit(m.start("num"), m.end("num"), self._quantity(text, m)) for m in self._number.finditer(text)]

    def amount(self, text: str) -> Quantity | None:
        """A text that is one number with its unit, as a cell and its labels give it; None where it is none. A unit needs no context here."""
        at = next((i for i, c in enumerate(text) if c.isdigit() or c in "-+"), len(text))
        start, before = self._bounds.before(text, at)
        m = self._cell.fullmatch(text, at)
        if not m or start or len(m["num"]) > _MAX_DIGITS:
            return None
        return self._made(m, self._units.of(m), m.end(), (0, before), negative=m["sign"] == "-")

    def _quantity(self, text: str, m: re.Match[str]) -> Quantity | None:
        if len(m["num"]) > _MAX_DIGITS:
            return None
        unit, end = self._units.of(m), m.end()
        if unit and not unit.fits(text, m.start(), m.end()):
            unit, end = None, m.start("unit")
        start, before = self._bounds.before(text, m.start())
        negative = self._is_negative(text, m.start(), unit)
        return self._made(m, unit, end, (m.start() - 1 if negative else start, before), negative)

    def _made(self, m: re.Match[str], unit: Unit | None, end: int, lead: tuple[int, str], negative: bool) -> Quantity:
        value, multiplier, shown = _magnitude(m)
        value = -value if negative else value
        bound = self._bounds.of(m["mid"], m["post"] if end == m.end() else None)
        return Quantity(
            start=lead[0],
            end=end,
            num_start=m.start("num"),
            num_end=m.end("num"),
            value=value,
            unit=shown + (unit.spelling if unit else ""),
            obs_value=value * multiplier * (unit.factor if unit else 1),
            unit_measure=unit.unit_measure if unit else "",
            kind=unit.kind if unit else "",
            bound=bound or lead[1] or "exact",
        )

    def _is_negative(self, text: str, at: int, unit: Unit | None) -> bool:
        """Whether a dash before the number is its sign: behind a word (制造业-2.3%) or a bracket, not between two numbers or in a name."""
        if not at or text[at - 1] != "-" or (unit.kind if unit else "") not in _SIGNED:
            return False
        if _BEHIND_COUNT.search(text, max(0, at - 6), at):
            return False
        before = text[at - 2 : at - 1]
        return not before.isalnum() or not before.isascii() and (unit is not None or before in "为是达降至到")


def _magnitude(m: re.Match[str]) -> tuple[Decimal, int, str]:
    """(value, multiplier, the multiplier as printed) of a match; 25万6千 is a value of 256000 without one."""
    multipliers = (m["mult"] or "") + (m["mult2"] or "")
    if m["mix"]:
        return numbers.arabic(m["num"] + m["mix"] + multipliers), 1, ""
    return Decimal(m["num"].replace(",", "")), numbers.multiplier(multipliers), multipliers

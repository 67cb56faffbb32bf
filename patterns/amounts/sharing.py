"""Quantities that stand together: a unit that is printed once for several numbers, and 5.8:41.6:52.6."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from patterns.amounts.units import Units, times
from patterns.model import Quantity

_LONGEST = 24  # characters between the two values of a movement (由27.2万亿增至45.5万亿元)


class Sharing:
    """Gives a number without a unit that of the next one; `joins` and `moves` are regexes of the words between two values."""

    def __init__(self, units: Units, joins: str, moves: str) -> None:
        self._units = units
        self._list = re.compile(rf"(?:{joins}|[、，~至到-])")
        self._move = re.compile(rf"[^，。；\d]{{0,8}}(?:{moves})(?:了)?")

    def __call__(self, text: str, found: Sequence[Quantity]) -> list[Quantity]:
        out = list(found)
        for i in range(len(out) - 2, -1, -1):
            q, after = out[i], out[i + 1]
            if not q.kind and after.kind and after.kind != "rank" and self._together(text, q, after):
                out[i] = self._with_unit(q, after)
        return out

    def _together(self, text: str, q: Quantity, after: Quantity) -> bool:
        if not 0 < after.start - q.end < _LONGEST:
            return False
        shape = self._list if not self._move.fullmatch(text, q.end, after.start) else self._move
        return bool(shape.fullmatch(text, q.end, after.start))

    def _with_unit(self, q: Quantity, after: Quantity) -> Quantity:
        shared = self._units.shared(q.unit, after.unit)
        if shared is None:
            return q
        own, unit = shared
        obs = times(q.value, own, unit)
        return replace(q, unit=own + unit.spelling, obs_value=obs, unit_measure=unit.unit_measure, kind=unit.kind)


def ratios(text: str, found: Sequence[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
    """(quantities, parts of ratios that are none): 5.8:41.6:52.6 is three shares where it adds up to a hundred, any other a:b no figure."""
    kept: list[Quantity] = []
    none: list[Quantity] = []
    i = 0
    while i < len(found):
        k = i
        while k + 1 < len(found) and text[found[k].num_end : found[k + 1].num_start] in (":", "："):
            k += 1
        group = found[i : k + 1]
        if k == i:
            kept += group
        elif k - i >= 2 and abs(sum((q.value for q in group), Decimal(0)) - 100) <= Decimal("0.5"):
            kept += [replace(q, unit="%", obs_value=q.value, unit_measure="%", kind="ratio") for q in group]
        else:
            none += group
        i = k + 1
    return kept, none

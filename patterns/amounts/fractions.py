"""Fractions in words: 百分之三十, 三分之一, and 一半, 过半 (fractions.csv)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from patterns import datatables, numbers
from patterns.amounts.bounds import Bounds
from patterns.amounts.hit import Hit
from patterns.amounts.spelled import DIGITS
from patterns.datatables import alternation, refuse
from patterns.model import Quantity

_SCALES = {100: ("%", "ratio"), 1000: ("‰", "permille")}


def load() -> dict[str, tuple[Decimal, str]]:
    """(per cent, bound) of words for a fraction."""
    table: dict[str, tuple[Decimal, str]] = {}
    for row in datatables.rows("fractions.csv", "phrase", "per_cent", "bound"):
        if row["phrase"] in table or row["bound"] not in ("exact", "gt", "lt", "approx"):
            raise refuse("fractions.csv", row["phrase"], "listed twice, or of an unknown bound")
        table[row["phrase"]] = Decimal(row["per_cent"]), row["bound"]
    return table


class Fractions:
    """Finds fractions in words."""

    def __init__(self, words: Mapping[str, tuple[Decimal, str]], bounds: Bounds) -> None:
        self._words, self._bounds = words, bounds
        self._parts = re.compile(
            rf"(?P<whole>[{DIGITS}]{{1,4}})分之(?P<part>[{DIGITS}]{{1,12}}(?:点[{DIGITS}]{{1,6}})?|\d{{1,18}}(?:\.\d{{1,18}})?)"
        )
        self._any = re.compile(alternation(list(words)))

    def __call__(self, text: str) -> list[Hit]:
        out = [Hit(m.start(), m.end(), self._part(text, m)) for m in self._parts.finditer(text)]
        for m in self._any.finditer(text):
            per_cent, bound = self._words[m[0]]
            q = Quantity(*m.span(), *m.span(), Decimal(1), "半", per_cent, "%", "ratio", bound)
            out.append(Hit(*m.span(), q))
        return out

    def _part(self, text: str, m: re.Match[str]) -> Quantity | None:
        try:
            whole, part = numbers.chinese(m["whole"]), numbers.read(m["part"])
        except ValueError:
            return None
        if not whole:
            return None
        start, before = self._bounds.before(text, m.start())
        scale, kind = _SCALES.get(int(whole), ("", "ratio"))
        value = part if scale else (part * 100 / whole).quantize(Decimal("0.0001")).normalize()
        return Quantity(
            start, m.end(), m.start(), m.end(), part, scale or f"{m['whole']}分之", value, scale or "%", kind, before or "exact"
        )

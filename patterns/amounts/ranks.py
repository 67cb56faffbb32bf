"""Places in an order: 居全国第6位, 前十, 榜首. 第一产业 and 第三次 are names (ranks.csv)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from patterns import datatables, numbers
from patterns.amounts.hit import Hit
from patterns.amounts.spelled import DIGITS
from patterns.datatables import alternation, refuse
from patterns.model import Quantity

_ROLES = ("first", "cued", "ordinal")
_CUE_BACK = 16  # characters before a rank in which its cue may stand
_ENDS = ("", *"，。；、）（和”")


def load() -> dict[str, tuple[str, ...]]:
    """Shapes by role, each with its example: `first` says the first place without a number, `cued` does so near a cue, `ordinal` follows 第N where it is no rank."""
    table: dict[str, list[str]] = {role: [] for role in _ROLES}
    for row in datatables.rows("ranks.csv", "role", "shape", "example"):
        if row["role"] not in table or row["shape"] in table[row["role"]]:
            raise refuse("ranks.csv", row["shape"], "unknown role, or listed twice")
        lead = f"第[{DIGITS}]+" if row["role"] == "ordinal" else ""
        if not re.search(lead + row["shape"], row["example"]):
            raise refuse("ranks.csv", row["shape"], "its own example is not told by it")
        table[row["role"]].append(row["shape"])
    return {role: tuple(shapes) for role, shapes in table.items()}


class Ranks:
    """Finds ranks; `cues` is a regex of the words that speak of one."""

    def __init__(self, shapes: Mapping[str, tuple[str, ...]], cues: str) -> None:
        first, cued = "|".join(shapes["first"]), "|".join(shapes["cued"])
        self._rank = re.compile(rf"(?P<lead>第|前)(?P<num>\d{{1,6}}|[{DIGITS}]{{1,6}})(?P<unit>位|名)?|(?P<first>{first})|{cued}")
        self._cue = re.compile(rf"(?:{cues})[^，。；]{{0,12}}$")
        self._ordinal = re.compile(f"[一二三四五六七八九]?(?:{alternation({s: s for s in shapes['ordinal']})})")

    def __call__(self, text: str) -> list[Hit]:
        found = (self._ranked(text, m) for m in self._rank.finditer(text))
        return [Hit(q.num_start, q.num_end, q) for q in found if q]

    def _ranked(self, text: str, m: re.Match[str]) -> Quantity | None:
        cued = bool(self._cue.search(text, max(0, m.start() - _CUE_BACK), m.start()))
        if not m["lead"]:
            return _place(m, Decimal(1), "首", "exact") if cued or m["first"] else None
        if not self._is_place(text, m, cued):
            return None
        try:
            value = numbers.read(m["num"])
        except ValueError:
            return None
        return _place(m, value, m["unit"] or "", "exact" if m["lead"] == "第" else "lt")

    def _is_place(self, text: str, m: re.Match[str], cued: bool) -> bool:
        if m["unit"]:
            return cued or m["lead"] == "第"
        return cued and not self._ordinal.match(text, m.end("num")) and text[m.end() : m.end() + 1] in _ENDS


def _place(m: re.Match[str], value: Decimal, unit: str, bound: str) -> Quantity:
    a, b = m.span("num") if m["lead"] else m.span()
    return Quantity(m.start(), m.end(), a, b, value, unit, value, "rank", "rank", bound)

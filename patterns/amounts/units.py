"""Printed units: the table units.csv, and units that are put together in print (GB/户·月, 件（套）)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from patterns import datatables, numbers
from patterns.datatables import alternation, refuse
from patterns.fold import Folder

_COLUMNS = ("spelling", "kind", "unit_measure", "factor", "standard", "context", "not_before", "example", "counter_example")
_NEAR = (30, 6)  # characters before and behind an expression in which the context of its unit may stand
MULTIPLIERS = "十百千万亿"


@dataclass(frozen=True, slots=True)
class Unit:
    """A printed unit: `factor` times it is one `unit_measure`.

    `context` must stand near it where it is set (T as bandwidth); `not_before` may not follow it (三成立: no 成).
    """

    spelling: str
    kind: str
    unit_measure: str
    factor: Decimal
    context: re.Pattern[str] | None = None
    not_before: str = ""

    @property
    def shape(self) -> str:
        """Regex of the spelling where it ends as a unit."""
        letter = self.spelling[-1].isascii() and self.spelling[-1].isalpha()
        return re.escape(self.spelling) + ("(?![A-Za-z])" if letter else "") + (f"(?!{self.not_before})" if self.not_before else "")

    def fits(self, text: str, start: int, end: int) -> bool:
        """Whether the unit may be meant by the expression start..end."""
        return self.context is None or bool(self.context.search(text, max(0, start - _NEAR[0]), end + _NEAR[1]))


def load(fold: Folder) -> dict[str, Unit]:
    """Units by folded spelling. Raises BadLexicon where rows contradict each other, or one its own examples."""
    units: dict[str, Unit] = {}
    kinds: dict[str, str] = {}
    for row in datatables.rows("units.csv", *_COLUMNS):
        unit = Unit(
            fold(row["spelling"]).text,
            row["kind"],
            row["unit_measure"],
            Decimal(row["factor"]),
            re.compile(row["context"]) if row["context"] else None,
            row["not_before"],
        )
        _check(unit, row, units, kinds, fold)
        units[unit.spelling] = unit
    for spelling, unit in units.items():
        bare = units.get(spelling[1:])
        if spelling[0] == "万" and bare and unit.factor != bare.factor * 10000:
            raise refuse("units.csv", spelling, f"is not 10,000 {bare.spelling}")
    return units


def _check(unit: Unit, row: Mapping[str, str], units: Mapping[str, Unit], kinds: dict[str, str], fold: Folder) -> None:
    if unit.spelling in units:
        raise refuse("units.csv", unit.spelling, "listed twice")
    if unit.factor <= 0:
        raise refuse("units.csv", unit.spelling, "factor is not positive")
    if unit.kind != "tenths" and kinds.setdefault(unit.unit_measure, unit.kind) != unit.kind:
        raise refuse("units.csv", unit.spelling, f"{unit.unit_measure} is of another kind in another row")
    if (unit.context or unit.not_before) and not (
        _says(unit, fold(row["example"]).text) and not _says(unit, fold(row["counter_example"]).text)
    ):
        raise refuse("units.csv", unit.spelling, "its own example is not told by it, or its counter-example is")


def _says(unit: Unit, text: str) -> bool:
    return any(unit.fits(text, *m.span()) for m in re.finditer(rf"[\d一二三四五六七八九十百千万亿]+{unit.shape}", text))


class Units:
    """The shapes of units behind a number, and what they mean."""

    def __init__(self, table: Mapping[str, Unit], denominators: Mapping[str, str]) -> None:
        self._table = table
        shapes = {u.spelling: u.shape for u in table.values()}
        counters = alternation({u.spelling: re.escape(u.spelling) for u in table.values() if u.kind == "count"})
        per = alternation({**shapes, **denominators})
        self.any = alternation(shapes)
        self.chinese = alternation({s: shape for s, shape in shapes.items() if not s.isascii()})
        self.tail = rf"(?:(?P<unit>{self.any})(?:(?P<per>/[{MULTIPLIERS}]*(?:{per}))|(?P<pair>（(?:{counters})）))?)?"
        rests = alternation({s[1:]: re.escape(s[1:]) for s in table if s[0] in "百千" and len(s) > 1})
        self.multiplier = rf"(?:万亿|[十百千]?亿|[十百千]?万|[百千](?!{rests}))"
        self._printed = re.compile(rf"([{MULTIPLIERS}]*?){self.tail}")

    def __getitem__(self, spelling: str) -> Unit:
        return self._table[spelling]

    def of(self, m: re.Match[str]) -> Unit | None:
        """The unit that a match of `tail` names; None for none."""
        if not m["unit"]:
            return None
        unit = self._table[m["unit"]]
        if m["per"]:
            above = m["unit"] if unit.kind == "money" else unit.unit_measure
            return Unit(m["unit"] + m["per"], unit.kind + m["per"], above + m["per"], unit.factor, unit.context)
        if m["pair"]:
            return Unit(m["unit"] + m["pair"], unit.kind, unit.unit_measure + m["pair"], unit.factor, unit.context)
        return unit

    def printed(self, text: str) -> tuple[str, Unit] | None:
        """(multiplier, unit) of a folded text that is a unit and nothing else (万平方公里); None where it is not."""
        m = self._printed.fullmatch(text)
        unit = self.of(m) if m else None
        return (m[1], unit) if m and unit else None

    def shared(self, own: str, whole: str) -> tuple[str, Unit] | None:
        """(multiplier, unit) of a number printed with `own` multiplier, or none, whose unit stands at the next one as `whole`."""
        found = self.printed(whole)
        return (own or found[0], found[1]) if found else None


def times(value: Decimal, multiplier: str, unit: Unit) -> Decimal:
    """A printed value in the base unit."""
    return value * numbers.multiplier(multiplier) * unit.factor


def denominators() -> dict[str, str]:
    """What stands under a per-unit without being a unit of its own (年, 户·月), as regexes by spelling."""
    return {row["spelling"]: re.escape(row["spelling"]) for row in datatables.rows("denominators.csv", "spelling", "example")}

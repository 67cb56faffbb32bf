"""All tables that the finders of numerals need, loaded and checked together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from patterns import datatables
from patterns.amounts import bounds, exclusions, fractions, ranks, units
from patterns.amounts.bounds import Bound
from patterns.amounts.exclusions import NotFigure
from patterns.amounts.units import Unit
from patterns.datatables import alternation, refuse

_PARTS = {"ratio", "permille", "points", "tenths", "times"}
Cues = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Implied:
    """A noun that says in what a bare multiplied number counts: 总人口74.5万 is of 人."""

    noun: re.Pattern[str]
    unit: str


@dataclass(frozen=True, slots=True)
class Amounts:
    """Tables about numbers; `moves` is a regex of the words between two values of one thing (达到, 增至)."""

    bounds: Mapping[str, Mapping[str, Bound]]
    denominators: Mapping[str, str]
    fractions: Mapping[str, tuple[Decimal, str]]
    ranks: Mapping[str, tuple[str, ...]]
    implied: tuple[Implied, ...]
    shapes: Mapping[str, str]
    not_figures: tuple[NotFigure, ...]
    moves: str


def load(known: Mapping[str, Unit], cues: Cues) -> Amounts:
    """Raises BadLexicon where a table is wrong."""
    table = bounds.load()
    moves = alternation([*cues["copula"], *cues["level_to"]])
    said = alternation([*table["before"], *cues["copula"], *cues["level_to"]])
    words = {
        "unit": f"(?:{alternation({u.spelling: u.shape for u in known.values()})})",
        "year": r"(?:18|19|20)\d\d",
        "sized": f"(?:{alternation({u.spelling: u.shape for u in known.values() if u.kind not in _PARTS})})",
        "times": f"[{units.MULTIPLIERS}]*",
        "unsaid": "".join(f"(?<!{re.escape(w)})" for w in [*table["before"], *cues["copula"], *cues["level_to"]]),
    }
    return Amounts(
        table,
        units.denominators(),
        fractions.load(),
        ranks.load(),
        _implied(known, said),
        _shapes(),
        exclusions.load(words),
        moves,
    )


def _implied(known: Mapping[str, Unit], said: str) -> tuple[Implied, ...]:
    out = []
    for row in datatables.rows("implied.csv", "noun", "unit", "example", "counter_example"):
        implied = Implied(re.compile(rf"(?:{row['noun']})(?:{said})*$"), row["unit"])
        if row["unit"] not in known:
            raise refuse("implied.csv", row["noun"], f"{row['unit']} is no unit")
        if not implied.noun.search(row["example"]) or implied.noun.search(row["counter_example"]):
            raise refuse("implied.csv", row["noun"], "its own example is not told by it, or its counter-example is")
        out.append(implied)
    return tuple(out)


def _shapes() -> dict[str, str]:
    table: dict[str, str] = {}
    for row in datatables.rows("number_shapes.csv", "name", "shape", "example", "counter_example"):
        if row["name"] in table:
            raise refuse("number_shapes.csv", row["name"], "listed twice")
        if not re.search(row["shape"], row["example"]) or re.search(row["shape"], row["counter_example"]):
            raise refuse("number_shapes.csv", row["name"], "its own example is not told by it, or its counter-example is")
        table[row["name"]] = row["shape"]
    return table

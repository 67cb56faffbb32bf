"""Words before, inside and behind a number that say that it is a bound: 超, 近, 约, 余, 以上. Their table is bounds.csv."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from patterns import datatables
from patterns.datatables import alternation, refuse

_BACK = 8  # characters before a number in which its bound may stand
_NAMES = {"gt", "lt", "approx"}
_PLACES = ("before", "round", "inside", "after")


@dataclass(frozen=True, slots=True)
class Bound:
    """A phrase and what it says; `shape` matches it where nothing around makes it another word (多样, 打破)."""

    phrase: str
    bound: str
    shape: str


def load() -> dict[str, dict[str, Bound]]:
    """Phrases by place. `unless` is a regex of what may not stand before (place before, round) or behind (inside, after) the phrase."""
    table: dict[str, dict[str, Bound]] = {place: {} for place in _PLACES}
    for row in datatables.rows("bounds.csv", "phrase", "place", "bound", "unless", "example", "counter_example"):
        phrase, place = row["phrase"], row["place"]
        if place not in table or row["bound"] not in _NAMES or phrase in table[place]:
            raise refuse("bounds.csv", phrase, "unknown place or bound, or listed twice")
        table[place][phrase] = Bound(phrase, row["bound"], _shape(phrase, place, row["unless"]))
        if row["unless"]:
            shape = re.compile(table[place][phrase].shape)
            if not shape.search(row["example"]) or shape.search(row["counter_example"]):
                raise refuse("bounds.csv", phrase, "its own example is not told by it, or its counter-example is")
    return table


def _shape(phrase: str, place: str, unless: str) -> str:
    if not unless:
        return re.escape(phrase)
    return f"(?<!{unless}){re.escape(phrase)}" if place in ("before", "round") else f"{re.escape(phrase)}(?!{unless})"


class Bounds:
    """Reads bounds around a number."""

    def __init__(self, table: Mapping[str, Mapping[str, Bound]]) -> None:
        self._table = table
        self._before = re.compile(f"(?:{self._any('before')})$")
        self._round = re.compile(f"(?:{self._any('before', 'round')})$")
        self.inside, self.after = self._any("inside"), self._any("after")

    def _any(self, *places: str) -> str:
        return alternation({b.phrase: b.shape for place in places for b in self._table[place].values()})

    def before(self, text: str, at: int) -> tuple[int, str]:
        """(where the expression begins, its bound): the bound that ends at `at`, else `at` itself and blank."""
        m = self._before.search(text, max(0, at - _BACK), at)
        return (m.start(), self._table["before"][m[0]].bound) if m else (at, "")

    def before_round(self, text: str, at: int) -> tuple[int, str]:
        """The same before a round number in words (近百, 上千, 破万亿)."""
        m = self._round.search(text, max(0, at - _BACK), at)
        found = (self._table["before"].get(m[0]) or self._table["round"][m[0]]) if m else None
        return (m.start(), found.bound) if m and found else (at, "")

    def of(self, inside: str | None, after: str | None) -> str:
        """The bound that a word in or behind the number says; blank for none."""
        if after:
            return self._table["after"][after].bound
        return self._table["inside"][inside].bound if inside else ""

"""What tells two rows apart that are named alike: the axes (scope, column role, flow, …) that the lexicon hands over.

An axis maps phrases to values. A label names the value of its last phrase, the longest phrase first; a title that names several values
of one axis names none. A phrase of blank value hides the shorter ones in it (一般公共预算 is no 预算); the blank phrase is what a row
is that names nothing (a row that is not 其他 is an item).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property, partial

Values = tuple[str, ...]


class Axes:
    """The table of axes: {axis: {phrase: value}}."""

    def __init__(self, table: Mapping[str, Mapping[str, str]]) -> None:
        self.table = table
        self._read: dict[str, tuple[list[str], ...]] = {}

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(self.table)

    @cached_property
    def _shapes(self) -> tuple[re.Pattern[str], ...]:
        longest = (sorted(filter(None, phrases), key=len, reverse=True) for phrases in self.table.values())
        return tuple(re.compile("|".join(map(re.escape, phrases)) or "(?!)") for phrases in longest)

    def of(self, labels: Sequence[str], title: str = "") -> Values:
        """The value on each axis (blank for none) that the first of `labels` names, innermost label first; else what the title names."""
        named, titled = [self._named(label) for label in labels], self._named(title)
        return tuple(self._value(i, [n[i] for n in named], titled[i]) for i in range(len(self.names)))

    def _value(self, axis: int, named: Sequence[Sequence[str]], titled: Sequence[str]) -> str:
        for values in named:
            if values:
                return values[-1]
        return titled[0] if len(set(titled)) == 1 else self.table[self.names[axis]].get("", "")

    def _named(self, text: str) -> tuple[list[str], ...]:
        """The values that a text names on each axis, in its order."""
        found = self._read.get(text)
        if found is None:
            sides = zip(self._shapes, self.table.values())
            found = tuple([value for m in shape.finditer(text) if (value := phrases[m[0]])] for shape, phrases in sides)
            self._read[text] = found
        return found

    def value(self, axis: str, values: Values) -> str:
        """The value on one axis; blank where there is no such axis."""
        return values[self.names.index(axis)] if axis in self.table else ""

    def all_named(self, axis: str, text: str) -> list[str]:
        """Every value of one axis that a text names, in its order."""
        return self._named(text)[self.names.index(axis)] if axis in self.table else []

    def without(self, text: str, *axes: str) -> str:
        """A label without the phrases of some axes: 决算数 and 快报数 are both what is left."""
        for name in (n for n in axes if n in self.table):
            phrases = self.table[name]
            text = self._shapes[self.names.index(name)].sub(partial(_hidden, phrases), text)
        return text

    def clash(self, a: Values, b: Values, ignoring: Sequence[str] = ()) -> bool:
        """Whether two rows differ on an axis that both name."""
        return any(x != y and x and y and name not in ignoring for name, x, y in zip(self.names, a, b))


def _hidden(phrases: Mapping[str, str], m: re.Match[str]) -> str:
    """What stays of a phrase that is taken out: all of it where it only hides others."""
    return "" if phrases[m[0]] else m[0]

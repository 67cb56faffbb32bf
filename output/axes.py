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
        self._seen: dict[tuple[tuple[str, ...], str], Values] = {}

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(self.table)

    @cached_property
    def _shapes(self) -> tuple[re.Pattern[str], ...]:
        longest = (sorted(filter(None, phrases), key=len, reverse=True) for phrases in self.table.values())
        return tuple(re.compile("|".join(map(re.escape, phrases)) or "(?!)") for phrases in longest)

    def of(self, labels: Sequence[str], title: str = "") -> Values:
        """The value on each axis (blank for none) that the first of `labels` names, innermost label first; else what the title names."""
        key = (tuple(labels), title)
        if key not in self._seen:
            self._seen[key] = tuple(self._value(i, labels, title) for i in range(len(self.names)))
        return self._seen[key]

    def _value(self, axis: int, labels: Sequence[str], title: str) -> str:
        for label in labels:
            found = self._found(axis, label)
            if found:
                return found[-1]
        said = set(self._found(axis, title))
        return said.pop() if len(said) == 1 else self.table[self.names[axis]].get("", "")

    def _found(self, axis: int, text: str) -> list[str]:
        phrases = self.table[self.names[axis]]
        return [value for m in self._shapes[axis].finditer(text) if (value := phrases[m[0]])]

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

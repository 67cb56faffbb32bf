"""Numerals that are no figures, each by a named reason: years, ordinals, parts of names (not_figures.csv), titles and quoted names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from patterns import datatables
from patterns.datatables import refuse
from patterns.model import Quantity

_BACK = 16  # characters before a numeral that a row may ask for
_MAX_FORMS = 50_000
_LONGEST_NAME = 40  # characters of a quoted name, marks included
_QUOTE = re.compile(r"“[^“”]{0,60}”|《[^《》]{0,80}》|「[^」]{0,60}」")


@dataclass(frozen=True, slots=True)
class Excluded:
    """A numeral that is no figure, and why."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class NotFigure:
    """A named reason why a numeral is no figure: what stands before it, in it, and behind it."""

    reason: str
    before: re.Pattern[str] | None
    number: re.Pattern[str]
    after: re.Pattern[str] | None

    def matches(self, text: str, start: int, end: int) -> bool:
        """Whether the numeral start..end of folded `text` is excluded by this row."""
        return bool(self.number.fullmatch(text, start, end)) and self.around(text, start, end)

    def around(self, text: str, start: int, end: int) -> bool:
        """The same for a numeral whose form is known to fit."""
        if self.after and not self.after.match(text, end):
            return False
        return self.before is None or bool(self.before.search(text, max(0, start - _BACK), start))


def load(words: Mapping[str, str]) -> tuple[NotFigure, ...]:
    """The rows of not_figures.csv; {name} in a shape stands for `words[name]`. Raises BadLexicon where a row fails its own examples."""
    table = []
    for row in datatables.rows("not_figures.csv", "reason", "before", "number", "after", "example", "counter_example"):
        before, number, after = (_filled(row[k], words) for k in ("before", "number", "after"))
        rule = NotFigure(
            row["reason"],
            re.compile(f"(?:{before})$") if before else None,
            re.compile(number),
            re.compile(after) if after else None,
        )
        if not rule.matches(*_marked(row["example"])):
            raise refuse("not_figures.csv", row["example"], f"its own example is not excluded as {row['reason']}")
        if rule.matches(*_marked(row["counter_example"])):
            raise refuse("not_figures.csv", row["counter_example"], f"its own counter-example is excluded as {row['reason']}")
        table.append(rule)
    return tuple(table)


def _filled(shape: str, words: Mapping[str, str]) -> str:
    for name, regex in words.items():
        shape = shape.replace(f"{{{name}}}", regex)
    return shape


def _marked(example: str) -> tuple[str, int, int]:
    """An example with its numeral in braces: the text without them and the numeral's place."""
    start, end = example.index("{"), example.index("}") - 1
    return example.replace("{", "").replace("}", ""), start, end


class Exclusions:
    """Says why a numeral is no figure."""

    def __init__(self, rules: Sequence[NotFigure]) -> None:
        self._rules = rules
        self._forms: dict[str, tuple[NotFigure, ...]] = {}

    def reason(self, text: str, start: int, end: int, quantity: Quantity | None, quotes: Quotes) -> str:
        """Why the numeral is no figure; blank where nothing says so."""
        if quantity is None or quantity.kind != "rank":
            for rule in self._fitting(text[start:end]):
                if rule.around(text, start, end):
                    return rule.reason
        if quantity is None and not text[start].isdigit():
            return "count in words"
        return quotes.reason(start, end, quantity)

    def _fitting(self, numeral: str) -> tuple[NotFigure, ...]:
        """The rows whose numeral is of this form: reports repeat their years."""
        if numeral not in self._forms:
            if len(self._forms) > _MAX_FORMS:
                self._forms.clear()
            self._forms[numeral] = tuple(r for r in self._rules if r.number.fullmatch(numeral))
        return self._forms[numeral]


class Quotes:
    """The titles and quoted phrases of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans = [m.span() for m in _QUOTE.finditer(text)]
        self._starts = [a for a, _ in self._spans]

    def reason(self, start: int, end: int, quantity: Quantity | None) -> str:
        """Why a numeral inside quotation marks is part of a name; blank where it is not."""
        i = bisect_right(self._starts, start - 1) - 1
        if i < 0 or end >= self._spans[i][1]:
            return ""
        a, b = self._spans[i]
        if self._text[a] == "《":
            return "inside a title"
        return "inside a quoted name" if b - a <= _LONGEST_NAME and self._is_name(a, b, quantity) else ""

    def _is_name(self, a: int, b: int, q: Quantity | None) -> bool:
        """A quoted phrase is a name unless it is a sentence of its own, or a share and nothing else."""
        if q is None or not q.unit:
            return True
        if q.end > b or "，" in self._text[a:b] or "。" in self._text[a:b]:
            return False
        return q.kind == "count" or not (q.start == a + 1 and q.end == b - 1)

"""Time expressions to reference periods: 截至2023年末 -> 2023, 2018年-2021年 -> four years, 2026年一季度 -> 2026-Q1, 五年来.

Periods are written as contract.md says, shorter ones as in SDMX and ISO 8601: 2022-03 (month), 2026-Q1 (quarter), 2025-S1 (half year),
2025-01/09 (months of one year), 2019/2021 (base year and end year of an average). The shapes are data: periods.csv, period_words.csv.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from patterns import datatables
from patterns.datatables import alternation, refuse

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
_ROLES = ("as of", "lead", "ago")
_LONGEST_SPAN = 60  # years; longer ones are read as their first year
_EXAMPLE_YEAR = "2025"  # edition of the examples
_WORTH = re.compile("[年月季]|十[一二三四五]五")  # what every expression has
_PLACES = {
    "year": r"(?P<year>(?:19|20)\d\d)",
    "to": r"(?P<to>(?:19|20)?\d\d)",
    "month": r"(?P<month>(?<!\d)1[0-2]|(?<!\d)[1-9])",
    "last": r"(?P<last>1[0-2]|[1-9])",
    "quarter": "(?P<quarter>[一二三四1-4])",
    "quarters": "(?P<quarters>[一二三2-3])",
    "half": "(?P<half>[上下])",
    "plan": "(?P<plan>[一二三四五六])",
    "n": r"(?P<n>[一二两三四五六七八九十]|(?<!\d)\d{1,2})",
}


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression start..end of folded text: its periods, and its name in periods.csv; `state`: things are told as of it.

    A span of years has one period a year; whoever needs the whole joins the first and the last with a slash.
    """

    start: int
    end: int
    name: str
    periods: tuple[str, ...]
    state: bool


@dataclass(frozen=True, slots=True)
class _Shape:
    name: str
    regex: re.Pattern[str]


def find(text: str, edition: str) -> list[Expression]:
    """The time expressions of a folded text in reading order, the longest where several begin alike. Relative ones count from `edition`."""
    if not _WORTH.search(text):
        return []
    found = [_read(m, s.name, edition) for s in _shapes() for m in s.regex.finditer(text)]
    out: list[Expression] = []
    for expression in sorted(found, key=lambda e: (e.start, -e.end)):
        if expression.periods and (not out or expression.start >= out[-1].end):
            out.append(expression)
    return out


def read(text: str, edition: str) -> tuple[list[str], bool]:
    """Periods named by a folded time expression, and whether it is a date as of which things are told (截至…末)."""
    found = find(text, edition)
    return (list(found[0].periods), found[0].state) if found else ([], False)


def span(text: str, period: str) -> str:
    """Base year/end year of an average growth: 两年复合增长 in 2021 is 2019/2021; one year where none is named."""
    year = period[:4]
    counts = [m["n"] for s in _shapes() if s.name in ("average", "last") for m in s.regex.finditer(text)]
    return f"{int(year) - _number(counts[-1])}/{year}" if counts and year.isdigit() else period


def year_before(period: str) -> str:
    """The same period a year before, with which 上年同期 compares: 2026-Q1 -> 2025-Q1."""
    return re.sub(r"\d{4}", lambda m: str(int(m[0]) - 1), period)


def _read(m: re.Match[str], name: str, edition: str) -> Expression:
    groups = _Match(m)
    return Expression(*m.span(), name, tuple(_READERS[name](groups, edition)), groups["lead"] in _words()["as of"])


class _Match:
    """The named groups of a match, blank where the shape has none."""

    def __init__(self, m: re.Match[str]) -> None:
        self._groups = {k: v for k, v in m.groupdict().items() if v}

    def __getitem__(self, name: str) -> str:
        return self._groups.get(name, "")

    def year(self, edition: str) -> int | None:
        """The year named, or the one that is meant in a report for `edition`; None where neither is known."""
        if self["year"]:
            return int(self["year"])
        ago = _words()["ago"][self["ago"]] if self["ago"] else 0
        return int(edition) - ago if edition.isdigit() else None


def _years(first: int, last: int) -> list[str]:
    return [str(y) for y in range(first, last + 1)] if 0 <= last - first <= _LONGEST_SPAN else [str(first)]


def _span(m: _Match, edition: str) -> list[str]:
    first, to = m["year"], m["to"]
    return _years(int(first), int(to if len(to) == 4 else first[:2] + to))


def _since(m: _Match, edition: str) -> list[str]:
    return _years(int(m["year"]), int(edition)) if edition.isdigit() else [m["year"]]


def _plan(m: _Match, edition: str) -> list[str]:
    first = 2001 + 5 * _number(m["plan"])  # the tenth plan began in 2001, 十一五 in 2006
    return _years(first, first + 4)


def _last(m: _Match, edition: str) -> list[str]:
    return _years(int(edition) - _number(m["n"]) + 1, int(edition)) if edition.isdigit() else []


def _average(m: _Match, edition: str) -> list[str]:
    return [f"{int(edition) - _number(m['n'])}/{edition}"] if edition.isdigit() else []


def _within(part: Callable[[_Match], str]) -> Callable[[_Match, str], list[str]]:
    """A reader of periods within a year, or of the year itself."""

    def read(m: _Match, edition: str) -> list[str]:
        year = m.year(edition)
        return [f"{year}{part(m)}"] if year else []

    return read


def _month(m: _Match) -> str:
    return f"-{int(m['month']):02d}"


_READERS: Mapping[str, Callable[[_Match, str], list[str]]] = {
    "years": _span,
    "since": _since,
    "plan": _plan,
    "last": _last,
    "average": _average,
    "months": _within(lambda m: f"{_month(m)}/{int(m['last']):02d}"),
    "day": _within(_month),
    "month": _within(_month),
    "quarters": _within(lambda m: f"-01/{3 * _number(m['quarters']):02d}"),
    "quarter": _within(lambda m: f"-Q{_number(m['quarter'])}"),
    "half": _within(lambda m: "-S1" if m["half"] == "上" else "-S2"),
    "year": _within(lambda m: ""),
    "ago": _within(lambda m: ""),
}


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _DIGITS[text]


@cache
def _words() -> Mapping[str, Mapping[str, int]]:
    """The words of period_words.csv by role; of those that count back from the report's year, by how many years."""
    table: dict[str, dict[str, int]] = {role: {} for role in _ROLES}
    for row in datatables.rows("period_words.csv", "role", "word", "years"):
        if row["role"] not in table or row["word"] in table[row["role"]] or (row["role"] == "ago") != row["years"].isdigit():
            raise refuse("period_words.csv", row["word"], "unknown role, listed twice, or years where none belong")
        table[row["role"]][row["word"]] = int(row["years"] or 0)
    return table


@cache
def _shapes() -> tuple[_Shape, ...]:
    """The rows of periods.csv. Raises BadLexicon where a row reads its own example otherwise, or its counter-example."""
    words = _words()
    leads = alternation([*words["as of"], *words["lead"]])
    places = _PLACES | {"ago": f"(?P<ago>{alternation(list(words['ago']))})", "lead": f"(?P<lead>{leads})?"}
    places["when"] = f"(?:{places['year']}年|{places['ago']})?"
    return tuple(_checked(row, places) for row in datatables.rows("periods.csv", "name", "shape", "example", "says", "counter_example"))


def _checked(row: Mapping[str, str], places: Mapping[str, str]) -> _Shape:
    if row["name"] not in _READERS:
        raise refuse("periods.csv", row["name"], f"is none of {', '.join(_READERS)}")
    text = row["shape"]
    for name, regex in places.items():
        text = text.replace(f"{{{name}}}", regex)
    shape = _Shape(row["name"], re.compile(text))
    m = shape.regex.search(row["example"])
    if not m or " ".join(_read(m, shape.name, _EXAMPLE_YEAR).periods) != row["says"] or shape.regex.search(row["counter_example"]):
        raise refuse("periods.csv", row["example"], f"is not read as {row['says']}, or its counter-example is read")
    return shape

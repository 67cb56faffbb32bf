"""Sums in the tables of one release: a line against the lines that it is made of, by their paths, as far as the print itself proves the sum.

Which lines make up another is guessed (children of a path, what stands beside a total); a guess is believed where it holds in most of the
columns (or rows) that can be tried, and only then is the one place a finding where it does not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from output.axes import Axes
from output.intervals import Interval, interval
from output.schema import plain
from patterns.codes import finding
from patterns.model import Figure, Finding

_TRIES = 2  # columns in which a sum holds before it is believed
_BELIEVED = 0.75  # of all that can be tried
_TERMS = 6  # told in a note

Path = tuple[str, ...]
Grid = Mapping[int, Mapping[int, Figure]]  # line -> place in it -> figure


@dataclass(frozen=True, slots=True)
class Sum:
    """A line of a table and the lines that it may be made of."""

    whole: int
    parts: tuple[int, ...]


def table_sums(figures: Sequence[Figure], axes: Axes) -> Iterator[Finding]:
    """A finding for each sum that holds elsewhere and not here: down the rows, then along the columns of each table."""
    tables: dict[str, list[Figure]] = defaultdict(list)
    for f in figures:
        if f.table_id and f.measure == "level" and f.unit_measure != "%" and f.bound == "exact":
            tables[f.table_id].append(f)
    for table in tables.values():
        for along in (False, True):
            grid, paths = _turned(table, along)
            for guess in _guesses(paths, axes):
                yield from _breaks(grid, guess)


def _turned(table: Sequence[Figure], along: bool) -> tuple[Grid, dict[int, Path]]:
    """The table by lines with their paths: its rows, or (along) its columns."""
    grid: dict[int, dict[int, Figure]] = defaultdict(dict)
    paths: dict[int, Path] = {}
    for f in table:
        line, place = (f.col or 0, f.row or 0) if along else (f.row or 0, f.col or 0)
        grid[line][place] = f
        paths[line] = f.col_path if along else f.row_path
    return grid, dict(sorted(paths.items()))


def _guesses(paths: Mapping[int, Path], axes: Axes) -> Iterator[Sum]:
    """What may be a sum: a path and its children; a total and what stands at its level before or after it, up to the next total."""
    children: dict[Path, list[int]] = defaultdict(list)
    for line, path in paths.items():
        children[path[:-1]].append(line)
    at = {path: line for line, path in paths.items() if path}
    for parent, lines in children.items():
        if parent in at and len(lines) > 1:
            yield Sum(at[parent], tuple(lines))
        yield from _totals(lines, paths, axes)


def _totals(lines: Sequence[int], paths: Mapping[int, Path], axes: Axes) -> Iterator[Sum]:
    wholes = [n for n, line in enumerate(lines) if paths[line] and axes.all_named("total", paths[line][-1])]
    for i, n in enumerate(wholes):
        after = lines[n + 1 : wholes[i + 1] if i + 1 < len(wholes) else None]
        before = lines[wholes[i - 1] + 1 if i else 0 : n]
        yield from (Sum(lines[n], tuple(parts)) for parts in (after, before) if len(parts) > 1)


def _breaks(grid: Grid, guess: Sum) -> Iterator[Finding]:
    """The places where a believed sum does not hold; none where a part of it may be unread or counted twice."""
    tried = {place: fits for place in grid[guess.whole] if (fits := _fits(grid, guess, place)) is not None}
    holds = sum(tried.values())
    if holds < _TRIES or holds < _BELIEVED * len(tried):
        return
    usual = {line for line in guess.parts if any(place in grid[line] for place, fits in tried.items() if fits)}
    for place in (p for p, fits in tried.items() if not fits):
        parts = [grid[line][place] for line in guess.parts if place in grid[line]]
        column = [line[place] for line in grid.values() if place in line]
        if all(place in grid[line] for line in usual) and not _explained(grid[guess.whole][place], parts, column):
            yield _finding(grid[guess.whole][place], parts)


def _fits(grid: Grid, guess: Sum, place: int) -> bool | None:
    """Whether the parts add up at a place; None where that says nothing."""
    whole, parts = grid[guess.whole][place], [grid[line][place] for line in guess.parts if place in grid[line]]
    said = [p for p in parts if p.obs_value]
    if (
        not whole.obs_value
        or len(said) < 2
        or any(p.unit_measure != whole.unit_measure or p.time_period != whole.time_period for p in parts)
    ):
        return None
    return _added(parts).meets(interval(whole))


def _added(parts: Sequence[Figure]) -> Interval:
    total = Interval(Decimal(0), Decimal(0))
    for p in parts:
        total = total + interval(p)
    return total


def _explained(whole: Figure, parts: Sequence[Figure], column: Sequence[Figure]) -> bool:
    """Whether what is missing (or too much) is one number of the column, so that a line was rather read in the wrong place."""
    off = abs(sum((p.obs_value for p in parts), Decimal(0)) - whole.obs_value)
    return any(abs(f.obs_value) == off for f in column)


def _finding(whole: Figure, parts: Sequence[Figure]) -> Finding:
    factor = whole.obs_value / whole.value
    total = plain((sum((p.obs_value for p in parts), Decimal(0)) / factor).normalize())
    more = f" + … ({len(parts)} parts)" if len(parts) > _TERMS else ""
    terms = " + ".join(p.raw for p in parts[:_TERMS]) + more
    ids = (whole.figure_id, *(p.figure_id for p in parts))
    facts = {"indicator": whole.indicator, "raw": f"{whole.raw}{whole.unit}", "terms": terms, "sum": f"{total}{whole.unit}"}
    return finding("parts_total", place=whole.place, figure_id=whole.figure_id, figure_ids=ids, **facts)

"""Growth that the later edition states, in a sentence or in a column of its table, against the values of both editions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from output.intervals import Interval, growth, interval, signed_growths, stated
from patterns.model import Figure

_RESULT = "actual"
_WINDOW = 6  # figures of a sentence before its growth in which the level is looked for
_SPOKEN_OF = {"growth": ("level",), "change": ("level", "share", "rank")}


Roles = Callable[[Figure], Sequence[str]]


def stated_growths(figures: Sequence[Figure], year: str, roles: Roles) -> dict[str, list[Figure]]:
    """Growths and changes since the year before, by the id of the level, share or rank that each speaks of.

    `role` is a figure's value on the axis of column roles: of a plan and a result in one row, the growth is of the result.
    """
    out: dict[str, list[Figure]] = defaultdict(list)
    for level, said in (*_in_tables(figures, year, roles), *_in_sentences(figures, year)):
        out[level.figure_id].append(said)
    return out


def _since_last_year(said: Figure, year: str) -> bool:
    return said.measure in _SPOKEN_OF and said.time_period == year and said.base in ("", str(int(year) - 1))


def _in_tables(figures: Sequence[Figure], year: str, roles: Roles) -> Iterator[tuple[Figure, Figure]]:
    rows: dict[tuple[str, int], list[Figure]] = defaultdict(list)
    for f in figures:
        if f.table_id and f.row is not None:
            rows[f.table_id, f.row].append(f)
    for row in rows.values():
        levels = [f for f in row if f.measure == "level" and f.unit_measure != "%" and f.time_period == year]
        for said in (f for f in row if _since_last_year(f, year) and len(set(roles(f))) < 2):
            of_role = [f for f in levels if not roles(f) or not roles(said) or roles(f)[-1] == roles(said)[-1]]
            spoken = _nearest([f for f in of_role if _fits_unit(f, said) and f.ref_area == said.ref_area], said)
            if len(spoken) > 1:
                spoken = [f for f in spoken if roles(f)[-1:] == [_RESULT]]
            if len(spoken) == 1:
                yield spoken[0], said


def _nearest(levels: Sequence[Figure], said: Figure) -> list[Figure]:
    """Those under the same heads of columns as the growth."""

    def shared(f: Figure) -> int:
        heads = zip(f.col_path[:-1], said.col_path[:-1])
        return sum(1 for x, y in heads if x == y)

    most = max(map(shared, levels), default=0)
    return [f for f in levels if shared(f) == most]


def _fits_unit(level: Figure, said: Figure) -> bool:
    if said.measure == "growth":
        return level.unit_measure != "%"
    return {"%": "pp"}.get(level.unit_measure, level.unit_measure) == said.unit_measure


def _in_sentences(figures: Sequence[Figure], year: str) -> Iterator[tuple[Figure, Figure]]:
    prose = [f for f in figures if f.source == "prose"]
    for i, said in enumerate(prose):
        if _since_last_year(said, year):
            spoken = (f for f in reversed(prose[max(0, i - _WINDOW) : i]) if f.measure in _SPOKEN_OF[said.measure] and _fits_unit(f, said))
            level = next((f for f in spoken if _of_one_thing(f, said)), None)
            if level:
                yield level, said


def _of_one_thing(level: Figure, said: Figure) -> bool:
    return (level.indicator, level.ref_area, level.section) == (said.indicator, said.ref_area, said.section)


def fits(a: Figure, b: Figure, said: Figure) -> bool | None:
    """Whether a growth or change may lie between two printed values; None where they cannot say."""
    if said.measure == "growth":
        implied = growth(interval(a), interval(b))
        allowed = [implied] if implied else signed_growths(interval(a), interval(b))
        return any(i.meets(stated(said)) for i in allowed) if allowed else None
    if a.unit_measure != b.unit_measure:
        return None
    if a.measure == "rank":
        return a.obs_value - b.obs_value == said.obs_value
    x, y = interval(a), interval(b)
    if x.high is None or y.high is None:
        return None
    return Interval(y.low - x.high, y.high - x.low).meets(interval(said))


def in_per_cent(said: Figure) -> Decimal:
    """A stated growth or change as a number: 增长1.2倍 is 120."""
    return said.obs_value * 100 if said.unit_measure == "倍" else said.obs_value

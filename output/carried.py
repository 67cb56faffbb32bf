"""The year that both editions speak of: what the later one prints of the earlier one's year, against what was printed then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from output.axes import Axes
from output.identity import Namer
from output.indicators import Indicator
from output.intervals import interval
from patterns.model import Figure

_TELLING = 4  # digits that a value needs to prove who it belongs to


@dataclass(frozen=True, slots=True, eq=False)
class Carried:
    """`after` prints of the earlier edition's year what `before` printed then; whether the two agree within their rounding."""

    before: Indicator
    after: Indicator
    agrees: bool


def carried(before: Sequence[Indicator], after: Sequence[Indicator], namers: tuple[Namer, Namer]) -> list[Carried]:
    """One for each indicator of the later edition that speaks of the earlier one's year and has one counterpart there."""
    then, now = namers
    if then.edition == now.edition:
        return []
    known: dict[tuple[object, ...], list[Indicator]] = defaultdict(list)
    for i in before:
        if i.identity.offset == 0:
            for key in {then.lasting(f) for f in i.mentions}:
                known[key].append(i)
    out = []
    for one in after:
        if one.figure.time_period == then.edition:
            there = list({id(i): i for f in one.mentions for i in known.get(now.lasting(f), ())}.values())
            agreeing = [i for i in there if _agree(i, one)]
            if len(there) == 1 or len(agreeing) == 1:
                out.append(Carried((agreeing or there)[0], one, bool(agreeing)))
    return out


def _agree(a: Indicator, b: Indicator) -> bool:
    return any(interval(x).meets(interval(y)) for x in a.mentions for y in b.mentions)


Rows = Mapping[tuple[str, int | None], Sequence[Indicator]]


def rows_of(group: Sequence[Indicator]) -> Rows:
    """Indicators of tables by table and row."""
    rows: dict[tuple[str, int | None], list[Indicator]] = defaultdict(list)
    for i in group:
        if i.figure.table_id:
            rows[i.figure.table_id, i.figure.row].append(i)
    return rows


def proven(before: Sequence[Indicator], after: Sequence[Indicator], rows: Rows, axes: Axes) -> list[tuple[Indicator, Indicator]]:
    """Rows that no label pairs, but whose value of the year before is printed again beside this year's: only where both stand alone."""
    worth: dict[tuple[object, ...], list[Indicator]] = defaultdict(list)
    for a in before:
        if a.identity.offset == 0 and telling(a.figure.value):
            worth[a.identity.frame, a.figure.obs_value].append(a)
    found: dict[int, list[tuple[Indicator, Indicator]]] = defaultdict(list)
    for b in after:
        if b.identity.offset == 0 and b.figure.table_id:
            for then in _year_before(b, rows, axes):
                candidates = [a for a in worth[b.identity.frame, then.obs_value] if not axes.clash(a.identity.values, b.identity.values)]
                if len(candidates) == 1:
                    found[id(candidates[0])].append((candidates[0], b))
    return [pairs[0] for pairs in found.values() if len(pairs) == 1]


def telling(value: Decimal, digits: int = _TELLING) -> bool:
    """Whether a value has digits enough not to be met by chance."""
    return len(str(abs(value)).replace(".", "").strip("0")) >= digits


def _year_before(b: Indicator, rows: Rows, axes: Axes) -> list[Figure]:
    """What the row of `b` prints of the year before in the same role."""
    return [
        i.figure
        for i in rows.get((b.figure.table_id, b.figure.row), ())
        if i.identity.offset == -1
        and i.identity.frame == b.identity.frame
        and not axes.clash(i.identity.values, b.identity.values, ignoring=("stage",))
    ]

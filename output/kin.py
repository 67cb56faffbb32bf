"""Tables that are one table under another title (or none): those that share most of their rows and columns, each the other's best."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence

from output.indicators import Indicator

_SHARED = 4  # rows that two tables share at least
_PART = 0.35  # and this part of the smaller one

Tables = dict[str, dict[Hashable, Indicator]]
Clash = Callable[[Indicator, Indicator], bool]


def kin(before: Sequence[Indicator], after: Sequence[Indicator], clash: Clash) -> tuple[dict[str, int], dict[str, int]]:
    """Numbers by table id of the earlier and of the later edition; tables of one number are one table. Others are in neither."""
    cells = _cells(before), _cells(after)
    shared = _shared(*cells, clash)
    best: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for (x, y), n in sorted(shared.items(), key=lambda item: (item[1], item[0])):
        if n >= _SHARED and n >= _PART * min(len(cells[0][x]), len(cells[1][y])):
            best[0][x], best[1][y] = y, x
    mutual = [x for x, y in best[0].items() if best[1].get(y) == x]
    return {x: i for i, x in enumerate(mutual)}, {best[0][x]: i for i, x in enumerate(mutual)}


def _cells(group: Sequence[Indicator]) -> Tables:
    """What each table says, by innermost row label and column."""
    tables: Tables = defaultdict(dict)
    for i in group:
        if i.figure.table_id:
            tables[i.figure.table_id][i.identity.row[-1], i.identity.col, i.identity.frame] = i
    return tables


def _shared(a: Tables, b: Tables, clash: Clash) -> Counter[tuple[str, str]]:
    """How many cells two tables share."""
    where: dict[Hashable, list[tuple[str, Indicator]]] = defaultdict(list)
    for y, cells in b.items():
        for key, cell in cells.items():
            where[key].append((y, cell))
    return Counter(
        (x, y) for x, cells in a.items() for key, cell in cells.items() for y, other in where.get(key, ()) if not clash(cell, other)
    )

"""The figures of one edition as indicators: what is told again (the same key, a value that agrees) belongs to its first mention."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from output.axes import Axes
from output.identity import Identity, Namer
from output.intervals import interval
from output.names import likeness, normal
from patterns.model import Figure

_ALIKE = 0.6  # of two sentences that print one value
_DIGITS = 3  # a value with fewer digits proves nothing


@dataclass(frozen=True, slots=True, eq=False)
class Indicator:
    """One indicator of an edition: `figure` stands for all `mentions` (itself the first of them).

    `above` is the label of the row over it in its table, `order` its place in the report, 0 to 1.
    """

    figure: Figure
    mentions: tuple[Figure, ...]
    identity: Identity
    above: str
    order: float


def indicators(figures: Sequence[Figure], edition: str, kinds: Mapping[str, str], axes: Axes) -> list[Indicator]:
    """Every figure in exactly one indicator, in reading order. Of prose and table that tell one value the sentence stands for it."""
    namer = Namer(edition, kinds, axes)
    known = {f.figure_id: namer.of(f) for f in figures}
    groups = _told_again(figures, known)
    above = _rows_above(figures, known)
    total = max(1, len(groups) - 1)
    out = []
    for n, group in enumerate(groups):
        group.sort(key=lambda f: f.source != "prose")
        first = group[0]
        out.append(Indicator(first, tuple(group), known[first.figure_id], above.get((first.table_id, first.row), ""), n / total))
    return out


def _told_again(figures: Sequence[Figure], known: Mapping[str, Identity]) -> list[list[Figure]]:
    groups: list[list[Figure]] = []
    index: dict[tuple[object, ...], list[list[Figure]]] = defaultdict(list)
    for f in figures:
        keys = _keys(f, known[f.figure_id])
        found = next((g for key, fits in keys for g in index[key] if fits(g[0], f) and all(_agree(m, f) for m in g)), None)
        if found is None:
            found = []
            groups.append(found)
            for key, _ in keys:
                index[key].append(found)
        found.append(f)
    return groups


def _keys(f: Figure, identity: Identity) -> list[tuple[tuple[object, ...], Callable[[Figure, Figure], bool]]]:
    """Under what a figure may have been told before, and what else must hold of the two.

    Two rows of one table are two things, whatever their labels. A sentence may tell a value of a table under its name, or one of another
    sentence under a like name.
    """
    frame = (*identity.frame[1:], identity.period, f.unit_measure)
    keys: list[tuple[tuple[object, ...], Callable[[Figure, Figure], bool]]] = [
        ((identity.title, identity.row, identity.col, identity.frame[0], *frame), lambda m, f: not f.table_id or m.table_id != f.table_id)
    ]
    if len(f.raw) >= _DIGITS:
        keys.append((("named", normal(f.indicator), *frame), lambda m, f: m.source != f.source))
        if f.source == "prose":
            keys.append((("worth", f.obs_value, identity.values, *frame), lambda m, f: likeness(m.indicator, f.indicator) >= _ALIKE))
    return keys


def _agree(a: Figure, b: Figure) -> bool:
    return interval(a).meets(interval(b))


def _rows_above(figures: Sequence[Figure], known: Mapping[str, Identity]) -> dict[tuple[str, int | None], str]:
    """The innermost label of the row before each row of a table."""
    out: dict[tuple[str, int | None], str] = {}
    table, row, label, last = "", None, "", ""
    for f in sorted((f for f in figures if f.table_id and f.row is not None), key=lambda f: (f.table_id, f.row or 0)):
        if (f.table_id, f.row) != (table, row):
            last = label if f.table_id == table else ""
            table, row = f.table_id, f.row
            label = known[f.figure_id].row[-1]
        out[table, row] = last
    return out

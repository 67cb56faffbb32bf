"""What a reader wants to know of a diff first: the largest real changes, contradictions, restated values, then new and dropped."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal

from patterns.model import Change, Figure

SECTIONS = ("largest", "contradicted", "revised", "rescoped", "unit_changed", "renamed", "new", "dropped", "same", "proposed", "candidate")
SHOWN = SECTIONS[:8]  # unless asked for others


def sections(changes: Sequence[Change], kinds: Sequence[str]) -> Iterator[tuple[str, list[Change]]]:
    """The changes of each of `kinds`, most interesting first; what is proposed only under that name."""
    claimed = [c for c in changes if c.status == "claimed"]
    for kind in kinds:
        if kind == "largest":
            yield kind, largest(changes)
        elif kind == "contradicted":
            yield kind, [c for c in changes if c.verdict == kind]
        elif kind in ("proposed", "candidate"):
            yield kind, sorted((c for c in changes if c.status == kind), key=lambda c: -c.score)
        else:
            yield kind, [c for c in claimed if c.kind == kind]


def largest(changes: Sequence[Change]) -> list[Change]:
    """Claimed changes of levels, by how much they moved (as a ratio) and how large they are among what is counted in their unit."""
    moved = [c for c in changes if c.status == "claimed" and c.kind in ("same", "unit_changed", "renamed") and c.change and _sizes(c)]
    top: dict[str, Decimal] = {}
    for c in moved:
        top[_unit(c)] = max(top.get(_unit(c), Decimal(0)), *_sizes(c))

    def interest(c: Change) -> float:
        a, b = _sizes(c)
        return abs(math.log(float(b / a))) * math.sqrt(float(max(a, b) / top[_unit(c)]))

    return sorted(moved, key=lambda c: -interest(c))


def _unit(c: Change) -> str:
    return c.after.unit_measure if c.after else ""


def _sizes(c: Change) -> tuple[Decimal, ...]:
    """Both values of a level, where both are above zero."""
    sides = [f.obs_value for f in (c.before, c.after) if f and f.measure == "level" and f.obs_value > 0]
    return tuple(sides) if len(sides) == 2 else ()


def full_name(f: Figure) -> str:
    """All that tells what a figure is: its title, the path of its row, its column; the indicator of a sentence."""
    parts = (f.caption, " / ".join(f.row_path), " / ".join(f.col_path)) if f.row_path else (f.indicator,)
    return " · ".join(p for p in parts if p)


def named(changes: Sequence[Change], text: str) -> list[Change]:
    """Changes in whose names or place a text stands, on either side."""
    return [
        c for c in changes if any(f and (text in full_name(f) or text in f.indicator or text in f.ref_area) for f in (c.before, c.after))
    ]

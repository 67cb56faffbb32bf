"""A series as a picture: one line an indicator over its editions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from output.plot import Line, draw
from output.series import read_series
from output.store import Store
from patterns.errors import BadInput

_MOST = 8  # lines that one picture can tell apart


def plot(report: str, names: Sequence[str], root: Path, path: Path, area: str = "") -> list[str]:
    """Draws the levels of each indicator (its whole name, or what only it holds) by period; returns the names drawn.

    Of `area`, by default the place that most of the report is about.
    """
    rows = [r for r in read_series(Store(root), report) if r[3] == "level"]
    area = area or Counter(r[1] for r in rows).most_common(1)[0][0] if rows else area
    rows = [r for r in rows if r[1] == area]
    found = sorted({(r[0], r[1], r[6]) for name in names for r in _matching(rows, name, report)})
    if len(found) > _MOST:
        raise BadInput(
            ", ".join(names), f"{len(found)} series fit, more than {_MOST}", f"say more of the name: {found[0][0]}, {found[1][0]}, …"
        )
    lines = []
    for name, area, unit in found:
        points = {r[4]: float(r[5]) for r in rows if (r[0], r[1], r[6]) == (name, area, unit)}
        lines.append(Line(f"{name}（{area}）" if area else name, unit, sorted(points.items())))
    draw(lines, path)
    return [line.name for line in lines]


def _matching(rows: Sequence[Sequence[str]], name: str, report: str) -> list[Sequence[str]]:
    found = [r for r in rows if r[0] == name] or [r for r in rows if name in r[0]]
    if not found:
        raise BadInput(name, f"no indicator of {report} holds it", "try a shorter word, or `shubao find`")
    return found

"""Which engine for which zone, and how far its reading can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors import engine_grid
from extractors.layout import Sheet
from extractors.zones import Zone, ruled
from patterns.model import Box, Cell


@dataclass(frozen=True, slots=True)
class Reading:
    """A table as one page shows it."""

    page: int
    box: Box
    engine: str
    score: float
    cells: tuple[Cell, ...]


def _score(cells: Sequence[Cell]) -> float:
    texts = [c.text for c in cells]
    return round(sum(bool(t) for t in texts) / (len(texts) or 1), 3)


def _is_table(cells: Sequence[Cell]) -> bool:
    """Two rows and two columns of short texts at least: boxes around prose are none."""
    filled = [c for c in cells if c.text]
    rows, cols = {c.row for c in filled}, {c.col for c in filled}
    return len(rows) >= 2 and len(cols) >= 2 and len(filled) >= 4


def read(sheet: Sheet) -> list[Reading]:
    """The tables of one page, top to bottom."""
    out = []
    for zone in ruled(sheet):
        cells = engine_grid.read(zone, sheet.number)
        if _is_table(cells):
            out.append(Reading(sheet.number, zone.box, engine_grid.NAME, _score(cells), tuple(cells)))
    return sorted(out, key=lambda r: (r.box[1], r.box[0]))


__all__ = ["Reading", "Zone", "read"]

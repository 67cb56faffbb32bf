"""camelot as three engines, one a parser: the boxes of the cells that it sees in zones of a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extractors.layout import Sheet, inside
from extractors.zones import Zone
from patterns.model import Box


def _boxes(path: Path, sheet: Sheet, zones: Sequence[Zone], options: dict[str, str]) -> list[list[Box]]:
    import camelot

    height = sheet.height
    areas = [f"{x0:.1f},{height - top:.1f},{x1:.1f},{height - bottom:.1f}" for x0, top, x1, bottom in (z.box for z in zones)]
    found = camelot.read_pdf(str(path), pages=str(sheet.number), table_areas=areas, suppress_stdout=True, **options)
    return [_largest([t for t in found if inside(_box(t, height), zone.box)], height) for zone in zones]


def _box(table: Any, height: float) -> Box:
    x0, bottom, x1, top = table._bbox
    return x0, height - top, x1, height - bottom


def _largest(tables: Sequence[Any], height: float) -> list[Box]:
    table = max(tables, key=lambda t: t.shape[0] * t.shape[1], default=None)
    return [(c.x1, height - c.y2, c.x2, height - c.y1) for row in table.cells for c in row] if table else []


def vector(path: Path, sheet: Sheet, zones: Sequence[Zone]) -> list[list[Box]]:
    """Cell boxes from the PDF's own rules."""
    return _boxes(path, sheet, zones, {"flavor": "lattice", "engine": "vector"})


def network(path: Path, sheet: Sheet, zones: Sequence[Zone]) -> list[list[Box]]:
    """Cell boxes from text that lines up."""
    return _boxes(path, sheet, zones, {"flavor": "network"})


def hybrid(path: Path, sheet: Sheet, zones: Sequence[Zone]) -> list[list[Box]]:
    """Cell boxes from both."""
    return _boxes(path, sheet, zones, {"flavor": "hybrid"})

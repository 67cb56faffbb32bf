"""camelot as three engines, one a parser: the boxes of the cells that it sees in a zone."""

from __future__ import annotations

from pathlib import Path

from extractors.layout import Sheet
from extractors.zones import Zone
from patterns.model import Box


def _boxes(path: Path, sheet: Sheet, zone: Zone, options: dict[str, str]) -> list[Box]:
    import camelot

    x0, top, x1, bottom = zone.box
    area = f"{x0:.1f},{sheet.height - top:.1f},{x1:.1f},{sheet.height - bottom:.1f}"
    try:
        found = camelot.read_pdf(str(path), pages=str(sheet.number), table_areas=[area], suppress_stdout=True, **options)
    except Exception:  # zones without text edges, files it may not read: a second opinion that fails is none
        return []
    table = max(found, key=lambda t: t.shape[0] * t.shape[1], default=None)
    if table is None:
        return []
    return [(c.x1, sheet.height - c.y2, c.x2, sheet.height - c.y1) for row in table.cells for c in row]


def vector(path: Path, sheet: Sheet, zone: Zone) -> list[Box]:
    """Cell boxes from the PDF's own rules."""
    return _boxes(path, sheet, zone, {"flavor": "lattice", "engine": "vector"})


def network(path: Path, sheet: Sheet, zone: Zone) -> list[Box]:
    """Cell boxes from text that lines up."""
    return _boxes(path, sheet, zone, {"flavor": "network"})


def hybrid(path: Path, sheet: Sheet, zone: Zone) -> list[Box]:
    """Cell boxes from both."""
    return _boxes(path, sheet, zone, {"flavor": "hybrid"})

"""camelot as an engine: the boxes of the cells that its hybrid parser sees in a zone."""

from __future__ import annotations

from pathlib import Path

from extractors.zones import Zone
from patterns.model import Box

NAME = "camelot"


def boxes(path: Path, page: int, zone: Zone, height: float) -> list[Box]:
    """Cell boxes of the zone's largest table; none where camelot gives up. `height` is the page's, for its origin is at the foot."""
    import camelot

    x0, top, x1, bottom = zone.box
    area = f"{x0 - 2:.1f},{height - top + 2:.1f},{x1 + 2:.1f},{height - bottom - 2:.1f}"
    try:
        found = camelot.read_pdf(str(path), pages=str(page), flavor="hybrid", table_areas=[area], suppress_stdout=True)
    except Exception:  # zones without text edges, files it may not read: a second opinion that fails is none
        return []
    table = max(found, key=lambda t: t.shape[0] * t.shape[1], default=None)
    if table is None:
        return []
    return [(c.x1, height - c.y2, c.x2, height - c.y1) for row in table.cells for c in row]

"""pdfplumber as an engine: the boxes of the cells that it sees in a zone."""

from __future__ import annotations

from pathlib import Path

from extractors.layout import Sheet
from extractors.zones import Zone
from patterns.model import Box

_BY_TEXT = {"vertical_strategy": "text", "horizontal_strategy": "text", "min_words_vertical": 2}


def boxes(path: Path, sheet: Sheet, zone: Zone) -> list[Box]:
    """Cell boxes of the zone's largest table: by its rules where it has any down the page, else by its text."""
    import pdfplumber

    x0, top, x1, bottom = zone.box
    with pdfplumber.open(path, pages=[sheet.number]) as pdf:
        page = pdf.pages[0]
        area = (max(0, x0 - 2), max(0, top - 2), min(float(page.width), x1 + 2), min(float(page.height), bottom + 2))
        found = page.crop(area).find_tables({} if len(zone.down) > 2 else _BY_TEXT)
        cells: list[Box] = max((t.cells for t in found), key=len, default=[])
        page.close()
    return [(float(c[0]), float(c[1]), float(c[2]), float(c[3])) for c in cells]

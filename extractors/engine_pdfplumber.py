"""pdfplumber as an engine: the boxes of the cells that it sees in zones of a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extractors.layout import Sheet
from extractors.zones import Zone
from patterns.model import Box

_BY_TEXT = {"vertical_strategy": "text", "horizontal_strategy": "text", "min_words_vertical": 2}


def boxes(path: Path, sheet: Sheet, zones: Sequence[Zone]) -> list[list[Box]]:
    """Cell boxes of the largest table in each zone: by its rules where it has any down the page, else by its text."""
    import pdfplumber

    with pdfplumber.open(path, pages=[sheet.number]) as pdf:
        page = pdf.pages[0]
        found = [_cells(page, zone) for zone in zones]
        page.close()
    return found


def _cells(page: Any, zone: Zone) -> list[Box]:
    x0, top, x1, bottom = zone.box
    area = (max(0, x0 - 2), max(0, top - 2), min(float(page.width), x1 + 2), min(float(page.height), bottom + 2))
    found = page.crop(area).find_tables({} if len(zone.down) > 2 else _BY_TEXT)
    return [(float(c[0]), float(c[1]), float(c[2]), float(c[3])) for c in max((t.cells for t in found), key=len, default=[])]

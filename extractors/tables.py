"""Which engine for which zone, and how far its reading can be trusted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from extractors import engine_camelot, engine_grid, engine_pdfplumber
from extractors.grid import fill, of_boxes
from extractors.layout import Sheet
from extractors.reading import Reading, score
from extractors.titles import without_banner
from extractors.zones import Zone, ruled, spaced
from patterns.model import Box, Cell

ENGINES: dict[str, Callable[[Path, Sheet, Zone], list[Box]]] = {
    "pdfplumber": engine_pdfplumber.boxes,
    "camelot vector": engine_camelot.vector,
    "camelot network": engine_camelot.network,
    "camelot hybrid": engine_camelot.hybrid,
}
_DOUBT = 0.7  # below it other engines are asked
_FEW_LINES = 6  # a zone with fewer lines is not worth another opinion
_MIN_SCORE = 0.45  # below it a zone is a chart or a box around text


def _is_table(cells: Sequence[Cell]) -> bool:
    """Two rows and two columns of short texts at least: boxes around prose are none."""
    filled = [c for c in cells if c.text]
    rows, cols = {c.row for c in filled}, {c.col for c in filled}
    return len(rows) >= 2 and len(cols) >= 2 and len(filled) >= 4


def read(sheet: Sheet, path: Path) -> list[Reading]:
    """The tables of one page, top to bottom. Where our own reading is in doubt, pdfplumber and camelot are asked, and the best one wins."""
    out = []
    drawn = ruled(sheet)
    for zone in [*drawn, *spaced(sheet, [z.box for z in drawn])]:
        found = _reading(sheet, zone, engine_grid.NAME, engine_grid.read(zone, sheet.number))
        if found and found.score < _DOUBT:
            found = max(filter(None, (found, *_others(sheet, path, zone))), key=lambda r: r.score, default=None)
        if found and found.score >= _MIN_SCORE:
            out.append(without_banner(found))
    return sorted(_best(out), key=lambda r: (r.box[1], r.box[0]))


def _reading(sheet: Sheet, zone: Zone, engine: str, cells: Sequence[Cell]) -> Reading | None:
    if not _is_table(cells):
        return None
    return Reading(sheet.number, zone.box, engine, round(score(cells) * _covered(zone, cells), 3), tuple(cells), zone.lines[0].turn)


def _covered(zone: Zone, cells: Sequence[Cell]) -> float:
    """Share of the zone's characters that stand in a cell."""
    there = sum(len(li.text.replace(" ", "")) for li in zone.lines)
    return min(1.0, sum(len(c.text.replace(" ", "")) for c in cells) / there) if there else 0.0


def _others(sheet: Sheet, path: Path, zone: Zone) -> Iterator[Reading | None]:
    """The zone as other engines cut it, filled with our own characters. They know nothing of turned pages and of zones without digits."""
    turned = any(li.turn for li in zone.lines)
    if turned or not any(c.isdigit() for li in zone.lines for c in li.text) or len(zone.lines) < _FEW_LINES:
        return
    for name, engine in ENGINES.items():
        boxes = engine(path, sheet, zone)
        grid = of_boxes(boxes, engine_grid.levels) if boxes else None
        if grid:
            yield _reading(sheet, zone, name, fill(grid, zone.lines, sheet.number))


def _best(readings: Sequence[Reading]) -> list[Reading]:
    """Of readings that overlap, the one with the better score."""
    kept: list[Reading] = []
    for r in sorted(readings, key=lambda r: (-r.score, -len(r.cells))):
        if not any(_overlap(r.box, k.box) > 0.3 for k in kept):
            kept.append(r)
    return kept


def _overlap(a: Box, b: Box) -> float:
    """Shared area over that of the smaller box."""
    w, h = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    smaller = min((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]))
    return max(0.0, w) * max(0.0, h) / (smaller or 1.0)

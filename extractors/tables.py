"""Which engine for which zone, and how far its reading can be trusted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from extractors import engine_camelot, engine_grid, engine_pdfplumber
from extractors.grid import fill, of_boxes
from extractors.layout import Sheet
from extractors.reading import Reading, score
from extractors.titles import without_banner
from extractors.zones import Zone, ruled, spaced
from patterns.codes import finding
from patterns.model import Box, Cell, Finding, Place

Engine = Callable[[Path, Sheet, Sequence[Zone]], list[list[Box]]]
ENGINES: dict[str, Engine] = {
    "pdfplumber": engine_pdfplumber.boxes,
    "camelot vector": engine_camelot.vector,
    "camelot network": engine_camelot.network,
    "camelot hybrid": engine_camelot.hybrid,
}
CHOICES = ("auto", engine_grid.NAME, "pdfplumber", "camelot")
_DOUBT = 0.7  # below it other engines are asked
_FEW_LINES = 6  # a zone with fewer lines is not worth another opinion
_MIN_SCORE = 0.55  # below it a zone is a chart or a box around text


def _is_table(cells: Sequence[Cell]) -> bool:
    """Two rows and two columns of short texts at least: boxes around prose are none."""
    filled = [c for c in cells if c.text]
    rows, cols = {c.row for c in filled}, {c.col for c in filled}
    return len(rows) >= 2 and len(cols) >= 2 and len(filled) >= 4


def read(sheet: Sheet, path: Path, engine: str = "auto") -> tuple[list[Reading], list[Finding]]:
    """The tables of one page, top to bottom, and which engines failed at it. `engine`: one of CHOICES.

    `auto` is our own reading; where white space drew its columns and it is in doubt, pdfplumber and camelot are asked, and the best one wins.
    """
    drawn = ruled(sheet)
    zones = [*drawn, *spaced(sheet, [z.box for z in drawn])]
    found: list[Reading | None] = [None] * len(zones)
    if engine in ("auto", engine_grid.NAME):
        found = [_reading(sheet, zone, engine_grid.NAME, engine_grid.read(zone, sheet.number)) for zone in zones]
    names = [] if engine == engine_grid.NAME else [n for n in ENGINES if engine == "auto" or n.startswith(engine)]
    asked = [k for k, (zone, own) in enumerate(zip(zones, found)) if _may_ask(zone) and (engine != "auto" or _in_doubt(zone, own))]
    others, failed = _others(sheet, path, [zones[k] for k in asked], names)
    for k, readings in zip(asked, others):
        found[k] = max(filter(None, (found[k], *readings)), key=lambda r: r.score, default=None)
    good = [without_banner(r) for r in found if r and r.score >= _MIN_SCORE]
    return sorted(_best(good), key=lambda r: (round(r.box[1]), r.box[0])), failed


def _in_doubt(zone: Zone, own: Reading | None) -> bool:
    """Whether our reading is a table whose columns are read from white space, and a poor one. What rules draw no one reads better."""
    return own is not None and _MIN_SCORE <= own.score < _DOUBT and not engine_grid.is_drawn(zone)


def _may_ask(zone: Zone) -> bool:
    """Other engines know nothing of turned pages and of zones without digits."""
    turned = any(li.turn for li in zone.lines)
    return not turned and len(zone.lines) >= _FEW_LINES and any(c.isdigit() for li in zone.lines for c in li.text)


def _reading(sheet: Sheet, zone: Zone, engine: str, cells: Sequence[Cell]) -> Reading | None:
    if not _is_table(cells):
        return None
    return Reading(sheet.number, zone.box, engine, round(score(cells) * _covered(zone, cells), 3), tuple(cells), zone.lines[0].turn)


def _covered(zone: Zone, cells: Sequence[Cell]) -> float:
    """Share of the zone's characters that stand in a cell."""
    there = sum(len(li.text.replace(" ", "")) for li in zone.lines)
    return min(1.0, sum(len(c.text.replace(" ", "")) for c in cells) / there) if there else 0.0


def _others(sheet: Sheet, path: Path, zones: Sequence[Zone], names: Sequence[str]) -> tuple[list[list[Reading | None]], list[Finding]]:
    """The zones as other engines cut them, filled with our own characters. Each engine parses the page once; one that fails is a finding."""
    out: list[list[Reading | None]] = [[] for _ in zones]
    failed: list[Finding] = []
    for name in names if zones else ():
        try:
            cut = ENGINES[name](path, sheet, zones)
        except Exception as error:  # other people's geometry: a second opinion that fails is none, and no report ends with it
            failed.append(finding("engine_failed", place=Place(sheet.number, zones[0].box), engine=name, error=type(error).__name__))
            continue
        for readings, zone, boxes in zip(out, zones, cut):
            grid = of_boxes(boxes, engine_grid.levels) if boxes else None
            readings.append(_reading(sheet, zone, name, fill(grid, zone.lines, sheet.number)) if grid else None)
    return out, failed


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

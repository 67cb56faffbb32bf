"""A page as the reader saw it: its lines by kind, its paragraphs in their order, its tables and its figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from extractors.render import picture, save, scaled
from patterns.model import Box, Document, Figure, Line

Ink = tuple[int, int, int]
_LEGEND = 22  # pixels
_COLOURS: dict[str, Ink] = {
    "prose": (40, 150, 60), "heading": (220, 40, 40), "caption": (200, 90, 0), "unit": (150, 110, 0), "note": (120, 120, 0),
    "footnote": (90, 140, 140), "toc": (130, 80, 170), "cover": (230, 60, 160), "chart": (0, 160, 200), "running": (130, 130, 130),
    "page_number": (90, 90, 90), "repeated": (170, 130, 90), "table": (30, 80, 220), "figure": (255, 0, 0),
}  # fmt: skip


def draw(pdf: Path, document: Document, figures: Iterable[Figure], number: int, path: Path) -> dict[str, int]:
    """Writes a PNG of a page with everything that was seen on it; gives back how many lines, tables and figures, by kind."""
    from PIL import Image, ImageDraw

    image = picture(pdf, number)
    pen = ImageDraw.Draw(image, "RGBA")
    count: dict[str, int] = {}
    for order, kind, box in [*_lines(document, number), *_cells(document, number)]:
        count[kind] = count.get(kind, 0) + 1
        _frame(pen, box, _COLOURS[kind], 1, 35 if kind != "table" else 15)
        if order:
            pen.text((scaled(box)[0] - 18, scaled(box)[1]), str(order), fill=_COLOURS[kind])
    for figure in figures:
        if figure.place.page == number:
            count["figure"] = count.get("figure", 0) + 1
            _frame(pen, figure.place.bbox, _COLOURS["figure"], 2, 0)
    sheet = Image.new("RGB", (image.width, image.height + _LEGEND), "white")
    sheet.paste(image, (0, _LEGEND))
    _legend(ImageDraw.Draw(sheet), count)
    save(sheet, path)
    return count


def _lines(document: Document, number: int) -> Iterator[tuple[int, str, Box]]:
    """(place in the page's reading order where a paragraph begins, else 0; kind; box) of each line on a page."""
    order = 0
    for paragraph in document.paragraphs:
        lines = [line for line in paragraph.lines if line.page == number]
        order += bool(lines)
        yield from ((order if k == 0 else 0, paragraph.kind, _shown(line)) for k, line in enumerate(lines))


def _shown(line: Line) -> Box:
    return line.turn.shown(line.bbox) if line.turn else line.bbox


def _cells(document: Document, number: int) -> Iterator[tuple[int, str, Box]]:
    for table in document.tables:
        yield from ((0, "table", c.place.bbox) for c in table.cells if c.place.page == number)


def _frame(pen: Any, box: Box, ink: Ink, width: int, shade: int) -> None:
    pen.rectangle(scaled(box), outline=ink, width=width, fill=(*ink, shade))


def _legend(pen: Any, count: dict[str, int]) -> None:
    x = 4.0
    for kind, n in count.items():
        label = f"{kind} {n}"
        pen.rectangle((x, 5, x + 12, 17), fill=_COLOURS[kind])
        pen.text((x + 16, 5), label, fill="black")
        x += 28 + pen.textlength(label)

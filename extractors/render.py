"""Pictures for people who check: the page around a figure; zones and cells drawn over a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extractors.pdf import opened
from patterns.errors import BadInput
from patterns.model import Box, Table

_SCALE = 2.0
_AROUND = (260.0, 70.0)  # points left and right, above and below


def picture(pdf: Path, number: int) -> Any:
    """A page as an RGB picture, 144 dots an inch. Raises BadInput for a page that is not there."""
    with opened(pdf) as doc:
        if not 1 <= number <= len(doc):
            raise BadInput(str(pdf), f"has no page {number}", f"name a page from 1 to {len(doc)}")
        page = doc[number - 1]
        try:
            return page.render(scale=_SCALE).to_pil().convert("RGB")
        finally:
            page.close()


def save(image: Any, path: Path) -> None:
    """Writes a PNG. Raises BadInput where it cannot be written."""
    try:
        image.save(path, "PNG")
    except OSError as error:
        raise BadInput(str(path), f"cannot be written ({error.strerror})", "choose a file that can") from None


def scaled(box: Box, pad: float = 0.0) -> tuple[float, float, float, float]:
    """A box in the pixels of `picture`, wider by `pad` points on each side."""
    return (box[0] - pad) * _SCALE, (box[1] - pad) * _SCALE, (box[2] + pad) * _SCALE, (box[3] + pad) * _SCALE


def crop(pdf: Path, number: int, box: Box, path: Path) -> None:
    """Writes a PNG of the page around `box`, the box framed."""
    from PIL import ImageDraw

    image = picture(pdf, number)
    ImageDraw.Draw(image).rectangle(scaled(box, 1.5), outline=(220, 30, 30), width=3)
    x, y = _AROUND
    left, top, right, bottom = scaled((box[0] - x, box[1] - y, box[2] + x, box[3] + y))
    save(image.crop((max(0, int(left)), max(0, int(top)), min(image.width, int(right)), min(image.height, int(bottom)))), path)


def draw_tables(pdf: Path, tables: Sequence[Table], number: int, path: Path) -> None:
    """Writes a PNG of a page with the cells of its tables drawn over it: header cells blue, others red."""
    from PIL import ImageDraw

    image = picture(pdf, number)
    pen = ImageDraw.Draw(image, "RGBA")
    for table in tables:
        for cell in table.cells:
            if cell.place.page == number:
                head = cell.row < table.header_rows
                pen.rectangle(
                    scaled(cell.place.bbox),
                    outline=(30, 80, 220) if head else (220, 30, 30),
                    width=2,
                    fill=(30, 80, 220, 30) if head else (0, 0, 0, 0),
                )
    save(image, path)

"""What became of every numeral of a document, and where it is printed: figure, excluded by a named reason, or unclaimed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from extractors.read import read
from flows.reading.extract import finder
from patterns.model import Paragraph, Place, Table

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_KINDS = ("figure", "excluded", "unclaimed")


@dataclass(frozen=True, slots=True)
class Mark:
    """A numeral: `kind` is figure, excluded or unclaimed; `reason` says why it is excluded."""

    place: Place
    kind: str
    reason: str
    text: str


def coverage(pdf: Path, figures: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """Reads the PDF again, its text layer alone; `figures` are the rows of its release, of which those of OCR are taken as they stand.

    {"reasons": names, "pages": {page: [figures, excluded, unclaimed]}, "marks": [page, x0, top, x1, bottom, kind, reason, text]}, kind and
    reason by their numbers.
    """
    reasons: dict[str, int] = {"": 0}
    pages: dict[int, Counter[str]] = {}
    marks: list[list[Any]] = []
    for mark in chain(_of_text(pdf, figures), _of_pictures(figures)):
        pages.setdefault(mark.place.page, Counter())[mark.kind] += 1
        reason = reasons.setdefault(mark.reason, len(reasons))
        box = [round(v, 1) for v in mark.place.bbox]
        marks.append([mark.place.page, *box, _KINDS.index(mark.kind), reason, mark.text])
    return {"reasons": list(reasons), "pages": {p: [n[k] for k in _KINDS] for p, n in sorted(pages.items())}, "marks": marks}


def _of_text(pdf: Path, figures: Sequence[Mapping[str, str]]) -> Iterator[Mark]:
    cells = frozenset((f["table_id"], int(f["row"]), int(f["col"])) for f in figures if f["table_id"])
    for block in read(pdf).flow:
        yield from _of_paragraph(block) if isinstance(block, Paragraph) else _of_table(block, cells)


def _of_pictures(figures: Sequence[Mapping[str, str]]) -> Iterator[Mark]:
    for f in figures:
        if f.get("reading") == "ocr":
            box = (float(f["x0"]), float(f["top"]), float(f["x1"]), float(f["bottom"]))
            yield Mark(Place(int(f["page"]), box), "figure", "", f["raw"])


def _of_paragraph(paragraph: Paragraph) -> Iterator[Mark]:
    if paragraph.kind == "prose":
        for kind, reason, start, end in finder().numerals(paragraph):
            yield Mark(paragraph.place(start, end), kind, reason, paragraph.text[start:end])
        return
    for m in _DIGITS.finditer(paragraph.text):
        yield Mark(paragraph.place(*m.span()), "excluded", paragraph.kind, m[0])


def _of_table(table: Table, cells: frozenset[tuple[str, int, int]]) -> Iterator[Mark]:
    for cell in table.cells:
        if not any(ch.isdigit() for ch in cell.text):
            continue
        is_figure = (table.id, cell.row, cell.col) in cells
        yield Mark(cell.place, "figure" if is_figure else "excluded", "" if is_figure else "label of a table", cell.text)

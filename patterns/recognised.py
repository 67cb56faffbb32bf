"""What OCR read: its figures say so, with the least certainty of their characters; a digit in doubt is a finding with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from patterns.codes import finding
from patterns.model import Box, Character, Figure, Finding, Page, Place

_SURE = 0.9  # of rapidocr's digits above it, one in thousands is wrong


def marked(figures: Iterable[Figure], pages: Sequence[Page]) -> Iterator[Figure]:
    """The figures, those of recognised pages with `reading` and `reading_confidence`."""
    read = {p.number: p for p in pages if p.reading == "ocr"}
    for f in figures:
        page = read.get(f.place.page)
        if page is None:
            yield f
            continue
        least = min((c.sure for c in _within(page.recognised, f.place.bbox)), default=0.0)
        yield replace(f, reading="ocr", reading_confidence=Decimal(str(least)))


def doubtful(figures: Iterable[Figure], pages: Sequence[Page]) -> Iterator[Finding]:
    """A finding for each figure with a digit that OCR is not sure of."""
    read = {p.number: p for p in pages if p.reading == "ocr"}
    for f in figures:
        if f.reading != "ocr":
            continue
        digits = [c for c in _within(read[f.place.page].recognised, f.place.bbox) if c.text.isdigit()]
        worst = min(digits, key=lambda c: c.sure, default=None)
        if worst and worst.sure < _SURE:
            place = Place(f.place.page, worst.box)
            yield finding("digit_uncertain", place=place, figure_id=f.figure_id, digit=worst.text, raw=f.raw, sure=f"{worst.sure:.2f}")


def _within(characters: Sequence[Character], box: Box) -> list[Character]:
    """Characters whose middle lies in a box."""
    x0, top, x1, bottom = box
    return [c for c in characters if x0 <= (c.box[0] + c.box[2]) / 2 <= x1 and top <= (c.box[1] + c.box[3]) / 2 <= bottom]

"""The law of the room: every character of the text layer ends in exactly one place, and each page says in which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.layout import Block, Sheet
from extractors.reading import Reading
from patterns.codes import finding
from patterns.model import Finding, Page, Place


def account(page: Page, sheet: Sheet, blocks: Sequence[Block], readings: Sequence[Reading]) -> tuple[Page, list[Finding]]:
    """The page with its characters by kind, and a finding that blocks where some are in no place."""
    lines = [(b.kind, _characters([b.line.text])) for b in blocks]
    cells = _characters(text for r in readings for text in (r.banner, *(c.text for c in r.cells)))
    kinds: Counter[str] = Counter(dict(sheet.aside)) + Counter({"cell": cells.total()})
    for kind, found in lines:
        kinds[kind] += found.total()
    lost = _characters(li.text for li in sheet.lines) - cells
    for _, found in lines:
        lost -= found
    page = replace(page, kinds=tuple(sorted(kinds.items())))
    if not lost:
        return page, []
    place = Place(sheet.number, readings[0].box if readings else (0.0, 0.0, sheet.width, sheet.height))
    return page, [finding("table_text_lost", place=place, count=lost.total(), text="".join(sorted(lost.elements()))[:40])]


def unread(page: Page) -> Page:
    """A page from which nothing is read."""
    return replace(page, kinds=(("unusable", page.chars),) if page.chars else ())


def _characters(texts: Iterable[str]) -> Counter[str]:
    return Counter(ch for text in texts for ch in text if not ch.isspace())

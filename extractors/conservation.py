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
    cells = [text for r in readings for text in (r.banner, *(c.text for c in r.cells))]
    kinds: Counter[str] = Counter(dict(sheet.aside)) + Counter({"cell": _characters(cells).total()})
    for block in blocks:
        kinds[block.kind] += len(block.line.text) - block.line.text.count(" ")
    lost = _characters(li.text for li in sheet.lines) - _characters([*cells, *(b.line.text for b in blocks)])
    page = replace(page, kinds=tuple(sorted(kinds.items())))
    if not lost:
        return page, []
    place = Place(sheet.number, readings[0].box if readings else (0.0, 0.0, sheet.width, sheet.height))
    return page, [finding("table_text_lost", place=place, count=lost.total(), text="".join(sorted(lost.elements()))[:40])]


def unread(page: Page) -> Page:
    """A page from which nothing is read."""
    return replace(page, kinds=(("unusable", page.chars),) if page.chars else ())


def _characters(texts: Iterable[str]) -> Counter[str]:
    """Blanks are ours and left out; other white space is a garbled character."""
    count = Counter("".join(texts))
    del count[" "], count["\n"]
    return count

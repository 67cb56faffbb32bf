"""PDF in, Document out: the one way through the room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from extractors import layout, legibility, tables, text, vectors
from extractors.layout import Assembler, Block, Body, Sheet
from extractors.pdf import frame, loaded, opened, sha256
from extractors.stitch import assemble
from patterns.codes import finding
from patterns.model import Document, Finding, Paragraph, Place, Source, Table

Progress = Callable[[int, int], None]


def sheets(path: Path, progress: Progress | None = None) -> list[Sheet]:
    """Every page's lines and drawings; the PDF is closed afterwards."""
    out = []
    with opened(path) as doc:
        for number in range(1, len(doc) + 1):
            page = loaded(doc, number, path)
            try:
                out.append(_sheet(page, number))
            finally:
                page.close()
            if progress:
                progress(number, len(doc))
    return out


def _sheet(page: Any, number: int) -> Sheet:
    box = frame(page)
    chars, found = text.glyphs(page, box), vectors.vectors(page, box)
    width, height = box.size
    turn = text.turn_of(chars, width, height)
    if turn:
        chars, found, width, height = text.turned(chars, turn), vectors.turned(found, turn), height, width
    return Sheet(number, width, height, tuple(text.lines(chars, number, turn)), found)


def read(path: Path, url: str = "", progress: Progress | None = None) -> Document:
    """Reads the PDF. Raises UnreadablePdf; a page that cannot be read is a finding in the document."""
    pages = sheets(path, progress)
    judged = [legibility.judge(s) for s in pages]
    legible = [s for s, (page, _) in zip(pages, judged) if page.legible]
    findings = [f for _, found in judged for f in found]
    title = layout.title_of(legible)
    flow, lost = _flow(legible, title, path)
    return Document(Source(str(path), sha256(path), len(pages), url), title, tuple(p for p, _ in judged), tuple(flow), (*findings, *lost))


def _flow(pages: Sequence[Sheet], title: str, path: Path) -> tuple[list[Paragraph | Table], list[Finding]]:
    size = layout.body_size(pages)
    running = layout.running_heads(pages)
    assembler, body = Assembler(title), None
    items, lost = [], []
    for sheet in pages:
        readings = tables.read(sheet, path)
        blocks = layout.classify(sheet, [r.box for r in readings], running, size, body)
        body = _last_body(blocks, body)
        lost += _lost(sheet, blocks, readings)
        items.append(_in_order(blocks, readings))
    for item in assemble(items):
        if isinstance(item, Block):
            assembler.block(item)
        else:
            assembler.table(item)
    return assembler.done(), lost


def _lost(sheet: Sheet, blocks: Sequence[Block], readings: Sequence[tables.Reading]) -> list[Finding]:
    """A page with tables proves that each of its characters stands in a cell or in a line; what does not blocks the release."""
    if not readings:
        return []
    kept = _characters(b.line.text for b in blocks) + _characters(c.text for r in readings for c in r.cells)
    lost = _characters(li.text for li in sheet.lines) - kept
    if not lost:
        return []
    place = Place(sheet.number, readings[0].box)
    return [finding("table_text_lost", place=place, count=lost.total(), text="".join(sorted(lost.elements()))[:40])]


def _characters(texts: Iterable[str]) -> Counter[str]:
    return Counter(ch for text in texts for ch in text if not ch.isspace())


def _last_body(blocks: Sequence[Block], before: Body | None) -> Body | None:
    return next((b.body for b in reversed(blocks) if b.kind == "prose"), before)


def _in_order(blocks: Sequence[Block], readings: Sequence[tables.Reading]) -> list[Block | tables.Reading]:
    """Tables put before the first block below them; running heads stand last."""
    out: list[Block | tables.Reading] = []
    waiting = list(readings)
    for block in blocks:
        while waiting and block.kind != "running" and waiting[0].box[1] < block.line.bbox[1]:
            out.append(waiting.pop(0))
        out.append(block)
    return [*out, *waiting]

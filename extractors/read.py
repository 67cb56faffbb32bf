"""PDF in, Document out: the one way through the room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from extractors import kinds, legibility, ocr, tables, text, vectors
from extractors.kinds import Before
from extractors.layout import Block, Sheet
from extractors.paragraphs import Assembler, title_of
from extractors.pdf import frame, loaded, opened, sha256
from extractors.reading import Reading
from extractors.running import MARGINAL, marginal
from extractors.stitch import assemble
from patterns.codes import finding
from patterns.model import Document, Finding, Page, Paragraph, Place, Source, Table

Progress = Callable[[int, int], None]
Judged = tuple[Page, list[Finding]]


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


def read(path: Path, url: str = "", progress: Progress | None = None, use: ocr.Use = ocr.NEVER, engine: str = "auto") -> Document:
    """Reads the PDF. Raises UnreadablePdf; a page that cannot be read is a finding in the document, one that OCR read another."""
    pages = sheets(path, progress)
    judged = [legibility.judge(s) for s in pages]
    if use.allowed:
        pages, judged = _recognised(path, pages, judged, use)
    legible = [s for s, (page, _) in zip(pages, judged) if page.legible]
    findings = [f for _, found in judged for f in found]
    title = title_of(legible)
    flow, lost = _flow(legible, title, path, engine)
    return Document(Source(str(path), sha256(path), len(pages), url), title, tuple(p for p, _ in judged), tuple(flow), (*findings, *lost))


def _recognised(path: Path, pages: Sequence[Sheet], judged: Sequence[Judged], use: ocr.Use) -> tuple[list[Sheet], list[Judged]]:
    """Sheets and judgements with those that OCR read in the place of those that cannot be used (or of all)."""
    wanted = [s.number for s, (page, _) in zip(pages, judged) if use.mode == "always" or not page.legible]
    known = {s.number: (s, j) for s, j in zip(pages, judged)}
    for sheet, characters in ocr.recognised(path, wanted, use):
        page, found = legibility.judge(sheet)
        if characters and page.legible:
            page = replace(page, reading="ocr", recognised=characters)
            found = [finding("read_by_ocr", place=Place(sheet.number, (0.0, 0.0, sheet.width, sheet.height)), page=sheet.number)]
            known[sheet.number] = sheet, (page, found)
    return [s for s, _ in known.values()], [j for _, j in known.values()]


def _flow(pages: Sequence[Sheet], title: str, path: Path, engine: str) -> tuple[list[Paragraph | Table], list[Finding]]:
    sizes, before = kinds.body_sizes(pages), Before()
    read = {sheet.number: tables.read(sheet, path, engine) for sheet in pages}
    readings = {number: found for number, (found, _) in read.items()}
    boxes = {number: [r.box for r in found] for number, found in readings.items()}
    edge = marginal(pages, boxes)
    assembler = Assembler(title)
    items, lost = [], [f for _, failed in read.values() for f in failed]
    for sheet in pages:
        blocks = kinds.classify(sheet, boxes[sheet.number], edge, sizes, before)
        before = before.after(blocks)
        lost += _lost(sheet, blocks, readings[sheet.number])
        items.append(_in_order(blocks, readings[sheet.number]))
    for item in assemble(items):
        if isinstance(item, Block):
            assembler.block(item)
        else:
            assembler.table(item)
    return assembler.done(), lost


def _lost(sheet: Sheet, blocks: Sequence[Block], readings: Sequence[Reading]) -> list[Finding]:
    """A page with tables proves that each of its characters stands in a cell or in a line; what does not blocks the release."""
    if not readings:
        return []
    kept = _characters(b.line.text for b in blocks) + _characters(t for r in readings for t in (r.banner, *(c.text for c in r.cells)))
    lost = _characters(li.text for li in sheet.lines) - kept
    if not lost:
        return []
    place = Place(sheet.number, readings[0].box)
    return [finding("table_text_lost", place=place, count=lost.total(), text="".join(sorted(lost.elements()))[:40])]


def _characters(texts: Iterable[str]) -> Counter[str]:
    return Counter(ch for text in texts for ch in text if not ch.isspace())


def _in_order(blocks: Sequence[Block], readings: Sequence[Reading]) -> list[Block | Reading]:
    """Tables put before the first block below them; what stands at the edge comes last."""
    out: list[Block | Reading] = []
    waiting = list(readings)
    for block in blocks:
        while waiting and block.kind not in MARGINAL and waiting[0].box[1] < block.line.bbox[1]:
            out.append(waiting.pop(0))
        out.append(block)
    return [*out, *waiting]

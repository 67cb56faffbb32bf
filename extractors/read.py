"""PDF in, Document out: the one way through the room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from extractors import ocr, tables, text, vectors
from extractors.conservation import account, unread
from extractors.damage import NONE, examine
from extractors.kinds import Before, body_sizes, classify
from extractors.layout import Block, Sheet
from extractors.legibility import Language, judge
from extractors.paragraphs import Assembler, title_of
from extractors.pdf import Overfull, frame, loaded, opened, sha256
from extractors.reading import Reading
from extractors.running import MARGINAL, marginal
from extractors.stitch import assemble
from patterns.codes import finding
from patterns.model import Document, Finding, Page, Paragraph, Place, Source, Table

Progress = Callable[[int, int], None]
Judged = tuple[Page, list[Finding]]


def sheets(path: Path, progress: Progress | None = None, closed: Mapping[int, str] = NONE) -> list[Sheet]:
    """Every page's lines and drawings, but for pages that are `closed`, by number with the reason; the PDF is closed afterwards."""
    out = []
    with opened(path) as doc:
        for number in range(1, len(doc) + 1):
            if number in closed:  # to load a page is to unpack it
                out.append(_refused(number, doc.get_page_size(number - 1), closed[number]))
                continue
            page = loaded(doc, number, path)
            try:
                out.append(_sheet(page, number))
            finally:
                page.close()
            if progress:
                progress(number, len(doc))
    return out


def _refused(number: int, size: tuple[float, float], why: str) -> Sheet:
    return Sheet(number, *size, (), vectors.Vectors(), refused=why)


def _sheet(page: Any, number: int) -> Sheet:
    box = frame(page)
    width, height = box.size
    try:
        layer, found = text.glyphs(page, box), vectors.vectors(page, box)
    except Overfull as error:
        return _refused(number, box.size, str(error))
    chars = text.on_page(layer, width, height)
    turn = text.turn_of(chars, width, height)
    if turn:
        chars, found, width, height = text.turned(chars, turn), vectors.turned(found, turn), height, width
    lines, aside = text.lines(chars, number, turn)
    aside["outside"] = len(layer) - len(chars)
    return Sheet(number, width, height, tuple(lines), found, tuple((reason, n) for reason, n in aside.items() if n))


def read(
    path: Path,
    url: str = "",
    progress: Progress | None = None,
    use: ocr.Use = ocr.NEVER,
    language: Language | None = None,
    engine: str = "auto",
) -> Document:
    """Reads the PDF. Raises UnreadablePdf; a page that cannot be read is a finding in the document, one that OCR read another.

    `language` tells the share of known words in a text; without it no page is found to be no language.
    """
    damage = examine(path)
    pages = sheets(path, progress, damage.closed)
    judged = judge(pages, language)
    if use.allowed:
        pages, judged = _recognised(path, pages, judged, use, language)
    legible = [(s, page) for s, (page, _) in zip(pages, judged) if page.legible]
    findings = [*damage.findings, *(f for _, found in judged for f in found)]
    title = title_of([s for s, _ in legible])
    flow, read_pages, lost = _flow(legible, title, path, engine)
    known = {page.number: page for page in read_pages}
    records = tuple(known.get(page.number) or unread(page) for page, _ in judged)
    return Document(Source(str(path), sha256(path), len(pages), url), title, records, tuple(flow), (*findings, *lost))


def _recognised(
    path: Path, pages: Sequence[Sheet], judged: Sequence[Judged], use: ocr.Use, language: Language | None
) -> tuple[list[Sheet], list[Judged]]:
    """Sheets and judgements with those that OCR read in the place of those that cannot be used (or of all)."""
    wanted = [s.number for s, (page, _) in zip(pages, judged) if (use.mode == "always" or not page.legible) and not s.refused]
    known = {s.number: (s, j) for s, j in zip(pages, judged)}
    for sheet, characters in ocr.recognised(path, wanted, use):
        ((page, found),) = judge([sheet], language)
        if characters and page.legible:
            page = replace(page, reading="ocr", recognised=characters)
            found = [finding("read_by_ocr", place=Place(sheet.number, (0.0, 0.0, sheet.width, sheet.height)), page=sheet.number)]
            known[sheet.number] = sheet, (page, found)
    return [s for s, _ in known.values()], [j for _, j in known.values()]


def _flow(
    pages: Sequence[tuple[Sheet, Page]], title: str, path: Path, engine: str
) -> tuple[list[Paragraph | Table], list[Page], list[Finding]]:
    shown = [sheet for sheet, _ in pages]
    sizes, before = body_sizes(shown), Before()
    opinions = {sheet.number: tables.read(sheet, path, engine) for sheet in shown}
    readings = {number: found for number, (found, _) in opinions.items()}
    boxes = {number: [r.box for r in found] for number, found in readings.items()}
    edge = marginal(shown, boxes)
    assembler = Assembler(title)
    items, accounts, lost = [], [], [f for _, failed in opinions.values() for f in failed]
    for sheet, page in pages:
        blocks = classify(sheet, boxes[sheet.number], edge, sizes, before)
        before = before.after(blocks)
        accounted, found = account(page, sheet, blocks, readings[sheet.number])
        accounts.append(accounted)
        lost += found
        items.append(_in_order(blocks, readings[sheet.number]))
    for item in assemble(items):
        if isinstance(item, Block):
            assembler.block(item)
        else:
            assembler.table(item)
    return assembler.done(), accounts, lost


def _in_order(blocks: Sequence[Block], readings: Sequence[Reading]) -> list[Block | Reading]:
    """Tables put before the first block below them; what stands at the edge comes last."""
    out: list[Block | Reading] = []
    waiting = list(readings)
    for block in blocks:
        while waiting and block.kind not in MARGINAL and waiting[0].box[1] < block.line.bbox[1]:
            out.append(waiting.pop(0))
        out.append(block)
    return [*out, *waiting]

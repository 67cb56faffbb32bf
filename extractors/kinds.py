"""What each line of a page is, by its look, its marks and its text.

The body is what sentences are set in, page by page: what makes sentences is prose at any size.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractors import marks
from extractors.columns import streams
from extractors.layout import BIG, SMALL, Block, Body, Sheet, inside, mode
from extractors.running import MARGINAL, Where
from patterns.model import Box, Line

_MAX_HEADING = 50  # characters
_FEW = 60  # characters in sentences: fewer on a page say nothing about its body
_SHARE = 0.25  # share of sentences that makes a type size one of the body


def _sentences(lines: Sequence[Line]) -> list[tuple[float, int]]:
    """(type size, characters) of the lines that are part of a sentence."""
    return [(line.size, len(line.text)) for line in lines if marks.SENTENCE.search(marks.plain(line.text)) and len(line.text) > 8]


def body_sizes(sheets: Sequence[Sheet]) -> tuple[float, ...]:
    """Type sizes of the document's body, the most usual first: in which most sentences are set, and any with a good share of them."""
    everything = [line for sheet in sheets for line in sheet.lines]
    said = _sentences(everything)
    usual = mode(said, 0.5) or mode([(line.size, len(line.text)) for line in everything], 0.5) or 12.0
    others = {round(2 * size) / 2 for size, _ in said} - {usual}
    enough = _SHARE * sum(n for _, n in said)
    return usual, *(s for s in sorted(others) if sum(n for size, n in said if abs(size - s) <= 0.5) >= enough)


def page_size(lines: Sequence[Line], sizes: Sequence[float]) -> float:
    """The type size of a page's body: the usual one where enough is set in it, else its own; smaller ones only where they are usual, too."""
    said, usual = _sentences(lines), sizes[0]
    total = sum(n for _, n in said)
    if total < _FEW:
        return (
            min(usual, mode([(li.size, len(li.text)) for li in lines], 0.5) or usual)
            if not any(_like(li.size, usual) for li in lines)
            else usual
        )
    if sum(n for size, n in said if _like(size, usual)) >= _SHARE * total:
        return usual
    own = mode(said, 0.5)
    return own if own > usual or any(_like(own, size) for size in sizes) else usual


def _like(size: float, usual: float) -> bool:
    return SMALL * usual <= size <= BIG * usual


def kind_of(line: Line, body: Body, in_picture: bool) -> str:
    """What one line is by its look and marks alone; `prose` where nothing speaks against it."""
    text = marks.plain(line.text)
    for kind, shape in (("unit", marks.UNIT), ("note", marks.NOTE)):
        if shape.match(text) and len(text) < 60:
            return kind
    if marks.LEADERS.search(text):
        return "toc"
    if marks.NUMBERED_CAPTION.match(text) and len(text) < 60 and not text.endswith(marks.STOPS):
        return "caption"
    if in_picture:
        return "chart"
    if _is_heading(line, text, body):
        return "heading"
    if line.size < SMALL * body.size:
        return "small"
    return "prose"


def _is_heading(line: Line, text: str, body: Body) -> bool:
    if (
        len(text) > _MAX_HEADING
        or marks.SENTENCE.search(text)
        or text.endswith(marks.STOPS)
        or not any(c >= "\u2e80" or c.isalpha() for c in text)
    ):
        return False
    if line.size > BIG * body.size:
        return True
    room = body.right - line.bbox[2] > 2 * body.size
    if marks.heading_rank(text):
        return room and not text.endswith((":", "："))
    centred = abs((line.bbox[0] - body.left) - (body.right - line.bbox[2])) < 1.2 * body.size and line.bbox[0] - body.left > 4 * body.size
    return centred and len(text) <= 24 and not any(c in text for c in "。，；：")


@dataclass(frozen=True, slots=True)
class Before:
    """What the pages before tell of the next one: the measures of their body, and whether the last one was a table of contents."""

    body: Body | None = None
    contents: bool = False

    def after(self, blocks: Sequence[Block]) -> Before:
        """The same, one page on."""
        shown = [b.kind for b in blocks if b.kind not in MARGINAL]
        return Before(next((b.body for b in reversed(blocks) if b.kind == "prose"), self.body), bool(shown) and set(shown) == {"toc"})


def classify(sheet: Sheet, zones: Sequence[Box], marginal: Mapping[Where, str], sizes: Sequence[float], before: Before) -> list[Block]:
    """Every line of the page that lies in no table, in reading order, with its kind; what stands at its edge comes last."""
    edge = {i: marginal[sheet.number, i] for i in range(len(sheet.lines)) if (sheet.number, i) in marginal}
    free = [line for i, line in enumerate(sheet.lines) if i not in edge and not any(inside(line.bbox, z) for z in zones)]
    size, charts = page_size(free, sizes), _charts(sheet)
    large = {s for s, _ in _sentences(free) if s > BIG * size}
    blocks = []
    for column, line, body in streams(free, size, before.body):
        own = replace(body, size=line.size) if line.size in large else body
        blocks.append(Block(kind_of(line, own, any(inside(line.bbox, p) for p in charts)), line, column, own))
    out = [Block(kind, sheet.lines[i], 0, Body(size, 0, 0, 0)) for i, kind in edge.items()]
    return _special_pages(sheet, _small(blocks), before.contents and not zones) + out


def _charts(sheet: Sheet) -> list[Box]:
    """Pictures that are charts: neither a whole page nor a watermark behind it, nor a letterhead's line."""
    w, h = sheet.width, sheet.height
    return [p for p in sheet.vectors.pictures if (p[2] - p[0]) * (p[3] - p[1]) < 0.5 * w * h and p[3] - p[1] > 40]


def _small(blocks: list[Block]) -> list[Block]:
    """Small type is a footnote below all body text, prose where it makes sentences, else a label of a chart."""
    last = max((b.line.bbox[3] for b in blocks if b.kind == "prose"), default=0.0)
    out = []
    for b in blocks:
        if b.kind == "small":
            wide = b.line.bbox[2] - b.line.bbox[0] > 0.6 * (b.body.right - b.body.left)
            kind = "footnote" if b.line.bbox[1] > last else "prose" if wide or b.line.text.endswith(marks.STOPS) else "chart"
            b = replace(b, kind=kind)
        out.append(b)
    return out


def _special_pages(sheet: Sheet, blocks: list[Block], contents: bool) -> list[Block]:
    """Covers and tables of contents are wholly what they are; contents go on over pages that hold no sentence."""
    texts = [marks.plain(b.line.text) for b in blocks]
    listed = contents and not any(marks.SENTENCE.search(t) for t in texts)
    if listed or any(marks.CONTENTS.match(t) for t in texts[:4]) or sum(b.kind == "toc" for b in blocks) >= 3:
        return [replace(b, kind="toc") for b in blocks]
    if (
        sheet.number <= 2
        and len(blocks) <= 15
        and not any("。" in t or "，" in t for t in texts)
        and not any(b.kind in ("caption", "unit", "note") for b in blocks)
    ):
        return [replace(b, kind="cover") for b in blocks]
    return blocks

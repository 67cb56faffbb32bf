"""Blocks to paragraphs: lines joined, with the path of headings above them.

A paragraph goes on over lines, columns and pages until its text says that it has ended: an indent, a short last line, a heading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors import marks
from extractors.columns import rows
from extractors.layout import Block, Body, Sheet
from patterns.model import Line, Paragraph, Table


class Assembler:
    """Joins blocks to paragraphs and keeps the path of headings."""

    def __init__(self, title: str) -> None:
        self.flow: list[Paragraph | Table] = []
        self._title = marks.plain(title)
        self._path: list[tuple[int, str]] = []
        self._lines: list[Line] = []
        self._last: Block | None = None
        self._slot = 0

    @property
    def section(self) -> tuple[str, ...]:
        """The headings above, outermost first."""
        return tuple(text for _, text in self._path)

    def table(self, table: Table) -> None:
        """A table between paragraphs; a sentence that it interrupts goes on behind it."""
        self.flow.append(replace(table, section=self.section))

    def block(self, block: Block) -> None:
        """The next line in reading order."""
        if block.kind == "prose":
            if self._last is None or self._starts(block, self._last):
                self._close()
                self._slot = len(self.flow)
            self._lines.append(block.line)
            self._last = block
            return
        if block.kind == "heading":
            self._close()
            self._heading(block.line)
            return
        if self._extends(block):
            last = self.flow.pop()
            assert isinstance(last, Paragraph)
            self.flow.append(paragraph(block.kind, (*last.lines, block.line), self.section))
        else:
            self.flow.append(paragraph(block.kind, (block.line,), self.section))

    def _extends(self, block: Block) -> bool:
        """A footnote or note goes on in the next line."""
        last = self.flow[-1] if self.flow else None
        same = isinstance(last, Paragraph) and last.kind == block.kind == "footnote" and last.page == block.line.page
        return same and not block.line.text[:1].isdigit() and not block.line.raised

    def _heading(self, line: Line) -> None:
        text = line.text.strip()
        last = self.flow[-1] if self.flow else None
        rank = marks.heading_rank(marks.plain(text))
        if isinstance(last, Paragraph) and last.kind == "heading" and not rank and _continues(last.lines[-1], line):
            self.flow[-1] = paragraph("heading", (*last.lines, line), last.section)
            if self._path:
                self._path[-1] = (self._path[-1][0], self._path[-1][1] + text)
            return
        self.flow.append(paragraph("heading", (line,), self.section))
        self._path = [(r, t) for r, t in self._path if r < rank]
        if marks.plain(text) != self._title:
            self._path.append((rank, text))

    def _starts(self, block: Block, last: Block) -> bool:
        """Whether the line begins a paragraph of its own."""
        line, prev, body, em = block.line, last.line, block.body, block.body.size
        indent = line.bbox[0] - body.left
        short = last.body.right - prev.bbox[2] > 1.5 * em
        ended = marks.plain(prev.text).endswith(marks.ENDS)
        if ended and marks.heading_rank(marks.plain(line.text)):
            return True
        if 1.2 * em < indent < 4.5 * em:
            return ended or short or not _deep(prev, last.body)
        if indent >= 4.5 * em:
            return short or ended
        moved = line.page != prev.page or block.column != last.column
        if not moved and line.bbox[1] - prev.bbox[1] > 1.7 * max(body.leading, em):
            return ended or short
        return short and ended and last.body.right - prev.bbox[2] > 2.5 * em

    def _close(self) -> None:
        if self._lines:
            self.flow.insert(self._slot, paragraph("prose", tuple(self._lines), self.section))
        self._lines, self._last = [], None

    def done(self) -> list[Paragraph | Table]:
        """Everything, in reading order."""
        self._close()
        return self.flow


def _deep(line: Line, body: Body) -> bool:
    """Whether a line is itself set in from the left edge: then the next one's indent says nothing."""
    return line.bbox[0] - body.left > 1.2 * body.size


def _continues(last: Line, line: Line) -> bool:
    same = abs(last.size - line.size) < 0.5 and last.page == line.page
    return same and 0 < line.bbox[1] - last.bbox[1] < 2.2 * line.size and last.bbox[2] - last.bbox[0] > 8 * last.size


def paragraph(kind: str, lines: tuple[Line, ...], section: tuple[str, ...]) -> Paragraph:
    """Joins lines: a space only between two Latin words."""
    text, starts = "", []
    for line in lines:
        if text and text[-1].isascii() and text[-1].isalpha() and line.text[0].isascii() and line.text[0].isalpha():
            text += " "
        starts.append(len(text))
        text += line.text
    return Paragraph(kind, text, lines, tuple(starts), section)


def title_of(sheets: Sequence[Sheet]) -> str:
    """The largest type on the first page that holds text: one line, or several of one size under one another."""
    for sheet in sheets[:3]:
        named = [line for line in rows(sheet.lines) if sum(c >= "\u2e80" for c in line.text) >= 4]
        if named:
            size = max(line.size for line in named)
            largest = [line for line in named if line.size > 0.93 * size]
            return "".join(line.text.strip() for line in largest[:3]) if len(largest) <= 3 else largest[0].text.strip()
    return ""

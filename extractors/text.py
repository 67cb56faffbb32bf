"""Characters to lines, through PDFium's raw calls: every character keeps its box.

PDFium's own order is the order of the content stream; a line here is made by geometry alone, so that a glyph set later
(a substituted 〇, a footnote mark) still stands where a reader sees it.
"""

from __future__ import annotations

import ctypes
import struct
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.pdf import MAX_CHARACTERS, Frame, Overfull
from patterns.model import Line, Turn

# char, left, top, right, bottom
Glyph = tuple[str, float, float, float, float]

_GAP = 1.5  # a gap wider than this many ems parts two lines of one row (columns, cells)
_SPACE = 0.15  # ems between two Latin characters that PDFium or we take for a space
_WIDE = "\u2e80"  # characters from here on are set without spaces
_BLANK = frozenset((0xA0, 0x3000, 0xFEFF))
_HYPHENS = frozenset((2, 0xFFFE))  # how PDFium reports a hyphen that ends a line
_DASHES = frozenset((0x2013, 0x2014, 0x2015, 0x2500))
_TALL = 3.5  # times as high as wide: no box of a digit
_HALF_EM = 1.1  # half the height of a line, in widths of its digits
_DIGITS = frozenset("0123456789")
_SAMPLE = 80  # characters that tell how a page runs
_RAISED = 0.95  # a mark lower than this share of its line's type, and above its middle, is a superscript
_MARKS = frozenset("0123456789[]()（）［］〔〕*①②③④⑤⑥⑦⑧⑨⑩,")
_SLANTED = 4  # characters one step apart that make a slanted text


def _codes(handle: object, count: int) -> Sequence[int]:
    """UTF-16 code of each character: in one call, character by character where PDFium leaves some out of its text."""
    buffer = (ctypes.c_ushort * (count + 1))()
    if raw.FPDFText_GetText(handle, 0, count, buffer) == count + 1:
        return buffer[:count]
    return [raw.FPDFText_GetUnicode(handle, i) for i in range(count)]


def glyphs(page: pdfium.PdfPage, frame: Frame) -> list[Glyph]:
    """All visible characters of the page in content order, without white space; boxes from the font's ascent and descent."""
    textpage = page.get_textpage()
    try:
        handle, rect = textpage.raw, raw.FS_RECTF()
        ref, box_of, unpack = ctypes.byref(rect), raw.FPDFText_GetLooseCharBox, struct.Struct("4f").unpack
        plain, x0, y1 = frame.rotation == 0, frame.x0, frame.y1
        out: list[Glyph] = []
        add, high = out.append, 0
        count = raw.FPDFText_CountChars(handle)
        if count > MAX_CHARACTERS:
            raise Overfull(f"holds {count} characters")
        for i, code in enumerate(_codes(handle, count)):
            if code <= 32 and code != 2 or code in _BLANK:
                continue
            if 0xD800 <= code < 0xE000:  # PDFium hands out UTF-16: the second half completes the first
                if code < 0xDC00:
                    high = code
                    continue
                code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD
                high = 0
            box_of(handle, i, ref)
            if code in _DASHES:
                _settle_dash(handle, i, rect)
            left, top, right, bottom = unpack(rect)
            char = "-" if code in _HYPHENS else chr(code)
            add((char, left - x0, y1 - top, right - x0, y1 - bottom) if plain else (char, *frame.box(left, bottom, right, top)))
        return out
    finally:
        textpage.close()


def _settle_dash(handle: object, i: int, rect: raw.FS_RECTF) -> None:
    """A dash of a fallback font may bring a box that reaches into other lines: an em around its ink is enough."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if raw.FPDFText_GetCharBox(handle, i, left, right, bottom, top):
        half = (rect.right - rect.left) / 2
        ink = (top.value + bottom.value) / 2
        if rect.top - rect.bottom > 1.2 * (rect.right - rect.left):
            rect.top, rect.bottom = ink + half, ink - half


@dataclass(slots=True)
class _Run:
    """Characters that follow one another on one baseline, in content order."""

    glyphs: list[Glyph]
    top: float
    bottom: float

    @property
    def size(self) -> float:
        return self.bottom - self.top

    def settle(self) -> None:
        """Boxes of a font whose ascent and descent reach far into other lines are cut down to what the widths of its digits tell."""
        widths = [g[3] - g[1] for g in self.glyphs if g[0] in _DIGITS]
        wide = sum(widths) / (len(widths) or 1)
        if len(widths) > 1 and self.size > _TALL * wide:
            middle, half = (self.top + self.bottom) / 2, _HALF_EM * wide
            self.top, self.bottom = middle - half, middle + half
            self.glyphs = [(c, left, self.top, right, self.bottom) for c, left, _, right, _ in self.glyphs]


def _runs(chars: list[Glyph]) -> list[_Run]:
    runs: list[_Run] = []
    group: list[Glyph] = []
    last_bottom = last_right = last_size = -1e9
    for g in chars:
        _, left, top, right, bottom = g
        size = bottom - top
        gap = left - last_right
        if -0.3 * size < gap < 0.9 * size and -0.2 * size < bottom - last_bottom < 0.2 * size and 0.8 * last_size < size < 1.25 * last_size:
            group.append(g)
        else:
            group = [g]
            runs.append(_Run(group, top, bottom))
            last_bottom, last_size = bottom, size
        last_right = right
    for run in runs:
        run.settle()
    return runs


def _rows(runs: list[_Run]) -> list[list[_Run]]:
    """Runs that share most of their height, top to bottom."""
    rows: list[list[_Run]] = []
    top = bottom = -1.0
    for run in sorted(runs, key=lambda r: (r.top + r.bottom) / 2):
        overlap = min(bottom, run.bottom) - max(top, run.top)
        if rows and overlap > 0.5 * min(run.size, bottom - top):
            rows[-1].append(run)
            if run.size > (bottom - top):
                top, bottom = run.top, run.bottom
        else:
            rows.append([run])
            top, bottom = run.top, run.bottom
    return rows


def _join(page: int, chars: list[Glyph], turn: Turn | None) -> Line:
    """One line of characters sorted by their left edge: spaces only between Latin words, doubled glyphs once."""
    # Latin digits of one type size stand in taller or lower boxes than Chinese glyphs: these give the measure where there are any
    model = [g for g in chars if "\u4e00" <= g[0] <= "\u9fff"] or chars
    size = sorted([g[4] - g[2] for g in model])[len(model) // 2]
    middle = sorted([g[2] + g[4] for g in model])[len(model) // 2] / 2
    gap, raise_above, low = _SPACE * size, middle - 0.12 * size, _RAISED * size
    text: list[str] = []
    lefts, rights, raised = array("f"), array("f"), set()
    last, last_left, last_right = "\u4e00", -1e9, 1e9
    for char, left, top, right, bottom in chars:
        if char == last and left - last_left < 0.25 * (right - left):
            continue
        if left - last_right > gap and char < _WIDE and last < _WIDE:
            text.append(" ")
            lefts.append(last_right)
            rights.append(left)
        if char in _MARKS and bottom - top < low and (top + bottom) / 2 < raise_above:
            raised.add(len(text))
        text.append(char)
        lefts.append(left)
        rights.append(right)
        last, last_left, last_right = char, left, right
    box = (lefts[0], min([g[2] for g in model]), max(rights), max([g[4] for g in model]))
    return Line(page, "".join(text), box, lefts, rights, size, frozenset(raised), turn)


def turn_of(chars: Sequence[Glyph], width: float, height: float) -> Turn | None:
    """How to turn a page whose text runs up or down; None where it runs as usual."""
    down = up = across = 0
    for (_, ax, ay, _, _), (_, bx, by, _, _) in zip(chars[:_SAMPLE], chars[1:_SAMPLE]):
        if abs(by - ay) > 3 * abs(bx - ax):
            down += by > ay
            up += by < ay
        else:
            across += 1
    if down + up <= 3 * across or len(chars) < 12:
        return None
    return Turn(down > up, width, height)


def turned(chars: Sequence[Glyph], turn: Turn) -> list[Glyph]:
    """Characters in the upright frame."""
    return [(g[0], *turn.upright((g[1], g[2], g[3], g[4]))) for g in chars]


def on_page(chars: list[Glyph], width: float, height: float) -> list[Glyph]:
    """The characters whose middle lies on the page."""
    return [g for g in chars if 0 <= g[1] + g[3] <= 2 * width and 0 <= g[2] + g[4] <= 2 * height]


def _slanted(runs: list[_Run]) -> set[int]:
    """Ids of the runs that make a slanted text (a watermark, a stamp): lone characters, each as far right and as far up or down as the last."""
    found: set[int] = set()
    chain: list[_Run] = []
    step = (0.0, 0.0)
    for a, b in zip(runs, runs[1:]):
        dx, dy = b.glyphs[0][1] - a.glyphs[0][1], b.top - a.top
        near = 0.25 * a.size < abs(dx) < 3 * a.size and 0.25 * a.size < abs(dy) < 3 * a.size
        alone = len(a.glyphs) == len(b.glyphs) == 1 and near
        if alone and chain and abs(dx - step[0]) + abs(dy - step[1]) < 0.3 * a.size:
            chain.append(b)
        else:
            chain = [a, b] if alone else []
            step = (dx, dy)
        if len(chain) >= _SLANTED:
            found.update(map(id, chain))
    return found


def lines(chars: list[Glyph], page: int, turn: Turn | None = None) -> tuple[list[Line], dict[str, int]]:
    """Lines of the page, top to bottom, then left to right, and how many characters are in none; a row with a wide gap is several lines."""
    runs = _runs(chars)
    slanted = _slanted(runs)
    out: list[Line] = []
    for row in _rows([run for run in runs if id(run) not in slanted] if slanted else runs):
        flat = sorted((g for run in row for g in run.glyphs), key=itemgetter(1))
        start = 0
        for i in range(1, len(flat)):
            size = flat[i][4] - flat[i][2]
            if flat[i][1] - flat[i - 1][3] > _GAP * size:
                out.append(_join(page, flat[start:i], turn))
                start = i
        out.append(_join(page, flat[start:], turn))
    twice = len(chars) - len(slanted) - sum(len(line.text) - line.text.count(" ") for line in out)
    return out, {"slanted": len(slanted), "printed twice": twice}

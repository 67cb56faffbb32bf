"""Is a page's text layer usable? A page without one, or with one that no font explains, is a finding, never silent garbage."""

from __future__ import annotations

from collections import Counter

from extractors.layout import Sheet
from patterns.codes import finding
from patterns.model import Finding, Page, Place

_GARBAGE = 0.2  # share of characters that are no text
_BROKEN_MAP = 0.12  # share of characters from scripts that do not go together with a report
_FEW = 30  # characters: fewer on a page prove nothing


def _is_garbage(char: str) -> bool:
    code = ord(char)
    return code == 0xFFFD or 0xE000 <= code <= 0xF8FF or code >= 0xF0000 or code < 32 or 0x80 <= code < 0xA0


def _is_foreign(char: str) -> bool:
    """Letters that a wrong character map yields and a Chinese or European report does not print in bulk."""
    code = ord(char)
    return 0x0530 <= code < 0x1D00 or 0x13A0 <= code < 0x1E00 or 0xA000 <= code < 0xAC00 or 0xFB50 <= code < 0xFE00


def judge(sheet: Sheet) -> tuple[Page, list[Finding]]:
    """The page's record and what is wrong with its text layer."""
    text = "".join(line.text for line in sheet.lines)
    problem = _problem(sheet, text)
    page = Page(sheet.number, sheet.width, sheet.height, len(text), not problem)
    return page, [problem] if problem else []


def _problem(sheet: Sheet, text: str) -> Finding | None:
    whole = Place(sheet.number, (0.0, 0.0, sheet.width, sheet.height))
    if sheet.refused:
        return finding("page_too_large", place=whole, page=sheet.number, what=sheet.refused)
    if not text:
        area = sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in sheet.vectors.pictures)
        return finding("text_layer_missing", place=whole, page=sheet.number) if area > 0.25 * sheet.width * sheet.height else None
    if len(text) >= _FEW:
        count = Counter(text)
        bad = sum(n for c, n in count.items() if _is_garbage(c)) / len(text)
        foreign = sum(n for c, n in count.items() if _is_foreign(c)) / len(text)
        if bad > _GARBAGE or foreign > _BROKEN_MAP:
            return finding("text_layer_unusable", place=whole, page=sheet.number, share=f"{max(bad, foreign):.0%}")
    return None

"""Is a page's text layer usable? A page without one, or with one that is no language, is a finding, never silent garbage.

What a language is comes from outside: a measure of how much of a text is made of known words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from extractors.layout import Sheet
from patterns.codes import finding
from patterns.model import Finding, Page, Place

Language = Callable[[str], float | None]  # share of a text's characters that are part of words; None where it is too short to tell
_GARBAGE = 0.2  # share of characters that are no text
_BROKEN_MAP = 0.12  # share of characters from scripts that do not go together with a report
_KNOWN = 0.45  # share of known words: the poorest page of 30 reports has 0.56 (a list of names), the best of garbled ones 0.40
_MOST = 0.5  # share of a document's pages: where so many are no language, those too short to tell are none, either
_FEW = 30  # characters: fewer on a page prove nothing


def _is_garbage(char: str) -> bool:
    code = ord(char)
    return code == 0xFFFD or 0xE000 <= code <= 0xF8FF or code >= 0xF0000 or code < 32 or 0x80 <= code < 0xA0


def _is_foreign(char: str) -> bool:
    """Letters that a wrong character map yields and a Chinese or European report does not print in bulk."""
    code = ord(char)
    return 0x0530 <= code < 0x1D00 or 0x13A0 <= code < 0x1E00 or 0xA000 <= code < 0xAC00 or 0xFB50 <= code < 0xFE00


def judge(sheets: Sequence[Sheet], language: Language | None = None) -> list[tuple[Page, list[Finding]]]:
    """Each page's record and what is wrong with its text layer."""
    known = [language("\n".join(line.text for line in sheet.lines)) if language else None for sheet in sheets]
    told = [share for share in known if share is not None]
    hopeless = sum(share < _KNOWN for share in told) > _MOST * len(told)
    return [_judged(sheet, share, hopeless) for sheet, share in zip(sheets, known)]


def _judged(sheet: Sheet, known: float | None, hopeless: bool) -> tuple[Page, list[Finding]]:
    text = "".join(line.text for line in sheet.lines)
    found = _problem(sheet, text, known, hopeless)
    chars = len(text) - text.count(" ") + sum(n for _, n in sheet.aside)
    return Page(sheet.number, sheet.width, sheet.height, chars, not found), [found] if found else []


def _problem(sheet: Sheet, text: str, known: float | None, hopeless: bool) -> Finding | None:
    place, page = Place(sheet.number, (0.0, 0.0, sheet.width, sheet.height)), sheet.number
    if sheet.refused:
        return finding("page_too_large", place=place, page=page, what=sheet.refused)
    if not text:
        area = sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in sheet.vectors.pictures)
        return finding("text_layer_missing", place=place, page=page) if area > 0.25 * sheet.width * sheet.height else None
    bad = _unexplained(text)
    if bad is not None:
        return finding("text_layer_unusable", place=place, page=page, share=f"{bad:.0%}", what="characters")
    if hopeless if known is None else known < _KNOWN:
        return finding("text_layer_unusable", place=place, page=page, share=f"{1 - (known or 0):.0%}", what="words")
    return None


def _unexplained(text: str) -> float | None:
    """Share of the characters that no font explains, where it is too high."""
    count = Counter(text)
    bad = sum(n for c, n in count.items() if _is_garbage(c)) / len(text)
    foreign = sum(n for c, n in count.items() if _is_foreign(c)) / len(text)
    return max(bad, foreign) if len(text) >= _FEW and (bad > _GARBAGE or foreign > _BROKEN_MAP) else None

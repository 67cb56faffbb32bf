"""Width folding with a map back to the printed text. The print is evidence: a copy is folded, nothing is edited in place.

Folded text has no white space, ASCII digits and Latin letters, and one form of each punctuation mark: Chinese ，。；：（） between
words, ASCII `,` and `.` only inside numbers. Footnote marks ([2], superscripts) are left out, so that they join no number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

_MARK = re.compile(r"(?<=[^\x00-\x7f])[\[〔［]\d{1,3}[\]〕］](?!号)|(?<=\S)[①-⑳](?=[^、.．\s])")
_PUNCTUATION = {
    ",": "，",
    ";": "；",
    ":": "：",
    "(": "（",
    ")": "）",
    "!": "！",
    "?": "？",
    "﹐": "，",
    "｡": "。",
    "〔": "〔",
    "～": "~",
    "〜": "~",
}
_THOUSANDS = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` as matched; `back[i]` the offset in the printed text of folded character i (with one entry for the end)."""

    text: str
    back: tuple[int, ...]
    printed: str
    dropped: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Printed offsets of folded start..end."""
        return self.back[start], self.back[end - 1] + 1 if end > start else self.back[start]

    def as_printed(self, start: int, end: int) -> str:
        """The printed text of folded start..end, footnote marks left out, white space kept between Latin words only."""
        out = []
        for i in range(start, end):
            if i > start and self.back[i] - self.back[i - 1] > 1 and self.printed[self.back[i - 1] + 1].isspace() and _latin(self.text, i):
                out.append(" ")
            if i == start or self.back[i] != self.back[i - 1]:
                out.append(self.printed[self.back[i]])
        return "".join(out)


def _latin(text: str, i: int) -> bool:
    return text[i].isascii() and text[i - 1].isascii()


def fold_char(char: str, table: Mapping[str, str]) -> str:
    """One printed character folded: the table of private-use and look-alike characters first, then Unicode's compatibility form."""
    found = table.get(char)
    if found is None:
        found = _PUNCTUATION.get(char) or unicodedata.normalize("NFKC", char)
        found = _PUNCTUATION.get(found, found)
    return "" if found.isspace() else found


def _dropped(printed: str, raised: frozenset[int]) -> list[tuple[int, int]]:
    """Spans of footnote marks: bracketed numbers after a Chinese word, and superscripts that belong to no unit."""
    spans = [m.span() for m in _MARK.finditer(printed)]
    marked = {i for a, b in spans for i in range(a, b)}
    spans += [(i, i + 1) for i in raised if i not in marked and not _is_power(printed, i)]
    return sorted(spans)


def _is_power(printed: str, i: int) -> bool:
    """Whether a superscript is that of an area or volume: m²."""
    return printed[i] in "23²³" and printed[max(0, i - 1) : i] in ("m", "M")


class Folder:
    """Folds with one table; remembers what each character becomes."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self._table = dict(table)
        self._known: dict[str, str] = {}

    def _plain(self, printed: str) -> str | None:
        """The fold of a text in which every character, seen before, becomes one; else None. Most text is so."""
        try:
            out = "".join([self._known[c] for c in printed])
        except KeyError:
            return None
        return out if len(out) == len(printed) and "" not in {self._known[c] for c in set(printed)} else None

    def __call__(self, printed: str, raised: frozenset[int] = frozenset()) -> Folded:
        """The folded copy. `raised` are the offsets of superscripts."""
        dropped = _dropped(printed, raised)
        if not dropped:
            plain = self._plain(printed)
            if plain is not None:
                return Folded(_settle(plain), tuple(range(len(printed) + 1)), printed, ())
        gone = {i for a, b in dropped for i in range(a, b)} if dropped else ()
        known, table = self._known, self._table
        out: list[str] = []
        back: list[int] = []
        for i, char in enumerate(printed):
            if i in gone:
                continue
            folded = known.get(char)
            if folded is None:
                folded = known[char] = fold_char(char, table)
            if folded:
                out.append(folded)
                back.append(i)
                if len(folded) > 1:
                    back += [i] * (len(folded) - 1)
        return Folded(_settle("".join(out)), (*back, len(printed)), printed, tuple(dropped))


_POINT_WORD = re.compile(r"(?<![\dA-Za-z])\.|\.(?![\dA-Za-z])")
_COLON_RATIO = re.compile(r"(?<=\d)：(?=\d)")


def _settle(text: str) -> str:
    """Decides by their neighbours what points, commas and colons are: part of a number, or punctuation. Keeps the length."""
    if "," in text or "，" in text:
        text = _THOUSANDS.sub(",", text)
    if "." in text:
        text = _POINT_WORD.sub(lambda m: "。" if m.start() and not text[m.start() - 1].isdigit() else ".", text)
    return _COLON_RATIO.sub(":", text) if "：" in text else text

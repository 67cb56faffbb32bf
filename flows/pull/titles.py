"""A title with its year left open, `{year}年全省数字经济发展报告`, and how well a printed title fits it."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property

_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_YEAR = "((?:19|20)[0-9]{2}|二[〇零][〇零一二三四五六七八九]{2})"


class Title:
    """`{year}` stands for a year in any digits, `*` for any text; white space does not count. Raises ValueError without a {year}."""

    def __init__(self, pattern: str) -> None:
        if pattern.count("{year}") != 1:
            raise ValueError(f"{pattern!r} must hold {{year}} once")
        self.pattern = pattern

    @cached_property
    def _shape(self) -> re.Pattern[str]:
        parts = re.split(r"(\{year\}|\*)", _plain(self.pattern))
        return re.compile("".join({"{year}": _YEAR, "*": ".*?"}.get(p) or re.escape(p) for p in parts), re.IGNORECASE)

    def year(self, text: str) -> tuple[str, float]:
        """(year, share of the text that fits), ("", 0) where none does. A whole title beats one that only holds it."""
        plain = _plain(text)
        m = self._shape.search(plain)
        return (m[1].translate(_DIGITS), (m.end() - m.start()) / len(plain)) if m else ("", 0.0)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())

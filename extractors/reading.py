"""A table as one page shows it, and how far it can be trusted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.grid import is_number
from patterns.model import Box, Cell, Turn

_TOKENS = re.compile(r"(?<![\d.,])[-+]?\d[\d,]*\.?\d*%?(?![\d.,])")


@dataclass(frozen=True, slots=True)
class Reading:
    """A table as one page shows it; `caption` and `unit` are what its own first rows say, `banner` is the text of those rows."""

    page: int
    box: Box
    engine: str
    score: float
    cells: tuple[Cell, ...]
    turn: Turn | None = None
    caption: str = ""
    unit: str = ""
    banner: str = ""


def score(cells: Sequence[Cell]) -> float:
    """Evidence for a reading, 0 to 1: cells filled, columns of one kind, no cell with several numbers in it."""
    filled = [c for c in cells if c.text]
    if not filled:
        return 0.0
    fullness = len(filled) / len(cells)
    several = sum(len(_TOKENS.findall(c.text)) > 1 and is_number(c.text.replace(" ", "")) for c in filled) / len(filled)
    return round(0.4 * min(1.0, fullness / 0.7) + 0.4 * _uniformity(filled) + 0.2 * (1 - min(1.0, 4 * several)), 3)


def _uniformity(cells: Sequence[Cell]) -> float:
    """Share of cells that are of their column's kind, number or words, headings left out."""
    columns: dict[int, list[bool]] = {}
    for c in sorted(cells, key=lambda c: c.row):
        if c.colspan == 1:
            columns.setdefault(c.col, []).append(is_number(c.text))
    agree = total = 0
    for kinds in columns.values():
        body = kinds[1:]
        agree += max(sum(body), len(body) - sum(body))
        total += len(body)
    return agree / total if total else 0.0

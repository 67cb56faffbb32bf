"""What every finder of numerals hands on, and how overlapping hits are kept apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from patterns.model import Quantity


class Hit(NamedTuple):
    """A numeral start..end of folded text, and its quantity; None where it is a count in words or unreadable."""

    start: int
    end: int
    quantity: Quantity | None


class Taken:
    """Marks the characters of a text that a numeral has claimed."""

    def __init__(self, length: int) -> None:
        self._marks = bytearray(length + 1)

    def claim(self, hits: Iterable[Hit]) -> list[Hit]:
        """Those of `hits` whose numeral is free, in order; each takes its numeral and its expression."""
        kept = []
        for hit in hits:
            if any(self._marks[hit.start : hit.end]):
                continue
            kept.append(hit)
            end = max(hit.end, hit.quantity.end) if hit.quantity else hit.end
            self._marks[hit.start : end] = b"\1" * (end - hit.start)
        return kept

"""The nouns of the room: a page as read, the measures of its body, a line with its kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.vectors import Vectors
from patterns.model import Box, Line

SMALL = 0.88  # smaller than this share of the body type: footnote, chart label
BIG = 1.12  # larger than this share of the body type: heading


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as read: its size, lines and drawings; `aside` counts the characters that are in no line, by reason.

    `refused` says why nothing on it was read, be it there: it is beyond all measure.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    vectors: Vectors
    aside: tuple[tuple[str, int], ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """What a column is set in: type size, left and right edge, usual distance of baselines."""

    size: float
    left: float
    right: float
    leading: float


@dataclass(frozen=True, slots=True)
class Block:
    """A line with the kind it was found to be; `column` tells where it stands, `body` the measures of that column."""

    kind: str
    line: Line
    column: int
    body: Body


def inside(box: Box, zone: Box) -> bool:
    """Whether the middle of `box` lies in `zone`."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return zone[0] - 1 <= x <= zone[2] + 1 and zone[1] - 1 <= y <= zone[3] + 1


def mode(values: Iterable[tuple[float, int]], step: float) -> float:
    """The value with the most weight, in steps; the smaller one of two; 0 of none."""
    count: Counter[float] = Counter()
    for value, weight in values:
        count[round(value / step) * step] += weight
    return max(count, key=lambda v: (count[v], -v)) if count else 0.0

"""Proposals of a slot to the one that is bound: the weights of their features are summed, the greatest sum wins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import exp
from types import MappingProxyType

from patterns.datatables import rows

SCALE = 100  # a weight of 100 multiplies the odds by e


@dataclass(frozen=True, slots=True)
class Proposal:
    """One value that a slot may take: the rule that proposes it, its evidence (a span of the folded text), and its features."""

    value: str
    rule: str
    evidence: tuple[int, int]
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """The chosen proposal, the odds that it is right among its rivals (0..1), and all of them with their sums."""

    chosen: Proposal
    confidence: float
    rivals: tuple[tuple[Proposal, int], ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """Whole-number weights of one slot's features; `table` is shared and read-only."""

    table: Mapping[str, int]
    sums: dict[tuple[str, ...], int] = field(default_factory=dict)

    def total(self, features: Iterable[str]) -> int:
        """Sum of the weights of `features`; a feature without a weight says nothing."""
        get = self.table.get
        return sum(get(f, 0) for f in features)


@cache
def load() -> Mapping[str, Weights]:
    """The package's own weights, by slot."""
    tables: dict[str, dict[str, int]] = {}
    for row in rows("weights.csv"):
        tables.setdefault(row["slot"], {})[row["feature"]] = int(row["weight"])
    return MappingProxyType({slot: Weights(MappingProxyType(table)) for slot, table in tables.items()})


def choose(proposals: Sequence[Proposal], weights: Weights) -> Bound:
    """The proposal of the greatest sum (the first of several), among those of one slot; one value proposed twice is one proposal."""
    merged = merge(proposals)
    sums = [weights.total(p.features) for p in merged]
    best = max(range(len(merged)), key=lambda i: (sums[i], -i))
    share = 1 / sum(exp(max(s - sums[best], -3000) / SCALE) for s in sums)
    return Bound(merged[best], share, tuple(zip(merged, sums)))


def merge(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Proposals of one value as one, with the features of all and the rule of the first."""
    held: dict[str, list[Proposal]] = {}
    for p in proposals:
        held.setdefault(p.value, []).append(p)
    return [
        same[0]
        if len(same) == 1
        else Proposal(value, same[0].rule, same[0].evidence, tuple(dict.fromkeys(f for p in same for f in p.features)))
        for value, same in held.items()
    ]

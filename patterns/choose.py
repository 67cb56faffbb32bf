"""Proposals of a slot to the one that is bound: the weights of their features are summed, the greatest sum wins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
class Proposed:
    """The proposals of one slot, and what holds for all of them: each context speaks for or against each rule."""

    proposals: list[Proposal]
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bound:
    """The chosen proposal, the odds that it is right among its rivals (0..1), and all of them with their sums."""

    chosen: Proposal
    confidence: float
    rivals: tuple[tuple[Proposal, int], ...]
    proposed: Proposed


@dataclass(frozen=True, slots=True)
class Weights:
    """Whole-number weights of one slot's features, read-only; `memo` keeps sums that come again and again."""

    table: Mapping[str, int]
    memo: dict[tuple[object, ...], int] = field(default_factory=dict, compare=False)

    def total(self, features: Iterable[str]) -> int:
        """Sum of the weights of `features`; a feature without a weight says nothing."""
        get = self.table.get
        return sum([get(f, 0) for f in features])


@cache
def load() -> Mapping[str, Weights]:
    """The package's own weights, by slot: those learned, and those set by hand where too few reports show a thing."""
    tables: dict[str, dict[str, int]] = {}
    for row in rows("weights.csv", "slot", "feature", "weight"):
        tables.setdefault(row["slot"], {})[row["feature"]] = int(row["weight"])
    for row in rows("priors.csv", "slot", "feature", "weight", "why"):
        tables.setdefault(row["slot"], {})[row["feature"]] = int(row["weight"])
    return MappingProxyType({slot: Weights(MappingProxyType(table)) for slot, table in tables.items()})


def choose(proposed: Proposed, weights: Weights) -> Bound:
    """The proposal of the greatest sum (the first of several); one value proposed twice is one proposal, with all that speaks for it."""
    table, by_rule = weights.table.get, {}
    values: dict[str, list[Proposal]] = {}
    for p in proposed.proposals:
        values.setdefault(p.value, []).append(p)
        if p.rule not in by_rule:
            by_rule[p.rule] = sum([table(f"{p.rule}|{c}", 0) for c in proposed.context])
    sums = {}
    for value, same in values.items():
        features = same[0].features if len(same) == 1 else {f for p in same for f in p.features}
        sums[value] = sum([table(f, 0) for f in features]) + sum([by_rule[r] for r in {p.rule for p in same}])
    best = max(sums.values())
    value = next(v for v, s in sums.items() if s == best)
    share = 1 / sum([exp(max(s - best, -3000) / SCALE) for s in sums.values()])
    return Bound(values[value][0], share, tuple((same[0], sums[v]) for v, same in values.items()), proposed)


def features(proposed: Proposed, value: str) -> tuple[str, ...]:
    """All that speaks for or against a value, its rules' contexts included."""
    same = [p for p in proposed.proposals if p.value == value]
    rules = dict.fromkeys(p.rule for p in same)
    return tuple(dict.fromkeys([*(f for p in same for f in p.features), *(f"{r}|{c}" for r in rules for c in proposed.context)]))

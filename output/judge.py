"""A pair to a row of changes.csv: its kind, how much it moved, what proves it, and whether the growth that is printed is confirmed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from output.align import Pair
from output.axes import Axes
from output.carried import Carried
from output.growths import fits, in_per_cent
from output.indicators import Indicator
from output.intervals import interval, stated
from output.kinds import kind_of
from output.names import normal
from output.schema import plain
from patterns.model import Change, Figure

_SETTLED = Decimal("0.1")  # an estimate is seldom further from the result

Named = tuple[str, str, str]


def moved(a: Figure, b: Figure) -> tuple[Decimal | None, Decimal | None]:
    """Change and change in per cent; None where units differ, or where a per cent says nothing."""
    if a.unit_measure != b.unit_measure:
        return None, None
    change = b.obs_value - a.obs_value
    pct = (change / abs(a.obs_value) * 100).quantize(Decimal("0.01")) if a.obs_value and a.measure == "level" else None
    return change, pct


class Judge:
    """Knows what the later edition states of growth and of the year before."""

    def __init__(
        self,
        said: Mapping[str, Sequence[Figure]],
        sides: tuple[Sequence[Indicator], Sequence[Indicator]],
        again: Sequence[Carried],
        scopes: Sequence[str],
        axes: Axes,
    ) -> None:
        self.said, self.scopes, self.axes = said, scopes, axes
        self.again: dict[int, list[Carried]] = defaultdict(list)
        for c in again:
            self.again[id(c.before)].append(c)
        self.ambiguous = _ambiguous(sides[0]) | _ambiguous(sides[1])

    def change(self, pair: Pair) -> Change:
        """The row of a pair. Where a growth is contradicted, it shows the values that do not fit."""
        a, b = pair.before.figure, pair.after.figure
        row = Change(kind_of(pair, self.scopes), pair.status, a, b, *moved(a, b), score=pair.score, proof=pair.proof)
        if pair.status != "claimed" or row.kind == "rescoped":
            return row
        prior = self._prior(pair)
        level = next((f for f in pair.after.mentions if f.figure_id in self.said), None)
        if level is None:
            return self._proven(row, "prior_value", "confirmed") if prior and prior.agrees else row
        verdict, said = self._verdict(pair, level, prior)
        if verdict == "contradicted" and a.unit_measure == level.unit_measure:
            row = replace(row, after=level, change=moved(a, level)[0], change_pct=moved(a, level)[1])
        row = replace(row, stated_growth=plain(stated(said).low if said.bound == "gt" else in_per_cent(said)), verdict=verdict)
        if verdict == "confirmed":
            row = self._proven(row, "prior_value" if prior and prior.agrees else "stated_growth", "confirmed")
        return row

    def _proven(self, row: Change, proof: str, verdict: str) -> Change:
        return replace(row, proof=row.proof if row.proof == "by_hand" else proof, verdict=verdict)

    def _prior(self, pair: Pair) -> Carried | None:
        """What the later edition prints of the earlier year in the row of the pair."""
        b = pair.after.figure
        return next((c for c in self.again[id(pair.before)] if (c.after.figure.table_id, c.after.figure.row) == (b.table_id, b.row)), None)

    def _verdict(self, pair: Pair, level: Figure, prior: Carried | None) -> tuple[str, Figure]:
        """The verdict, and the growth (or change) that it is of: the first that the values can be held against."""
        for said in self.said[level.figure_id]:
            judged = [f for a in pair.before.mentions if (f := fits(a, level, said)) is not None]
            if any(judged):
                return "confirmed", said
            if judged:
                return self._contradiction(pair, level, said, prior), said
        return "unstated", self.said[level.figure_id][0]

    def _contradiction(self, pair: Pair, level: Figure, said: Figure, prior: Carried | None) -> str:
        """A growth that does not fit: not said of comparable prices, of plans against results, of one of several things under a name.

        Where the later edition holds it against the settled result of the year before, it is confirmed by that, and the result is `revised`;
        what was an estimate may have been settled somewhere near it without being printed again.
        """
        if prior and not prior.agrees and self._settled(prior) and any(fits(f, level, said) for f in prior.after.mentions):
            return "confirmed"
        if self._estimated(pair.before) and any(_excused(a, level, said) for a in pair.before.mentions):
            return "unstated"
        unsure = (
            pair.after.identity.offset or {_named(pair.before), _named(pair.after)} & self.ambiguous or pair.score < 1 and level.table_id
        )
        return "unstated" if unsure or said.rule.endswith("comparable") else "contradicted"

    def _settled(self, c: Carried) -> bool:
        """Whether the later edition calls the value by another stage: what was an estimate is a result."""
        return self.axes.value("stage", c.before.identity.values) != self.axes.value("stage", c.after.identity.values)

    def _estimated(self, i: Indicator) -> bool:
        return self.axes.value("stage", i.identity.values) == "estimate"


def _excused(a: Figure, level: Figure, said: Figure) -> bool:
    """Whether a base not far from the estimate would make the growth fit."""
    base = level.obs_value - said.obs_value if said.measure == "change" else level.obs_value / (1 + in_per_cent(said) / 100 or Decimal(1))
    return abs(base - a.obs_value) <= _SETTLED * abs(a.obs_value)


def _named(one: Indicator) -> Named:
    return normal(one.figure.indicator), one.figure.ref_area, one.figure.unit_measure


def _ambiguous(group: Sequence[Indicator]) -> frozenset[Named]:
    """(name, place, unit) of levels of sentences that an edition prints with several values for its year: of another scope."""
    held: dict[Named, list[Figure]] = defaultdict(list)
    for i in group:
        if i.figure.measure == "level" and not i.identity.offset and not i.figure.table_id:
            held[_named(i)].append(i.figure)
    return frozenset(name for name, found in held.items() if any(not interval(found[0]).meets(interval(f)) for f in found[1:]))

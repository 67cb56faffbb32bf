"""A quantity that asks what it measures, where, when and against what; and what the figures before it were told to be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from patterns.cascade import Said
from patterns.model import Quantity
from patterns.slots.spans import Run, Spans


@dataclass(frozen=True, slots=True)
class Told:
    """A figure read before: its slots, the ends of the words in its name, its word and sentence."""

    name: str
    cuts: tuple[int, ...]
    at: int
    sentence: int
    kind: str
    measure: str
    area: str
    period: str


@dataclass(frozen=True, slots=True)
class Question:
    """One quantity of a list (mostly of one): all by words. Its predicate (增长, 占…比重, 居) begins at `predicate`.

    `place` is its place in `group`, `first` the first word of its sentence, `respective` whether 分别 or the like is said;
    `said` is what the hand-made rules say.
    """

    quantity: Quantity
    word: int
    group: tuple[int, ...]
    place: int
    predicate: int
    respective: bool
    first: int
    sentence: int
    measure: str
    rule: str
    spans: Spans
    told: tuple[Told, ...]
    said: Said

    @property
    def kind(self) -> str:
        """The dimension of the unit."""
        return self.quantity.kind

    @property
    def own(self) -> Run | None:
        """The run that ends at the list."""
        n = self.spans.by_end.get(self.group[0])
        return None if n is None else self.spans.runs[n]

    @property
    def tail(self) -> Run | None:
        """The run behind the quantity, or behind its list where the next of it follows; none where it goes on with 、 or 和."""
        kinds = self.spans.words.kinds
        n = self.spans.by_first.get(self.word + 1)
        if n is None or kinds[self.word + 1] in ("DUN", "c"):
            n = self.spans.by_first.get(self.group[-1] + 1) if self.word != self.group[-1] else None
        return None if n is None else self.spans.runs[n]

    def before(self, most: int) -> Iterator[tuple[int, Run, str]]:
        """(number, run, how far) of the runs before the own one, the nearest first, back to the beginning of the sentence."""
        runs = self.spans.runs
        n = self.spans.run_before(self.group[0])
        crossed = clauses = 0
        for k in range(n - 1, max(-1, n - 1 - most), -1):
            run = runs[k]
            if run.first < self.first:
                return
            crossed += run.after == "Q"
            clauses += run.after != "Q"
            yield k, run, f"q{min(crossed, 3)}c{min(clauses, 3)}"

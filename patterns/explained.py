"""What was proposed for each slot of a figure, with rule, evidence and weight, and what won."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from patterns.choose import Bound
from patterns.fold import Folded
from patterns.lexicon import Lexicon
from patterns.model import Paragraph
from patterns.prose import Prose

_SLOTS = {"indicator": "indicator", "ref_area": "area", "time_period": "period", "measure": "measure", "base": "base"}


@dataclass(frozen=True, slots=True)
class Offer:
    """One proposal: its value, the rule that makes it, the words that it rests on (blank where it is carried over), the sum of its weights."""

    value: str
    rule: str
    evidence: str
    weight: int


@dataclass(frozen=True, slots=True)
class Slot:
    """The offers for one column of a figure, the chosen one first, and the odds that it is right among them."""

    confidence: float
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """A figure start..end of a paragraph as printed, with its slots by column."""

    start: int
    end: int
    slots: Mapping[str, Slot]


def explained(prose: Prose, lexicon: Lexicon, paragraph: Paragraph) -> Iterator[Explained]:
    """Each figure of a paragraph, in reading order."""
    folded = lexicon.fold(paragraph.text)
    for answer in prose.answers(paragraph.text, paragraph.section):
        q = answer.question.quantity
        yield Explained(*folded.span(q.start, q.end), {column: _slot(getattr(answer, name), folded) for column, name in _SLOTS.items()})


def _slot(bound: Bound, folded: Folded) -> Slot:
    offers = [Offer(p.value, p.rule, folded.as_printed(*p.evidence) if p.evidence[1] else "", weight) for p, weight in bound.rivals]
    return Slot(bound.confidence, tuple(sorted(offers, key=lambda o: (o.value != bound.chosen.value, -o.weight))))

"""What kind of statement a quantity makes: level, growth, change, share or rank. The rules over cues speak first; a bare ratio may be any."""

from __future__ import annotations

from collections.abc import Collection

from patterns.choose import Proposal, Proposed
from patterns.cues import Hit
from patterns.slots.question import Question

_RATIOS = {"ratio": ("level", "growth", "share"), "points": ("change",), "times": ("level", "growth")}


class Measures:
    """Proposes measures; `asked` are words for those who answer a survey, whose ratios are shares of them."""

    def __init__(self, asked: Collection[str]) -> None:
        self._asked = asked

    def propose(self, q: Question, hit: Hit) -> Proposed:
        """What the rule says, and what else the unit allows."""
        w, own, tail = q.spans.words, q.own, q.tail
        told = q.told[-1] if q.told else None
        last = w.span(own.end - 1, own.end) if own else ""
        same = told is not None and told.sentence == q.sentence
        behind = range(tail.first, min(tail.end, tail.first + 6)) if tail else range(0)
        front = range(max(own.first, own.end - 3), own.end) if own else range(0)
        about = (
            hit.rule, f"{hit.rule}|{q.kind}", f"{hit.rule}|{told.measure if told else ''}{same}|{told.kind if told else ''}>{q.kind}",
            f"{hit.rule}|t{w.kinds[tail.first] if tail else ''}", f"{hit.rule}|o{w.kinds[own.end - 1] if own else ''}", f"{hit.rule}|={last}",
            f"{hit.rule}|:{last[-1:]}", f"list{bool(q.place)}", *(f"t={w.span(i, i + 1)}" for i in behind),
            *(f"o={w.span(i, i + 1)}" for i in front),
        ) if q.kind in _RATIOS else ()  # fmt: skip
        if any(w.span(i, i + 1) in self._asked for i in behind):
            about = (*about, "asked")
        values = dict.fromkeys((hit.measure, *_RATIOS.get(q.kind, ())))
        return Proposed(
            [
                Proposal(
                    v, hit.rule if v == hit.measure else f"{v}.told", (0, 0), (f"says {v == hit.measure}", *(f"{v}|{a}" for a in about))
                )
                for v in values
            ]
        )

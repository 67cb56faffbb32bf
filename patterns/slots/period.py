"""When a figure holds: a time of its own clause, one in force from before, that of the heading; else the report's year."""

from __future__ import annotations

from collections.abc import Iterator

from patterns import periods
from patterns.choose import Proposal, Proposed
from patterns.slots.question import Question
from patterns.words import Words

_LONGEST_TITLE = 60  # characters
_AVERAGE = ("年均", "年平均", "复合", "两年平均", "三年平均", "五年平均")


class Periods:
    """Proposes periods; `edition` is the report's year."""

    def __init__(self, edition: str) -> None:
        self._edition = edition

    def propose(self, q: Question, heading: str, as_of: str) -> Proposed:
        """Each period that the figure may have; `heading` is the year of its heading, `as_of` that of a dated state before."""
        found = [*self._said(q), *self._told(q)]
        if heading:
            found.append(Proposal(heading, "heading", (0, 0), ("heading", f"heading {'future' if heading > self._edition else 'past'}")))
        if as_of:
            found.append(Proposal(as_of, "state", (0, 0), ("state",)))
        if q.said.period != self._edition:
            found.append(Proposal(q.said.period, "hand", (0, 0), ("hand", f"hand {q.measure}", f"hand {'/' in q.said.period}")))
        seen = tuple(dict.fromkeys(p.rule for p in found))
        report = Proposal(self._edition, "edition", (0, 0), ("edition", f"edition|{q.measure}", *(f"edition not {r}" for r in seen)))
        return Proposed([*self._average(q, found), *found, report], ("+".join(seen),))

    def _average(self, q: Question, found: list[Proposal]) -> list[Proposal]:
        """两年平均增长: base year/end year."""
        w = q.spans.words
        around = w.text[max(0, w.starts[q.predicate] - 12) : w.starts[q.group[0]]]
        if q.measure != "growth" or not any(a in around for a in _AVERAGE):
            return []
        ends = [p.value for p in found if p.rule in ("told", "said")] or [self._edition]
        spans = dict.fromkeys(periods.span(around, end) for end in (ends[0], self._edition))
        return [Proposal(s, "average", (0, 0), ("average",)) for s in spans if "/" in s]

    def _said(self, q: Question) -> Iterator[Proposal]:
        w, kinds = q.spans.words, q.spans.words.kinds
        crossed = clauses = 0
        i = q.group[0]
        while i > q.first and crossed < 4:
            i -= 1
            crossed += kinds[i] == "Q"
            clauses += kinds[i] in ("COMMA", "SEMI", "COLON")
            if kinds[i] != "PERIOD" or _in_title(w, i):
                continue
            text = w.span(i, i + 1)
            values, state = periods.read(text, self._edition)
            if not values:
                continue
            far = f"q{min(crossed, 3)}c{min(clauses, 3)}"
            after, before = kinds[i + 1] if i + 1 < len(kinds) else "$", kinds[i - 1] if i else "^"
            features = (far, f"a{after}", f"a:{w.text[w.starts[i + 1] :][:1]}", f"b{before}", f"f:{text[0]}", f"l:{text[-1]}", f"state{state}", f"{q.rule}",
                        f"in{i >= q.predicate}", f"{far}f:{text[0]}", "start" if i == q.first else "", f"n{min(len(values), 3)}{len(values) == len(q.group)}")  # fmt: skip
            yield self._one(values, features, q, (w.starts[i], w.starts[i + 1]))

    def _one(self, values: list[str], features: tuple[str, ...], q: Question, span: tuple[int, int]) -> Proposal:
        """One year, the year of its place in the list, or the whole span."""
        listed = len(values) == len(q.group) > 1
        value = values[q.place] if listed else values[0] if len(values) == 1 else f"{values[0]}/{values[-1]}"
        rule = "listed" if listed else "said" if len(values) == 1 else "span"
        return Proposal(value, rule, span, (rule, *(f"{rule} {f}" for f in features)))

    def _told(self, q: Question) -> Iterator[Proposal]:
        for t in q.told[-1:]:
            same = t.sentence == q.sentence
            moved = "to" if _reaches(q.spans.words, t.at, q.group[0]) else "on"
            what = "edition" if t.period == self._edition else "other"
            yield Proposal(t.period, "told", (0, 0), ("told", f"told {same}", f"told {same} {what}", f"told {same} {what} {moved}", f"told {same} {q.measure} {moved}",
                                                      f"told {same} {t.measure}>{q.measure}"))  # fmt: skip


def _reaches(words: Words, a: int, b: int) -> bool:
    """Whether 增至, 增长到 stands between two quantities."""
    return "TO" in words.kinds[a:b]


def _in_title(words: Words, i: int) -> bool:
    """Whether a time is part of a title: 《行动方案（2024—2026年）》."""
    before = words.text[max(0, words.starts[i] - _LONGEST_TITLE) : words.starts[i]]
    return before.rfind("《") > before.rfind("》")

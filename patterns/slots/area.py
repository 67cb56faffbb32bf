"""Where a figure holds: a place of its own clause, of a clause before, of the figure before, of the heading; else the report's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from patterns.choose import Proposal, Proposed
from patterns.indicators import Namer
from patterns.regions import Gazetteer
from patterns.slots.question import Question
from patterns.slots.spans import Run

_BACK = 6
_LONGEST = 120  # characters of a list of places
_EVERYWHERE = {"全国", "全球"}


class Areas:
    """Proposes places; `own` is the report's."""

    def __init__(self, places: Gazetteer, names: Namer, own: str) -> None:
        self._places, self._names, self._own = places, names, own

    def propose(self, q: Question, section: Sequence[str]) -> Proposed:
        """Each place that the figure may be about, and the report's own."""
        found = [*self._near(q), *self._told(q), *self._section(section, q)]
        if q.said.area != self._own:
            found.append(Proposal(q.said.area, "hand", (0, 0), ("hand", f"hand {q.measure}")))
        seen = tuple(dict.fromkeys(p.rule for p in found))
        kinds = q.spans.words.kinds
        own = q.own
        said = "OWN" if own and "OWN" in kinds[own.first : own.end] else "own" if "OWN" in kinds[q.first : q.group[0]] else ""
        default = ("report", f"report {said}", *(f"report not {rule}" for rule in seen), f"report|{q.measure}")
        return Proposed([*found, Proposal(self._own, "report", (0, 0), default)], ("+".join(seen),))

    def _near(self, q: Question) -> Iterator[Proposal]:
        own = q.own
        if own:
            for values, span, features in self._of(q, Run(own.first, max(own.first, min(own.end, q.predicate)), own.before, own.after)):
                listed = len(values) == len(q.group) > 1
                yield self._made("area", [values[q.place]] if listed else values, span, (*features, "listed" if listed else "whole"), q)
        tail = q.tail
        if tail:
            for values, span, features in self._of(q, tail):
                yield self._made("tail", values, span, features, q)
        if q.first and q.spans.runs[0].after != "Q":
            for values, span, features in self._of(q, q.spans.runs[0]):
                yield self._made("opening", values, span, (f"told{bool(q.told)}", *features), q)
                break
        for _, run, far in q.before(_BACK):
            for values, span, features in self._of(q, run):
                yield self._made("before", values, span, (far, f"{run.after}", *features), q)

    def _of(self, q: Question, run: Run) -> Iterator[tuple[list[str], tuple[int, int], tuple[str, ...]]]:
        """The places of a run with what stands around them."""
        w, i = q.spans.words, run.first
        while i < run.end:
            if w.kinds[i] != "REGION":
                i += 1
                continue
            text = w.text[w.starts[i] : min(w.starts[run.end], w.starts[i] + _LONGEST)]
            values, rest = self._places.lead(text)
            j = i + 1
            while j < run.end and w.starts[j] < w.starts[i] + len(text) - len(rest):
                j += 1
            before = "|".join(w.kinds[max(run.first, i - 1) : i]) if i > run.first else f"^{run.before}"
            head = all(k in ("LEAD", "PERIOD", "d", "p", "c", "DUN", "OWN", "t") for k in w.kinds[run.first : i])
            after = w.kinds[j] if j < run.end else "$"
            body = "body" if self._names.is_body(rest) else ""
            yield values, (w.starts[i], w.starts[j]), (
                f"head{head}", f"b{before}", f"a{after}", f"a:{rest[:1]}", body, f"n{min(len(values), 3)}", f"head{head}a{after}", f"etc{rest[:1] == '等'}",
            )  # fmt: skip
            i = max(j, i + 1)

    def _made(self, rule: str, values: Sequence[str], span: tuple[int, int], features: Sequence[str], q: Question) -> Proposal:
        own = all(self._places.is_own(v) for v in values)
        what = "own" if own else "all" if set(values) & _EVERYWHERE else "place"
        value = self._own if own else "、".join(values)
        return Proposal(value, rule, span, (rule, f"{rule} {what}", f"{rule} {what}|{q.measure}", *(f"{rule} {f}" for f in features),
                                            *(f"{rule} {what} {f}" for f in features)))  # fmt: skip

    def _told(self, q: Question) -> Iterator[Proposal]:
        w = q.spans.words
        for t in q.told[-1:]:
            where = "same" if t.sentence == q.sentence else "before"
            gap = w.kinds[t.at + 1 : q.group[0]]
            marks = f"c{min(2, gap.count('COMMA'))}s{min(1, gap.count('SEMI'))}d{min(1, gap.count('DUN'))}"
            what = "own" if t.area == self._own else "place"
            yield Proposal(t.area, "told", (0, 0), ("told", f"told {where}", f"told {what} {where}", f"told {what} {where} {marks}", f"told {where} {q.measure}",
                                                    f"told {what} {where} {'bare' if q.own is None else 'own'}"))  # fmt: skip
        first = next((t for t in q.told if t.area != self._own), None)
        if first and first.sentence != q.sentence:
            yield Proposal(first.area, "paragraph", (0, 0), ("paragraph",))

    def _section(self, section: Sequence[str], q: Question) -> Iterator[Proposal]:
        for heading in reversed(section):
            place = self._places.find(heading)
            if place:
                yield self._made("heading", [place], (0, 0), (), q)
                return

"""Against what a figure is told: the denominator of a share, the scope of a rank, the compared period or group, the budget that is met."""

from __future__ import annotations

import re
from collections.abc import Iterator

from patterns.choose import Proposal, Proposed
from patterns.slots.question import Question
from patterns.slots.spans import Run
from patterns.words import Words

_TRIM = re.compile(r"^(?:占|相当于|居|在|为|列|位|了|到|的|其)+|(?:的?(?:比重|比例|份额|占比)|中|里|内|的|为|达到?|约|超|均|分别)+$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WITHIN = ("中", "当中", "里", "内")


class Bases:
    """Proposes bases; blank is one of them. `edition` is the report's year."""

    def __init__(self, edition: str) -> None:
        self._edition = edition

    def propose(self, q: Question, indicator: str) -> Proposed:
        """Each base that the figure may have."""
        said = self._made("hand", q.said.base, (0, 0), q.measure)
        found = [p for p in (said, *self._all(q, indicator)) if p.value]
        seen = tuple(dict.fromkeys(p.rule for p in found))
        state = q.rule.removesuffix(".comparable")
        none = (
            "none",
            f"none|{q.measure}",
            f"none|{state}",
            f"none|{q.kind}",
            *(f"none not {r}" for r in seen),
            *(f"none not {r}|{q.measure}" for r in seen),
        )
        return Proposed([Proposal("", "none", (0, 0), none), *found], (state, q.measure))

    def _all(self, q: Question, indicator: str) -> Iterator[Proposal]:
        w = q.spans.words
        if q.predicate < q.group[0]:
            yield from self._predicate(q)
        yield from self._within(q)
        yield from self._whose(q)
        for back, t in enumerate(reversed(q.told), 1):
            same = t.sentence == q.sentence
            if back > 5 or t.name == indicator or t.measure != "level":
                continue
            part = indicator.endswith(t.name[-2:])
            shape = f"{'s' if same else 'd'}{'p' if part else ''}"
            yield self._made(
                "whole", t.name, (0, 0), f"back{min(back, 4)}", shape, f"{shape}|{q.kind}", f"lead{_lead(w, q)}", f"t{_tail(w, q)}"
            )
        if q.measure in ("growth", "change") or q.kind == "times":
            yield from self._compared(q)

    def _predicate(self, q: Question) -> Iterator[Proposal]:
        """What stands between the predicate's beginning and the number: 占X的比重, 居X第, 比X高, 完成X的."""
        w = q.spans.words
        first, end = q.predicate, q.group[0]
        while end > first and w.kinds[end - 1] in ("COP", "TO", "RESP", "UP", "DOWN", "SHAREIS", "OVER", "UNDER", "d", "uj"):
            end -= 1
        while first < end and w.kinds[first] in ("SHAREOF", "PLACED", "AGAINST", "OVER", "UNDER", "p", "d"):
            first += 1
        if first >= end:
            return
        text = w.span(first, end)
        if w.kinds[first] == "DONE":
            text = text.strip("完成为的达到")
            yield self._made("done", text, (w.starts[first], w.starts[end]), f"done:{text[-2:]}")
            return
        if w.kinds[first] not in ("CMP", "GROW", "FALL", "AVG", "UP", "DOWN"):
            yield self._made("predicate", _TRIM.sub("", text), (w.starts[first], w.starts[end]), f"begins{w.kinds[first]}", f"before{w.kinds[q.predicate]}",
                             f"len{min(len(text), 8)}", f"words{min(end - first, 5)}")  # fmt: skip

    def _within(self, q: Question) -> Iterator[Proposal]:
        """在X中, X中，…占比: the last words before 中, in this run or in one before."""
        w = q.spans.words
        runs: list[tuple[Run, str]] = [(run, far) for _, run, far in q.before(4)]
        for run, far in [(q.own, "own"), *runs] if q.own else runs:
            for j in range(run.first + 1, run.end):
                best = next((s for s in q.spans.best_until(run, j) if s.j == j), None) if w.span(j, j + 1) in _WITHIN else None
                if best:
                    before = w.kinds[max(run.first, best.i - 1)]
                    yield self._span("within", q, best.i, best.j, far, f"{far}|{q.measure}", f"in{before}", f"{far}|{q.kind}")

    def _whose(self, q: Question) -> Iterator[Proposal]:
        """87%的省级政府: whom the share is of stands behind it; 占比 of a place or of all of it before."""
        w, tail, own = q.spans.words, q.tail, q.own
        if tail and w.kinds[tail.first] == "uj" and tail.first + 1 < tail.end:
            run = Run(tail.first + 1, tail.end, "uj", tail.after)
            for best in q.spans.best_until(run, run.end)[:1]:
                yield self._span("of", q, best.i, best.j, f"of|{q.kind}")
        for i in range(own.first, own.end) if own else ():
            if w.kinds[i] in ("REGION", "OWN"):
                after, far = w.kinds[i + 1], min(own.end - i, 4) if own else 0
                yield self._span("place", q, i, i + 1, f"a{after}", f"in{i >= q.predicate}", f"from{far}", f"a{after}|{q.rule}")

    def _span(self, rule: str, q: Question, i: int, j: int, *features: str) -> Proposal:
        w = q.spans.words
        return self._made(rule, w.span(i, j), (w.starts[i], w.starts[j]), *features)

    def _compared(self, q: Question) -> Iterator[Proposal]:
        """比2017年, 较年初, 自2017年到2021年; 从…到…."""
        w, kinds = q.spans.words, q.spans.words.kinds
        crossed = 0
        for i in range(q.group[0] - 1, q.first - 1, -1):
            crossed += kinds[i] == "Q"
            if crossed > 3:
                return
            text = w.span(i, i + 1)
            if kinds[i] == "CMP" and crossed == 0:
                m = _YEAR.search(text)
                value = m[0] if m else text.lstrip("比较与同")
                yield self._made(
                    "compared", value, (w.starts[i], w.starts[i + 1]), f"year{bool(m)}", f"year {self._age(m[0] if m else '')}", f"={text}"
                )
            if kinds[i] == "PERIOD":
                years = _YEAR.findall(text)
                if years:
                    yield self._made("since", years[0], (w.starts[i], w.starts[i + 1]), f"n{len(years)}", f"f:{text[0]}", f"q{crossed}", f"n{len(years)}f:{text[0]}q{crossed}",
                                     f"avg{'AVG' in kinds[q.predicate : q.group[0]]}")  # fmt: skip

    def _age(self, year: str) -> str:
        """Whether a year is the one before the report's, with which reports compare without saying so, or an older one."""
        if not year or not self._edition.isdigit():
            return ""
        return "older" if int(year) < int(self._edition) - 1 else "before"

    def _made(self, rule: str, value: str, span: tuple[int, int], *features: str) -> Proposal:
        return Proposal(value, rule, span, (rule, *(f"{rule} {f}" for f in features)))


def _lead(words: Words, q: Question) -> str:
    run = q.own
    return words.span(run.first, run.first + 1) if run else ""


def _tail(words: Words, q: Question) -> str:
    run = q.tail
    return words.kinds[run.first] if run else ""

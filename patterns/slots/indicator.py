"""What a quantity measures: spans before and behind it, names told before, and what these make together."""

from __future__ import annotations

from collections.abc import Iterator

from patterns.choose import Proposal, Proposed
from patterns.indicators import Namer
from patterns.slots.question import Question
from patterns.slots.spans import NO_END, NO_START, Span

_BACK = 5  # runs before the quantity's own that may hold its name
_TOLD = 4  # figures before it that it may take its name from
_LONGEST_PREFIX = 5  # first words of a told name that are carried on to another
_LONGEST_SUFFIX = 2  # last words of it that are


class Indicators:
    """Proposes names; made once a report."""

    def __init__(self, names: Namer) -> None:
        self._names = names

    def propose(self, question: Question) -> Proposed:
        """All names that the quantity may have."""
        asking = _Asking(self._names, question)
        return Proposed([*asking.all()] or [Proposal("", "none", (0, 0), ())], asking.context)


class _Asking:
    """One quantity at work."""

    def __init__(self, names: Namer, asked: Question) -> None:
        spans = asked.spans
        self._names, self._asked, self._spans, self._words = names, asked, spans, spans.words
        self._told, self._all = asked.told[-_TOLD:], asked.told
        own = spans.by_end.get(asked.group[0])
        self._own = spans.best(own, "L", asked.predicate) if own is not None else []
        run = asked.tail
        tail = spans.by_first[run.first] if run else None
        self._tail = spans.best(tail, "T") if tail is not None else []
        self._first = own if own is not None else spans.run_before(asked.group[0])
        self._has_own = own is not None
        first = self._words.kinds[spans.runs[tail].first] if tail is not None else "0"
        first += "Q" if tail is not None and spans.runs[tail].after == "Q" else ""
        self._state = f"{self._own_state()}|{first}"
        lead = self._words.span(spans.runs[own].first, spans.runs[own].first + 1) if own is not None else ""
        self._lead = lead
        self._lists = list(self._distributed())
        place = (
            ("list" if asked.place else "head" if len(asked.group) > 1 else "one")
            + ("r" if asked.respective else "")
            + ("+" if self._lists else "")
        )
        self.context = (
            asked.measure, f"{asked.measure}|{asked.kind}", self._own_state(), f"t{first}", self._state, f"{asked.measure}|{self._state}",
            place, f"={lead}", f"{asked.measure}|{self._own_state()}", f"{asked.kind}|{self._state}", asked.rule,
        )  # fmt: skip

    def _own_kinds(self) -> tuple[str, ...]:
        run = self._spans.runs[self._first]
        return self._words.kinds[run.first : run.end]

    def _own_state(self) -> str:
        if not self._own:
            return "place" if self._has_own and "REGION" in self._own_kinds() else "none"
        top = self._own[0]
        name = self._words.span(top.i, top.j)
        n = self._names
        if n.is_generic(name):
            return "generic"
        if n.is_dependent(name):
            return "leans"
        if n.is_part(name):
            return "part"
        if self._words.kinds[top.j - 1] == "v":
            return "verb"
        return "head" if n.has_head(name) else "noun"

    def all(self) -> Iterator[Proposal]:
        if self._asked.said.indicator:
            yield self._made(self._asked.said.indicator, "hand", (0, 0), ())
        yield from self._single()
        yield from self._carried()
        yield from self._composed()
        yield from self._lists

    # one span

    def _single(self) -> Iterator[Proposal]:
        for rank, s in enumerate(self._own):
            yield self._span(s, "own", rank)
        for rank, s in enumerate(self._tail[:3]):
            yield self._span(s, "tail", rank)
        for n, run, far in self._asked.before(_BACK):
            for rank, s in enumerate(self._spans.best(n, "L" if run.after == "Q" else "B")[:2]):
                yield self._span(s, "before", rank, far, f"after{run.after}")

    def _span(self, s: Span, rule: str, rank: int, *more: str) -> Proposal:
        w = self._words
        name = w.span(s.i, s.j)
        kinds = (
            f"{rule}]{w.kinds[s.j - 1]}",
            f"{rule}[{w.kinds[s.i]}",
            f"{rule}#{rank}",
            f"{rule}-{s.behind}",
            f"{rule}#{rank}-{s.behind}",
        )
        return self._made(name, rule, (w.starts[s.i], w.starts[s.j]), (*kinds, *(f"{rule}{m}" for m in more)))

    # names told before

    def _carried(self) -> Iterator[Proposal]:
        a = self._asked
        for back, t in enumerate(reversed(self._told), 1):
            if not t.name:
                continue
            same = ("k" if t.kind == a.kind else "") + ("m" if t.measure == a.measure else "") + ("s" if t.sentence == a.sentence else "")
            marks = self._words.kinds[t.at + 1 : a.group[0]]
            gap = f"g{min(2, marks.count('COMMA') + marks.count('SEMI'))}" + ("d" if "DUN" in marks else "")
            about = (f"last{back}", f"last{back}{same}", f"last{back}{same}|{self._own_state()}", f"last{same}|{gap}|{t.measure}>{a.measure}",
                     f"last{back}{same}|{self._state}", f"nth {back == len(a.group)}|{a.respective}|{same}|{self._own_state()}" if len(a.group) > 1 else "alone")  # fmt: skip
            yield self._made(t.name, "last", (0, 0), about)
            stock = self._names.without_new(t.name)
            if stock and stock != t.name:
                yield self._made(stock, "stock", (0, 0), about)

    # two parts

    def _composed(self) -> Iterator[Proposal]:
        yield from self._verb_and_tail()
        yield from self._by_rule()
        parts = [*(("own", s) for s in self._own[:1]), *(("tail", s) for s in self._tail[:1])]
        for rule, s in parts:
            name = self._words.span(s.i, s.j)
            about = (f"part]{self._words.kinds[s.j - 1]}", f"part[{self._words.kinds[s.i]}", f"part-{s.behind}", f"part:{name[-1]}", f"part is {self._own_state()}",
                     f"part={name}", f"partlen{min(len(name), 6)}", f"part {self._words.kinds[s.i - 1] if s.i else ''}")  # fmt: skip
            yield from self._under_told(rule, name, about)
            yield from self._under_owner(rule, name, about)

    def _verb_and_tail(self) -> Iterator[Proposal]:
        """累计接入1.62万家中医馆 -> 接入中医馆."""
        w = self._words
        ends = self._spans.by_end.get(self._asked.group[0])
        if ends is None or not self._tail:
            return
        run = self._spans.runs[ends]
        for s in self._tail[:2]:
            tail = w.span(s.i, s.j)
            for back in (1, 2, 3):
                i = run.end - back
                if i < run.first:
                    break
                kind = "|".join(w.kinds[i : run.end])
                yield self._made(
                    w.span(i, run.end) + tail, "verb+tail", (w.starts[i], w.starts[s.j]),
                    (f"verb{kind}", f"verb={w.span(i, i + 1)}", f"verb{back}", f"verb{back}|{w.kinds[i]}", f"verbt{s.behind}", f"verb]{w.kinds[s.j - 1]}"),
                )  # fmt: skip
            if self._own and w.kinds[self._own[0].j - 1] != "x":
                own = self._own[0]
                yield self._made(w.span(own.i, own.j) + tail, "own+tail", (w.starts[own.i], w.starts[s.j]), (f"own+]{w.kinds[own.j - 1]}",))

    def _by_rule(self) -> Iterator[Proposal]:
        """What a reader adds to a name that is none by itself: the head of the name before, the whole of a part, the owner of a measure."""
        if not self._own:
            return
        n, kind = self._names, self._asked.kind
        name = self._words.span(self._own[0].i, self._own[0].j)
        told = [t for t in self._all if t.name]
        here = [t for t in told if t.sentence == self._asked.sentence]
        state = self._own_state()
        head = next((n.head(t.name) for t in reversed(told) if n.head(t.name)), "")
        if head and state not in ("head", "generic"):
            yield self._made(name + head, "of head", (0, 0), (f"headed:{name[-1]}", f"headed {state}", f"headed|{kind}"))
        whole = next((t.name for t in here if t.kind == kind and t.name[-1] != "类"), "")
        if whole and not name.endswith(whole):
            yield self._made(name + whole, "of whole", (0, 0), (f"wholed:{name[-1]}", f"wholed {state}"))
            if name[-1] == "类":
                yield self._made(name + whole, "of type", (0, 0), ())
        owner = next((o for o in (n.owner(t.name) for t in reversed(told)) if o), "")
        if owner and not name.startswith(owner):
            yield self._made(owner + name, "of owner", (0, 0), (f"ownered:{name[-1]}", f"ownered {state}", f"ownered={name}"))
        if here and n.owner(here[0].name) and not name.startswith(n.owner(here[0].name)):
            yield self._made(
                n.owner(here[0].name) + name, "of first", (0, 0), (f"firsted:{name[-1]}", f"firsted {state}", f"firsted={name}")
            )

    def _under_told(self, rule: str, name: str, about: tuple[str, ...]) -> Iterator[Proposal]:
        """Part of a name told before goes with this one: its first words (处置信息… 账号) or its last (工业增加值… 制造业)."""
        for back, t in enumerate(reversed(self._told[-2:]), 1):
            if not t.name:
                continue
            same = ("k" if t.kind == self._asked.kind else "") + ("s" if t.sentence == self._asked.sentence else "")
            for n, cut in enumerate(t.cuts[:_LONGEST_PREFIX], 1):
                rest = t.name[cut:]
                if not rest or name.startswith(t.name[:cut]):
                    continue
                owner = "o" if t.name[:cut] == self._names.owner(t.name) else ""
                likeness = f"{owner}{'=' if rest[-1] == name[-1] else '/'}{'h' if self._names.is_dependent(rest) else ''}"
                more = (
                    f"pre{n}",
                    f"pre{back}{same}",
                    f"pre{likeness}{same}",
                    f"pre:{t.name[cut - 1]}",
                    f"prerest:{rest[-1]}|{name[-1]}",
                    f"pre|{self._state}",
                )
                yield self._made(t.name[:cut] + name, f"{rule} under", (0, 0), (*about, *more))
            for n, cut in enumerate(t.cuts[-_LONGEST_SUFFIX:][::-1]):
                if not name.endswith(t.name[cut:]) and t.name[cut:]:
                    more = (
                        f"suf{n}",
                        f"suf{back}{same}",
                        f"suf:{t.name[-1]}",
                        f"suf{'=' if t.name[cut - 1] == name[-1] else '/'}",
                        f"suf|{self._state}",
                        f"suf:{name[-1]}",
                    )
                    yield self._made(name + t.name[cut:], f"{rule} of", (0, 0), (*about, *more))
            yield self._made(
                name + t.name, f"{rule} of", (0, 0), (*about, f"whole{back}{same}", f"whole|{self._state}", f"whole:{name[-1]}")
            )

    def _under_owner(self, rule: str, name: str, about: tuple[str, ...]) -> Iterator[Proposal]:
        """“防疫健康码”… 累计使用人数: what the clauses before speak of owns this."""
        runs, w = self._spans.runs, self._words
        for d, n in enumerate(range(self._first - 1, max(-1, self._first - _BACK - 1), -1), 1):
            run = runs[n]
            if run.after == "STOP" and d > 1:
                break
            for rank, s in enumerate(self._spans.best(n, "O")[:1]):
                owner = w.span(s.i, s.j)
                more = (f"owner{d}{run.after}", f"owner{d}#{rank}", f"owner-{s.behind}", f"owner]{w.kinds[s.j - 1]}", f"owner:{owner[-1]}",
                        f"ownerof:{name[-1]}", f"owner|{self._state}", f"owner{run.before}")  # fmt: skip
                if owner not in name:
                    yield self._made(owner + name, f"{rule} owned", (w.starts[s.i], w.starts[s.j]), (*about, *more))

    def _distributed(self) -> Iterator[Proposal]:
        """固定、移动网络流量占比分别为…: the names of an enumeration go one to each quantity of a list."""
        w = self._words
        if len(self._asked.group) == 1:
            return
        for rank, s in enumerate(self._own[:4]):
            yield from self._one_of(s, "", f"listed#{rank}", f"listed-{s.behind}")
        if self._has_own:
            whole = self._enumeration(self._spans.runs[self._first].first, self._asked.predicate)
            if whole:
                yield from self._one_of(whole, "", "listed all")
            yield from self._split_at_respective()
        rest = w.span(self._own[0].i, self._own[0].j) if self._own else ""
        for n in range(self._first - 1, max(-1, self._first - 4), -1):
            run = self._spans.runs[n]
            if run.after in ("STOP", "Q"):
                break
            whole = self._enumeration(run.first, run.end)
            if whole:
                yield from self._one_of(whole, rest, f"listedB{self._first - n}", f"listedB{self._own_state()}")

    def _enumeration(self, first: int, end: int) -> Span | None:
        """The words of a run that may be an enumeration: up to 等, or to the verb behind its last part."""
        kinds, w = self._words.kinds, self._words
        while first < end and kinds[first] in NO_START:
            first += 1
        joints = [i for i in range(first, end) if kinds[i] in ("DUN", "c")]
        if not joints:
            return None
        stop = next((i for i in range(joints[-1] + 2, end) if kinds[i] in ("v", "d", "RESP") and not self._takes_part(i, end)), end)
        stop = next((i for i in range(first, stop) if w.span(i, i + 1) == "等"), stop)
        while stop > first and kinds[stop - 1] in NO_END:
            stop -= 1
        return Span(first, stop, 0) if stop > first else None

    def _takes_part(self, i: int, end: int) -> bool:
        """Whether a verb stands inside a name (查找信息…的老年网民比例)."""
        return "uj" in self._words.kinds[i:end]

    def _split_at_respective(self) -> Iterator[Proposal]:
        """第一产业、第二产业分别拉动GDP增速: what the list shares stands behind 分别."""
        run, kinds = self._spans.runs[self._first], self._words.kinds
        at = next((i for i in range(run.first, run.end) if kinds[i] == "RESP"), None)
        if at is None or at == run.first:
            return
        rest = [s for s in self._own if s.i > at]
        for rank, s in enumerate(self._spans.best(self._first, "L", at)):
            yield from self._one_of(s, "", f"listedA#{rank}")
            if rest:
                yield from self._one_of(s, self._words.span(rest[0].i, rest[0].j), f"listedR#{rank}")

    def _one_of(self, s: Span, rest: str, *features: str) -> Iterator[Proposal]:
        parts = self._names.distribute(self._words.span(s.i, s.j), len(self._asked.group))
        if parts:
            evidence = self._words.starts[s.i], self._words.starts[s.j]
            yield self._made(parts[self._asked.place] + rest, "listed", evidence, features)

    def _made(self, name: str, rule: str, evidence: tuple[int, int], features: tuple[str, ...]) -> Proposal:
        n = self._names
        name = n.plain(name)
        length = len(name)
        lean = (
            "generic"
            if n.is_generic(name)
            else "leans"
            if n.is_dependent(name)
            else "part"
            if n.is_part(name)
            else "head"
            if n.has_head(name)
            else ""
        )
        shape = (f"is {lean}", f"is {lean}|{rule}", f"end:{name[-1]}", f"end:{name[-1]}|{self._asked.kind}", f"begin:{name[0]}",
                 f"end:{name[-2:]}", f"begin:{name[:2]}", f"len{min(length, 10) if length < 10 else min(length // 4 * 4, 28)}")  # fmt: skip
        return Proposal(name, rule, evidence, (rule, *shape, *features))

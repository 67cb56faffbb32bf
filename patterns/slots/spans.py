"""Which stretch of a clause is a name: word-bounded spans, scored by the words at their ends, beside them and between."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from patterns.choose import Weights
from patterns.words import HARD, Words

LONGEST = 18  # words of a name
_MEMO = 200_000  # sums kept
KEPT = 5  # spans of a run that go on to the choice
NO_START = frozenset(
    {"uj", "ul", "c", "DUN", "RB", "QR", "COP", "TO", "RESP", "PERIOD", "CMP", "SHAREOF", "DONE", "y", "OWN", "LEAD", "UP", "DOWN", "CARRY"}
)
NO_END = frozenset(
    {
        "uj",
        "ul",
        "c",
        "DUN",
        "LB",
        "QL",
        "p",
        "COP",
        "TO",
        "RESP",
        "PERIOD",
        "CMP",
        "SHAREOF",
        "DONE",
        "d",
        "OWN",
        "LEAD",
        "UP",
        "DOWN",
        "PLACED",
    }
)
_PLACES = frozenset({"REGION", "DUN", "c", "OWN"})
_MARKS = frozenset({"LB", "RB", "QL", "QR"})
_PAIRS = (("LB", "RB"), ("QL", "QR"))


@dataclass(frozen=True, slots=True)
class Run:
    """The words first..end between two hard boundaries (，；：。 or a quantity), and what these are."""

    first: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Span:
    """The words i..j of a run, and how far behind the best span of the run (0, 1, … in half powers of e)."""

    i: int
    j: int
    behind: int


def runs(words: Words) -> list[Run]:
    """The runs of a paragraph, in order, empty ones left out."""
    out = []
    first, before = 0, "START"
    for i, kind in enumerate((*words.kinds, "END")):
        if kind in HARD or kind == "END":
            if i > first:
                out.append(Run(first, i, before, kind))
            first, before = i + 1, kind
    return out


def starts_at(words: Words, run: Run, i: int) -> Iterator[str]:
    """What speaks for or against a name that begins with word i of a run."""
    kind, word = words.kinds[i], words.span(i, i + 1)
    back = words.kinds[i - 1] if i > run.first else run.before
    yield f"<{back}"
    yield f"<{back}|{kind}"
    yield f"[{kind}"
    yield f"[={word}"
    yield f"[:{word[0]}"
    if i > run.first:
        was = words.span(i - 1, i)
        yield f"<={was}"
        yield f"<:{was[-1]}"
        yield f"<={was}|{kind}"
        yield f"<<{words.kinds[i - 2] if i - 1 > run.first else run.before}"
    yield f"[n{min(i - run.first, 5)}"
    if i + 1 < run.end:
        yield f"[+{kind}|{words.kinds[i + 1]}"


def ends_at(words: Words, run: Run, j: int) -> Iterator[str]:
    """What speaks for or against a name that ends before word j of a run."""
    kind, word = words.kinds[j - 1], words.span(j - 1, j)
    ahead = words.kinds[j] if j < run.end else run.after
    yield f">{ahead}"
    yield f">{kind}|{ahead}"
    yield f"]{kind}"
    yield f"]={word}"
    yield f"]:{word[-1]}"
    if j < run.end:
        coming = words.span(j, j + 1)
        yield f">={coming}"
        yield f">:{coming[0]}"
        yield f">={coming}|{kind}"
        yield f">>{words.kinds[j + 1] if j + 1 < run.end else run.after}"
    yield f"]n{min(run.end - j, 5)}"


def inside(words: Words, i: int, j: int) -> Iterator[str]:
    """What speaks for or against the words i..j together."""
    length = words.starts[j] - words.starts[i]
    yield f"len{min(length, 12) if length < 12 else min(length // 4 * 4, 28)}"
    yield f"words{min(j - i, 8)}"
    for kind in set(words.kinds[i : j - 1]):
        yield f"in {kind}"


def candidates(words: Words, run: Run) -> list[tuple[int, int]]:
    """The spans of a run that may be a name: no cue and no function word at their ends, and not only a place."""
    kinds = words.kinds
    paired = not _MARKS.isdisjoint(kinds[run.first : run.end])
    out = []
    for i in range(run.first, run.end):
        if kinds[i] in NO_START:
            continue
        for j in range(i + 1, min(run.end, i + LONGEST) + 1):
            if kinds[j - 1] in NO_END or paired and not balanced(words, i, j):
                continue
            if kinds[i] != "REGION" or kinds[j - 1] != "REGION" or not set(kinds[i:j]) <= _PLACES:
                out.append((i, j))
    return out


def balanced(words: Words, i: int, j: int) -> bool:
    """Whether no bracket or quotation mark has lost its partner."""
    kinds = words.kinds[i:j]
    return all(kinds.count(a) == kinds.count(b) for a, b in _PAIRS)


class Spans:
    """The likeliest names in each run of one paragraph; `weights` are those of the slot "span"."""

    def __init__(self, words: Words, weights: Weights) -> None:
        self.words, self.runs, self._weights = words, runs(words), weights
        self.by_end = {run.end: n for n, run in enumerate(self.runs)}
        self.by_first = {run.first: n for n, run in enumerate(self.runs)}
        self._ends = [run.end for run in self.runs]
        self._held: dict[tuple[int, int, str], list[Span]] = {}

    def best(self, n: int, role: str, end: int | None = None) -> list[Span]:
        """The best spans of run n, up to word `end`, as what stands before a quantity (L), behind it (T), or elsewhere (B, O)."""
        run = self.runs[n]
        if end is not None and end < run.end:
            run = Run(run.first, max(run.first, end), run.before, "PRED")
        key = run.first, run.end, role
        if key not in self._held:
            self._held[key] = self._ranked(run, role)
        return self._held[key]

    def best_until(self, run: Run, end: int) -> list[Span]:
        """The best spans of a run's words up to `end`, as what stands elsewhere."""
        key = run.first, end, "B"
        if key not in self._held:
            self._held[key] = self._ranked(Run(run.first, end, run.before, "PRED"), "B")
        return self._held[key]

    def run_before(self, word: int) -> int:
        """The number of the last run that ends before a word, plus one."""
        return bisect_right(self._ends, word)

    def _ranked(self, run: Run, role: str) -> list[Span]:
        found = candidates(self.words, run)
        left = {i: self._start(run, role, i) for i in {i for i, _ in found}}
        right = {j: self._end(run, role, j) for j in {j for _, j in found}}
        scored = [(left[i] + right[j] + self._inside(role, i, j), -i, -j) for i, j in found]
        scored.sort(reverse=True)
        return [Span(-i, -j, min(9, (scored[0][0] - s) // 50)) for s, i, j in scored[:KEPT]]

    def _start(self, run: Run, role: str, i: int) -> int:
        w = self.words
        key = (
            role,
            "[",
            run.before if i < run.first + 2 else "",
            i - run.first,
            w.span(max(run.first, i - 1), i + 1),
            w.kinds[max(run.first, i - 2) : min(i + 2, run.end)],
        )
        return self._kept(key, role, lambda: starts_at(w, run, i))

    def _end(self, run: Run, role: str, j: int) -> int:
        w = self.words
        key = (
            role,
            "]",
            run.after if j > run.end - 2 else "",
            run.end - j,
            w.span(j - 1, min(j + 1, run.end)),
            w.kinds[j - 1 : min(j + 2, run.end)],
        )
        return self._kept(key, role, lambda: ends_at(w, run, j))

    def _inside(self, role: str, i: int, j: int) -> int:
        w = self.words
        key = (role, "=", w.starts[j] - w.starts[i], w.kinds[i : j - 1])
        return self._kept(key, role, lambda: inside(w, i, j))

    def _kept(self, key: tuple[object, ...], role: str, features: Callable[[], Iterator[str]]) -> int:
        """The sum of features that depend on nothing but `key`: the phrases of reports come again and again."""
        memo = self._weights.memo
        held = memo.get(key)
        if held is None:
            if len(memo) > _MEMO:
                memo.clear()
            held = memo[key] = self._weights.total(of(role, features()))
        return held


def of(role: str, features: Iterator[str]) -> Iterator[str]:
    """Each feature by itself and together with the role of the run."""
    for f in features:
        yield f
        yield role + f

"""A folded paragraph cut into sentences and lists of quantities: the only code that knows their boundaries."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from patterns.cues import Atom, Hit
from patterns.fold import Folded
from patterns.slots.spans import Spans
from patterns.words import HARD

_RATIOS = {"ratio", "times", "tenths"}
_BEFORE_RULE = {"CMP", "RESP", "AVG", "GROW", "FALL"}
_LIST_GAP = re.compile(r"(?:[、和与及]|以及|或|-|~|至|到|:|：)$")


@dataclass(frozen=True, slots=True)
class Text:
    """A folded paragraph cut into atoms and words, with the rule of each quantity (by its atom)."""

    folded: Folded
    atoms: Sequence[Atom]
    hits: Mapping[int, Hit]
    spans: Spans

    @property
    def text(self) -> str:
        return self.folded.text

    def word(self, at: int) -> int:
        """The word that atom `at` begins with."""
        return bisect_left(self.spans.words.starts, self.atoms[at].start)


@dataclass(frozen=True, slots=True)
class Clause:
    """A list of quantities (mostly of one) under one predicate: their atoms and words, and the word that the predicate begins with."""

    atoms: tuple[int, ...]
    words: tuple[int, ...]
    predicate: int
    respective: bool

    def hit(self, text: Text, k: int) -> Hit:
        """The rule of the k-th quantity: the first one's holds for those without a predicate of their own."""
        first, own = text.hits[self.atoms[0]], text.hits[self.atoms[k]]
        shared = k > 0 and (own.measure in ("level", first.measure) or own.rule.endswith("_bare"))
        return first if shared else own


def sentences(text: Text) -> Iterator[tuple[int, int]]:
    """(first atom, end atom) of each sentence."""
    first = 1
    for i in range(1, len(text.atoms)):
        if text.atoms[i].tag == "STOP":
            yield first, i + 1
            first = i + 1
    if first < len(text.atoms):
        yield first, len(text.atoms)


def clauses(text: Text, first: int, end: int) -> Iterator[Clause]:
    """The lists of quantities of one sentence."""
    group: list[int] = []
    for i in range(first, end):
        if not text.atoms[i].quantity:
            continue
        if group and not _continues(text, group[-1], i):
            yield _clause(text, group)
            group = []
        group.append(i)
    if group:
        yield _clause(text, group)


def _clause(text: Text, group: Sequence[int]) -> Clause:
    hit = text.hits[group[0]]
    start = group[0] if hit.rule == "growth.object" else _predicate_start(text.atoms, hit.start)
    respective = any(text.atoms[i].tag == "RESP" for i in range(start, group[0]))
    words = tuple(text.word(at) for at in group)
    return Clause(
        tuple(group), words, _verb_of_rank(text.spans, text.word(start)) if hit.measure == "rank" else text.word(start), respective
    )


def _continues(text: Text, a: int, b: int) -> bool:
    """Whether b goes on with the list that a stands in: parted by 、 or 和 alone, of one kind."""
    qa, qb = text.atoms[a].quantity, text.atoms[b].quantity
    assert qa is not None and qb is not None
    return bool(_LIST_GAP.fullmatch(text.text[qa.end : qb.start])) and (qa.kind == qb.kind or {qa.kind, qb.kind} <= _RATIOS)


def _predicate_start(atoms: Sequence[Atom], start: int) -> int:
    """The predicate reaches left over 同比, 分别, 年均."""
    while start > 1 and atoms[start - 1].tag in _BEFORE_RULE:
        start -= 1
    return start + 1 if atoms[start].tag in ("COMMA", "SEMI", "DUN", "START") else start


def _verb_of_rank(spans: Spans, start: int) -> int:
    """居一线城市首位 begins with its verb, though its scope stands between."""
    kinds, i = spans.words.kinds, start
    while i and kinds[i - 1] not in HARD:
        i -= 1
        start = i if kinds[i] == "PLACED" else start
    return start

"""Cuts a folded paragraph into atoms: quantities, cues (增长, 占, 分别 …), places, periods, punctuation, and the words between.

spaCy does the matching: a blank Chinese pipeline splits into characters, PhraseMatcher finds the phrases of the lexicon, and the
rules of data/rules.jsonl run over the tags of the atoms, never over characters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from patterns.datatables import DATA, refuse
from patterns.lexicon import Lexicon
from patterns.model import Quantity
from patterns.quantities import Numerals

_TAGS = {
    "up": "UP", "down": "DOWN", "growth_noun": "GROW", "fall_noun": "FALL", "average": "AVG", "compare": "CMP", "share_of": "SHAREOF",
    "share_is": "SHAREIS", "respect": "RESP", "level_to": "TO", "copula": "COP", "own": "OWN", "head": "X", "done": "DONE", "over": "OVER", "under": "UNDER", "against": "AGAINST", "new": "NEW",
}  # fmt: skip
_PRIORITY = (
    "done",
    "share_is",
    "head",
    "level_to",
    "growth_noun",
    "fall_noun",
    "compare",
    "respect",
    "average",
    "share_of",
    "new",
    "over",
    "under",
    "up",
    "down",
    "against",
    "copula",
    "own",
)
_PUNCTUATION = {"，": "COMMA", "；": "SEMI", "：": "COLON", "、": "DUN", "（": "LB", "）": "RB", "。": "STOP", "！": "STOP", "？": "STOP"}
_COMPARE_YEAR = re.compile(
    r"(?:比|较|与|同)(?:(?:19|20)\d\d年)(?:同期)?(?:末|底|年底|初)?(?:相比)?|(?:为|是|相当于)(?:19|20)\d\d年(?:末|底)?的(?=[\d.一二两三四五六七八九十]+多?倍)"
)
_PERIOD = re.compile(
    r"(?:截至|截止到?|(?<![增升降减提扩长加高大展])[到至]|自|从|由|于|在|面向|力争到|预计到)?(?:(?:19|20)\d\d)(?:年?[-~至到](?:19|20)?\d\d)?年(?:(?:全年|上半年|下半年|第?[一二三四]季度)|\d{1,2}(?:-\d{1,2})?月(?:\d{1,2}日)?)?(?:底|末|年底|初)?"
    r"|(?:从|由)上年(?:末)?(?=的)"
    r"|“?十[一二三四五]五”?(?:时期|期间|以来)|(?:过去|近|这)[两三四五六七八九十]年|[两三四五六七八九十]年(?:来|间)|(?<=[，。；])五年(?=[净累新共])"
)


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of folded text start..end with its tag; `quantity` for Q tags, `value` for a place's name or a cue's sign."""

    tag: str
    start: int
    end: int
    value: str = ""
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of rules.jsonl: the measure that a sequence of tags before a quantity speaks of, spelled out in all its alternatives."""

    name: str
    measure: str
    patterns: tuple[tuple[dict[str, Any], ...], ...]
    order: int


@dataclass(frozen=True, slots=True)
class Hit:
    """The rule that bound a quantity, and the atoms start..end (end: the quantity itself) that it took."""

    rule: str
    measure: str
    start: int
    negative: bool


_COARSE = {"DOWN": "UP", "FALL": "GROW", "UNDER": "OVER"}  # the rules ask whether something moves, the sign is read off the atoms
_BARS = {"COMMA", "SEMI", "STOP", "Qn", "Q%", "Qx", "Qpp", "Qrank", "Q10", "Qdouble"}  # what ANY does not pass
_INSIDE = "inside"
_KIND_TAG = {"ratio": "Q%", "permille": "Q%", "tenths": "Q10", "points": "Qpp", "times": "Qx", "doublings": "Qdouble", "rank": "Qrank"}


def tag_of(q: Quantity) -> str:
    """The tag of a quantity by its kind; 成 is its own until a rule has seen it."""
    return _KIND_TAG.get(q.kind, "Qn")


def _elements(text: str) -> list[dict[str, Any]]:
    """The alternatives of one element of a rule, as spaCy token patterns: plain values only, for predicates are slow."""
    op = text[-1] if text[-1] in "?*" else ""
    names = text[: len(text) - len(op)].split("|")
    if names == ["ANY"]:
        specs: list[dict[str, Any]] = [{"LEMMA": _INSIDE}]
    else:
        # 成 stands for per cent in every rule
        specs = [{"ORTH": name} for name in dict.fromkeys(_COARSE.get(n, n) for n in names + (["Q10"] if "Q%" in names else []))]
    return [spec | {"OP": op} if op else spec for spec in specs]


def _rules() -> list[Rule]:
    with (DATA / "rules.jsonl").open(encoding="utf-8") as fh:
        raw = [json.loads(line) for line in fh if line.strip()]
    return [Rule(r["rule"], r["measure"], tuple(product(*map(_elements, r["pattern"]))), i) for i, r in enumerate(raw)]


class Cutter:
    """Cuts paragraphs into atoms and finds the rule for each quantity; made once, used for every paragraph."""

    def __init__(self, lexicon: Lexicon) -> None:
        # spaCy takes a second to import: not before a paragraph needs it
        import spacy
        from spacy.matcher import Matcher, PhraseMatcher

        self._nlp = spacy.blank("zh")
        self._nlp.max_length = 10_000_000
        self._phrases = PhraseMatcher(self._nlp.vocab)
        self._meaning: dict[str, tuple[str, str]] = {}
        for role in reversed(_PRIORITY):
            for phrase, value in lexicon.cues[role].items():
                self._meaning[phrase] = (_TAGS[role], value)
        for spelling, region in lexicon.regions.items():
            self._meaning.setdefault(spelling, ("REGION", region.name))
        self._phrases.add("cue", [self._characters(p) for p in self._meaning])
        self._rules = _rules()
        self._matcher = Matcher(self._nlp.vocab)
        for rule in self._rules:
            self._matcher.add(rule.name, [list(p) for p in rule.patterns])
        self._by_name = {rule.name: rule for rule in self._rules}

    def cut(self, text: str, numerals: Numerals) -> list[Atom]:
        """Atoms of the whole folded text, without gaps, a START before them."""
        spans: list[tuple[int, int, int, Atom]] = []
        for q in numerals.quantities:
            spans.append((0, q.start, q.end, Atom(tag_of(q), q.start, q.end, "", q)))
        for m in _COMPARE_YEAR.finditer(text):
            spans.append((1, *m.span(), Atom("CMP", *m.span(), m[0])))
        for m in _PERIOD.finditer(text):
            spans.append((2, *m.span(), Atom("PERIOD", *m.span(), m[0])))
        doc = self._characters(text)
        for _, a, b in self._phrases(doc):
            tag, value = self._meaning[text[a:b]]
            spans.append((4 if tag == "REGION" else 3, a, b, Atom(tag, a, b, value)))
        spans.sort(key=lambda s: (s[0] > 2, -(s[2] - s[1]) if s[0] > 2 else s[0], s[1]))
        return [Atom("START", 0, 0), *_merged(_fill(text, _free(spans, len(text))))]

    def _characters(self, text: str) -> Any:
        """One token a character, as the tokenizer of a blank Chinese pipeline makes them, without its search for white space: there is none."""
        from spacy.tokens import Doc

        return Doc(self._nlp.vocab, words=list(text), spaces=[False] * len(text))

    def bind(self, atoms: Sequence[Atom]) -> dict[int, Hit]:
        """For each quantity's index among `atoms`, the first rule of the table that matches up to it (longest match of it)."""
        from spacy.tokens import Doc

        tags = [_COARSE.get(a.tag, a.tag) for a in atoms]
        doc = Doc(self._nlp.vocab, words=tags, lemmas=["" if t in _BARS else _INSIDE for t in tags])
        best: dict[int, tuple[int, int, Rule]] = {}
        for key, start, end in self._matcher(doc):
            rule = self._by_name[self._nlp.vocab.strings[key]]
            held = best.get(end - 1)
            if held is None or (rule.order, start) < held[:2]:
                best[end - 1] = (rule.order, start, rule)
        out = {}
        for at, (_, start, rule) in best.items():
            negative = rule.measure in ("growth", "change") and any(a.tag in ("DOWN", "FALL", "UNDER") for a in atoms[start:at])
            out[at] = Hit(rule.name, rule.measure, start, negative)
        return out

    def check(self, quantities: Any) -> None:
        """Each rule binds its own example and not its counter-example; raises BadLexicon. `quantities` reads numerals."""
        with (DATA / "rules.jsonl").open(encoding="utf-8") as fh:
            for row in map(json.loads, filter(str.strip, fh)):
                for key, wanted in (("example", True), ("counter_example", False)):
                    atoms = self.cut(row[key], quantities(row[key]))
                    names = {hit.rule for hit in self.bind(atoms).values()}
                    if (row["rule"] in names) != wanted:
                        raise refuse("rules.jsonl", row["rule"], f"its {key.replace('_', '-')} {row[key]} binds {sorted(names)}")


def _free(spans: Sequence[tuple[int, int, int, Atom]], length: int) -> list[Atom]:
    """Spans taken in the order of their rank, each only where nothing stands yet."""
    taken = bytearray(length)
    out = []
    for _, a, b, atom in spans:
        if not any(taken[a:b]):
            taken[a:b] = b"\1" * (b - a)
            out.append(atom)
    return sorted(out, key=lambda atom: atom.start)


def _fill(text: str, atoms: Sequence[Atom]) -> Iterator[Atom]:
    at = 0
    for atom in atoms:
        yield from _words(text, at, atom.start)
        yield atom
        at = atom.end
    yield from _words(text, at, len(text))


def _merged(atoms: Iterator[Atom]) -> Iterator[Atom]:
    """Neighbouring words as one."""
    held: Atom | None = None
    for atom in atoms:
        if held and held.tag == atom.tag == "X":
            held = Atom("X", held.start, atom.end)
            continue
        if held:
            yield held
        held = atom
    if held:
        yield held


def _words(text: str, start: int, end: int) -> Iterator[Atom]:
    """Text between cues: punctuation one by one, the rest in runs."""
    run = start
    for i in range(start, end):
        tag = _PUNCTUATION.get(text[i])
        if tag:
            if run < i:
                yield Atom("X", run, i)
            yield Atom(tag, i, i + 1)
            run = i + 1
    if run < end:
        yield Atom("X", run, end)

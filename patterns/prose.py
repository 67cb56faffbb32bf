"""A paragraph to figures: every quantity with its indicator, place, period, measure, base and bound.

Its clauses ask, the slots propose, the weights choose; each figure told is a premise of the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from patterns import words
from patterns.cascade import Cascade, Said
from patterns.choose import Bound, Proposed, Weights, choose
from patterns.choose import load as load_weights
from patterns.clauses import Clause, Text, clauses, sentences
from patterns.codes import finding
from patterns.context import Context
from patterns.cues import Cutter, Hit
from patterns.fold import Folded
from patterns.indicators import Namer
from patterns.lexicon import Lexicon
from patterns.model import Figure, Finding, Paragraph, Place, Reading, Tally
from patterns.quantities import Numerals, Reader
from patterns.regions import Gazetteer
from patterns.slots.area import Areas
from patterns.slots.base import Bases
from patterns.slots.indicator import Indicators
from patterns.slots.measure import Measures
from patterns.slots.period import Periods
from patterns.slots.question import Question, Told
from patterns.slots.spans import Spans

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年(?!\d))")
_NUMBERED = re.compile(r"[（(第]?[一二三四五六七八九十\d]{1,3}[、.）)章节部]")
_NOWHERE = Place(0, (0.0, 0.0, 0.0, 0.0))


@dataclass(frozen=True, slots=True)
class Answer:
    """A quantity with what was chosen for each slot, and all that was proposed."""

    question: Question
    measure: Bound
    indicator: Bound
    area: Bound
    period: Bound
    base: Bound


class Prose:
    """Reads paragraphs of one report; made once a report, remembers nothing between paragraphs."""

    def __init__(self, lexicon: Lexicon, cutter: Cutter, reader: Reader, edition: str, area: str) -> None:
        self._lexicon, self._cutter, self._reader = lexicon, cutter, reader
        names, self._places = Namer(lexicon), Gazetteer(lexicon, area)
        self._classes = {w: "LEAD" for w in lexicon.cues["connect"]} | {w: "PLACED" for w in lexicon.cues["placed"]}
        self._classes |= {w: "CARRY" for w in lexicon.cues["carrier"] if w.endswith("实现")}
        self._measures, self._indicators, self._bases = Measures(frozenset(lexicon.cues["asked"])), Indicators(names), Bases(edition)
        self._cascade = Cascade(lexicon, edition, area)
        self._areas, self._periods = Areas(self._places, names, area), Periods(edition)
        self._comparable = re.compile(lexicon.words("comparable"))
        self._edition, self._area = edition, area

    def __call__(self, paragraph: Paragraph) -> Reading:
        """Figures of one paragraph in reading order, findings, and the count of its numerals."""
        folded = self._lexicon.fold(paragraph.text, paragraph.raised)
        numerals = self._reader(folded.text)
        findings = [self._unclaimed(paragraph, folded, a, b) for a, b in numerals.unclaimed]
        if not numerals.quantities:
            return Reading((), tuple(findings), _tally(numerals))
        text = self._text(folded, numerals)
        lead = _lead_of(paragraph, text)
        figures = [_placed(paragraph, text, lead, *row) for row in self._rows(text, paragraph.section)]
        findings += [_unknown_unit(f) for f in figures if f.kind.startswith("unknown ")]
        return Reading(tuple(figures), tuple(findings), _tally(numerals))

    def answers(self, text: str, section: Sequence[str] = ()) -> list[Answer]:
        """All that was asked, proposed and chosen in a text: what `explain` shows."""
        folded = self._lexicon.fold(text)
        numerals = self._reader(folded.text)
        cut = self._text(folded, numerals)
        return [a for _, _, _, a, _ in self._asked(cut, section)] if numerals.quantities else []

    def _text(self, folded: Folded, numerals: Numerals) -> Text:
        atoms = self._cutter.cut(folded.text, numerals)
        spans = Spans(words.cut(folded.text, atoms[1:], self._classes, self._places), self._weights("span"))
        return Text(folded, atoms, self._cutter.bind(atoms), spans)

    def _rows(self, text: Text, section: Sequence[str]) -> Iterator[tuple[int, int, int, Figure]]:
        """(first atom of the sentence, its end, the quantity's atom, the figure without its place)."""
        for first, end, at, answer, hit in self._asked(text, section):
            yield first, end, at, self._figure(text, answer, hit)

    def _asked(self, text: Text, section: Sequence[str]) -> Iterator[tuple[int, int, int, Answer, Hit]]:
        context = Context(tuple(section), self._heading_year(section))
        said = self._cascade(text.folded, text.atoms, text.hits, context.heading)
        for first, end in sentences(text):
            for clause in clauses(text, first, end):
                for k, at in enumerate(clause.atoms):
                    hit = clause.hit(text, k)
                    answer = self._answer(self._question(text, clause, k, first, context, said[at]), hit, context)
                    context = context.after(_told(answer))
                    yield first, end, at, answer, hit
            context = context.next_sentence(text.atoms[first:end], self._edition)

    def _question(self, text: Text, clause: Clause, k: int, first: int, context: Context, said: Said) -> Question:
        quantity, hit = text.atoms[clause.atoms[k]].quantity, clause.hit(text, k)
        assert quantity is not None
        return Question(
            quantity, clause.words[k], clause.words, k, clause.predicate, clause.respective, text.word(first), context.sentence,
            hit.measure, hit.rule, text.spans, context.told, said,
        )  # fmt: skip

    def _answer(self, q: Question, hit: Hit, context: Context) -> Answer:
        measure = self._choose("measure", q, self._measures.propose(q, hit))
        q = replace(q, measure=measure.chosen.value)
        indicator = self._choose("indicator", q, self._indicators.propose(q))
        area = self._choose("area", q, self._areas.propose(q, context.section))
        period = self._choose("period", q, self._periods.propose(q, context.heading, context.as_of))
        return Answer(q, measure, indicator, area, period, self._choose("base", q, self._bases.propose(q, indicator.chosen.value)))

    def _weights(self, slot: str) -> Weights:
        return load_weights()[slot]

    def _choose(self, slot: str, question: Question, proposed: Proposed) -> Bound:
        return choose(proposed, self._weights(slot))

    def _heading_year(self, section: Sequence[str]) -> str:
        """The year that the innermost heading with one speaks of (二、2026年预算草案), where it is not the edition's."""
        for heading in reversed(section):
            text = self._lexicon.fold(heading).text
            years = set(_YEAR.findall(text))
            if years and _NUMBERED.match(text):
                year = years.pop()
                return "" if years or year == self._edition else year
        return ""

    def _unclaimed(self, paragraph: Paragraph, folded: Folded, a: int, b: int) -> Finding:
        start, end = folded.span(a, b)
        near = paragraph.text[max(0, start - 12) : end + 8]
        return finding("unclaimed", place=paragraph.place(start, end), numeral=paragraph.text[start:end], near=near)

    def _figure(self, text: Text, a: Answer, hit: Hit) -> Figure:
        q, measure = a.question.quantity, a.measure.chosen.value
        obs, value = q.obs_value, q.value
        if measure in ("growth", "change") and hit.negative and obs > 0:
            obs, value = -obs, -value
        name, area = a.indicator.chosen.value, a.area.chosen.value
        odds = a.indicator.confidence * a.area.confidence * a.period.confidence * a.measure.confidence
        return Figure(
            source="prose", place=_NOWHERE, indicator=_as_printed(text, name), ref_area=area, ref_area_code=self._places.code(area),
            time_period=a.period.chosen.value, measure=measure, base=a.base.chosen.value, bound=q.bound, value=value, unit=q.unit, obs_value=obs,
            unit_measure="rank" if measure == "change" and q.unit == "位" else q.unit_measure, rule=self._rule(text, a, name), kind=q.kind,
            confidence=Decimal(f"{odds:.2f}"), rule_indicator=a.indicator.chosen.rule, rule_area=a.area.chosen.rule,
            rule_period=a.period.chosen.rule, rule_base=a.base.chosen.rule,
        )  # fmt: skip

    def _rule(self, text: Text, a: Answer, name: str) -> str:
        """The rule of the measure; .comparable where a growth is told in constant prices."""
        q, w = a.question, text.spans.words
        around = w.text[w.starts[max(q.first, q.predicate - 4)] : w.starts[q.group[0]]]
        comparable = a.measure.chosen.value == "growth" and self._comparable.search(around + name)
        return a.measure.chosen.rule + (".comparable" if comparable else "")


def _told(a: Answer) -> Told:
    q, name = a.question, a.indicator.chosen.value
    return Told(name, _cuts(name), q.group[-1], q.sentence, q.kind, a.measure.chosen.value, a.area.chosen.value, a.period.chosen.value)


def _cuts(name: str) -> tuple[int, ...]:
    """Where the words of a name end, the last one left out."""
    import rjieba

    out, at = [], 0
    for word in rjieba.cut(name)[:-1]:
        at += len(word)
        out.append(at)
    return tuple(out)


def _as_printed(text: Text, name: str) -> str:
    """The name as printed where it stands so in the paragraph (with the spaces of its Latin words)."""
    at = text.text.find(name)
    return text.folded.as_printed(at, at + len(name)) if at >= 0 and name else name


def _placed(paragraph: Paragraph, text: Text, lead: str, first: int, end: int, at: int, figure: Figure) -> Figure:
    q = text.atoms[at].quantity
    assert q is not None
    low = text.folded.back[text.atoms[first].start]
    high = text.folded.span(text.atoms[end - 1].start, text.atoms[end - 1].end)[1]
    start, stop = text.folded.span(q.start, q.end)
    return replace(
        figure,
        place=paragraph.place(start, stop),
        section=paragraph.section + ((lead,) if lead and start >= len(lead) else ()),
        sentence=paragraph.text[low:high],
        start=start - low,
        end=stop - low,
        raw=paragraph.text[start:stop],
    )


def _lead_of(paragraph: Paragraph, text: Text) -> str:
    """A short first sentence without figures heads its paragraph."""
    for i, atom in enumerate(text.atoms):
        if atom.quantity:
            return ""
        if atom.tag == "STOP":
            lead = paragraph.text[: text.folded.back[atom.start]]
            return lead if i and len(lead) <= 40 else ""
    return ""


def _tally(numerals: Numerals) -> Tally:
    reasons: dict[str, int] = {}
    for e in numerals.excluded:
        reasons[e.reason] = reasons.get(e.reason, 0) + 1
    return Tally(len(numerals.quantities), len(numerals.excluded), len(numerals.unclaimed), reasons)


def _unknown_unit(figure: Figure) -> Finding:
    return finding("unit_unknown", place=figure.place, unit=figure.unit, raw=figure.raw, indicator=figure.indicator)

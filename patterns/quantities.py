"""Finds every numeral of a folded paragraph and reads it: number, unit, bound. What it measures is found elsewhere.

Result: quantities, and spans excluded by a named reason; a numeral that is neither is unclaimed, and gets listed.
A numeral is a run of digits, or 中文数字 before a unit, after 第, or with 成, 倍, 分之. The finders of each kind stand in `amounts/`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from patterns.amounts.bounds import Bounds
from patterns.amounts.digits import Digits
from patterns.amounts.exclusions import Excluded, Exclusions, Quotes
from patterns.amounts.fractions import Fractions
from patterns.amounts.hit import Hit, Taken
from patterns.amounts.ranks import Ranks
from patterns.amounts.sharing import Sharing, ratios
from patterns.amounts.spelled import Spelled
from patterns.amounts.units import Units
from patterns.lexicon import Lexicon
from patterns.model import Quantity

_LEAD = 10  # characters before a bare number that make it a figure


@dataclass(frozen=True, slots=True)
class Numerals:
    """What became of the numerals of a paragraph, each list in reading order."""

    quantities: tuple[Quantity, ...]
    excluded: tuple[Excluded, ...]
    unclaimed: tuple[tuple[int, int], ...]


class Reader:
    """Reads quantities with one lexicon; made once, used for every paragraph."""

    def __init__(self, lexicon: Lexicon) -> None:
        tables = lexicon.amounts
        bounds, units = Bounds(tables.bounds), Units(lexicon.units, tables.denominators)
        self._units, self._implied = units, tables.implied
        self._digits = Digits(units, bounds)
        spelled = Spelled(units, bounds, tables.shapes["step"])
        ranks, fractions = Ranks(tables.ranks, lexicon.words("rank")), Fractions(tables.fractions, bounds)
        self._finders = (ranks, fractions, spelled.scales, self._digits, spelled.words)
        self._exclusions = Exclusions(tables.not_figures)
        self._sharing = Sharing(units, lexicon.words("and"), tables.moves)
        self._said = re.compile(rf"(?:{tables.moves}|{lexicon.words('up')}|{lexicon.words('down')}|{tables.shapes['earlier']})(?:了)?$")
        self._bare_head = re.compile(rf"(?:{lexicon.words('bare_head')})$")
        self._counter = re.compile(rf"(?!{tables.shapes['no counter']})(?P<counter>[一-龥]{{1,3}})(?=[，。；、（）]|$)")

    def __call__(self, text: str) -> Numerals:
        """Every numeral of one folded paragraph."""
        hits, excluded = self._sorted_out(text)
        found, parts = ratios(text, [h.quantity for h in hits if h.quantity])
        excluded += [Excluded(q.num_start, q.num_end, "ratio notation") for q in parts]
        kept, bare = self._figures(text, self._sharing(text, found))
        excluded += [Excluded(q.num_start, q.num_end, "part of a name") for q in bare if _is_letter(text, q.num_end)]
        unclaimed = [(h.start, h.end) for h in hits if not h.quantity]
        unclaimed += [(q.num_start, q.num_end) for q in bare if not _is_letter(text, q.num_end)]
        return Numerals(tuple(kept), tuple(sorted(excluded, key=lambda e: e.start)), tuple(sorted(unclaimed)))

    def amount(self, text: str) -> Quantity | None:
        """A folded text that is one number in digits with its unit, as a cell and its labels give it; None where it is none.

        Nothing is excluded here: in a column of years' rainfall 2010毫米 is a value, and a unit needs no context.
        """
        return self._digits.amount(text)

    def is_unit(self, text: str) -> bool:
        """Whether a folded text is a unit that the tables know, with or without a multiplier."""
        return self._units.printed(text) is not None

    def _sorted_out(self, text: str) -> tuple[list[Hit], list[Excluded]]:
        """Numerals in reading order, those with a reason to be none apart."""
        taken, quotes = Taken(len(text)), Quotes(text)
        hits: list[Hit] = []
        excluded: list[Excluded] = []
        for hit in sorted(h for finder in self._finders for h in taken.claim(finder(text))):
            reason = self._exclusions.reason(text, *hit, quotes)
            if reason:
                excluded.append(Excluded(hit.start, hit.end, reason))
            else:
                hits.append(hit)
        return hits, excluded

    def _figures(self, text: str, found: Sequence[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
        """Numbers without a unit are figures where a copula, a bound, a multiplier or an index name says so; else left aside."""
        kept, left = [], []
        for q in found:
            if q.kind:
                kept.append(q)
            elif q.unit or q.bound != "exact" or self._speaks(text, q):
                kept.append(self._with_implied(text, self._with_counter(text, q)))
            else:
                left.append(q)
        return kept, left

    def _speaks(self, text: str, q: Quantity) -> bool:
        if _is_letter(text, q.num_end):
            return False
        lead = max(0, q.start - _LEAD)
        if self._bare_head.search(text, lead, q.start):
            return True
        return bool(self._said.search(text, lead, q.start)) and not re.match(r"[一-龥“《]", text[q.end : q.end + 1])

    def _with_counter(self, text: str, q: Quantity) -> Quantity:
        """A counter that no table knows: one to three characters up to the end of the clause; kept as printed, and listed."""
        m = self._counter.match(text, q.end) if q.end == q.num_end + len(q.unit) else None
        if not m:
            return q
        return replace(
            q, end=m.end(), unit=q.unit + m["counter"], unit_measure=m["counter"], kind=f"unknown {m['counter']}", known_unit=False
        )

    def _with_implied(self, text: str, q: Quantity) -> Quantity:
        """总人口74.5万: the noun before says of what."""
        if q.kind or not q.unit:
            return q
        for implied in self._implied:
            if implied.noun.search(text, max(0, q.start - _LEAD), q.start):
                unit = self._units[implied.unit]
                return replace(q, unit_measure=unit.unit_measure, kind=unit.kind)
        return q


def _is_letter(text: str, at: int) -> bool:
    return text[at : at + 1].isascii() and text[at : at + 1].isalpha()

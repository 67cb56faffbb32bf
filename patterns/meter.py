"""The recall meter: every numeral is a figure, excluded by a named reason, in a place that nobody reads, or listed as unclaimed.

Headings, notes and footnotes are read like prose; of captions, unit lines and covers the numerals are accounted for, but make no figure.
A page most of whose numerals stand where none belongs has a text layer that cannot be trusted: no row comes from it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from patterns.codes import finding
from patterns.lexicon import Lexicon
from patterns.model import Document, Finding, Paragraph, Place, Reading, Table, Tally
from patterns.quantities import Reader

READ = frozenset(("prose", "heading", "note", "footnote"))
COUNTED = frozenset(("caption", "unit", "cover"))
_NUMBERED = frozenset(("heading", "caption"))
_RUN = re.compile(r"\d[\d,.，．]*")
_HAN = re.compile("[㐀-鿿]")
_MANY = 15  # unclaimed numerals on a page that make it suspect
_MOST = 0.4  # share of a page's numerals that are unclaimed: no page of 28 reports has more than 8 in its sentences


@dataclass(frozen=True, slots=True)
class Part:
    """What was made of one block of the flow."""

    block: Paragraph | Table
    reading: Reading

    @property
    def page(self) -> int:
        return self.block.page if isinstance(self.block, Paragraph) else self.block.pages[0]


class Meter:
    """Accounts for the numerals of paragraphs; made once a report."""

    def __init__(self, lexicon: Lexicon, reader: Reader, numbering: re.Pattern[str], prose: Callable[[Paragraph], Reading]) -> None:
        self._lexicon, self._reader, self._numbering, self._prose = lexicon, reader, numbering, prose

    def __call__(self, paragraph: Paragraph) -> Reading:
        """The figures of a paragraph, where it may hold any, and what became of its numerals."""
        if paragraph.kind not in READ | COUNTED:
            found = len(_RUN.findall(paragraph.text))
            return Reading((), (), Tally(elsewhere={paragraph.kind: found} if found else {}))
        number = self._numbering.match(paragraph.text) if paragraph.kind in _NUMBERED else None
        whole = paragraph.after(number.end()) if number and number.end() < len(paragraph.lines[0].text) else paragraph
        reading = self._prose(whole) if paragraph.kind in READ else self._counted(whole)
        if whole is paragraph:
            return reading
        return replace(reading, tally=total([reading.tally, Tally(excluded=1, reasons={"numbering": 1})]))

    def _counted(self, paragraph: Paragraph) -> Reading:
        folded = self._lexicon.fold(paragraph.text, paragraph.raised)
        numerals = self._reader(folded.text)
        spans = sorted([*numerals.unclaimed, *((q.start, q.end) for q in numerals.quantities)])
        findings = []
        for span in spans:
            start, end = folded.span(*span)
            near = paragraph.text[max(0, start - 12) : end + 8]
            findings.append(finding("unclaimed", place=paragraph.place(start, end), numeral=paragraph.text[start:end], near=near))
        reasons = Counter(e.reason for e in numerals.excluded)
        return Reading((), tuple(findings), Tally(0, len(numerals.excluded), len(spans), dict(reasons)))


def unusable(parts: Iterable[Part], document: Document) -> dict[int, Finding]:
    """The pages whose numerals stand where none belongs, each with its finding."""
    count: dict[int, Counter[str]] = {}
    for part in parts:
        if isinstance(part.block, Paragraph) and _is_said(part.block.text):
            tally = part.reading.tally
            count.setdefault(part.page, Counter()).update(all=tally.claimed + tally.excluded + tally.unclaimed, lost=tally.unclaimed)
    bad = {page: c["lost"] / c["all"] for page, c in count.items() if c["lost"] >= max(_MANY, _MOST * c["all"])}
    sizes = {page.number: (0.0, 0.0, page.width, page.height) for page in document.pages}
    return {
        page: finding("text_layer_unusable", place=Place(page, sizes[page]), page=page, share=f"{share:.0%}", what="numerals")
        for page, share in bad.items()
    }


def _is_said(text: str) -> bool:
    """Whether a paragraph is sentences in Chinese, no list of numbers."""
    return "。" in text and 2 * len(_HAN.findall(text)) > len(text)


def without(part: Part, pages: Mapping[int, Finding]) -> Reading:
    """The reading of a block without what stands on unusable pages."""
    reading = part.reading
    figures = tuple(f for f in reading.figures if f.place.page not in pages)
    findings = tuple(f for f in reading.findings if f.place is None or f.place.page not in pages)
    lost = len(reading.figures) + len(reading.findings) - len(figures) - len(findings)
    if not lost:
        return reading
    kept = Tally(len(figures), 0, sum(f.code == "unclaimed" for f in findings), elsewhere={"unusable page": lost + reading.tally.excluded})
    return Reading(figures, findings, kept)


def total(tallies: Sequence[Tally]) -> Tally:
    """The sum; reasons and places with the most numerals first."""
    reasons: Counter[str] = Counter()
    elsewhere: Counter[str] = Counter()
    for t in tallies:
        reasons.update(t.reasons)
        elsewhere.update(t.elsewhere)
    claimed, excluded, unclaimed = (sum(getattr(t, name) for t in tallies) for name in ("claimed", "excluded", "unclaimed"))
    return Tally(claimed, excluded, unclaimed, _ordered(reasons), _ordered(elsewhere))


def _ordered(count: Counter[str]) -> dict[str, int]:
    return dict(sorted(count.items(), key=lambda kv: (-kv[1], kv[0])))

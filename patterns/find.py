"""Document in, figures out: prose and tables alike, in reading order, each with an id that survives reruns."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from patterns.cues import Cutter
from patterns.grids import Grids
from patterns.lexicon import Lexicon, load
from patterns.meter import Meter, Part, total, unusable, without
from patterns.model import Document, Figure, Finding, Paragraph, Tally
from patterns.prose import Prose
from patterns.quantities import Reader
from patterns.recognised import doubtful, marked
from patterns.titles import Titles


@dataclass(frozen=True, slots=True)
class Found:
    """What the report says: its edition and area, the figures, what is doubtful, and what became of every numeral."""

    edition: str
    area: str
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    tally: Tally


class Finder:
    """Reads documents with one lexicon. Made once a process: its parts are built when first used."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or load()

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self.lexicon)

    @cached_property
    def _cutter(self) -> Cutter:
        cutter = Cutter(self.lexicon)
        cutter.check(lambda text: self._reader(self.lexicon.fold(text).text))
        return cutter

    @cached_property
    def _titles(self) -> Titles:
        return Titles(self.lexicon)

    def __call__(self, document: Document, edition: str = "", area: str = "") -> Found:
        """Figures of a document. Edition and area default to what its title says."""
        named = self._titles(document, edition, area)
        edition, area = named.edition, named.area
        prose = Prose(self.lexicon, self._cutter, self._reader, edition, area)
        grids = Grids(self.lexicon, self._reader, edition, area)
        meter = Meter(self.lexicon, self._reader, self._titles.numbering, prose)
        parts = list(_parts(document, meter, grids))
        bad = unusable(parts, document)
        readings = [without(part, bad) for part in parts] if bad else [part.reading for part in parts]
        printed = tuple(_identified(marked(grids.names.distinct([f for r in readings for f in r.figures]), document.pages)))
        findings = (*named.findings, *bad.values(), *(f for r in readings for f in r.findings), *doubtful(printed, document.pages))
        return Found(edition, area, printed, findings, total([r.tally for r in readings]))

    def numerals(self, paragraph: Paragraph) -> Iterator[tuple[str, str, int, int]]:
        """(figure | excluded | unclaimed, reason, start, end) of each numeral of a paragraph, offsets in its text as printed."""
        folded = self.lexicon.fold(paragraph.text, paragraph.raised)
        found = self._reader(folded.text)
        for q in found.quantities:
            yield "figure", "", *folded.span(q.start, q.end)
        for e in found.excluded:
            yield "excluded", e.reason, *folded.span(e.start, e.end)
        for start, end in found.unclaimed:
            yield "unclaimed", "", *folded.span(start, end)


def _parts(document: Document, meter: Meter, grids: Grids) -> Iterator[Part]:
    """Each block with its reading; a table is read with the paragraphs since the one before it."""
    over: list[str] = []
    for block in document.flow:
        if isinstance(block, Paragraph):
            over.append(block.text)
            yield Part(block, meter(block))
        else:
            yield Part(block, grids(block, over))
            over = []


def _identified(figures: Iterable[Figure]) -> Iterator[Figure]:
    """Ids of the print alone: no better name, place or period changes one. What is printed twice at one place is counted."""
    seen: Counter[str] = Counter()
    for f in figures:
        key = f"{f.source}|{f.place.page}|{'|'.join(str(round(v)) for v in f.place.bbox)}|{f.raw}"
        seen[key] += 1
        digest = hashlib.sha256(f"{key}|{seen[key]}".encode()).hexdigest()[:12]
        yield replace(f, figure_id=f"{f.source[0]}{digest}")

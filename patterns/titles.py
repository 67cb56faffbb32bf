"""What a report's title says: the edition (the year executed or reported) and the area (the place that it is about).

A date of issue is no edition, the place of a publisher or of a company's name no area. Where the title is silent, the year that most
sentences speak of and the place that is named most are inferred, with a finding; else they stay blank.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from patterns.codes import finding
from patterns.datatables import refuse, rows
from patterns.lexicon import Lexicon
from patterns.model import Document, Finding, Paragraph, Table
from patterns.regions import Gazetteer

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SPELLED_YEAR = re.compile(r"二[〇○零]([〇○零一二三四五六七八九]{2})(?=年)")
_DIGITS = dict(zip("〇○零一二三四五六七八九", "000123456789"))
_SAMPLE = 20_000  # characters in which places are counted
_OFTEN = 5  # mentions that make a place the report's own
_MOST = 0.8  # share of the places named that lie in it


def shapes() -> Mapping[str, re.Pattern[str]]:
    """The shapes of data/titles.csv by role. Raises BadLexicon where a row is contradicted by its own example."""
    table: dict[str, list[str]] = {}
    for row in rows("titles.csv", "role", "shape", "example", "counter_example"):
        shape = re.compile(row["shape"])
        if not shape.search(row["example"]) or shape.search(row["counter_example"]):
            raise refuse("titles.csv", row["example"], f"is not told as {row['role']}, or its counter-example is")
        table.setdefault(row["role"], []).append(f"(?:{row['shape']})")
    return {role: re.compile("|".join(parts)) for role, parts in table.items()}


@dataclass(frozen=True, slots=True)
class Named:
    """What a report is about, and what had to be inferred."""

    edition: str
    area: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Titles:
    """Reads edition and area off documents; made once a process."""

    lexicon: Lexicon
    _shapes: Mapping[str, re.Pattern[str]] = field(default_factory=shapes)

    @property
    def numbering(self) -> re.Pattern[str]:
        """The number at the head of a heading or caption, as printed, with the blank behind it."""
        return self._shapes["numbering"]

    @cached_property
    def _places(self) -> Gazetteer:
        return Gazetteer(self.lexicon, "")

    @cached_property
    def _official(self) -> Mapping[str, str]:
        """The official name of a place by its everyday one."""
        names: dict[str, str] = {}
        for spelling, region in self.lexicon.regions.items():
            names.setdefault(region.name, spelling)
        return names

    def __call__(self, document: Document, edition: str = "", area: str = "") -> Named:
        """Edition and area of a document, as given or as read."""
        findings = []
        year = edition or self._year_of_title(document)
        if not year:
            year = self._year_of_sentences(document)
            findings += [finding("edition_inferred", edition=year)] if year else []
        place = area or self._place_of_title(document)
        if not place and not self._is_company(document):
            place = self._place_most_named(document)
            findings += [finding("area_inferred", area=place)] if place else []
        if not place:
            findings.append(finding("area_unknown"))
        return Named(year, place, tuple(findings))

    # texts

    def _folded(self, text: str) -> str:
        folded = self.lexicon.fold(text).text
        return _SPELLED_YEAR.sub(lambda m: "20" + "".join(_DIGITS[c] for c in m[1]), folded)

    def _cover(self, document: Document) -> list[str]:
        """The title, then the lines of the cover and the first headings."""
        lines = [p.text for p in document.paragraphs if p.kind in ("cover", "heading") and p.page <= 2]
        return [self._folded(text) for text in (document.title, *lines[:6])]

    def _titles(self, document: Document) -> Iterator[str]:
        """The title and what else on the first pages names a document; then, in a document of tables alone, what heads them."""
        title, *others = self._cover(document)
        yield title
        covers = {self._folded(p.text) for p in document.paragraphs if p.kind == "cover"}
        yield from (text for text in others if text in covers or self._shapes["document"].search(text))
        if not any(p.kind == "prose" for p in document.paragraphs):
            yield from (self._folded(t.caption) for t in document.tables[:2])

    # edition

    def _year_of_title(self, document: Document) -> str:
        """The first year that a title names; a date or the number of an issue is none."""
        for text in self._titles(document):
            found = _YEAR.search(self._shapes["no year"].sub("#", text))
            if found:
                return found[0]
        return ""

    def _year_of_sentences(self, document: Document) -> str:
        count: Counter[str] = Counter()
        for paragraph in document.paragraphs:
            if paragraph.kind == "prose":
                for sentence in re.split("[。；]", self._folded(paragraph.text)):
                    count.update(set(re.findall(r"(?<!\d)(?:19|20)\d\d(?=年)", sentence)))
        return max(count, key=lambda year: (count[year], year), default="")

    # area

    def _is_company(self, document: Document) -> bool:
        """Whether the title, or the first heading where the title names no place, is a company's."""
        title, *others = self._cover(document)
        named = [title] if self._places.find(title) else [title, *others]
        return any(self._shapes["company"].search(text) for text in named)

    def _place_of_title(self, document: Document) -> str:
        if self._is_company(document):
            return self._seat(document)
        for text in (*self._cover(document), *self._titles(document)):
            place = self._place(text)
            if place:
                return place
        return ""

    def _place(self, text: str) -> str:
        """The place that a title names: a part of the country before the country, that before the world."""
        for i in range(len(text)):
            places, _ = self._places.lead(text[i:])
            level = self._places.region(places[0]).level if places else ""
            if places and level not in ("country", "world", "foreign"):
                return self._official.get(places[0], places[0])
        return next((name for role, name in (("nation", "全国"), ("world", "全球")) if self._shapes[role].search(text)), "")

    def _seat(self, document: Document) -> str:
        """Where a company says that it is registered; blank where it does not."""
        for block in document.flow:
            texts = _texts(block)
            for text, after in zip(texts, [*texts[1:], ""]):
                found = self._shapes["seat"].search(self._folded(text))
                if found:
                    places, _ = self._places.lead(self._folded(text)[found.end() :] or self._folded(after))
                    if places:
                        return self._official.get(places[0], places[0])
        return ""

    def _place_most_named(self, document: Document) -> str:
        """The smallest place that holds most of the places named in the text; blank where none does."""
        text = self._folded("".join(self._words(document)))[:_SAMPLE]
        count: Counter[str] = Counter()
        at = 0
        while at < len(text):
            spelling = self._places.at(text, at)
            code = self._places.region(spelling).code if spelling else ""
            count.update({code[:2], code[:2] + code[2:4].replace("00", ""), code.replace("00", "")} if code else ())
            at += len(spelling) or 1
        total = sum(n for code, n in count.items() if len(code) == 2)
        held = [code for code, n in count.items() if n >= max(_OFTEN, _MOST * total)]
        return (
            next((r for r in self.lexicon.regions if self.lexicon.regions[r].code == max(held, key=len).ljust(6, "0")), "") if held else ""
        )

    @staticmethod
    def _words(document: Document) -> Iterator[str]:
        size = 0
        for block in document.flow:
            for text in _texts(block):
                yield text
                size += len(text)
            if size > _SAMPLE:
                return


def _texts(block: Paragraph | Table) -> list[str]:
    """What a block says, cell by cell in the order of rows."""
    return [c.text for c in sorted(block.cells, key=lambda c: (c.row, c.col)) if c.text] if isinstance(block, Table) else [block.text]

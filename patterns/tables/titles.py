"""What a table's title says of every row: its subject, the scope that it counts (省本级, 母公司), the year that it speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from patterns.labels import YEAR, Labels
from patterns.regions import Gazetteer


@dataclass(frozen=True, slots=True)
class Title:
    """`text` is the title without number, year and unit, `subject` what is left of it as a name."""

    text: str
    subject: str
    scope: str
    year: str


class TableTitles:
    """Reads titles of tables of one report; each once."""

    def __init__(self, labels: Labels, places: Gazetteer, edition: str) -> None:
        self._labels, self._places, self._edition = labels, places, edition
        self.read = lru_cache(maxsize=4096)(self._read)

    def of(self, caption: str, section: Sequence[str]) -> Title:
        """The title; where the caption is only a number, a part in brackets or a last line, the heading over the table says the rest."""
        heading = section[-1] if section else ""
        return self.read(heading if caption and heading.endswith(caption) else caption, heading)

    def _read(self, caption: str, heading: str) -> Title:
        own, above = (self._labels.folded(t) for t in (caption, heading))
        subject = self._subject(own) or self._subject(above)
        text = self._plain(own) or self._plain(above)
        scope = self._labels.shapes["scope in title"].search(own) or self._labels.shapes["scope in title"].search(above)
        return Title(text, subject, scope[0] if scope else "", self._year(own) or self._year(above))

    def _plain(self, text: str) -> str:
        before = ""
        while before != text:
            before, text = text, self._labels.without(text, "title mark").strip(" :：")
        return self._labels.without(text, "title year")

    def _subject(self, text: str) -> str:
        text = self._labels.without(self._plain(text), "scope in title")
        places, rest = self._places.lead(text)
        text = self._labels.without(rest if places else text, "whole area lead")
        before = ""
        while before != text:
            before, text = text, self._labels.without(text, "title tail").strip(" :：")
        return text

    def _year(self, text: str) -> str:
        """The last year of a title, where it is none of the far future."""
        years = YEAR.findall(text)
        return years[-1] if years and int(years[-1]) <= int(self._edition or 0) + 1 else ""

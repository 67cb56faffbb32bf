"""What a table's title says of every row: its subject, the scope that it counts (省本级, 母公司), the year that it speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from patterns.labels import YEAR, Labels
from patterns.regions import Gazetteer

_LEVEL = " / "


@dataclass(frozen=True, slots=True)
class Title:
    """`text` is the title without number, year and unit, `subject` what is left of it as a name."""

    text: str = ""
    subject: str = ""
    scope: str = ""
    year: str = ""


class TableTitles:
    """Reads titles of tables of one report; each once."""

    def __init__(self, labels: Labels, places: Gazetteer, edition: str) -> None:
        self._labels, self._shapes, self._places, self._edition = labels, labels.shapes, places, edition
        self.read = lru_cache(maxsize=4096)(self._read)

    def printed(self, caption: str, section: Sequence[str], before: Sequence[str]) -> str:
        """The title as printed: the caption; where that is a number, a date or its own last line, the statement or heading above it.

        A heading of low rank goes with the one that it stands under, and all with one above them that names a scope: ` / ` between them.
        """
        headings = [h for h in section if h]
        whole = next((h for h in headings[-1:] if caption and h.endswith(caption)), "")
        own = whole or (caption if self._subject(self._labels.folded(caption)) else "")
        if not own:
            found = (self._shapes["statement"].match(self._labels.folded(text)) for text in reversed(before[-8:]))
            statement = next(filter(None, found), None)
            if statement:
                return statement[0]
            own = headings[-1] if headings else caption
        above = headings[: headings.index(own)] if own in headings else []
        return _LEVEL.join((*self._around(own, above), own))

    def _around(self, own: str, above: Sequence[str]) -> list[str]:
        out: list[str] = []
        low = bool(self._shapes["low heading"].match(self._labels.folded(own)))
        for heading in reversed(above):
            text = self._labels.folded(heading)
            if not self._shapes["title mark"].match(text):
                break
            if low or self._shapes["scope in title"].search(text):
                out.insert(0, heading)
            low = False
        return out

    def _read(self, caption: str) -> Title:
        parts = [self._unnumbered(p) for p in caption.split(_LEVEL)]
        scopes = [m[0] for p in parts if (m := self._shapes["scope in title"].search(p))]
        named = [p for p in parts[:-1] if not self._shapes["scope in title"].search(p)] + parts[-1:]
        years = [y for p in parts if (y := self._year(p))]
        return Title("".join(map(self._plain, named)), "".join(map(self._subject, named)), "".join(scopes[:1]), "".join(years[-1:]))

    def _unnumbered(self, printed: str) -> str:
        """A title folded, without a number that a space parts from it: its digits run into those of a year once they are folded."""
        first, _, rest = printed.strip().partition(" ")
        number = self._shapes["title mark"].match(self._labels.folded(first))
        return self._labels.folded(rest if rest and number and number.end() == len(self._labels.folded(first)) else printed)

    def _plain(self, text: str) -> str:
        before = ""
        while before != text:
            before, text = text, self._labels.without(text, "title mark").strip(" :：.。")
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

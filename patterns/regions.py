"""Place names at the head of a phrase to reference areas with their GB/T 2260 code."""

from __future__ import annotations

import re
from collections.abc import Sequence

from patterns.lexicon import Lexicon
from patterns.region_table import Region

_JOIN = re.compile(r"[、和与及]")


class Gazetteer:
    """Finds places at the beginning of a text, several joined by 、 as one area."""

    def __init__(self, lexicon: Lexicon, area: str) -> None:
        self._regions = lexicon.places.around(area)
        self._firsts = {spelling[:2] for spelling in self._regions}
        self._longest, self._zone = lexicon.places.longest, lexicon.places.zone
        self.area = area

    def at(self, text: str, start: int = 0) -> str:
        """The longest spelling of a place at `start`, that of a zone in it included (桐城经开区); blank where none stands."""
        if text[start : start + 2] not in self._firsts:
            return ""
        for n in range(min(self._longest, len(text) - start), 1, -1):
            if text[start : start + n] in self._regions:
                zone = self._zone.match(text, start + n)
                return text[start : zone.end() if zone else start + n]
        return ""

    def region(self, spelling: str) -> Region:
        """The place that a spelling returned by `at` stands for."""
        return self._regions.get(spelling) or Region(spelling, "", "zone")

    def lead(self, text: str) -> tuple[list[str], str]:
        """(places at the head of `text`, the rest): nested ones (山东济南) as the innermost, lists as several."""
        places: list[str] = []
        at = 0
        while True:
            spelling = self.at(text, at)
            if not spelling:
                break
            at += len(spelling)
            inner = self.at(text, at)
            while inner and self._is_city(inner):
                spelling, at = inner, at + len(inner)
                inner = self.at(text, at)
            places.append(self.region(spelling).name)
            if _JOIN.match(text, at) and self.at(text, at + 1):
                at += 1
                continue
            break
        return places, text[at:]

    def _is_city(self, spelling: str) -> bool:
        return self.region(spelling).level in ("prefecture", "county", "zone")

    def level(self, name: str) -> str:
        """country, province, prefecture or county; blank for a place that no table knows."""
        return self._regions[name].level if name in self._regions else ""

    def resets(self, word: str) -> bool:
        """Whether 全省, 我市, … speaks of the report's own place: its last character is that of the own place's name."""
        own = self._regions.get(self.area)
        level = {"province": "省区市", "prefecture": "市州", "county": "县区市", "country": "国"}.get(
            own.level if own else "", "省市区县州"
        )
        return bool(word) and word[1:2] in level

    def is_own(self, name: str) -> bool:
        """Whether a place is the one that the report is about."""
        own = self._regions.get(self.area)
        return name == self.area or own is not None and own.name == name

    def all_places(self, parts: Sequence[str]) -> list[str]:
        """The names of `parts` where each is a place and nothing else; else empty."""
        names = [self.lead(p) for p in parts]
        return [n[0][0] for n in names] if names and all(len(n[0]) == 1 and n[1] in ("", "市", "省") for n in names) else []

    def code(self, area: str) -> str:
        """GB/T 2260 codes of an area's places, joined by 、 (blank where one has none)."""
        codes = [self._regions[n].code if n in self._regions else "" for n in area.split("、")]
        return "、".join(codes) if all(codes) else ""

    def find(self, text: str) -> str:
        """The first place named anywhere in `text` (a title); blank where none is."""
        for i in range(len(text)):
            spelling = self.at(text, i)
            if spelling:
                return self.region(spelling).name
        return ""

"""Place names at the head of a phrase to reference areas with their GB/T 2260 code."""

from __future__ import annotations

import re
from collections.abc import Sequence

from patterns.lexicon import Lexicon

_JOIN = re.compile(r"[、和与及]")
_GROUP = re.compile(r"等?(?:\d+|[一二三四五六七八九十两]+)?个?(?:两地|地区|各地|省市区?|省区市|省份|城市|地|市州?|县|区|省)?(?=.|$)")


class Gazetteer:
    """Finds places at the beginning of a text, several joined by 、 as one area."""

    def __init__(self, lexicon: Lexicon, area: str) -> None:
        self._regions = lexicon.regions
        self._longest = max(map(len, lexicon.regions))
        self.area = area

    def at(self, text: str, start: int = 0) -> str:
        """The longest spelling of a place at `start`; blank where none stands."""
        for n in range(min(self._longest, len(text) - start), 1, -1):
            if text[start : start + n] in self._regions:
                return text[start : start + n]
        return ""

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
            places.append(self._regions[spelling].name)
            if _JOIN.match(text, at) and self.at(text, at + 1):
                at += 1
                continue
            break
        return places, text[at:]

    def _is_city(self, spelling: str) -> bool:
        return self._regions[spelling].level in ("prefecture", "county")

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
                return self._regions[spelling].name
        return ""

"""Places by their spellings: regions.csv (GB/T 2260, groups of provinces, well-known zones) and the endings of zones (zone_endings.csv)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from patterns import datatables
from patterns.datatables import alternation, refuse

LEVELS = ("world", "foreign", "country", "group", "province", "prefecture", "county", "zone")
_MUNICIPALITIES = ("11", "12", "31", "50")  # provinces whose counties are districts of a city


@dataclass(frozen=True, slots=True)
class Region:
    """A place: its name as figures print it, its GB/T 2260 code (blank where it has none) and level."""

    name: str
    code: str
    level: str


@dataclass(frozen=True)
class Places:
    """All places. A county's short name (长安) is one inside its own prefecture only, a name of several counties is one of them there."""

    everywhere: Mapping[str, Region]
    counties: Mapping[str, tuple[Region, ...]]
    zone: re.Pattern[str]

    def around(self, area: str) -> Mapping[str, Region]:
        """Places by spelling for a report about `area`: its own counties first."""
        own = self.everywhere.get(area)
        if own is None or not own.code:
            return self.everywhere
        prefix = own.code[:2] if own.level == "province" else own.code[:4]
        short = own.level != "province" or prefix in _MUNICIPALITIES
        return {**self.everywhere, **dict(self._local(prefix, short))}

    def _local(self, prefix: str, short: bool) -> Iterator[tuple[str, Region]]:
        for spelling, homonyms in self.counties.items():
            here = [r for r in homonyms if r.code.startswith(prefix)]
            known = self.everywhere.get(spelling)
            if len(here) == 1 and (known.level == "county" if known else short):
                yield spelling, here[0]

    @cached_property
    def longest(self) -> int:
        """Characters of the longest spelling."""
        return max(map(len, (*self.everywhere, *self.counties)))


def load() -> Places:
    """Raises BadLexicon where a row is wrong, or a spelling stands for two places that are no counties."""
    everywhere: dict[str, Region] = {}
    counties: dict[str, list[Region]] = {}
    parents: dict[str, list[str]] = {}
    for row in datatables.rows("regions.csv", "code", "name", "level", "spellings"):
        region, spellings = _region(row)
        if region.level == "county" and region.code:
            for spelling in spellings:
                counties.setdefault(spelling, []).append(region)
            continue
        for spelling in spellings:
            if spelling in everywhere:
                raise refuse("regions.csv", spelling, f"also a spelling of {everywhere[spelling].name}")
            everywhere[spelling] = region
        if region.code:
            parents[region.code] = spellings
    for name, region in _full_names(counties, parents):
        if everywhere.setdefault(name, region) != region and region.code:
            raise refuse("regions.csv", name, f"also a spelling of {everywhere[name].name}")
    return Places(everywhere, {s: tuple(rs) for s, rs in counties.items()}, _zones())


def _region(row: Mapping[str, str]) -> tuple[Region, list[str]]:
    spellings = [row["name"], *filter(None, row["spellings"].split("|"))]
    if row["level"] not in LEVELS or not re.fullmatch(r"(?:\d{6})?", row["code"]):
        raise refuse("regions.csv", row["name"], f"unknown level {row['level']}, or {row['code']} is no code")
    # the everyday name stands for an autonomous one: 新疆, not 新疆维吾尔自治区
    everyday = row["level"] in ("province", "prefecture") and re.search("自治|特别行政", row["name"]) and len(spellings) > 1
    return Region(spellings[1] if everyday else row["name"], row["code"], row["level"]), spellings


def _full_names(counties: Mapping[str, list[Region]], parents: Mapping[str, list[str]]) -> Iterator[tuple[str, Region]]:
    """Counties by their full names; a name of several ones is one of them behind its parent's (西安市长安区), else without a code."""
    for name, homonyms in counties.items():
        if any(r.name != name for r in homonyms):
            continue
        codes = [r.code[:4] for r in homonyms]
        if len(homonyms) == 1:
            yield name, homonyms[0]
            continue
        yield name, Region(name, "", "county")
        for region, code in zip(homonyms, codes):
            spellings = parents.get(f"{code}00") or parents.get(f"{code[:2]}0000", [])
            for parent in spellings if codes.count(code) == 1 else ():
                yield parent + name, Region(spellings[0] + name, region.code, "county")


def _zones() -> re.Pattern[str]:
    """What makes a place's name that of a zone in it: 经济技术开发区, 高新区."""
    endings = []
    for row in datatables.rows("zone_endings.csv", "ending", "example", "counter_example"):
        if row["ending"] not in row["example"] or row["ending"] in row["counter_example"]:
            raise refuse("zone_endings.csv", row["ending"], "does not stand in its own example, or stands in its counter-example")
        endings.append(row["ending"])
    return re.compile(alternation(endings))

"""Loads the tables under `data/`, checks them, freezes them. A table that contradicts itself is refused, with its row.

The lexicon is passed as an argument; `load()` reads the package's own tables, once a process.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from patterns import region_table
from patterns.amounts import tables, units
from patterns.amounts.tables import Amounts
from patterns.amounts.units import Unit
from patterns.datatables import DATA, rows
from patterns.datatables import refuse as _refuse
from patterns.fold import Folder
from patterns.region_table import Places, Region


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables, read-only."""

    units: Mapping[str, Unit]
    amounts: Amounts
    places: Places
    cues: Mapping[str, Mapping[str, str]]
    scopes: tuple[str, ...]
    labels: Mapping[str, re.Pattern[str]]
    fold: Folder
    version: str

    @property
    def regions(self) -> Mapping[str, Region]:
        """Places by the spellings that hold everywhere."""
        return self.places.everywhere

    def unit_kinds(self) -> dict[str, str]:
        """The kind of each base unit: figures of different kinds are never compared."""
        kinds = {u.unit_measure: u.kind for u in self.units.values() if u.kind != "tenths"}
        return kinds | {"rank": "rank", "": "number"}

    def words(self, role: str) -> str:
        """A regex alternation of the cues of one role, longest first."""
        return "|".join(re.escape(w) for w in sorted(self.cues[role], key=lambda w: (-len(w), w)))


def _folds() -> dict[str, str]:
    table: dict[str, str] = {}
    for row in rows("folds.csv", "printed", "folded", "why"):
        char = chr(int(row["printed"].removeprefix("U+"), 16))
        if char in table or len(row["folded"]) != 1:
            raise _refuse("folds.csv", row["printed"], "listed twice or not folded to one character")
        table[char] = row["folded"]
    return table


def _cues() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    for row in rows("cues.csv", "role", "value", "phrases"):
        role = table.setdefault(row["role"], {})
        for phrase in row["phrases"].split():
            if phrase in role:
                raise _refuse("cues.csv", phrase, f"listed twice as {row['role']}")
            role[phrase] = row["value"]
    return table


def _labels() -> dict[str, re.Pattern[str]]:
    """Shapes of the labels of tables, by what they say."""
    table: dict[str, re.Pattern[str]] = {}
    for row in rows("labels.csv", "name", "pattern", "example", "counter_example"):
        shape = re.compile(row["pattern"])
        if row["name"] in table:
            raise _refuse("labels.csv", row["name"], "listed twice")
        if not shape.search(row["example"]) or shape.search(row["counter_example"]):
            raise _refuse("labels.csv", row["name"], "its own example is not told by it, or its counter-example is")
        table[row["name"]] = shape
    return table


def _version() -> str:
    """First 12 hex digits of the sha256 over all tables and over the code that reads them: the pattern version of a release."""
    digest = hashlib.sha256()
    files = sorted([*DATA.iterdir(), *Path(__file__).parent.rglob("*.py")], key=lambda p: p.name)
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


@cache
def load() -> Lexicon:
    """The package's own lexicon. Raises BadLexicon where a table is wrong."""
    fold = Folder(_folds())
    known, cues = units.load(fold), _cues()
    return Lexicon(
        MappingProxyType(known),
        tables.load(known, cues),
        region_table.load(),
        MappingProxyType(cues),
        tuple(row["word"] for row in rows("scopes.csv", "word", "axis", "why")),
        MappingProxyType(_labels()),
        fold,
        _version(),
    )

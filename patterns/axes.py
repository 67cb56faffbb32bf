"""What tells apart rows that are named alike, data/axes.csv: on each axis (scope, column role, flow, …) the value that a phrase names.

A phrase of blank value hides shorter ones in it (一般公共预算 is no 预算); the blank phrase is the value of a label that names none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from patterns.datatables import refuse, rows


@cache
def axes() -> Mapping[str, Mapping[str, str]]:
    """{axis: {phrase: value}}. Raises BadLexicon where a row stands twice or its own example fails."""
    table: dict[str, dict[str, str]] = {}
    examples = []
    for row in rows("axes.csv", "axis", "phrase", "value", "example", "counter_example"):
        phrases = table.setdefault(row["axis"], {})
        if row["phrase"] in phrases:
            raise refuse("axes.csv", f"{row['axis']} {row['phrase']}", "listed twice")
        phrases[row["phrase"]] = row["value"]
        examples.append(row)
    for row in examples:
        phrases = table[row["axis"]]
        if row["value"] and named(phrases, row["example"]) != row["value"]:
            raise refuse("axes.csv", row["phrase"], f"{row['example']} does not name {row['value']}")
        if named(phrases, row["counter_example"]) == row["value"] != "" or not row["value"] and named(phrases, row["counter_example"]):
            raise refuse("axes.csv", row["phrase"], f"{row['counter_example']} names {row['value'] or 'a value'}")
    return MappingProxyType({axis: MappingProxyType(phrases) for axis, phrases in table.items()})


def named(phrases: Mapping[str, str], label: str) -> str:
    """The value that a label names on one axis: that of its last phrase, the longest phrase first."""
    longest = sorted(filter(None, phrases), key=len, reverse=True)
    found = [value for m in re.finditer("|".join(map(re.escape, longest)), label) if (value := phrases[m[0]])]
    return found[-1] if found else phrases.get("", "")

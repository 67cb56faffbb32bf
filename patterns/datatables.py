"""Reads the tables under `data/`: strict about their columns, so that a misspelt header is refused and not read as blanks."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from patterns.errors import BadLexicon

DATA = Path(__file__).parent / "data"


def rows(name: str, *columns: str) -> Iterator[dict[str, str]]:
    """Rows of one table, blank lines left out. Raises BadLexicon where its header is not `columns`, or a row has more or fewer fields."""
    with (DATA / name).open(encoding="utf-8", newline="") as fh:
        reader = csv.DictReader(fh)
        if columns and tuple(reader.fieldnames or ()) != columns:
            raise refuse(name, "header", f"is {reader.fieldnames}, not {list(columns)}")
        for row in reader:
            if None in row or None in row.values():
                raise refuse(name, f"line {reader.line_num}", "has more or fewer fields than the header")
            yield row


def refuse(table: str, row: object, why: str) -> BadLexicon:
    """The error for a row that contradicts itself or another one."""
    return BadLexicon(f"patterns/data/{table}", f"{row}: {why}", "mend the row")


def alternation(words: Mapping[str, str] | Iterable[str]) -> str:
    """A regex of any of `words` (or the shapes that a mapping gives them), the longest word first."""
    shapes = words if isinstance(words, Mapping) else {w: re.escape(w) for w in words}
    return "|".join(shapes[w] for w in sorted(shapes, key=lambda w: (-len(w), w)))

"""corrections.csv beside the store: a figure read wrongly is put right once, with who and why, until the print changes."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from patterns.errors import BadInput
from patterns.model import Figure

COLUMNS = ("report", "edition", "figure_id", "column", "wrong", "right", "who", "why")
_TEXT = {"indicator", "ref_area", "ref_area_code", "time_period", "measure", "base", "bound", "unit", "unit_measure"}
_NUMBERS = {"value", "obs_value"}


@dataclass(frozen=True, slots=True)
class Correction:
    """One row: in a figure's column, `wrong` becomes `right`."""

    line: int
    report: str
    edition: str
    figure_id: str
    column: str
    wrong: str
    right: str


def read(path: Path) -> list[Correction]:
    """The rows of corrections.csv; none where the file is missing. Raises BadInput with the line that is wrong."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as fh:
        reader = csv.DictReader(fh)
        if not set(COLUMNS) <= set(reader.fieldnames or ()):
            raise BadInput(str(path), f"its header is {reader.fieldnames}", f"give it the columns {', '.join(COLUMNS)}")
        out = []
        for row in reader:
            where = f"{path}:{reader.line_num}"
            if row["column"] not in _TEXT | _NUMBERS:
                raise BadInput(where, f"column {row['column']!r} cannot be corrected", f"use one of {', '.join(sorted(_TEXT | _NUMBERS))}")
            if not row["who"] or not row["why"]:
                raise BadInput(where, "who or why is blank", "say who puts it right, and why")
            out.append(
                Correction(reader.line_num, row["report"], row["edition"], row["figure_id"], row["column"], row["wrong"], row["right"])
            )
    return out


def apply(figures: Sequence[Figure], corrections: Sequence[Correction], report: str, edition: str, path: Path) -> list[Figure]:
    """Figures put right. Raises BadInput where a correction no longer meets the value that it says is wrong: the print has changed."""
    out = {f.figure_id: f for f in figures}
    for c in corrections:
        if (c.report, c.edition) != (report, edition):
            continue
        figure = out.get(c.figure_id)
        if figure is None:
            raise BadInput(
                f"{path}:{c.line}",
                f"figure {c.figure_id} is no longer printed in {report} {edition}",
                "look at the new print, then mend or drop the row",
            )
        now = getattr(figure, c.column)
        wrong, right = (_number(c, path, text) for text in (c.wrong, c.right)) if c.column in _NUMBERS else (c.wrong, c.right)
        if now == right:
            continue
        if now != wrong:
            raise BadInput(
                f"{path}:{c.line}",
                f"{c.column} of {c.figure_id} is {now}, no longer {c.wrong}",
                "look at the new print, then mend or drop the row",
            )
        out[c.figure_id] = replace(figure, **{c.column: right})  # type: ignore[arg-type]
    return list(out.values())


def _number(correction: Correction, path: Path, text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise BadInput(f"{path}:{correction.line}", f"{text!r} is no number", "write digits with a point") from None

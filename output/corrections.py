"""corrections.csv beside the store: what a person says of a figure, with who and why, honoured until the print changes.

A value put right (`column`, `wrong`, `right`); or a verdict: `right` marks, `wrong` tells that a figure is wrong and not yet put right,
`not_a_figure` drops it, `missed` tells where one was not read (`right` holds page and box).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from patterns.codes import finding
from patterns.errors import BadInput
from patterns.model import Figure, Finding, Place

COLUMNS = ("report", "edition", "figure_id", "column", "wrong", "right", "who", "why", "verdict")
VERDICTS = ("right", "wrong", "not_a_figure", "missed")
NUMBERS = frozenset({"value", "obs_value"})
EDITABLE = (
    frozenset({"indicator", "ref_area", "ref_area_code", "time_period", "measure", "base", "bound", "unit", "unit_measure"}) | NUMBERS
)
_MEND = "look at the new print, then mend or drop the row"


@dataclass(frozen=True, slots=True)
class Correction:
    """One row; `line` is where it stands in the file."""

    line: int
    report: str
    edition: str
    figure_id: str
    column: str
    wrong: str
    right: str
    who: str = ""
    why: str = ""
    verdict: str = ""

    @property
    def puts_right(self) -> bool:
        """Whether it gives a column another value; the others are verdicts on the whole figure."""
        return bool(self.column) and self.verdict in ("", "wrong")


def read(path: Path) -> list[Correction]:
    """The rows of corrections.csv; none where the file is missing. Raises BadInput with the line that is wrong."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as fh:
        reader = csv.DictReader(fh)
        if not set(COLUMNS[:-1]) <= set(reader.fieldnames or ()):
            raise BadInput(str(path), f"its header is {reader.fieldnames}", f"give it the columns {', '.join(COLUMNS)}")
        return [_checked({c: row.get(c) or "" for c in COLUMNS}, reader.line_num, path) for row in reader]


def _checked(row: dict[str, str], line: int, path: Path) -> Correction:
    where, verdict = f"{path}:{line}", row["verdict"]
    if verdict and verdict not in VERDICTS:
        raise BadInput(where, f"verdict {verdict!r} is none", f"use one of {', '.join(VERDICTS)}")
    correction = Correction(line, **row)
    if (correction.puts_right or not verdict) and row["column"] not in EDITABLE:
        raise BadInput(where, f"column {row['column']!r} cannot be corrected", f"use one of {', '.join(sorted(EDITABLE))}")
    if not row["who"] or not row["why"]:
        raise BadInput(where, "who or why is blank", "say who puts it right, and why")
    if verdict == "missed":
        place_of(row["right"], where)
    return correction


def place_of(text: str, where: str) -> Place:
    """The place that `page x0 top x1 bottom` names. Raises BadInput for anything else."""
    try:
        page, x0, top, x1, bottom = text.split()
        return Place(int(page), (float(x0), float(top), float(x1), float(bottom)))
    except ValueError:
        raise BadInput(where, f"{text!r} is no place", "write page x0 top x1 bottom, points from the page's top left") from None


def apply(
    figures: Sequence[Figure], corrections: Sequence[Correction], report: str, edition: str, path: Path
) -> tuple[list[Figure], list[Finding]]:
    """Figures put right, and findings for what is known to be wrong or missing.

    Raises BadInput where a correction no longer meets the value that it says is wrong: the print has changed.
    """
    out = {f.figure_id: f for f in figures}
    mine = [c for c in corrections if (c.report, c.edition) == (report, edition)]
    for c in mine:
        if c.puts_right:
            out[c.figure_id] = _put_right(out.get(c.figure_id), c, path)
    found = list(_findings(mine, out, path))
    for c in mine:
        if c.verdict == "not_a_figure":
            out.pop(c.figure_id, None)
    return list(out.values()), found


def _put_right(figure: Figure | None, c: Correction, path: Path) -> Figure:
    where = f"{path}:{c.line}"
    if figure is None:
        raise BadInput(where, f"figure {c.figure_id} is no longer printed in {c.report} {c.edition}", _MEND)
    now = getattr(figure, c.column)
    wrong, right = (_number(text, where) for text in (c.wrong, c.right)) if c.column in NUMBERS else (c.wrong, c.right)
    if now == right:
        return figure
    if now != wrong:
        raise BadInput(where, f"{c.column} of {c.figure_id} is {now}, no longer {c.wrong}", _MEND)
    return replace(figure, **{c.column: right})  # type: ignore[arg-type]


def _findings(corrections: Sequence[Correction], figures: dict[str, Figure], path: Path) -> Iterator[Finding]:
    for c in corrections:
        figure = figures.get(c.figure_id)
        if c.verdict == "wrong" and not c.column and figure:
            facts = {"raw": figure.raw, "indicator": figure.indicator, "why": c.why, "who": c.who}
            yield finding("wrong_by_hand", place=figure.place, figure_id=figure.figure_id, **facts)
        elif c.verdict == "missed":
            yield finding("missed_by_hand", place=place_of(c.right, f"{path}:{c.line}"), why=c.why, who=c.who)


def _number(text: str, where: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise BadInput(where, f"{text!r} is no number", "write digits with a point") from None

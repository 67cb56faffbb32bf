"""What the page may change: verdicts, fields, missed places, pairs. Each stroke is one row of corrections.csv or aliases.csv."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from output import corrections
from output.by_hand import ByHand, Edit
from output.review import data
from patterns.errors import BadInput

ALIASES = ("before", "after", "same", "ref_area", "path", "who", "why")
_FIELD = ("report", "edition", "figure_id", "column", "verdict")
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=400)]
Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
Points = Annotated[float, Field(ge=-20_000, le=20_000, allow_inf_nan=False)]


class _Stroke(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    who: Said
    why: Said


class Verdict(_Stroke):
    """A word on a whole figure."""

    kind: Literal["verdict"]
    figure_id: Said
    verdict: Literal["right", "wrong", "not_a_figure"]


class Put(_Stroke):
    """Another value for a column of a figure."""

    kind: Literal["field"]
    figure_id: Said
    column: Said
    right: Text


class Missed(_Stroke):
    """A place at which a figure was not read."""

    kind: Literal["missed"]
    page: Annotated[int, Field(ge=1, le=100_000)]
    box: tuple[Points, Points, Points, Points]


class Pair(_Stroke):
    """Whether two names of the diff are one thing."""

    kind: Literal["pair"]
    before: Said
    after: Said
    ref_area: Text
    path: Text
    same: bool


Stroke = Annotated[Verdict | Put | Missed | Pair, Field(discriminator="kind")]


class Desk:
    """The corrections of one release. Strokes can be taken back, the last one first, for as long as the desk is open."""

    def __init__(self, release: Path, store: Path) -> None:
        about = data.described(release)["shubao"]
        self._edition = {"report": about["report"], "edition": about["edition"]}
        self._figures = {row["figure_id"]: row for row in data.records(data.table(release / "figures.csv"))}
        self.corrections = ByHand(store / "corrections.csv", corrections.COLUMNS)
        self.aliases = ByHand(store / "aliases.csv", ALIASES)
        self._done: list[tuple[ByHand, Edit]] = []

    def state(self) -> dict[str, Any]:
        """The rows that concern this release."""
        mine = self._edition.items()
        return {"corrections": [r for r in self.corrections.rows() if mine <= r.items()], "aliases": self.aliases.rows()}

    def put(self, stroke: Verdict | Put | Missed | Pair) -> None:
        """Writes a stroke. Raises BadInput where it names what is not there."""
        said = {"who": stroke.who, "why": stroke.why}
        if isinstance(stroke, Pair):
            pair = {
                "before": stroke.before,
                "after": stroke.after,
                "same": "yes" if stroke.same else "no",
                "ref_area": stroke.ref_area,
                "path": stroke.path,
            }
            self._write(self.aliases, pair | said, ("before", "after", "ref_area", "path"))
        elif isinstance(stroke, Missed):
            x0, top, x1, bottom = stroke.box
            if x1 <= x0 or bottom <= top:
                raise BadInput("missed", "its box is empty", "draw it around the figure")
            row = {"column": "place", "right": f"{stroke.page} {x0} {top} {x1} {bottom}", "verdict": "missed"}
            self._write(self.corrections, self._edition | row | said, (*_FIELD, "right"))
        elif isinstance(stroke, Verdict):
            self._figure(stroke.figure_id)
            row = {"figure_id": stroke.figure_id, "verdict": stroke.verdict, "column": ""}
            self._write(self.corrections, self._edition | row | said, ("report", "edition", "figure_id", "column"))
        else:
            self._put_right(stroke, said)

    def undo(self) -> bool:
        """Takes the last stroke back; False where there is none."""
        while self._done:
            table, edit = self._done.pop()
            if table.take_back(edit):
                return True
        return False

    def _put_right(self, stroke: Put, said: dict[str, str]) -> None:
        figure = self._figure(stroke.figure_id)
        if stroke.column not in corrections.EDITABLE:
            raise BadInput(stroke.column, "cannot be corrected", f"use one of {', '.join(sorted(corrections.EDITABLE))}")
        if stroke.column in corrections.NUMBERS:
            _check_number(stroke.right)
        key = self._edition | {"figure_id": stroke.figure_id, "column": stroke.column}
        before = next((r for r in self.corrections.rows() if key.items() <= r.items()), None)
        wrong = before["wrong"] if before else figure[stroke.column]
        row = key | {"wrong": wrong, "right": stroke.right, "verdict": "wrong"}
        self._write(self.corrections, row | said, tuple(key))

    def _figure(self, figure_id: str) -> dict[str, str]:
        if figure_id not in self._figures:
            raise BadInput(figure_id, "is no figure of this release", "make the page again")
        return self._figures[figure_id]

    def _write(self, table: ByHand, row: dict[str, str], key: tuple[str, ...]) -> None:
        self._done.append((table, table.put(row, key)))


def _check_number(text: str) -> None:
    try:
        if Decimal(text).is_finite():
            return
    except InvalidOperation:
        pass
    raise BadInput(text, "is no number", "write digits with a point")

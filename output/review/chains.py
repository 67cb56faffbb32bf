"""Each indicator of a comparison followed through all comparisons of its report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Row = dict[str, str]
Point = list[str]  # edition, reference period, value, figure_id
Key = tuple[str, str]  # edition, figure_id


def chain(diffs: Iterable[tuple[Sequence[Row], Sequence[Row]]], rows: Sequence[Row]) -> list[list[Point]]:
    """For each row (of changes.csv) the points of its indicator over the editions, oldest first.

    `diffs` are changes.csv and mentions.csv of each comparison: one may name an indicator by its first mention, the next by another.
    """
    earlier: dict[Key, Row] = {}
    later: dict[Key, Row] = {}
    for changes, mentions in diffs:
        told: dict[Key, list[str]] = {(m["of_side"], m["of_figure_id"]): [] for m in mentions if m["side"] == m["of_side"]}
        for m in mentions:
            told.get((m["of_side"], m["of_figure_id"]), []).append(m["figure_id"])
        for row in changes:
            if row["status"] == "claimed" and row["figure_id_before"] and row["figure_id_after"]:
                for side, found in (("after", earlier), ("before", later)):
                    own = row[f"figure_id_{side}"]
                    for figure_id in (own, *told.get((side, own), ())):
                        found.setdefault((row[f"edition_{side}"], figure_id), row)
    return [_points(row, earlier, later) for row in rows]


def _point(row: Row, side: str) -> Point:
    return [row[f"edition_{side}"], row[f"time_period_{side}"], row[f"value_{side}"], row[f"figure_id_{side}"]]


def _points(row: Row, earlier: dict[Key, Row], later: dict[Key, Row]) -> list[Point]:
    points = [_point(row, side) for side in ("before", "after") if row[f"figure_id_{side}"]]
    while points and (back := earlier.get((points[0][0], points[0][3]))) and back["edition_before"] < points[0][0]:
        points.insert(0, _point(back, "before"))
    while points and (on := later.get((points[-1][0], points[-1][3]))) and on["edition_after"] > points[-1][0]:
        points.append(_point(on, "after"))
    return points

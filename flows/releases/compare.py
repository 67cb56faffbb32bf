"""Two editions, named by folder or by REPORT:YEAR, to a diff; and its table in the terminal."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from output.align import ByHand
from output.diff import Diff, Edition, Knowledge
from output.diff import compare as diff_of
from output.files import read_figures
from output.schema import plain
from patterns.axes import axes
from patterns.errors import BadInput
from patterns.lexicon import load
from patterns.model import Change

_ROWS = 200  # of a table on the terminal
_ALIAS_COLUMNS = ("before", "after", "same")


def knowledge(store: Path | None) -> Knowledge:
    """Kinds, scopes and axes of the lexicon, and the pairs of the user's aliases.csv beside the store."""
    lexicon = load()
    path = store / "aliases.csv" if store else None
    by_hand = tuple(_aliases(path)) if path and path.exists() else ()
    return Knowledge(lexicon.unit_kinds(), lexicon.scopes, axes(), by_hand)


def _aliases(path: Path) -> Iterator[ByHand]:
    """Rows of aliases.csv: two names that are one thing, or not; of one place and one path only where these are filled in."""
    with path.open(encoding="utf-8-sig", newline="") as fh:
        reader = csv.DictReader(fh)
        if not set(_ALIAS_COLUMNS) <= set(reader.fieldnames or ()):
            raise BadInput(str(path), f"its header is {reader.fieldnames}", f"give it the columns {', '.join(_ALIAS_COLUMNS)}")
        for row in reader:
            same = row["same"].strip().lower() not in ("no", "false", "0")
            yield ByHand(row["before"], row["after"], same, row.get("ref_area") or "", row.get("path") or "")


def folder_of(name: str, store: Path) -> Path:
    """The folder of an edition: itself, or the newest release of REPORT:YEAR."""
    if Path(name).is_dir():
        return Path(name)
    report, colon, year = name.partition(":")
    if colon:
        from output.store import Store

        return Store(store).newest(report, year)
    raise BadInput(name, "neither a folder nor REPORT:YEAR", "name a folder that `shubao extract` wrote, or an edition of the store")


def edition(folder: Path) -> Edition:
    """An edition read back from its figures.csv."""
    path = folder / "figures.csv"
    figures = tuple(read_figures(path))
    with path.open(encoding="utf-8-sig", newline="") as fh:
        year = next((row["edition"] for row in csv.DictReader(fh)), "")
    if not year.isdigit():
        raise BadInput(str(path), "holds no figures", "extract the report again")
    return Edition(year, figures)


def compare(before: str, after: str, store: Path) -> Diff:
    """The diff of two editions."""
    return diff_of(edition(folder_of(before, store)), edition(folder_of(after, store)), knowledge(store))


def largest(diff: Diff, count: int) -> list[Change]:
    """The claimed changes of levels that moved most, in per cent."""
    moved = [
        c
        for c in diff.changes
        if c.status == "claimed" and c.change_pct is not None and c.before and c.after and c.kind in ("same", "unit_changed", "renamed")
    ]
    return sorted(moved, key=lambda c: -abs(c.change_pct or Decimal(0)))[:count]


def show(diff: Diff) -> None:
    """Prints a diff as a table, contradictions first, then the findings."""
    from rich.console import Console
    from rich.table import Table

    console = Console()
    table = Table(title=f"{diff.before} → {diff.after}", header_style="bold", title_justify="left")
    for name, justify in (
        ("kind", "left"),
        ("indicator", "left"),
        ("area", "left"),
        (diff.before, "right"),
        (diff.after, "right"),
        ("%", "right"),
        ("stated", "right"),
        ("verdict", "left"),
        ("score", "right"),
    ):
        table.add_column(name, justify=justify)  # type: ignore[arg-type]
    for c in sorted(diff.changes, key=lambda c: c.verdict != "contradicted")[:_ROWS]:
        one = c.after or c.before
        assert one is not None
        style = "red" if c.verdict == "contradicted" else "dim" if c.status == "proposed" else ""
        kind = c.kind + ("?" if c.status == "proposed" else "")
        table.add_row(
            kind, one.indicator, one.ref_area, c.before.raw if c.before else "", c.after.raw if c.after else "", plain(c.change_pct), c.stated_growth,
            "" if c.verdict == "unstated" else c.verdict, f"{c.score:.2f}" if c.before and c.after else "", style=style,
        )  # fmt: skip
    console.print(table)
    if len(diff.changes) > _ROWS:
        console.print(f"… {len(diff.changes) - _ROWS} more: --csv FILE or --out DIR writes them all")
    for f in diff.findings[:_ROWS]:
        console.print(f"[red]{f.severity}[/red] {f.code} p.{f.place.page if f.place else '?'}: {f.note}", highlight=False)

"""A figure by its id: in a folder, an edition of the store, or wherever in the store it stands."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from flows.releases.compare import folder_of
from output.store import Store
from patterns.errors import BadInput

Row = Mapping[str, str]
_SHORTEST = 4  # characters of an id that may stand for the whole


@dataclass(frozen=True, slots=True)
class Found:
    """A row of figures.csv, and the folder that it lies in."""

    folder: Path
    row: Row

    def area(self) -> str:
        """The place that the report is about."""
        described = json.loads((self.folder / "datapackage.json").read_text(encoding="utf-8"))
        return str(described["shubao"]["ref_area"])


def rows(folder: Path) -> Iterator[Row]:
    """The rows of a folder's figures.csv."""
    with (folder / "figures.csv").open(encoding="utf-8-sig", newline="") as fh:
        yield from csv.DictReader(fh)


def figure(figure_id: str, where: str, root: Path) -> Found:
    """The one figure that `figure_id`, or its beginning, stands for. Several are listed, and refused as none is: raises BadInput."""
    found = [Found(folder, row) for folder in _folders(where, root) for row in rows(folder) if _fits(row["figure_id"], figure_id)]
    if not found:
        what = f"neither a report nor a figure in {where or root}"
        raise BadInput(figure_id, what, "`shubao show` lists reports, `shubao find TEXT` figures")
    if len(found) > 1:
        for f in found:
            click.echo(line(f.row))
        raise BadInput(figure_id, f"{len(found)} figures", "say which: REPORT:YEAR before it, or more of its id")
    return found[0]


def line(row: Row) -> str:
    """A figure in one line."""
    what = f"{row['indicator']} ({row['ref_area']}, {row['time_period']}, {row['measure']})"
    return f"{row['figure_id']}  {row['report']} {row['edition']} p.{row['page']}  {row['raw']}  {what}"


def _fits(whole: str, given: str) -> bool:
    return whole == given or len(given) >= _SHORTEST and whole.startswith(given)


def _folders(where: str, root: Path) -> Iterator[Path]:
    if where:
        yield folder_of(where, root)
        return
    store = Store(root)
    yield from (store.newest(report, year) for report in store.reports() for year in store.editions(report))

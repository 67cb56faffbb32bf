"""A release as a workbook: its figures, findings and tables, and its changes where there is an edition before."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path

from output import excel, schema
from output.store import Store
from patterns.errors import BadInput


def workbook(what: str, year: str, root: Path, path: Path) -> None:
    """Writes the .xlsx of a folder of `extract`, or of a report of the store (its newest edition, or that of `year`)."""
    folder = Path(what) if (Path(what) / "figures.csv").exists() else None
    changes: Path | None = None
    if folder is None:
        store = Store(root)
        years = store.editions(what) if what in store.reports() else []
        year = year or (years[-1] if years else "")
        folder = store.newest(what, year)
        earlier = [y for y in years if y < year]
        changes = root / "diffs" / what / f"{earlier[-1]}..{year}" / "changes.csv" if earlier else None
    sheets: list[excel.Sheet] = [("figures", schema.FIGURES, _rows(folder / "figures.csv", schema.FIGURES))]
    if changes and changes.exists():
        sheets.append(("changes", schema.CHANGES, _rows(changes, schema.CHANGES)))
    sheets.append(("findings", schema.FINDINGS, _rows(folder / "findings.csv", schema.FINDINGS)))
    excel.write_book(sheets, path, json.loads((folder / "tables.json").read_text(encoding="utf-8")))


def _rows(path: Path, columns: Sequence[schema.Column]) -> list[list[str]]:
    """Rows of a CSV of ours in the order of `columns`; a column that an older file has not is blank."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as fh:
            return [[row.get(c.name) or "" for c in columns] for row in csv.DictReader(fh)]
    except OSError as error:
        raise BadInput(str(path), f"cannot be read ({error.strerror})", "extract the report again") from None

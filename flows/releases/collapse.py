"""An edition held against another one of its report: what has collapsed is held back, and told beside the diff."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from output.plausible import Extent, collapsed, extent
from output.store import Store
from patterns.model import Finding


def fallen(store: Store, report: str, year: str, files: dict[str, bytes], area_counts: bool) -> list[Finding]:
    """What a new release lacks against the version before, or, where it is the first of its year, against the edition before.

    Releases of another schema are not compared: their names and ids are made otherwise.
    """
    before = _before(store, report, year)
    if before is None or _said(before)["schema"] != json.loads(files["datapackage.json"])["shubao"]["schema"]:
        return []
    after = extent(json.loads(files["datapackage.json"]), csv.DictReader(io.StringIO(files["figures.csv"].decode(), "")), area_counts)
    return collapsed(_extent(before), after)


def between(before: Path, after: Path) -> list[Finding]:
    """What the release in one folder lacks against that in another."""
    return collapsed(_extent(before), _extent(after)) if _said(before)["schema"] == _said(after)["schema"] else []


def _before(store: Store, report: str, year: str) -> Path | None:
    earlier = [y for y in store.editions(report) if y <= year]
    return store.newest(report, earlier[-1]) if earlier else None


def _described(folder: Path) -> dict[str, Any]:
    described: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return described


def _said(folder: Path) -> dict[str, Any]:
    return {"schema": "1"} | dict(_described(folder)["shubao"])


def _extent(folder: Path) -> Extent:
    with (folder / "figures.csv").open(encoding="utf-8", newline="") as fh:
        return extent(_described(folder), csv.DictReader(fh))

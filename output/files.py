"""Writes the files of a release into a folder, and reads figures.csv back. Plain UTF-8 CSV, one line end, the same bytes for the same data."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import InvalidOperation
from pathlib import Path
from typing import Any

from output import schema
from patterns.errors import BadInput
from patterns.model import Cell, Figure, Finding, Table

csv.field_size_limit(1 << 24)


@dataclass(frozen=True, slots=True)
class Release:
    """One edition of a report as data."""

    report: str
    edition: str
    title: str
    area: str
    figures: tuple[Figure, ...]
    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]
    source: dict[str, Any]
    versions: dict[str, str]


def to_csv(columns: Sequence[schema.Column], rows: Iterable[Sequence[str]]) -> bytes:
    """Rows under the names of their columns, as bytes."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(schema.header(columns))
    writer.writerows(rows)
    return out.getvalue().encode()


def _cell(cell: Cell) -> dict[str, Any]:
    x0, top, x1, bottom = (round(v, 1) for v in cell.place.bbox)
    return {
        "row": cell.row, "col": cell.col, "rowspan": cell.rowspan, "colspan": cell.colspan, "text": cell.text,
        "page": cell.place.page, "x0": x0, "top": top, "x1": x1, "bottom": bottom,
    }  # fmt: skip


def table_record(table: Table) -> dict[str, Any]:
    """A table as an entry of tables.json."""
    return {
        "id": table.id, "pages": list(table.pages), "caption": table.caption, "unit": table.unit, "header_rows": table.header_rows,
        "engine": table.engine, "score": table.score, "cells": [_cell(c) for c in table.cells],
    }  # fmt: skip


def to_json(value: Any) -> bytes:
    """JSON with sorted structure as given, two spaces, one line end."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def table_csv(table: Table) -> bytes:
    """A table as a grid; the text of a spanning cell stands in every cell that it spans."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([[c.text if c else "" for c in row] for row in table.grid()])
    return out.getvalue().encode()


def data_files(release: Release) -> dict[str, bytes]:
    """Every data file of a release by its name: what decides whether a version is new."""
    files = {
        "figures.csv": to_csv(schema.FIGURES, (schema.figure_row(f, release.report, release.edition) for f in release.figures)),
        "tables.json": to_json([table_record(t) for t in release.tables]),
        "findings.csv": to_csv(schema.FINDINGS, map(schema.finding_row, release.findings)),
    }
    return files | {f"tables/{t.id}.csv": table_csv(t) for t in release.tables}


def _resource(name: str, path: str, data: bytes, columns: Sequence[schema.Column] | None = None) -> dict[str, Any]:
    record: dict[str, Any] = {"name": name, "path": path, "hash": f"sha256:{hashlib.sha256(data).hexdigest()}", "bytes": len(data)}
    record |= {
        "format": path.rpartition(".")[2],
        "mediatype": "text/csv" if path.endswith("csv") else "application/json",
        "encoding": "utf-8",
    }
    if columns:
        fields = [{"name": c.name, "type": c.schema_type, "description": c.meaning} for c in columns]
        record |= {
            "type": "table",
            "schema": {"$schema": "https://datapackage.org/profiles/2.0/tableschema.json", "fields": fields, "missingValues": [""]},
        }
    return record


def _grid_resource(table: Table, data: bytes) -> dict[str, Any]:
    record = _resource(table.id, f"tables/{table.id}.csv", data)
    fields = [{"name": f"c{j}", "type": "string"} for j in range(table.cols)]
    return record | {
        "type": "table",
        "title": table.caption or table.id,
        "dialect": {"header": False},
        "schema": {"fields": fields, "missingValues": [""]},
    }


def package(release: Release, files: dict[str, bytes]) -> bytes:
    """datapackage.json (Data Package v2) over the data files."""
    resources = [
        _resource("figures", "figures.csv", files["figures.csv"], schema.FIGURES),
        _resource("tables", "tables.json", files["tables.json"]),
        _resource("findings", "findings.csv", files["findings.csv"], schema.FINDINGS),
    ]
    resources += [_grid_resource(t, files[f"tables/{t.id}.csv"]) for t in release.tables]
    return to_json(
        {
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": f"{release.report}-{release.edition}",
            "title": release.title,
            "version": schema.VERSION,
            "sources": [{"title": release.title} | release.source],
            "shubao": {"report": release.report, "edition": release.edition, "ref_area": release.area, "schema": schema.VERSION}
            | release.versions,
            "resources": resources,
        }
    )


def write(release: Release, folder: Path) -> None:
    """Writes a whole release into `folder` (made where it is missing). Raises BadInput where it cannot be written."""
    files = data_files(release)
    files["datapackage.json"] = package(release, files)
    write_files(files, folder)
    for path in (folder / "tables").glob("t*.csv"):  # of an earlier reading that saw more tables
        if f"tables/{path.name}" not in files:
            path.unlink()


def write_files(files: dict[str, bytes], folder: Path) -> None:
    """Writes files beside and renames each; the description last, so that it never speaks of what is not there."""
    try:
        for name, data in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(path.name + ".part")
            part.write_bytes(data)
            part.replace(path)
    except OSError as error:
        raise BadInput(str(folder), f"cannot be written ({error.strerror})", "choose a folder that can") from None


def read_figures(path: Path) -> list[Figure]:
    """Rows of a figures.csv. Raises BadInput where it is missing or not one of ours."""
    try:
        return parse_figures(path.read_text(encoding="utf-8-sig"), str(path))
    except FileNotFoundError:
        raise BadInput(str(path), "no such file", "name a folder that `shubao extract` wrote") from None


def parse_figures(text: str, where: str) -> list[Figure]:
    """Rows of the text of a figures.csv."""
    try:
        return [schema.figure_of(row) for row in csv.DictReader(io.StringIO(text, newline=""))]
    except (KeyError, ValueError, InvalidOperation) as error:
        raise BadInput(where, f"is no figures.csv of shubao ({error})", "extract the report again") from None

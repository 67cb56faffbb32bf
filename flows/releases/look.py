"""Looks into the store: lists, finds an indicator, crops the page around a figure."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import click

from output.store import Store
from patterns.errors import BadInput


def _releases(store: Store) -> Iterator[tuple[str, str, Path]]:
    for report in store.reports():
        for year in store.editions(report):
            yield report, year, store.sound(report, year)


def _rows(folder: Path) -> Iterator[dict[str, str]]:
    with (folder / "figures.csv").open(encoding="utf-8", newline="") as fh:
        yield from csv.DictReader(fh)


def find(text: str, root: Path, force: bool = False) -> None:
    """Prints every figure whose indicator holds `text`, over all editions."""
    count = 0
    for report, year, folder in _releases(Store(root, force)):
        for row in _rows(folder):
            if text.replace(" ", "") in row["indicator"].replace(" ", ""):
                count += 1
                click.echo(
                    f"{row['figure_id']}  {report} {year} p.{row['page']}  {row['raw']}  {row['indicator']} ({row['ref_area']}, {row['time_period']}, {row['measure']})"
                )
    if not count:
        raise BadInput(text, f"no indicator in {root} holds it", "try a shorter word, or `shubao show`")


def show(what: str, year: str, root: Path, picture: Path | None, force: bool = False) -> None:
    """Lists the store, a report's editions, an edition's summary, or shows one figure (with its crop of the page)."""
    store = Store(root, force)
    if not what:
        for report, one, folder in _releases(store):
            click.echo(_line(report, one, folder))
        if not store.reports():
            click.echo(f"{root} is empty: build a report first")
    elif what in store.reports():
        for report, one, folder in _releases(store):
            if report == what and year in ("", one):
                click.echo(_line(report, one, folder))
    else:
        _figure(what, store, picture)


def _line(report: str, year: str, folder: Path) -> str:
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    figures = sum(1 for _ in _rows(folder))
    return f"{report} {year} {folder.name}: {figures} figures, {len(described['resources']) - 3} tables, {described['title']} -> {folder}"


def _figure(figure_id: str, store: Store, picture: Path | None) -> None:
    for _, _, folder in _releases(store):
        row = next((r for r in _rows(folder) if r["figure_id"] == figure_id), None)
        if row is None:
            continue
        for key, value in row.items():
            if value:
                click.echo(f"{key:14} {value}")
        if picture:
            _crop(row, folder, store, picture)
            click.echo(f"picture        {picture}")
        return
    raise BadInput(figure_id, f"neither a report nor a figure in {store.root}", "`shubao show` lists reports, `shubao find TEXT` figures")


def _crop(row: dict[str, str], folder: Path, store: Store, picture: Path) -> None:
    from extractors.render import crop

    source = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["sources"][0]
    pdf = store.root / "raw" / f"{source['hash'].removeprefix('sha256:')}.pdf"
    box = tuple(float(row[k]) for k in ("x0", "top", "x1", "bottom"))
    crop(pdf, int(row["page"]), (box[0], box[1], box[2], box[3]), picture)

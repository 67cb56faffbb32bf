"""Looks into the store: lists, finds an indicator, crops the page around a figure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from flows.releases import which
from flows.releases.which import Found, rows
from flows.tongue import say
from output.store import Store
from patterns.errors import BadInput


def _releases(store: Store) -> Iterator[tuple[str, str, Path]]:
    for report in store.reports():
        for year in store.editions(report):
            yield report, year, store.newest(report, year)


def find(text: str, root: Path) -> None:
    """Prints every figure whose indicator holds `text`, over all editions."""
    count = 0
    for _, _, folder in _releases(Store(root)):
        for row in rows(folder):
            if text.replace(" ", "") in row["indicator"].replace(" ", ""):
                count += 1
                click.echo(which.line(row))
    if not count:
        raise BadInput(text, f"no indicator in {root} holds it", "try a shorter word, or `shubao show`")


def show(what: str, year: str, root: Path, picture: Path | None) -> None:
    """Lists the store, a report's editions, an edition's summary, or shows one figure (with its crop of the page).

    A figure is named by its id, or by the folder or REPORT:YEAR that it stands in (as `what`) and its id (as `year`).
    """
    store = Store(root)
    if not what:
        for report, one, folder in _releases(store):
            click.echo(_line(report, one, folder))
        if not store.reports():
            say(f"{root} is empty: build a report first")
    elif what in store.reports():
        for report, one, folder in _releases(store):
            if report == what and year in ("", one):
                click.echo(_line(report, one, folder))
    else:
        _figure(which.figure(year, what, root) if year else which.figure(what, "", root), store, picture)


def _line(report: str, year: str, folder: Path) -> str:
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    figures = sum(1 for _ in rows(folder))
    return f"{report} {year} {folder.name}: {figures} figures, {len(described['resources']) - 3} tables, {described['title']} -> {folder}"


def _figure(found: Found, store: Store, picture: Path | None) -> None:
    for key, value in found.row.items():
        if value:
            click.echo(f"{key:14} {value}")
    if picture:
        _crop(found, store, picture)
        click.echo(f"picture        {picture}")


def _crop(found: Found, store: Store, picture: Path) -> None:
    from extractors.render import crop
    from flows.releases.review import pdf_of

    pdf, row = pdf_of(found.folder, store), found.row
    if pdf is None:
        raise BadInput(str(found.folder), "the PDF that it was read from is not to be found", "extract it again where the PDF lies")
    box = tuple(float(row[k]) for k in ("x0", "top", "x1", "bottom"))
    crop(pdf, int(row["page"]), (box[0], box[1], box[2], box[3]), picture)

"""Two editions compared."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from flows.cli.group import STORE, main


@main.command()
@click.argument("before")
@click.argument("after")
@click.option("--csv", "csv_file", type=click.Path(path_type=Path), help="Write changes.csv here.")
@click.option("--json", "as_json", is_flag=True, help="Print changes and findings as JSON.")
@click.option("--strict", is_flag=True, help="Leave with 1 where anything is contradicted.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for changes.csv and findings.csv.")
@STORE
def diff(before: str, after: str, csv_file: Path | None, as_json: bool, strict: bool, out: Path | None, store: Path) -> None:
    """Compare two editions: folders of `extract`, or REPORT:YEAR of the store."""
    from flows.releases.compare import compare, show
    from output.render import changes_csv, diff_json, write_diff

    found = compare(before, after, store)
    if csv_file:
        changes_csv(found, csv_file)
    if out:
        write_diff(found, out)
    if as_json:
        sys.stdout.write(diff_json(found))
    elif not csv_file:
        show(found)
    sys.exit(1 if strict and any(c.verdict == "contradicted" for c in found.changes) else 0)

"""Two editions compared."""

from __future__ import annotations

import shutil
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.group import FORCE, STORE, main
from flows.tongue import say

if TYPE_CHECKING:
    from output.diff import Diff

_TOP = 10  # of each kind, on a terminal
_KINDS = ("largest", "contradicted", "revised", "rescoped", "unit_changed", "renamed", "new", "dropped", "same", "proposed")


@main.command()
@click.argument("before")
@click.argument("after")
@click.option("--csv", "csv_file", type=click.Path(path_type=Path), help="Write the changes here, the mentions beside them.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for changes.csv, mentions.csv and findings.csv.")
@click.option("--excel", type=click.Path(path_type=Path), help="Write changes, mentions and findings into this .xlsx.")
@click.option("--json", "as_json", is_flag=True, help="Print changes, mentions and findings as JSON.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(_KINDS), help="Print only these (repeatable).")
@click.option("--top", type=click.IntRange(min=1), help="Print so many of each kind (default: 10; through a pipe all).")
@click.option("--indicator", default="", metavar="TEXT", help="Print only changes in whose name, labels, title or place it stands.")
@click.option("--all", "everything", is_flag=True, help="Print every kind, and candidates that are too unlikely to be proposed.")
@click.option("--strict", is_flag=True, help="Leave with 1 where anything is contradicted.")
@STORE
@FORCE
def diff(
    before: str,
    after: str,
    csv_file: Path | None,
    out: Path | None,
    excel: Path | None,
    as_json: bool,
    kinds: tuple[str, ...],
    top: int | None,
    indicator: str,
    everything: bool,
    strict: bool,
    store: Path,
    force: bool,
) -> None:
    """Compare two editions: folders of `extract`, or REPORT:YEAR of the store."""
    from flows.releases.compare import compare
    from output.render import diff_json, write_all

    found = compare(before, after, store, everything, force)
    written = write_all(found, csv_file, out, excel)
    if as_json:
        sys.stdout.write(diff_json(found))
    else:
        _show(found, kinds, top, indicator, everything, quiet=bool(written))
    for path in written:
        say(f"written: {path}", err=as_json)
    sys.exit(1 if strict and any(c.verdict == "contradicted" for c in found.changes) else 0)


def _show(found: Diff, kinds: tuple[str, ...], top: int | None, indicator: str, everything: bool, quiet: bool) -> None:
    """In a terminal the sums, changes by interest and findings; through a pipe tab-separated lines; the sums alone where files were asked for."""
    from output.interest import SECTIONS, SHOWN, named
    from output.terminal import findings, lines, listing, summary

    changes = named((*found.changes, *found.candidates), indicator)
    asked = kinds or (SECTIONS if everything else SHOWN)
    if quiet and not (kinds or top or indicator or everything):
        text = summary(found)
    elif sys.stdout.isatty():
        columns = shutil.get_terminal_size().columns
        text = chain(summary(found), listing(found, changes, asked, top or _TOP, columns), findings(found, top or _TOP, columns))
    else:
        text = lines(found, changes, kinds or SECTIONS, top)
    for line in text:
        click.echo(line)

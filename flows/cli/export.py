"""For spreadsheets and eyes: a release as a workbook, a series as a picture."""

from __future__ import annotations

from pathlib import Path

import click

from flows.cli.group import STORE, main
from patterns.errors import BadInput


@main.command()
@click.argument("words", metavar="REPORT|DIR [YEAR] OUT.xlsx", nargs=-1, required=True)
@STORE
def excel(words: tuple[str, ...], store: Path) -> None:
    """Write figures, changes, findings and every table of a release into a workbook."""
    from flows.reading.given import workbook as checked
    from flows.releases.export import workbook

    if not 2 <= len(words) <= 3:
        raise BadInput(" ".join(words), "is not REPORT [YEAR] OUT.xlsx", "name a report or a folder, and the file to write")
    out = Path(words[-1])
    checked(out)
    workbook(words[0], words[1] if len(words) == 3 else "", store, out)
    click.echo(str(out))


@main.command()
@click.argument("report")
@click.argument("indicators", metavar="INDICATOR...", nargs=-1, required=True)
@STORE
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The picture: .png or .svg.")
@click.option("--area", default="", help="Place (default: the report's own).")
def plot(report: str, indicators: tuple[str, ...], store: Path, out: Path, area: str) -> None:
    """Draw indicators of a report over its editions."""
    from flows.releases.plotted import plot as run

    for name in run(report, indicators, store, out, area):
        click.echo(name)
    click.echo(str(out))

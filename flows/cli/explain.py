"""Why a figure was read so, and how a sentence is read."""

from __future__ import annotations

from pathlib import Path

import click

from flows.cli.group import AREA_AS_IS, STORE, main


@main.command()
@click.argument("what", nargs=-1, required=True, metavar="[REPORT:YEAR|DIR] FIGURE_ID")
@STORE
def explain(what: tuple[str, ...], store: Path) -> None:
    """Why a figure was read so: its sentence, and the rule behind each of its columns."""
    from flows.releases.explain import explain as run

    if len(what) > 2:
        raise click.UsageError("give one figure: [REPORT:YEAR|DIR] FIGURE_ID")
    run(what[-1], what[0] if len(what) == 2 else "", store)


@main.command()
@click.argument("sentence")
@click.option("--area", default="", help="Place that the sentence is about (default: none).")
@click.option("--year", default="", help="Year that a bare figure is of.")
@AREA_AS_IS
def read(sentence: str, area: str, year: str, area_as_is: bool) -> None:
    """How a sentence is read: its figures, and its numerals that are none."""
    from flows.reading.given import said
    from flows.releases.explain import read as run

    _, edition, place = said("options", "", year, area, area_as_is)
    run(sentence, edition, place)

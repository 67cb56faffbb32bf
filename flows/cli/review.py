"""The page to look at, compare and correct."""

from __future__ import annotations

from pathlib import Path

import click

from flows.cli.group import STORE, main


@main.command()
@click.argument("what", metavar="REPORT|DIR")
@click.argument("year", required=False)
@STORE
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the page.")
@click.option("--pdf", type=click.Path(path_type=Path), help="The PDF of DIR, where it lies elsewhere now.")
@click.option("--edit", is_flag=True, help="Serve the page on 127.0.0.1 to correct figures, until stopped.")
def review(what: str, year: str | None, store: Path, out: Path | None, pdf: Path | None, edit: bool) -> None:
    """Make the page of an edition: figures beside the report, findings, tables, comparison, coverage."""
    from flows.reading.given import said
    from flows.releases.review import of_folder, of_store
    from flows.tongue import say
    from output.store import Store

    root = Store(store)
    if (Path(what) / "figures.csv").is_file():
        made = of_folder(Path(what), root, pdf, out)
    else:
        made = of_store(root, *said("review", what, year or "", "")[:2], out)
    if not made.pdf:
        say(f"shubao: {made.release}: its PDF is found nowhere; the page has no pictures (name it with --pdf)", err=True)
    if not edit:
        click.echo(made.index)
        return
    from flows.review_server.serve import serve

    serve(made, store)

"""What is in the store."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from flows.cli.group import STORE, main
from flows.tongue import say


@main.command()
@click.argument("what", required=False)
@click.argument("year", required=False)
@STORE
@click.option("--picture", type=click.Path(path_type=Path), help="PNG: the page around a figure, the figure marked.")
def show(what: str | None, year: str | None, store: Path, picture: Path | None) -> None:
    """What is in the store: reports, editions, or one figure by its id."""
    from flows.releases.look import show as run

    run(what or "", year or "", store, picture)


@main.command()
@click.argument("text")
@STORE
def find(text: str, store: Path) -> None:
    """Look an indicator up in every newest release."""
    from flows.releases.look import find as run

    run(text, store)


@main.command()
@STORE
def verify(store: Path) -> None:
    """Check every hash in the store."""
    from output.store import Store

    wrong = list(Store(store).verify())
    for path, what in wrong:
        click.echo(f"{path}: {what}")
    releases = sum(1 for r in Store(store).reports() for _ in Store(store).editions(r))
    say(f"{releases} editions, {len(wrong)} problems")
    sys.exit(1 if wrong else 0)

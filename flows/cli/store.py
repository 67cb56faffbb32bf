"""What is in the store."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from flows.cli.group import FORCE, STORE, main
from flows.tongue import say


@main.command()
@click.argument("what", required=False)
@click.argument("year", required=False)
@STORE
@click.option("--picture", type=click.Path(path_type=Path), help="PNG: the page around a figure, the figure marked.")
@FORCE
def show(what: str | None, year: str | None, store: Path, picture: Path | None, force: bool) -> None:
    """What is in the store: reports, editions, or one figure by its id."""
    from flows.releases.look import show as run

    run(what or "", year or "", store, picture, force)


@main.command()
@click.argument("text")
@STORE
@FORCE
def find(text: str, store: Path, force: bool) -> None:
    """Look an indicator up in every newest release."""
    from flows.releases.look import find as run

    run(text, store, force)


@main.command()
@STORE
@click.option("--repair", is_flag=True, help="Move the damaged aside, publish anew from raw, sweep; says what it did.")
def verify(store: Path, repair: bool) -> None:
    """Check every hash in the store, and its releases against the ledger."""
    from output.store import Store
    from output.verify import verify as run

    if repair:
        from flows.releases.repair import repair as mend

        for line in mend(store):
            click.echo(line)
    wrong = list(run(Store(store)))
    for path, what in wrong:
        click.echo(f"{path}: {what}")
    releases = sum(1 for r in Store(store).reports() for _ in Store(store).editions(r))
    say(f"{releases} editions, {len(wrong)} problems")
    sys.exit(1 if wrong else 0)


@main.command()
@STORE
@click.option("--days", type=click.FloatRange(min=0), default=7, show_default=True, help="Age of caches that are removed.")
def clean(store: Path, days: float) -> None:
    """Remove what killed processes left half-written, and old caches."""
    from output.sweep import sweep

    for path, what in sweep(store, days * 86400):
        click.echo(f"{path}: {what}")

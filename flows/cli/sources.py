"""The list of reports to watch."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from flows.cli.group import STORE, main
from flows.tongue import say


@main.group()
def sources() -> None:
    """The list of reports to watch, sources.toml."""


@sources.command("init")
@STORE
def sources_init(store: Path) -> None:
    """Write a commented example of sources.toml into the store."""
    from flows.pull.sources import example
    from patterns.errors import BadInput

    path = store / "sources.toml"
    if path.exists():
        raise BadInput(str(path), "is there already", "edit it")
    store.mkdir(parents=True, exist_ok=True)
    path.write_text(example(), encoding="utf-8")
    say(f"{path}: edit it, then `shubao sources check`")


@sources.command("check")
@STORE
def sources_check(store: Path) -> None:
    """Check sources.toml; every mistake is told with its line."""
    from flows.pull.sources import BadSources, Sources

    path = store / "sources.toml"
    try:
        found = Sources(path)
    except BadSources as error:
        click.echo("\n".join(f"{path}:{problem}" for problem in error.problems), err=True)
        sys.exit(error.exit_code)
    for source in found.all:
        click.echo(f"{source.report}: {source.listing or source.url or source.files}, {source.cron} ({source.timezone})")


@sources.command("deployments")
@STORE
@click.option("--pool", default="shubao", show_default=True, help="Work pool of the Prefect server.")
def sources_deployments(store: Path, pool: str) -> None:
    """Print a prefect.yaml: one deployment a source, for `prefect deploy --all`."""
    from flows.pull.sources import Sources
    from flows.yearly.schedule import deployments

    click.echo(deployments(Sources(store / "sources.toml").all, str(store.resolve()), pool), nl=False)

"""What is installed, what is missing."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from flows.cli.group import STORE, main


@main.command()
@STORE
def doctor(store: Path) -> None:
    """Check versions, fonts, OCR, browser, Prefect, store and disk; leaves with 1 where something is missing."""
    from flows.releases.doctor import checked

    well = True
    for what, good, said in checked(store):
        well &= good
        click.echo(f"{'ok  ' if good else 'MISS'}  {what:14}  {said}")
    sys.exit(0 if well else 1)

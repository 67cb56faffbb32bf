"""The command group, and the arguments that several commands share. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import gc
import io
import sys
from pathlib import Path

import click

from patterns.errors import ShubaoError

PDF = click.argument("pdf", type=click.Path(path_type=Path))
STORE = click.option("--store", type=click.Path(path_type=Path), default=Path("store"), show_default=True, help="Folder of releases.")


class Commands(click.Group):
    """Prints what a user can act on as one line, and leaves with its exit code."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ShubaoError as error:
            click.echo(f"shubao: {error}", err=True)
            sys.exit(error.exit_code)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="shubao")
def main() -> None:
    """Turns yearly reports (PDF) into versioned CSV, and compares editions."""
    gc.set_threshold(200_000)  # a command makes many small things and ends: collecting them while modules load costs a tenth of it
    for stream in (sys.stdout, sys.stderr):  # what is printed is Chinese, whatever the machine's language
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")

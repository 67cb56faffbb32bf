"""The command group, and the arguments that several commands share. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import gc
import io
import sys
from pathlib import Path

import click

from patterns.errors import ShubaoError, fault, one_line

PDF = click.argument("pdf", type=click.Path(path_type=Path))
OCR = click.option(
    "--ocr", type=click.Choice(("auto", "never", "always")), default="auto", show_default=True, help="Recognise pages without usable text."
)
AREA_AS_IS = click.option("--area-as-is", is_flag=True, help="Take --area as it stands, be it in no gazetteer.")
ACCEPT = click.option("--accept", is_flag=True, help="Publish an edition that has collapsed against the one before, too.")
FORCE = click.option("--force", is_flag=True, help="Read on where a file of the store was altered.")
STORE = click.option("--store", type=click.Path(path_type=Path), default=Path("store"), show_default=True, help="Folder of releases.")


class Commands(click.Group):
    """Prints what a user can act on as one line, and leaves with its exit code."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ShubaoError as error:
            line, code = str(error), error.exit_code
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            line, code = f"{fault(error)}; report it, with what you did, as a fault of shubao", ShubaoError.exit_code
        click.echo(f"shubao: {one_line(line)}", err=True)
        sys.exit(code)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="shubao")
def main() -> None:
    """Turns yearly reports (PDF) into versioned CSV, and compares editions."""
    gc.set_threshold(200_000)  # a command makes many small things and ends: collecting them while modules load costs a tenth of it
    for stream in (sys.stdout, sys.stderr):  # what is printed is Chinese, whatever the machine's language
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")

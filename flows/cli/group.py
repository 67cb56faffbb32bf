"""The command group, and the arguments that several commands share. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from flows.tongue import LANGUAGES, error_line, language, told
from patterns.errors import ShubaoError, fault, one_line

PDF = click.argument("pdf", type=click.Path(path_type=Path))
OCR = click.option(
    "--ocr", type=click.Choice(("auto", "never", "always")), default="auto", show_default=True, help="Recognise pages without usable text."
)
ENGINE = click.option(
    "--engine", type=click.Choice(("auto", "grid", "pdfplumber", "camelot")), default="auto", show_default=True, help="Who reads tables."
)
AREA_AS_IS = click.option("--area-as-is", is_flag=True, help="Take --area as it stands, be it in no gazetteer.")
ACCEPT = click.option("--accept", is_flag=True, help="Publish an edition that has collapsed against the one before, too.")
FORCE = click.option("--force", is_flag=True, help="Read on where a file of the store was altered.")
STORE = click.option("--store", type=click.Path(path_type=Path), default=Path("store"), show_default=True, help="Folder of releases.")
REVIEW = click.option("--review", is_flag=True, help="Make the review page, too.")


class Commands(click.Group):
    """Prints what a user can act on as one line, and leaves with its exit code; help in the reader's language."""

    def main(self, args: Sequence[str] | None = None, *more: Any, **options: Any) -> Any:
        """Runs the command line; the language is settled before anything is said."""
        words = list(sys.argv[1:] if args is None else args)
        if "--lang" in words[:-1] and words[words.index("--lang") + 1] in LANGUAGES:
            os.environ["SHUBAO_LANG"] = words[words.index("--lang") + 1]
        if language() != "en":
            _translate(self)
        return super().main(words, *more, **options)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ShubaoError as error:
            line, code = error_line(error), error.exit_code
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            line, code = f"{fault(error)}; report it, with what you did, as a fault of shubao", ShubaoError.exit_code
        click.echo(f"shubao: {one_line(line)}", err=True)
        sys.exit(code)


def _translate(command: click.Command) -> None:
    """Help of a command, of its options and of all commands below it, once."""
    command.help = told(command.help or "")
    for option in command.params:
        if isinstance(option, click.Option):
            option.help = told(option.help or "")
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        _translate(below)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="shubao")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of messages (default: by the locale).")
def main(lang: str | None) -> None:
    """Turns yearly reports (PDF) into versioned CSV, and compares editions."""
    gc.set_threshold(200_000)  # a command makes many small things and ends: collecting them while modules load costs a tenth of it
    for stream in (sys.stdout, sys.stderr):  # what is printed is Chinese, whatever the machine's language
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")

"""What people read, in their language: Chinese where the locale is, or as --lang or SHUBAO_LANG says.

Sentences are written once, in English, where they arise; `data/messages.csv` has each with its Chinese sister. Files keep English,
whatever the locale: their bytes depend on the PDF alone.
"""

from __future__ import annotations

import csv
import os
from functools import cache
from pathlib import Path

import click

from patterns.errors import BadInput, ShubaoError
from patterns.templates import Template, names

LANGUAGES = ("zh", "en")
MESSAGES = Path(__file__).parent / "data" / "messages.csv"


def language() -> str:
    """zh or en."""
    said = os.environ.get("SHUBAO_LANG", "")
    if said in LANGUAGES:
        return said
    locale = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "zh" if locale.lower().startswith("zh") else "en"


@cache
def _messages() -> tuple[dict[str, str], list[Template]]:
    """Sentences without facts by their English, and those with facts. Raises ValueError where a row tells other facts than its sister."""
    plain, filled = {}, []
    with MESSAGES.open(encoding="utf-8", newline="") as fh:
        for row in csv.DictReader(fh, strict=True):
            en, zh = row["en"], row["zh"]
            if set(names(zh)) - set(names(en)) or not zh or en in plain:
                raise ValueError(f"{MESSAGES}: {en}: no sister, listed twice, or it tells other facts")
            if names(en):
                filled.append(Template(en, zh))
            else:
                plain[en] = zh
    return plain, filled


def told(text: str) -> str:
    """A sentence in the reader's language; as it is where none of the table fits."""
    if language() == "en" or not text:
        return text
    plain, filled = _messages()
    return plain.get(text) or next(filter(None, (t.told(text) for t in filled)), text)


def say(text: str, err: bool = False) -> None:
    """Prints a sentence of the table in the reader's language."""
    click.echo(told(text), err=err)


def error_line(error: ShubaoError) -> str:
    """An error's one line."""
    if language() == "en" or not isinstance(error, BadInput):
        return str(error)
    return f"{error.where}：{told(error.what)}；{told(error.do)}"


def note(code: str, written: str) -> str:
    """The note of a finding in the reader's language."""
    from patterns.codes import codes

    known = codes().get(code)
    return known.note(written, language()) if known else written

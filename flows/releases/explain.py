"""Why a figure was read so, and how a sentence is read: numerals, slots with their rules, what was left out and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from flows.reading.extract import finder
from flows.releases import which
from output.schema import FIGURES, figure_row
from patterns.model import Figure
from patterns.sentence import as_document

_SLOTS = (
    ("indicator", "rule_indicator"),
    ("ref_area", "rule_area"),
    ("time_period", "rule_period"),
    ("measure", "rule"),
    ("base", "rule_base"),
)


def explain(figure_id: str, where: str, root: Path) -> None:
    """Prints one figure: where it stands, what was chosen for each slot and by which rule."""
    row = which.figure(figure_id, where, root).row
    click.echo(which.line(row))
    if row["source"] == "table":
        for name in ("caption", "row_path", "col_path"):
            click.echo(f"  {name:12} {row[name]}")
    else:
        click.echo(f"  {_marked(row['sentence'], int(row['start']), int(row['end']))}")
    for line in _slots(row):
        click.echo(line)


def read(sentence: str, edition: str, area: str) -> None:
    """Prints the figures of a sentence or paragraph, and its numerals that are none, each with the reason."""
    document = as_document(sentence)
    for figure in finder()(document, edition, area).figures:
        click.echo(_marked(figure.sentence, figure.start or 0, figure.end or 0))
        for line in _slots(_row(figure)):
            click.echo(line)
    for paragraph in document.paragraphs:
        for what, reason, start, end in finder().numerals(paragraph):
            if what != "figure":
                click.echo(f"{sentence[start:end]}: {reason or what}")


def _row(figure: Figure) -> which.Row:
    return dict(zip((c.name for c in FIGURES), figure_row(figure, "", figure.time_period)))


def _slots(row: which.Row) -> Iterator[str]:
    yield f"  {'value':12} {row['value']} {row['unit']} = {row['obs_value']} {row['unit_measure']} ({row['bound']})"
    for name, rule in _SLOTS:
        by = f"  [{row[rule]}]" if row.get(rule) else ""
        if row[name] or by:
            yield f"  {name:12} {row[name]}{by}"
    if row.get("confidence"):
        yield f"  {'confidence':12} {row['confidence']}"


def _marked(sentence: str, start: int, end: int) -> str:
    return f"{sentence[:start]}【{sentence[start:end]}】{sentence[end:]}"

"""Why a figure was read so, and how a sentence is read: numerals, slots with their rules, what was left out and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from flows.reading.extract import finder
from flows.releases import which
from flows.releases.review import pdf_of
from flows.tongue import told
from output.schema import FIGURES, figure_row
from output.store import Store
from patterns.explained import Explained, Slot
from patterns.model import Figure, Paragraph
from patterns.sentence import as_document

_MOST = 4  # proposals shown of each column
_SLOTS = (
    ("indicator", "rule_indicator"),
    ("ref_area", "rule_area"),
    ("time_period", "rule_period"),
    ("measure", "rule"),
    ("base", "rule_base"),
)


def explain(figure_id: str, where: str, root: Path) -> None:
    """Prints one figure: where it stands, what was proposed for each of its columns, by which rule, and what was chosen."""
    found = which.figure(figure_id, where, root)
    row = found.row
    click.echo(which.line(row))
    if row["source"] == "table":
        for name in ("caption", "row_path", "col_path"):
            click.echo(f"  {name:12} {row[name]}")
    else:
        click.echo(f"  {_marked(row['sentence'], int(row['start']), int(row['end']))}")
    for line in _slots(row, _proposed(found, root) if row["source"] == "prose" else None):
        click.echo(line)


def read(sentence: str, edition: str, area: str) -> None:
    """Prints the figures of a sentence or paragraph with what was proposed, and its numerals that are none, each with the reason."""
    document = as_document(sentence)
    figures = finder()(document, edition, area).figures
    for paragraph in document.paragraphs:
        proposed = {e.start: e for e in finder().explained(paragraph, edition, area)}
        for figure in figures:
            click.echo(_marked(figure.sentence, figure.start or 0, figure.end or 0))
            for line in _slots(_row(figure), proposed.get(int(figure.place.bbox[0]))):
                click.echo(line)
        for what, reason, start, end in finder().numerals(paragraph):
            if what != "figure":
                click.echo(f"{sentence[start:end]}: {reason or what}")


def _proposed(found: which.Found, root: Path) -> Explained | None:
    """What was proposed for a figure of prose, read again in its paragraph; in its sentence alone where the PDF is not to be found."""
    row, pdf = found.row, pdf_of(found.folder, Store(root))
    paragraph, start = _paragraph(pdf, row) if pdf else None, int(row["start"])
    if paragraph:
        start += paragraph.text.index(row["sentence"])
    else:
        (paragraph,) = as_document(row["sentence"]).paragraphs
        click.echo("  " + told("read again in its sentence alone: the PDF is not to be found"))
    return next((e for e in finder().explained(paragraph, row["edition"], found.area()) if e.start == start), None)


def _paragraph(pdf: Path, row: which.Row) -> Paragraph | None:
    from extractors.read import read

    page = int(row["page"])
    return next((p for p in read(pdf).paragraphs if p.page <= page <= p.page + 2 and row["sentence"] in p.text), None)


def _row(figure: Figure) -> which.Row:
    return dict(zip((c.name for c in FIGURES), figure_row(figure, "", figure.time_period)))


def _slots(row: which.Row, proposed: Explained | None) -> Iterator[str]:
    yield f"  {'value':12} {row['value']} {row['unit']} = {row['obs_value']} {row['unit_measure']} ({row['bound']})"
    for name, rule in _SLOTS:
        by = f"  [{row[rule]}]" if row.get(rule) else ""
        if row[name] or by:
            yield f"  {name:12} {row[name]}{by}"
        if proposed:
            yield from _offers(proposed.slots[name])
    if row.get("confidence"):
        yield f"  {'confidence':12} {row['confidence']}"


def _offers(slot: Slot) -> Iterator[str]:
    """The nearest rivals, the chosen one first; none where nothing else was proposed."""
    for offer in slot.offers[:_MOST] if len(slot.offers) > 1 else ():
        yield f"  {'':12}   {offer.weight:+6d} {offer.value or '-'}  [{offer.rule}]" + (f"  “{offer.evidence}”" if offer.evidence else "")


def _marked(sentence: str, start: int, end: int) -> str:
    return f"{sentence[:start]}【{sentence[start:end]}】{sentence[end:]}"

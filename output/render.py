"""A diff as files: changes.csv, mentions.csv, findings.csv, JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from output import schema
from output.diff import Diff, Mention
from output.files import to_csv, to_json, write_files
from output.schema import Column


def _mention_row(m: Mention) -> list[str]:
    return [m.side, m.figure.figure_id, m.of_side, m.of.figure_id]


def sheets(diff: Diff) -> Iterator[tuple[str, tuple[Column, ...], list[list[str]]]]:
    """Name, columns and rows of each table of a diff."""
    yield "changes", schema.CHANGES, [schema.change_row(c, (diff.before, diff.after)) for c in diff.changes]
    yield "mentions", schema.MENTIONS, [_mention_row(m) for m in diff.mentions]
    yield "findings", schema.FINDINGS, [schema.finding_row(f) for f in diff.findings]


def diff_files(diff: Diff) -> dict[str, bytes]:
    """The files of a diff by name."""
    return {f"{name}.csv": to_csv(columns, rows) for name, columns, rows in sheets(diff)}


def write_all(diff: Diff, csv_file: Path | None, folder: Path | None, excel: Path | None) -> list[Path]:
    """Writes what is asked for, and says what was written: the changes at `csv_file` with their mentions beside them, all files, a workbook."""
    files = diff_files(diff)
    written = []
    if csv_file:
        beside = csv_file.with_suffix(".mentions.csv")
        write_files({csv_file.name: files["changes.csv"], beside.name: files["mentions.csv"]}, csv_file.parent)
        written += [csv_file, beside]
    if folder:
        write_files(files, folder)
        written += [folder / name for name in files]
    if excel:
        from output.excel import write_book

        write_book(sheets(diff), excel)
        written.append(excel)
    return written


def diff_json(diff: Diff) -> str:
    """Changes, mentions and findings as one JSON object, fields as in the CSV."""
    tables = {name: [dict(zip(schema.header(columns), row)) for row in rows] for name, columns, rows in sheets(diff)}
    return to_json({"edition_before": diff.before, "edition_after": diff.after} | tables).decode()

"""A diff as files: changes.csv, findings.csv, JSON."""

from __future__ import annotations

from pathlib import Path

from output import schema
from output.diff import Diff
from output.files import to_csv, to_json, write_files


def _changes(diff: Diff) -> bytes:
    return to_csv(schema.CHANGES, (schema.change_row(c, (diff.before, diff.after)) for c in diff.changes))


def diff_files(diff: Diff) -> dict[str, bytes]:
    """The files of a diff by name."""
    return {"changes.csv": _changes(diff), "findings.csv": to_csv(schema.FINDINGS, map(schema.finding_row, diff.findings))}


def changes_csv(diff: Diff, path: Path) -> None:
    """Writes changes.csv alone, at `path`."""
    write_files({path.name: _changes(diff)}, path.parent)


def write_diff(diff: Diff, folder: Path) -> None:
    """Writes all files of a diff into `folder`."""
    write_files(diff_files(diff), folder)


def diff_json(diff: Diff) -> str:
    """Changes and findings as one JSON object, fields as in the CSV."""
    changes = [dict(zip(schema.header(schema.CHANGES), schema.change_row(c, (diff.before, diff.after)))) for c in diff.changes]
    findings = [dict(zip(schema.header(schema.FINDINGS), schema.finding_row(f))) for f in diff.findings]
    return to_json({"edition_before": diff.before, "edition_after": diff.after, "changes": changes, "findings": findings}).decode()

"""A store mended: the damaged moved aside, a new version published from raw, diffs and series made again, half-written files swept.

The bytes that an older version of the code made cannot be made again: what is gone stays gone, and the ledger says so.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from flows.reading.job import Job
from flows.releases import publishing
from flows.releases.outcome import Outcome
from flows.releases.stages import PLAIN
from output.store import LEDGER, Store
from output.sweep import sweep
from output.verify import verify
from patterns.errors import ShubaoError


@dataclass(slots=True)
class _Damage:
    """What is to be mended: versions (report, year, version), raw files, reports whose diffs or series differ."""

    versions: dict[tuple[str, str, str], str] = field(default_factory=dict)
    raw: dict[Path, str] = field(default_factory=dict)
    reports: set[str] = field(default_factory=set)
    ledger: bool = False


def repair(root: Path) -> Iterator[str]:
    """Mends what `verify` finds; says what it did, a line each."""
    store = Store(root)
    damage = _sorted(store)
    for path, what in damage.raw.items():
        yield f"{path}: {what}; moved to {store.move_aside(path)}, fetch it again"
    if damage.ledger:
        _close_ledger(store)
        yield f"{root / 'ledger.csv'}: lines that were cut off are left out"
    for (report, year, version), what in damage.versions.items():
        yield from _removed(store, report, year, version, what)
    for report, year in dict.fromkeys(key[:2] for key in damage.versions):
        yield from _published_anew(store, report, year)
    for report in sorted(damage.reports | {key[0] for key in damage.versions}):
        if store.editions(report):
            publishing.compare_report(root, report, store.editions(report))
            yield f"{report}: diffs and series made again"
    for path, what in sweep(root):
        yield f"{path}: {what}; removed"


def _sorted(store: Store) -> _Damage:
    damage = _Damage()
    for path, what in list(verify(store)):
        kind, *names = path.relative_to(store.root).parts
        if kind == "hashes":
            path.unlink(missing_ok=True)
            kind, *names = names
        if kind == "releases" and len(names) >= 3:
            report, year, version = names[:3]
            damage.versions.setdefault((report, year, version), what)
        elif kind == "raw":
            damage.raw[path] = what
        elif kind in ("diffs", "series"):
            damage.reports.add(names[0].removesuffix(".csv"))
        elif kind == "ledger.csv":
            damage.ledger = True
    return damage


def _removed(store: Store, report: str, year: str, version: str, what: str) -> Iterator[str]:
    folder = store.root / "releases" / report / year / version
    if folder.exists() or folder.is_symlink():
        yield f"{folder}: {what}; moved to {store.move_aside(folder)}"
    else:
        yield f"{folder}: {what}; its bytes cannot be made again"
    publishing.record(store.root, Outcome(report, year, "removed", what, version))


def _published_anew(store: Store, report: str, year: str) -> Iterator[str]:
    """From the PDF of the last run that told of the edition."""
    rows = [r for r in store.ledger() if (r["report"], r["edition"]) == (report, year) and r["input"]]
    if not rows or not (store.root / "raw" / f"{rows[-1]['input']}.pdf").is_file():
        yield f"{report} {year}: its PDF is not there; fetch it again"
        return
    try:
        outcome = PLAIN.release(Job(str(store.root), rows[-1]["input"], report, year, accept=True))
    except ShubaoError as error:
        yield f"{report} {year}: could not be read again: {error}"
        return
    yield f"{outcome.label}: published anew from raw/{outcome.input}.pdf"


def _close_ledger(store: Store) -> None:
    with (store.root / "ledger.csv").open(encoding="utf-8", errors="replace", newline="") as fh:
        rows = [row for row in csv.reader(fh) if len(row) == len(LEDGER)]
    store.rewrite_ledger([row for row in rows if row != list(LEDGER)])

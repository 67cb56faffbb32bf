"""A reading to a release, and a release to its diffs and series: what flows and fleets do alike, without Prefect."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.reading.extract import versions
from flows.reading.job import Job
from flows.releases.collapse import between, fallen
from flows.releases.compare import knowledge
from flows.releases.outcome import Outcome, held, of_release
from output import corrections, schema
from output.diff import Diff, Edition, compare
from output.files import parse_figures, read_figures, to_csv, to_json
from output.interest import full_name, largest
from output.render import diff_files
from output.schema import plain
from output.series import series_csv
from output.store import Store


def publish(job: Job, summary: dict[str, Any], files: dict[str, bytes]) -> Outcome:
    """Publishes what a reading made, corrections applied; holds it back where it has collapsed and the user has not accepted that."""
    store, report, edition = Store(Path(job.store)), summary["report"], summary["edition"]
    files = _corrected(files, report, edition, store)
    lost = fallen(store, report, edition, files, area_counts=not job.area)
    if lost and not job.accept:
        folder = store.put_folder(
            files | {"collapsed.csv": to_csv(schema.FINDINGS, map(schema.finding_row, lost))}, "held", report, edition
        )
        return held(summary, job, folder, "; ".join(f.note for f in lost))
    published = store.publish(report, edition, files, f"accepted, though {lost[0].note}" if lost else "")
    store.drop("held", report, edition)
    return of_release(summary, job, published)


def _corrected(files: dict[str, bytes], report: str, edition: str, store: Store) -> dict[str, bytes]:
    """The files with the user's corrections.csv applied: figures.csv put right, findings.csv with what it tells."""
    path = store.root / "corrections.csv"
    rows = [c for c in corrections.read(path) if (c.report, c.edition) == (report, edition)]
    if not rows:
        return files
    figures, found = corrections.apply(parse_figures(files["figures.csv"].decode(), "figures.csv"), rows, report, edition, path)
    told = to_csv(schema.FINDINGS, map(schema.finding_row, found)).partition(b"\n")[2]
    new = {
        "figures.csv": to_csv(schema.FIGURES, (schema.figure_row(f, report, edition) for f in figures)),
        "findings.csv": files["findings.csv"] + told,
    }
    described = json.loads(files["datapackage.json"])
    for resource in described["resources"]:
        if data := new.get(resource["path"]):
            resource |= {"hash": f"sha256:{hashlib.sha256(data).hexdigest()}", "bytes": len(data)}
    return files | new | {"datapackage.json": to_json(described)}


def record(store: Path, outcome: Outcome) -> None:
    """Writes an outcome into the ledger."""
    row = {k: getattr(outcome, k) for k in Outcome.__slots__}
    Store(store).record(row | versions() | {"when": datetime.now(UTC).isoformat(timespec="seconds")})


def outdated(store: Path, report: str) -> list[str]:
    """Editions whose newest version is not in the series yet, which is written last: they are to be compared."""
    root = Store(store)
    path = root.root / "series" / f"{report}.csv"
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))) if path.exists() else ()
    there = {(row["edition"], row["version"]) for row in rows}
    return [year for year in root.editions(report) if (year, root.newest(report, year).name) not in there]


def _edition(year: str, folder: Path) -> Edition:
    return Edition(year, tuple(read_figures(folder / "figures.csv")))


def compare_report(store: Path, report: str, changed: list[str]) -> dict[str, dict[str, Any]]:
    """Diffs each changed edition with its neighbours in the store and writes the series.

    By edition: the folder of its diff with the edition before (blank without one) as `diff`, that with its own version before where a new
    PDF made it as `reissue`, and the largest changes since the edition before as `top`.
    """
    root = Store(store)
    known = knowledge(store)
    folders = {year: root.sound(report, year) for year in root.editions(report)}
    editions = {year: _edition(year, folder) for year, folder in folders.items()}
    result: dict[str, dict[str, Any]] = {year: {"diff": "", "reissue": "", "top": []} for year in changed}
    for a, b in zip(editions, list(editions)[1:]):
        if a not in changed and b not in changed:
            continue
        diff = compare(editions[a], editions[b], known)
        diff = replace(diff, findings=(*between(folders[a], folders[b]), *diff.findings))
        folder = root.put_folder(diff_files(diff), "diffs", report, f"{a}..{b}")
        if b in changed:
            result[b] |= {"diff": str(folder), "top": _top(diff)}
    for year in changed:
        before = folders[year].with_name(f"v{int(folders[year].name[1:]) - 1:03d}")
        if before.is_dir() and _source(before) != _source(folders[year]):
            diff = compare(_edition(year, before), editions[year], known)
            name = f"{year}.{before.name}..{year}.{folders[year].name}"
            result[year]["reissue"] = str(root.put_folder(diff_files(diff), "diffs", report, name))
    series = series_csv(((year, folders[year].name, e.figures) for year, e in editions.items()), known.kinds, known.axes)
    root.put_file(series, "series", f"{report}.csv")
    return result


def _source(folder: Path) -> str:
    """Hash of the PDF that a release was read from."""
    return str(json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["sources"][0]["hash"])


def _top(diff: Diff, count: int = 5) -> list[dict[str, str]]:
    """The largest changes, as rows."""
    return [
        {
            "indicator": full_name(c.after),
            "area": c.after.ref_area,
            diff.before: c.before.raw,
            diff.after: c.after.raw,
            "change_pct": plain(c.change_pct),
            "verdict": c.verdict,
        }
        for c in largest(diff.changes)[:count]
        if c.before and c.after
    ]

"""The Prefect flow `build`: a PDF in, a release out, compared with the edition before. Tasks are stages of a report; paths and hashes go between them."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE, CacheKeyFnPolicy

from flows.compare import edition as read_edition
from flows.compare import knowledge, largest
from flows.extract import extract, finder, slug, versions
from flows.progress import pages
from flows.settings import Settings
from output import corrections, schema
from output.diff import Diff, compare
from output.files import data_files, package, parse_figures, to_csv, to_json
from output.render import diff_files
from output.schema import plain
from output.series import series_csv
from output.store import Store
from patterns.errors import ShubaoError


def _passes(_task: Any, _run: Any, state: Any) -> bool:
    """Retry what may pass by itself (a busy disk), never what a user must mend."""
    try:
        state.result()
    except ShubaoError:
        return False
    except Exception:
        return True
    return False


def _reading_key(_context: Any, arguments: dict[str, Any]) -> str:
    """Content hash, software and pattern version, and what the user said: the same reading for as long as none of them changes."""
    mark = versions(finder())
    said = [arguments[k] for k in ("sha256", "report", "edition", "area", "url", "name")]
    return hashlib.sha256(json.dumps([mark["software"], mark["patterns"], *said]).encode()).hexdigest()


@task(retries=2, retry_delay_seconds=1, retry_condition_fn=_passes, cache_policy=NO_CACHE)
def keep_raw(pdf: str, store: str, url: str) -> str:
    """Copies the PDF into the store as it is; returns its sha256."""
    return Store(Path(store)).keep_raw(
        Path(pdf), {"title": Path(pdf).name, "url": url, "fetched": datetime.now(UTC).isoformat(timespec="seconds")}
    )


@task(
    retries=2,
    retry_delay_seconds=1,
    retry_condition_fn=_passes,
    cache_policy=CacheKeyFnPolicy(cache_key_fn=_reading_key),
    persist_result=True,
)
def read_report(sha256: str, store: str, report: str, edition: str, area: str, url: str, name: str) -> str:
    """Reads the PDF into store/work/<key>/; returns that folder. Cached by content, software and patterns."""
    root = Store(Path(store))
    with pages() as step:
        release, found, _ = extract(root.root / "raw" / f"{sha256}.pdf", report or name, edition, area, step)
    files = data_files(release)
    files["datapackage.json"] = package(release, files)
    files["summary.json"] = (
        json.dumps(
            {
                "report": release.report,
                "edition": release.edition,
                "tally": found.tally.reasons,
                "claimed": found.tally.claimed,
                "excluded": found.tally.excluded,
                "unclaimed": found.tally.unclaimed,
                "blocking": sum(f.blocking for f in release.findings),
                "figures": len(release.figures),
                "tables": len(release.tables),
                "findings": len(release.findings),
            },
            ensure_ascii=False,
        )
        + "\n"
    ).encode()
    key = _reading_key(None, {"sha256": sha256, "report": report, "edition": edition, "area": area, "url": url, "name": name})
    return str(root.put_folder(files, "work", key[:24]))


@task(retries=2, retry_delay_seconds=1, retry_condition_fn=_passes, cache_policy=NO_CACHE)
def publish(work: str, store: str) -> dict[str, Any]:
    """Publishes what was read, corrections applied; returns version, path and whether it is new."""
    root, folder = Store(Path(store)), Path(work)
    summary: dict[str, Any] = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    files = {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file() and p.name != "summary.json"}
    files = _corrected(files, summary["report"], summary["edition"], root)
    done = root.publish(summary["report"], summary["edition"], files)
    return summary | {"path": str(done.path), "version": done.version, "new": done.is_new, "why": done.why}


def _corrected(files: dict[str, bytes], report: str, edition: str, store: Store) -> dict[str, bytes]:
    """The files with the user's corrections.csv applied to figures.csv."""
    path = store.root / "corrections.csv"
    rows = [c for c in corrections.read(path) if (c.report, c.edition) == (report, edition)]
    if not rows:
        return files
    figures = corrections.apply(parse_figures(files["figures.csv"].decode(), "figures.csv"), rows, report, edition, path)
    data = to_csv(schema.FIGURES, (schema.figure_row(f, report, edition) for f in figures))
    described = json.loads(files["datapackage.json"])
    for resource in described["resources"]:
        if resource["path"] == "figures.csv":
            resource |= {"hash": f"sha256:{hashlib.sha256(data).hexdigest()}", "bytes": len(data)}
    return files | {"figures.csv": data, "datapackage.json": to_json(described)}


@task(retries=1, retry_condition_fn=_passes, cache_policy=NO_CACHE)
def compare_before(report: str, edition: str, store: str) -> dict[str, Any]:
    """Diffs an edition with its neighbours in the store and writes the series.

    Returns the folder of the diff with the edition before (blank without one) as `diff`, and its largest changes as `top`.
    """
    root = Store(Path(store))
    folders = {year: root.newest(report, year) for year in root.editions(report)}
    editions = {year: read_edition(folder) for year, folder in folders.items()}
    result: dict[str, Any] = {"diff": "", "top": []}
    for a, b in zip(editions, list(editions)[1:]):
        if edition not in (a, b):
            continue
        diff = compare(editions[a], editions[b], knowledge(root.root))
        folder = root.put_folder(diff_files(diff), "diffs", report, f"{a}..{b}")
        if b == edition:
            result = {"diff": str(folder), "top": _top(diff)}
    series = series_csv(((year, folders[year].name, e.figures) for year, e in editions.items()), finder().lexicon.unit_kinds())
    root.put_file(series, "series", f"{report}.csv")
    return result


def _top(diff: Diff, count: int = 5) -> list[dict[str, str]]:
    """The largest changes, as rows."""
    return [
        {
            "indicator": c.after.indicator,
            "area": c.after.ref_area,
            diff.before: c.before.raw,
            diff.after: c.after.raw,
            "change_pct": plain(c.change_pct),
            "verdict": c.verdict,
        }
        for c in largest(diff, count)
        if c.before and c.after
    ]


@flow(name="build", log_prints=True, validate_parameters=False)
def build(pdf: str, store: str, report: str = "", edition: str = "", area: str = "", url: str = "") -> dict[str, Any]:
    """One PDF to a release, its diff and series. A report that contradicts itself is published with its findings."""
    log = get_run_logger()
    settings = Settings(Path(store), report, edition, area, url)
    sha256 = keep_raw(pdf, store, url)
    log.info("%s: sha256 %s", pdf, sha256[:12])
    said = (settings.report, settings.edition, settings.area, settings.url)
    work = read_report(sha256, store, *said, slug(Path(pdf)))
    if not Path(work).is_dir():  # cached by a run whose work folder has since been swept away
        work = read_report.with_options(refresh_cache=True)(sha256, store, *said, slug(Path(pdf)))
    result = publish(work, store)
    log.info(
        "%s %s %s: %s figures, %s tables, %s findings (%s)",
        result["report"],
        result["edition"],
        result["version"],
        result["figures"],
        result["tables"],
        result["findings"],
        result["why"],
    )
    log.info("numerals: %s figures, %s excluded, %s unclaimed", result["claimed"], result["excluded"], result["unclaimed"])
    result |= compare_before(result["report"], result["edition"], store)
    _record(result, sha256, settings)
    _artifacts(result)
    return result


def _record(result: dict[str, Any], sha256: str, settings: Settings) -> None:
    mark = versions(finder())
    row = (
        result
        | mark
        | {
            "when": datetime.now(UTC).isoformat(timespec="seconds"),
            "input": sha256,
            "status": "blocked" if result["blocking"] else "published" if result["new"] else "unchanged",
        }
    )
    Store(settings.store).record(row)


def _artifacts(result: dict[str, Any]) -> None:
    """A summary and the largest changes as Prefect artifacts."""
    key = f"{result['report']}-{result['edition']}".lower().replace("_", "-")
    key = "".join(c if c.isascii() and (c.isalnum() or c == "-") else "-" for c in key).strip("-") or "report"
    lines = [
        f"## {result['report']} {result['edition']} {result['version']}", "", f"- {result['figures']} figures, {result['tables']} tables, {result['findings']} findings",
        f"- numerals: {result['claimed']} figures, {result['excluded']} excluded, {result['unclaimed']} unclaimed", f"- {result['path']}", f"- {result['why']}",
    ]  # fmt: skip
    create_markdown_artifact("\n".join(lines), key=f"{key}-summary")
    if result["top"]:
        create_table_artifact(result["top"], key=f"{key}-changes")

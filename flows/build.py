"""The Prefect flow `build`: a PDF in, a release out, compared with the edition before. Tasks are stages of a report; paths and hashes go between them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE, CacheKeyFnPolicy

from flows.compare import edition as read_edition
from flows.compare import knowledge, largest
from flows.extract import extract, finder, versions
from flows.progress import pages
from flows.settings import Settings
from output import corrections
from output.diff import compare
from output.files import data_files, package
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
    said = (arguments["report"], arguments["edition"], arguments["area"], arguments["url"])
    return "-".join(("reading", arguments["sha256"], mark["software"], mark["patterns"], *map(str, said)))


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
    mark = versions(finder())
    return str(root.put_folder(files, "work", f"{sha256[:16]}-{mark['patterns']}-{release.report}-{release.edition}"))


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
    import hashlib

    path = store.root / "corrections.csv"
    rows = [c for c in corrections.read(path) if (c.report, c.edition) == (report, edition)]
    if not rows:
        return files
    from output import schema
    from output.files import parse_figures, to_csv

    figures = corrections.apply(parse_figures(files["figures.csv"].decode(), "figures.csv"), rows, report, edition, path)
    data = to_csv(schema.FIGURES, (schema.figure_row(f, report, edition) for f in figures))
    described = json.loads(files["datapackage.json"])
    for resource in described["resources"]:
        if resource["path"] == "figures.csv":
            resource |= {"hash": f"sha256:{hashlib.sha256(data).hexdigest()}", "bytes": len(data)}
    return files | {"figures.csv": data, "datapackage.json": (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()}


@task(retries=1, retry_condition_fn=_passes, cache_policy=NO_CACHE)
def compare_before(report: str, edition: str, store: str) -> str:
    """Diffs an edition with its neighbours in the store and writes the series; returns the folder of the diff with the one before, blank without one."""
    root = Store(Path(store))
    years = root.editions(report)
    at = years.index(edition)
    out = ""
    for a, b in zip(years[max(0, at - 1) : at + 1], years[at : at + 2]) if at else zip(years[:1], years[1:2]):
        diff = compare(read_edition(root.newest(report, a)), read_edition(root.newest(report, b)), knowledge(root.root))
        folder = root.put_folder(diff_files(diff), "diffs", report, f"{a}..{b}")
        out = str(folder) if b == edition else out
    kinds = finder().lexicon.unit_kinds()
    releases = [(y, root.newest(report, y)) for y in years]
    root.put_file(series_csv(((y, p.name, read_edition(p).figures) for y, p in releases), kinds), "series", f"{report}.csv")
    return out


@flow(name="build", log_prints=True, validate_parameters=False)
def build(pdf: str, store: str, report: str = "", edition: str = "", area: str = "", url: str = "") -> dict[str, Any]:
    """One PDF to a release, its diff and series. A report that contradicts itself is published with its findings."""
    log = get_run_logger()
    from flows.extract import slug

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
    result["diff"] = compare_before(result["report"], result["edition"], store)
    _record(result, sha256, settings)
    _artifacts(result, store)
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


def _artifacts(result: dict[str, Any], store: str) -> None:
    """A summary and the largest changes as Prefect artifacts."""
    key = f"{result['report']}-{result['edition']}".lower().replace("_", "-")
    key = "".join(c if c.isascii() and (c.isalnum() or c == "-") else "-" for c in key).strip("-") or "report"
    lines = [
        f"## {result['report']} {result['edition']} {result['version']}", "", f"- {result['figures']} figures, {result['tables']} tables, {result['findings']} findings",
        f"- numerals: {result['claimed']} figures, {result['excluded']} excluded, {result['unclaimed']} unclaimed", f"- {result['path']}", f"- {result['why']}",
    ]  # fmt: skip
    create_markdown_artifact("\n".join(lines), key=f"{key}-summary")
    if result["diff"]:
        create_table_artifact(top_changes(result, store), key=f"{key}-changes")


def top_changes(result: dict[str, Any], store: str, count: int = 5) -> list[dict[str, str]]:
    """The largest changes against the edition before, as rows."""
    root = Store(Path(store))
    a, _, b = Path(result["diff"]).name.partition("..")
    diff = compare(read_edition(root.newest(result["report"], a)), read_edition(root.newest(result["report"], b)), knowledge(root.root))
    return [
        {
            "indicator": c.after.indicator,
            "area": c.after.ref_area,
            a: c.before.raw,
            b: c.after.raw,
            "change_pct": plain(c.change_pct),
            "verdict": c.verdict,
        }
        for c in largest(diff, count)
        if c.before and c.after
    ]

"""The yearly flow of one source: watch, fetch, build, publish, compare with the edition before, tell.

Run twice, it does nothing new. Killed anywhere, the next run goes on: an address is known only once its PDF is kept, and done only once
its release is published.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.states import Failed

from flows.pull.fetch import job_of
from flows.pull.sources import Source, Sources
from flows.pull.watch import Edition
from flows.reading.job import Job
from flows.releases.outcome import Outcome, compared, failed, skipped, verdict
from flows.releases.publishing import outdated, record
from flows.yearly.notify import tell
from flows.yearly.stages import TASKS, fetch_edition, find_editions
from output.store import Store
from patterns.errors import ShubaoError


@flow(name="yearly", log_prints=True, validate_parameters=False, flow_run_name="yearly-{report}")
def yearly(report: str, store: str, ocr: str = "auto", review: bool = False, accept: bool = False) -> Any:
    """One source of store/sources.toml; `review` makes the page of what is new (so does the source's own word). Its state is Failed where an edition could not be had or a finding blocks, and only there."""
    sources = Sources(Path(store) / "sources.toml")
    (source,) = sources.named((report,))
    with Store(Path(store)).lock(f"watch-{report}"):
        outcomes = _ran(source, store, ocr, accept)
    if review or source.review:
        outcomes = [TASKS.reviewed(o, store) for o in outcomes]
    tell(report, outcomes, sources.notify)
    return Failed(message=verdict(outcomes), data=outcomes) if verdict(outcomes) else outcomes


def _ran(source: Source, store: str, ocr: str, accept: bool) -> list[Outcome]:
    try:
        found = find_editions(source, store)
    except ShubaoError as error:
        return [failed(Job(store, "", source.report), error)]
    done = Store(Path(store)).done()
    outcomes = [o for o in (_edition(replace(job_of(e, source, store), ocr=ocr, accept=accept), e, source, done) for e in found) if o]
    changed = outdated(Path(store), source.report)
    diffs = TASKS.compare(source.report, changed, store) if changed else {}
    return [compared(o, diffs[o.edition]) if o.edition in diffs else o for o in outcomes]


def _edition(job: Job, edition: Edition, source: Source, done: dict[str, dict[str, str]]) -> Outcome | None:
    """What became of one edition; None where there is none to be had for its year."""
    store = job.store
    try:
        sha256 = fetch_edition(edition, source, store)
        if not sha256:
            return None
        job = replace(job, sha256=sha256)
        row = done.get(job.mark)
        # a PDF that was taken back for an earlier one: what was done once is no longer what stands
        is_newest = row is not None and row["version"] == Store(Path(store)).newest(source.report, edition.year).name
        return skipped(job, row) if row and is_newest else TASKS.release(job)
    except ShubaoError as error:
        outcome = failed(job, error)
        record(Path(store), outcome)
        return outcome

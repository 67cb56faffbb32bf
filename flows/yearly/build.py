"""The Prefect flow `build`: a PDF in, a release out, compared with the edition before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from prefect import flow
from prefect.states import Failed

from flows.reading.extract import slug
from flows.reading.job import Job
from flows.releases.outcome import Outcome, compared, failed, verdict
from flows.releases.publishing import record
from flows.yearly.notify import tell
from flows.yearly.stages import compare_before, keep_raw, released
from patterns.errors import ShubaoError


@flow(name="build", log_prints=True, validate_parameters=False)
def build(pdf: str, store: str, report: str = "", edition: str = "", area: str = "", url: str = "") -> Any:
    """One PDF to a release, its diff and series. A report that contradicts itself is published with its findings."""
    outcome = _built(pdf, store, report or slug(Path(pdf)), edition, area, url)
    tell(f"{outcome.report}-{outcome.edition}", [outcome])
    return Failed(message=verdict([outcome]), data=outcome) if verdict([outcome]) else outcome


def _built(pdf: str, store: str, report: str, edition: str, area: str, url: str) -> Outcome:
    sha256 = keep_raw(pdf, store, url)
    job = Job(store, sha256, report, edition, area, url, pdf)
    try:
        outcome = released(job)
    except ShubaoError as error:
        outcome = failed(job, error)
        record(Path(store), outcome)
        return outcome
    found = compare_before(outcome.report, [outcome.edition], store)
    return compared(outcome, found[outcome.edition])

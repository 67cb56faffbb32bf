"""The Prefect flow `build`: a PDF in, a release out, compared with the edition before."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.states import Failed

from flows.releases.outcome import verdict
from flows.yearly.notify import tell
from flows.yearly.stages import TASKS


@flow(name="build", log_prints=True, validate_parameters=False)
def build(
    pdf: str,
    store: str,
    report: str = "",
    edition: str = "",
    area: str = "",
    url: str = "",
    ocr: str = "auto",
    review: bool = False,
    accept: bool = False,
) -> Any:
    """One PDF to a release, its diff and series. A report that contradicts itself is published with its findings."""
    outcome = TASKS.build(pdf, store, report, edition, area, url, ocr, review, accept)
    tell(f"{outcome.report}-{outcome.edition}", [outcome])
    return Failed(message=verdict([outcome]), data=outcome) if verdict([outcome]) else outcome

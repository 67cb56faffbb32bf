"""The stages of a report, and the order in which a PDF goes through them; a flow hands in the same stages as Prefect tasks."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.reading.extract import slug
from flows.reading.job import Job, left
from flows.reading.progress import pages
from flows.reading.supervised import Limits, reader
from flows.releases import publishing
from flows.releases.outcome import Outcome, compared, failed
from flows.releases.review import of_store
from output.store import Store
from patterns.errors import ShubaoError

_log = logging.getLogger("shubao")


def keep_raw(pdf: str, store: str, url: str) -> str:
    """Copies the PDF into the store as it is; returns its sha256."""
    facts = {"title": Path(pdf).name, "url": url, "fetched": datetime.now(UTC).isoformat(timespec="seconds")}
    return Store(Path(store)).keep_raw(Path(pdf), facts)


def read_report(job: Job) -> bool:
    """Reads the PDF into its work folder, in a process with limits; returns whether that was needed.

    The folder is the cache, named by content, software, patterns and what the user said: it goes where the store goes.
    """
    if Store(Path(job.store)).is_signed("work", job.key):
        _log.info("%s: read by an earlier run", job.name or job.pdf)
        return False
    with pages() as step:
        reader()(job, Limits(), step)
    return True


def publish(job: Job) -> Outcome:
    """Publishes what was read."""
    return publishing.publish(job, *left(job.work))


def compare_before(report: str, changed: list[str], store: str) -> dict[str, dict[str, Any]]:
    """Diffs changed editions with the editions before, writes the series."""
    return publishing.compare_report(Path(store), report, changed)


def review_page(report: str, edition: str, store: str) -> str:
    """Makes the page on which people look at an edition; returns its index.html."""
    return str(of_store(Store(Path(store)), report, edition).index.resolve())


@dataclass(frozen=True, slots=True)
class Stages:
    """What a report goes through; plain functions here, tasks in a flow."""

    keep_raw: Callable[[str, str, str], str]
    read: Callable[[Job], bool]
    publish: Callable[[Job], Outcome]
    compare: Callable[[str, list[str], str], dict[str, dict[str, Any]]]
    review: Callable[[str, str, str], str]

    def release(self, job: Job) -> Outcome:
        """One job to a release: read (or found read), published, recorded."""
        self.read(job)
        outcome = self.publish(job)
        publishing.record(Path(job.store), outcome)
        return outcome

    def reviewed(self, outcome: Outcome, store: str) -> Outcome:
        """An outcome with its review page; what was published stands, even where the page could not be made."""
        if outcome.status in ("failed", "skipped", "held"):
            return outcome
        try:
            return replace(outcome, review=self.review(outcome.report, outcome.edition, store))
        except ShubaoError as error:
            _log.warning("%s: no review page: %s", outcome.label, error)
            return outcome

    def build(
        self,
        pdf: str,
        store: str,
        report: str = "",
        edition: str = "",
        area: str = "",
        url: str = "",
        ocr: str = "auto",
        review: bool = False,
        accept: bool = False,
    ) -> Outcome:
        """One PDF to a release, its diff, series and (`review`) page. What the user must mend is an outcome, too: failed, with the reason."""
        sha256 = self.keep_raw(pdf, store, url)
        job = Job(store, sha256, report or slug(Path(pdf)), edition, area, url, pdf, ocr=ocr, accept=accept)
        try:
            outcome = self.release(job)
        except ShubaoError as error:
            outcome = failed(job, error)
            publishing.record(Path(store), outcome)
            return outcome
        if outcome.status == "held":
            return outcome
        outcome = compared(outcome, self.compare(outcome.report, [outcome.edition], store)[outcome.edition])
        return self.reviewed(outcome, store) if review else outcome


PLAIN = Stages(keep_raw, read_report, publish, compare_before, review_page)

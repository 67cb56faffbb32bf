"""What became of one edition in a run: the row of every table, summary, event and notice."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from flows.reading.job import Job
from output.store import Published

BAD = ("failed", "held", "blocked")


@dataclass(frozen=True, slots=True)
class Outcome:
    """`status` is published, unchanged, skipped (done by an earlier run), blocked (published, with a blocking finding), held
    (not published: it has collapsed against the edition before; `path` is where it lies) or failed (not published).

    `why` tells what made a version new, or what failed; `reading` is the mark of the job; `diff` and `reissue` are folders; `top` has the
    largest changes; `review` is the review page, where one was made.
    """

    report: str
    edition: str
    status: str
    why: str = ""
    version: str = ""
    path: str = ""
    input: str = ""
    reading: str = ""
    pages: int = 0
    figures: int = 0
    tables: int = 0
    findings: int = 0
    claimed: int = 0
    excluded: int = 0
    unclaimed: int = 0
    diff: str = ""
    reissue: str = ""
    top: tuple[dict[str, str], ...] = field(default_factory=tuple)
    review: str = ""

    @property
    def is_new(self) -> bool:
        return self.status in ("published", "blocked")

    @property
    def label(self) -> str:
        return " ".join(filter(None, (self.report, self.edition, self.version)))

    def line(self) -> str:
        """One line for people."""
        if self.status in ("failed", "skipped", "held"):
            return f"{self.label} {self.status}: {self.why}"
        counts = f"{self.figures} figures, {self.tables} tables, {self.findings} findings, {self.unclaimed} numerals unclaimed"
        return f"{self.label} {self.status} ({self.why}): {counts}"


def of_release(summary: dict[str, Any], job: Job, published: Published) -> Outcome:
    """The outcome of a publication."""
    known = {k: v for k, v in summary.items() if k in Outcome.__slots__}
    status = "unchanged" if not published.is_new else "blocked" if summary["blocking"] else "published"
    outcome = Outcome(**known, status=status, why=published.why, version=published.version, path=str(published.path))
    return replace(outcome, input=job.sha256, reading=job.mark)


def held(summary: dict[str, Any], job: Job, folder: Path, why: str) -> Outcome:
    """The outcome of an edition that is held back."""
    known = {k: v for k, v in summary.items() if k in Outcome.__slots__}
    why = f"held back ({why}); look at {folder}, then run it again with --accept"
    return replace(Outcome(**known, status="held", why=why, path=str(folder)), input=job.sha256, reading=job.mark)


def skipped(job: Job, row: dict[str, str]) -> Outcome:
    """The outcome of a job that an earlier run has done: `row` is its line in the ledger."""
    return Outcome(row["report"], row["edition"], "skipped", "nothing new", row["version"], input=job.sha256, reading=job.mark)


def failed(job: Job, error: Exception | str) -> Outcome:
    """The outcome of an edition that was not published."""
    return Outcome(job.report, job.edition, "failed", str(error), input=job.sha256, reading=job.key if job.sha256 else "")


def compared(outcome: Outcome, found: dict[str, Any]) -> Outcome:
    """An outcome with what its comparison found."""
    return replace(outcome, diff=found["diff"], reissue=found["reissue"], top=tuple(found["top"]))


def exit_code(statuses: Collection[str]) -> int:
    """2 where anything was not done, 1 where a finding blocks or an edition is held back, else 0."""
    return 2 if "failed" in statuses else 1 if {"blocked", "held"} & set(statuses) else 0


def verdict(outcomes: Iterable[Outcome]) -> str:
    """Why a run is not a success, in one line; blank where it is."""
    return "; ".join(f"{o.label} {o.status}: {'a finding blocks' if o.status == 'blocked' else o.why}" for o in outcomes if o.status in BAD)

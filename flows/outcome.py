"""What became of one edition in a run: the row of every table, summary, event and notice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from output.store import Published
from patterns.errors import ShubaoError

BAD = ("failed", "blocked")


@dataclass(frozen=True, slots=True)
class Outcome:
    """`status` is published, unchanged, skipped (done by an earlier run), blocked (published, with a blocking finding) or failed (not published).

    `why` tells what made a version new, or what failed; `diff` and `reissue` are folders; `top` has the largest changes.
    """

    report: str
    edition: str
    status: str
    why: str = ""
    version: str = ""
    path: str = ""
    input: str = ""
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

    @property
    def is_new(self) -> bool:
        return self.status in ("published", "blocked")

    def line(self) -> str:
        """One line for people."""
        if self.status in ("failed", "skipped"):
            return f"{self.report} {self.edition} {self.status}: {self.why}"
        counts = f"{self.figures} figures, {self.tables} tables, {self.findings} findings, {self.unclaimed} numerals unclaimed"
        return f"{self.report} {self.edition} {self.version} {self.status} ({self.why}): {counts}"


def of_release(summary: dict[str, Any], sha256: str, published: Published) -> Outcome:
    """The outcome of a publication."""
    known = {k: v for k, v in summary.items() if k in Outcome.__slots__}
    status = "unchanged" if not published.is_new else "blocked" if summary["blocking"] else "published"
    return Outcome(**known, status=status, why=published.why, version=published.version, path=str(published.path), input=sha256)


def failed(report: str, edition: str, error: ShubaoError | str, sha256: str = "") -> Outcome:
    """The outcome of an edition that was not published."""
    return Outcome(report, edition, "failed", str(error), input=sha256)


def compared(outcome: Outcome, found: dict[str, Any]) -> Outcome:
    """An outcome with what its comparison found."""
    return replace(outcome, diff=found["diff"], reissue=found["reissue"], top=tuple(found["top"]))


def exit_code(outcomes: Iterable[Outcome]) -> int:
    """2 where anything was not done, 1 where a finding blocks, else 0."""
    statuses = {o.status for o in outcomes}
    return 2 if "failed" in statuses else 1 if "blocked" in statuses else 0


def verdict(outcomes: Iterable[Outcome]) -> str:
    """Why a run is not a success, in one line; blank where it is."""
    return "; ".join(
        f"{o.report} {o.edition} {o.status}: {o.why if o.status == 'failed' else 'a finding blocks'}" for o in outcomes if o.status in BAD
    )

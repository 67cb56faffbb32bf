"""The stages of a report as Prefect tasks. Paths, hashes and rows go between them.

What a user must mend ends a stage as Failed, in one line; what may pass by itself (a busy disk) is tried again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Failed

from flows.pull.fetch import Memory, client, fetch
from flows.pull.sources import Source
from flows.pull.watch import Edition, editions
from flows.reading.job import Job, left
from flows.reading.progress import pages
from flows.reading.supervised import Limits, reader
from flows.releases import publishing
from flows.releases.outcome import Outcome
from output.store import Store
from patterns.errors import ShubaoError

P = ParamSpec("P")
R = TypeVar("R")


def _passes(_task: Any, _run: Any, state: Any) -> bool:
    """Whether an error may pass by itself."""
    try:
        state.result()
    except ShubaoError:
        return False
    except Exception:
        return True
    return False


def stage(work: Callable[P, R]) -> Callable[P, R]:
    """A task whose errors for the user become a Failed state, which is raised again where the task was called."""

    @wraps(work)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return work(*args, **kwargs)
        except ShubaoError as error:
            return Failed(message=str(error), data=error)  # type: ignore[return-value]

    options: dict[str, Any] = {"retries": 2, "retry_delay_seconds": 1, "retry_condition_fn": _passes, "cache_policy": NO_CACHE}
    made: Any = task(run, **options)

    @wraps(work)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        found: R | State[R] = made(*args, **kwargs)
        return found.result() if isinstance(found, State) else found  # raises the error that the state holds

    return call


@stage
def keep_raw(pdf: str, store: str, url: str) -> str:
    """Copies the PDF into the store as it is; returns its sha256."""
    facts = {"title": Path(pdf).name, "url": url, "fetched": datetime.now(UTC).isoformat(timespec="seconds")}
    return Store(Path(store)).keep_raw(Path(pdf), facts)


@stage
def read_report(job: Job) -> bool:
    """Reads the PDF into its work folder, in a process with limits; returns whether that was needed.

    The folder is the cache, named by content, software, patterns and what the user said: it goes where the store goes.
    """
    if job.work.is_dir():
        get_run_logger().info("%s: read by an earlier run", job.name or job.pdf)
        return False
    with pages() as step:
        reader()(job, Limits(), step)
    return True


@stage
def publish(job: Job) -> Outcome:
    """Publishes what was read."""
    return publishing.publish(job, *left(job.work))


@stage
def compare_before(report: str, changed: list[str], store: str) -> dict[str, dict[str, Any]]:
    """Diffs changed editions with the editions before, writes the series."""
    return publishing.compare_report(Path(store), report, changed)


@stage
def find_editions(source: Source, base: str) -> list[Edition]:
    """Editions that can be had of a source."""
    with client(source) as web:
        return editions(source, web, Path(base), datetime.now(UTC).year)


@stage
def fetch_edition(edition: Edition, source: Source, store: str) -> str:
    """sha256 of an edition's PDF, kept in the store; blank where a URL pattern has none."""
    root = Store(Path(store))
    with client(source) as web:
        return fetch(edition, source, root, Memory(root, source.report), web)


def released(job: Job) -> Outcome:
    """One job to a release: read (or found read), published, recorded."""
    read_report(job)
    outcome = publish(job)
    publishing.record(Path(job.store), outcome)
    return outcome

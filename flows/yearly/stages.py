"""The stages of a report, and those before it, as Prefect tasks. Paths, hashes and rows go between them.

What a user must mend ends a stage as Failed, in one line; what may pass by itself (a busy disk) is tried again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Failed

from flows.pull.fetch import Memory, client, fetch
from flows.pull.sources import Source
from flows.pull.watch import Edition, editions
from flows.releases import stages
from flows.releases.stages import Stages
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


TASKS = Stages(
    stage(stages.keep_raw), stage(stages.read_report), stage(stages.publish), stage(stages.compare_before), stage(stages.review_page)
)


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

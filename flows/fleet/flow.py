"""Many reports at once: a Prefect flow on Dask. One task takes a chunk of reports; the ledger says what became of each.

Each worker reads in a child process with limits. A worker that dies costs nothing but time: its chunk is taken up again, and what
the ledger says is done is passed over. So nothing is lost, nothing is done twice, and a rerun goes on where the last one was.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import dask
from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.context import FlowRunContext
from prefect.states import Failed
from prefect_dask import DaskTaskRunner

from flows.fleet.crew import Crew
from flows.fleet.manifest import Entry
from flows.fleet.summary import tally
from flows.reading.job import Job
from flows.reading.progress import Bar
from flows.reading.supervised import Limits, reader
from flows.releases import publishing
from flows.releases.outcome import failed
from output.store import Store
from patterns.errors import Killed, ShubaoError

_CHUNK = 20.0  # seconds of work that one task takes, about, while there is plenty
_SECONDS_A_REPORT, _SECONDS_A_MB = 0.15, 0.4  # what reading has been seen to take
_LEAST = 5.0  # seconds: smaller chunks cost more to hand out than they save
_SHARE = 2  # chunks of comparisons a worker
_ROUNDS = 5  # how often chunks whose worker died are taken up again
_GLANCE = 0.5

# a worker that is killed from outside is no fault of its task: Dask's patience is set beyond any such accident
# and its profiler, which looks at every worker a hundred times a second, and its pulse have nothing to see there
_SETTINGS = {
    "distributed.scheduler.allowed-failures": 1000,
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
}


def chunks(entries: Sequence[Entry], workers: int) -> Iterator[list[Entry]]:
    """Chunks in order, each a share of the work that is left, so that they shrink and no worker waits long for the last one."""
    work = [_SECONDS_A_REPORT + _SECONDS_A_MB * e.size / 1e6 for e in entries]
    left, held = sum(work), 0.0
    chunk: list[Entry] = []
    for entry, seconds in zip(entries, work):
        if chunk and held + seconds > max(_LEAST, min(_CHUNK, left / (2 * workers))) + 1e-9:
            yield chunk
            chunk, left, held = [], left - held, 0.0
        chunk.append(entry)
        held += seconds
    if chunk:
        yield chunk


@task(name="chunk", cache_policy=NO_CACHE, task_run_name="chunk-{number}")
def read_chunk(number: int, entries: list[Entry], limits: Limits) -> int:
    """Reads and publishes each report of a chunk that is not done yet; returns how many. A bad report fails alone."""
    done = Store(Path(entries[0].job.store)).done()
    todo = [e for e in entries if e.job.mark not in done]
    for entry in todo:
        _one(entry.job, limits)
    return len(todo)


def _one(job: Job, limits: Limits) -> None:
    try:
        reader()(job, limits, task="release")
    except Killed:
        return  # nothing is told of it: it is taken up again
    except ShubaoError as error:
        publishing.record(Path(job.store), failed(job, error))


@task(name="compare", cache_policy=NO_CACHE, task_run_name="compare-{number}")
def compare_chunk(number: int, reports: list[str], store: str) -> list[str]:
    """Diffs and series of reports with editions that are not compared yet; returns what went wrong, a line each."""
    wrong = []
    for report in reports:
        changed = publishing.outdated(Path(store), report)
        try:
            if changed:
                publishing.compare_report(Path(store), report, changed)
        except ShubaoError as error:
            wrong.append(str(error))
    return wrong


@flow(name="fleet", validate_parameters=False)
def fleet(entries: list[Entry], store: str, crew: Crew) -> Any:
    """All entries to releases, diffs and series; returns their tally. Its state is Failed where a report was not published."""
    _start(store)
    start = time.monotonic()
    root = Store(Path(store))
    before, done = len(root.ledger()), root.done()
    todo = [e for e in entries if not e.wrong and e.job.mark not in done]
    skipped = sum(not e.wrong and e.job.mark in done for e in entries)
    with Bar(len(todo)) as bar:
        _read_all(todo, crew, root, bar)
    wrong = [*(e.wrong for e in entries if e.wrong), *_compare_all(sorted({e.job.report for e in entries}), root, crew)]
    found = tally(root.ledger()[before:], {e.job.key for e in todo}, skipped, wrong, time.monotonic() - start)
    return Failed(message=found.verdict, data=found) if found.verdict else found


def _start(store: str) -> None:
    """Starts the cluster, and on each worker its reader."""
    context = FlowRunContext.get()
    assert context and isinstance(context.task_runner, DaskTaskRunner)
    context.task_runner.client.run(warm, store)


def warm(store: str) -> None:
    """Starts the reader of this process, which builds its tables and matchers."""
    reader()(Job(store, "", ""), Limits(), task="warm")


def _read_all(todo: list[Entry], crew: Crew, root: Store, bar: Bar) -> None:
    """Chunk after chunk; those whose worker died are taken up again, report by report."""
    before = len(root.ledger())

    def glance() -> None:
        bar.at(len(root.ledger()) - before)

    for turn in range(_ROUNDS):
        parts = [[e] for e in todo] if turn else list(chunks(todo, crew.workers))
        _wait([read_chunk.submit(i, part, crew.limits) for i, part in enumerate(parts, 1)], glance)
        told = {row["reading"].partition(".")[0] for row in root.ledger()[before:]}
        todo = [e for e in todo if e.job.key not in told]
        if not todo:
            return
    for entry in todo:
        why = f"{entry.job.name}: its workers or readers were killed in {_ROUNDS} rounds; see who kills them, then run it again"
        publishing.record(root.root, failed(entry.job, why))


def _compare_all(reports: Iterable[str], root: Store, crew: Crew) -> list[str]:
    """Diffs and series of reports that have something new; returns what went wrong. Taken up again like chunks."""
    for _ in range(_ROUNDS):
        todo = [r for r in reports if publishing.outdated(root.root, r)]
        size = max(1, len(todo) // (crew.workers * _SHARE))
        parts = [todo[i : i + size] for i in range(0, len(todo), size)]
        futures = [compare_chunk.submit(i, part, str(root.root)) for i, part in enumerate(parts, 1)]
        _wait(futures)
        if all(future.state.is_completed() for future in futures):
            return [line for future in futures for line in future.result()]
    return [f"{root.root}: diffs of {', '.join(todo[:3])} and so on could not be made; see the log, then run it again"]


def _wait(futures: Sequence[Any], glance: Callable[[], None] = lambda: None) -> None:
    """Until every task has ended, well or badly, looking around now and then."""
    for future in futures:
        while not future.wrapped_future.done():
            future.wait(_GLANCE)
            glance()
        future.wait()


def crewed(crew: Crew, store: Path) -> Any:
    """The flow with its workers: a cluster on this machine, or that of a scheduler."""
    if crew.scheduler:
        return fleet.with_options(task_runner=DaskTaskRunner(address=crew.scheduler))
    dask.config.set(_SETTINGS)
    for name in ("distributed", "prefect.task_runner.dask"):
        logging.getLogger(name).setLevel(logging.ERROR)  # the coming and going of workers is no news
    cluster = {
        "n_workers": crew.workers,
        "threads_per_worker": 1,
        "processes": True,
        "dashboard_address": None,
        "memory_limit": 0,  # reports are read in children, which have limits of their own
        "local_directory": str(store.resolve() / ".dask"),
        "silence_logs": "CRITICAL",
    }
    return fleet.with_options(task_runner=DaskTaskRunner(cluster_kwargs=cluster))

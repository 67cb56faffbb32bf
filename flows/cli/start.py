"""Runs flows from the command line and prints what came of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from extractors.pdf import check
from flows.fleet.crew import Crew
from flows.releases.outcome import Outcome, exit_code
from flows.tongue import say
from flows.yearly.server import serve_api
from flows.yearly.settings import prepare


def run_build(
    pdfs: Sequence[Path], store: Path, report: str, edition: str, area: str, ocr: str, review: bool, accept: bool, as_flow: bool
) -> int:
    """Builds each PDF; returns the exit code. What is no PDF stops all before anything starts.

    By hand the stages are called as they are; as a flow of Prefect where that is asked for, or PREFECT_API_URL names a server.
    """
    for pdf in pdfs:
        check(pdf)
    if not (as_flow or "PREFECT_API_URL" in os.environ):
        from flows.releases.stages import PLAIN

        return _tell([PLAIN.build(str(pdf), str(store), report, edition, area, ocr=ocr, review=review, accept=accept) for pdf in pdfs])
    prepare(store)
    from flows.yearly.build import build

    return _tell(
        [
            _data(build(str(pdf), str(store), report, edition, area, ocr=ocr, review=review, accept=accept, return_state=True))
            for pdf in pdfs
        ]
    )


def run_sources(reports: tuple[str, ...], store: Path, ocr: str, review: bool, accept: bool) -> int:
    """The yearly flow of each source of store/sources.toml, or of those named; returns the exit code."""
    from flows.pull.sources import Sources

    named = Sources(store / "sources.toml").named(reports)
    prepare(store)
    from flows.yearly.flow import yearly

    return _tell(
        [outcome for source in named for outcome in _data(yearly(source.report, str(store), ocr, review, accept, return_state=True))]
    )


def run_served(store: Path) -> None:
    """Every source by its cron, against a server of its own or that of PREFECT_API_URL; ends when it is stopped."""
    from flows.pull.sources import Sources

    named = Sources(store / "sources.toml").named(())
    prepare(store)
    url = serve_api(store)
    say(f"serving {len(named)} sources of {store / 'sources.toml'} at {url}; Ctrl-C ends it", err=True)
    from flows.yearly.schedule import serve

    serve(named, store.resolve())


def run_fleet(what: Path, store: Path, crew: Crew, ocr: str) -> int:
    """Many reports: a manifest, a folder, or a sources.toml; prints one table and returns the exit code."""
    from flows.fleet.manifest import entries

    store = store.resolve()
    found = entries(what.resolve(), store, ocr)
    prepare(store)
    serve_api(store)
    from flows.fleet.flow import crewed

    tally = _data(crewed(crew, store)(found, str(store), crew, return_state=True))
    tally.show()
    if tally.verdict:
        click.echo(f"shubao: {tally.verdict}", err=True)
    return int(tally.exit_code)


def _data(state: Any) -> Any:
    """What a flow returned, be its state Completed or Failed. An error that no flow foresaw is raised."""
    found = state.result(raise_on_failure=False)
    if isinstance(found, Exception):
        raise found
    return found


def _tell(outcomes: Sequence[Outcome]) -> int:
    """Prints what became of each edition; returns the exit code."""
    for outcome in outcomes:
        _show(outcome)
    for outcome in outcomes:
        if outcome.status == "failed":
            click.echo(f"shubao: {outcome.why}", err=True)
    return exit_code({o.status for o in outcomes})


def _show(o: Outcome) -> None:
    if o.status in ("failed", "skipped", "held"):
        click.echo(f"\n{o.label} {o.status}: {o.why}")
        return
    click.echo(f"\n{o.label}{'' if o.is_new else ' (unchanged)'}: {o.why}")
    say(f"  {o.figures} figures, {o.tables} tables, {o.findings} findings -> {o.path}")
    say(f"  numerals: {o.claimed} figures, {o.excluded} excluded, {o.unclaimed} unclaimed")
    for name, folder in (("changes", o.diff), ("changes since the version before", o.reissue)):
        if folder:
            click.echo(f"  {name} -> {folder}")
    if o.review:
        say(f"  review page -> {o.review}")
    for line in _changes(o.top):
        click.echo(line)


def _changes(top: Iterable[dict[str, str]]) -> Iterable[str]:
    for row in top:
        a, b = [k for k in row if k.isdigit()]
        mark = "  CONTRADICTED" if row["verdict"] == "contradicted" else ""
        yield f"    {float(row['change_pct']):+10.1f} %  {row['indicator']} ({row['area']}): {row[a]} -> {row[b]}{mark}"

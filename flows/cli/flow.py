"""The Prefect flows: build, run, serve, fleet."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from flows.cli.group import ACCEPT, AREA_AS_IS, OCR, REVIEW, STORE, main


@main.command()
@click.argument("pdfs", metavar="PDF...", nargs=-1, required=True, type=click.Path(path_type=Path))
@STORE
@click.option("--report", default="", help="Slug of the report (default: from the file name).")
@click.option("--edition", default="", help="Year that it covers (default: from the title).")
@click.option("--area", default="", help="Place that it is about (default: from the title).")
@AREA_AS_IS
@OCR
@REVIEW
@ACCEPT
@click.option("--prefect", is_flag=True, help="Run it as a Prefect flow (so it does where PREFECT_API_URL is set).")
def build(
    pdfs: tuple[Path, ...],
    store: Path,
    report: str,
    edition: str,
    area: str,
    area_as_is: bool,
    ocr: str,
    review: bool,
    accept: bool,
    prefect: bool,
) -> None:
    """Read, check, publish, compare with the edition before."""
    from flows.cli.start import run_build
    from flows.reading.given import said

    sys.exit(run_build(pdfs, store, *said("options", report, edition, area, area_as_is), ocr, review, accept, prefect))


@main.command()
@click.argument("reports", metavar="[SOURCE]...", nargs=-1)
@STORE
@OCR
@REVIEW
@ACCEPT
def run(reports: tuple[str, ...], store: Path, ocr: str, review: bool, accept: bool) -> None:
    """The yearly flow over sources.toml: fetch what is new, build it, compare it with the edition before."""
    from flows.cli.start import run_sources

    sys.exit(run_sources(reports, store, ocr, review, accept))


@main.command()
@STORE
def serve(store: Path) -> None:
    """Run every source of sources.toml by its cron, until stopped."""
    from flows.cli.start import run_served

    run_served(store)


@main.command()
@click.argument("what", metavar="MANIFEST|FOLDER|SOURCES", type=click.Path(path_type=Path))
@STORE
@click.option("--workers", type=click.IntRange(1, 256), help="Processes that read (default: one a core).")
@click.option("--scheduler", default="", help="Address of a Dask scheduler whose workers read instead; they must see the store.")
@click.option("--seconds", type=click.FloatRange(min=1), default=900, show_default=True, help="Time limit of one report.")
@click.option("--memory", type=click.IntRange(min=200), default=1400, show_default=True, help="Memory limit of one report, MiB.")
@OCR
def fleet(what: Path, store: Path, workers: int | None, scheduler: str, seconds: float, memory: int, ocr: str) -> None:
    """Read many reports at once: a CSV (pdf,report,edition,area), a folder of PDFs, or a sources.toml."""
    import os

    from flows.cli.start import run_fleet
    from flows.fleet.crew import Crew
    from flows.reading.supervised import Limits

    sys.exit(run_fleet(what, store, Crew(workers or os.cpu_count() or 1, scheduler, Limits(seconds, memory)), ocr))

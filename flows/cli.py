"""The command `shubao`: each command is one call into a room. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import gc
import io
import sys
from pathlib import Path

import click

from patterns.errors import ShubaoError


class Commands(click.Group):
    """Prints what a user can act on as one line, and leaves with its exit code."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ShubaoError as error:
            click.echo(f"shubao: {error}", err=True)
            sys.exit(error.exit_code)


PDF = click.argument("pdf", type=click.Path(path_type=Path))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="shubao")
def main() -> None:
    """Turns yearly reports (PDF) into versioned CSV, and compares editions."""
    gc.set_threshold(200_000)  # a command makes many small things and ends: collecting them while modules load costs a tenth of it
    for stream in (sys.stdout, sys.stderr):  # what is printed is Chinese, whatever the machine's language
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@main.command()
@PDF
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder for the files of the release.")
@click.option("--report", default="", help="Slug of the report (default: from the file name).")
@click.option("--edition", default="", help="Year that it covers (default: from the title).")
@click.option("--area", default="", help="Place that it is about (default: from the title).")
@click.option("--excel", type=click.Path(path_type=Path), help="Write figures and findings into this .xlsx, too.")
def extract(pdf: Path, out: Path, report: str, edition: str, area: str, excel: Path | None) -> None:
    """Read one PDF and write figures.csv, tables, findings.csv and datapackage.json."""
    from flows.extract import extract as run
    from flows.progress import pages
    from output.files import write

    with pages() as step:
        release, found, _ = run(pdf, report, edition, area, step)
    write(release, out)
    if excel:
        from output.excel import write as write_excel

        write_excel(release, excel)
    click.echo(
        f"{release.report} {release.edition} ({release.area}): {len(release.figures)} figures, {len(release.tables)} tables, {len(release.findings)} findings -> {out}"
    )
    tally = found.tally
    click.echo(f"numerals: {tally.claimed} figures, {tally.excluded} excluded, {tally.unclaimed} unclaimed")
    sys.exit(1 if any(f.blocking for f in release.findings) else 0)


@main.command()
@PDF
@click.option("--page", type=int, help="Only tables that stand on this page.")
@click.option("--json", "as_json", is_flag=True, help="Print the list of tables.json.")
@click.option("--csv", "csv_folder", type=click.Path(path_type=Path), help="Folder for one CSV a table.")
@click.option("--picture", type=click.Path(path_type=Path), help="PNG of the page with the cells drawn over it.")
def tables(pdf: Path, page: int | None, as_json: bool, csv_folder: Path | None, picture: Path | None) -> None:
    """Show the tables of one PDF."""
    from extractors.read import read
    from output.files import table_csv, table_record, to_json, write_files

    found = [t for t in read(pdf).tables if page is None or page in t.pages]
    if csv_folder:
        write_files({f"{t.id}.csv": table_csv(t) for t in found}, csv_folder)
    if picture:
        from extractors.render import draw_tables

        draw_tables(pdf, found, page or (found[0].pages[0] if found else 1), picture)
    if as_json:
        sys.stdout.write(to_json([table_record(t) for t in found]).decode())
        return
    for t in found:
        pages = f"page {t.pages[0]}" if len(t.pages) == 1 else f"pages {t.pages[0]}-{t.pages[-1]}"
        click.echo(f"{t.id}  {pages}  {t.rows} x {t.cols}  {t.engine} {t.score:.2f}  {t.caption}  {t.unit}")


@main.command()
@click.argument("before")
@click.argument("after")
@click.option("--csv", "csv_file", type=click.Path(path_type=Path), help="Write changes.csv here.")
@click.option("--json", "as_json", is_flag=True, help="Print changes and findings as JSON.")
@click.option("--strict", is_flag=True, help="Leave with 1 where anything is contradicted.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for changes.csv and findings.csv.")
@click.option("--store", type=click.Path(path_type=Path), default=Path("store"), show_default=True, help="Store that REPORT:YEAR names.")
def diff(before: str, after: str, csv_file: Path | None, as_json: bool, strict: bool, out: Path | None, store: Path) -> None:
    """Compare two editions: folders of `extract`, or REPORT:YEAR of the store."""
    from flows.compare import compare, show
    from output.render import changes_csv, diff_json, write_diff

    found = compare(before, after, store)
    if csv_file:
        changes_csv(found, csv_file)
    if out:
        write_diff(found, out)
    if as_json:
        sys.stdout.write(diff_json(found))
    elif not csv_file:
        show(found)
    sys.exit(1 if strict and any(c.verdict == "contradicted" for c in found.changes) else 0)


STORE = click.option("--store", type=click.Path(path_type=Path), default=Path("store"), show_default=True, help="Folder of releases.")


@main.command()
@click.argument("pdfs", metavar="PDF...", nargs=-1, required=True, type=click.Path(path_type=Path))
@STORE
@click.option("--report", default="", help="Slug of the report (default: from the file name).")
@click.option("--edition", default="", help="Year that it covers (default: from the title).")
@click.option("--area", default="", help="Place that it is about (default: from the title).")
def build(pdfs: tuple[Path, ...], store: Path, report: str, edition: str, area: str) -> None:
    """The Prefect flow: read, check, publish, compare with the edition before."""
    from flows.run import run_build

    sys.exit(run_build(pdfs, store, report, edition, area))


@main.command()
@click.argument("reports", metavar="[SOURCE]...", nargs=-1)
@STORE
def run(reports: tuple[str, ...], store: Path) -> None:
    """The yearly flow over sources.toml: fetch what is new, build it, compare it with the edition before."""
    from flows.run import run_sources

    sys.exit(run_sources(reports, store))


@main.command()
@click.argument("what", metavar="MANIFEST|FOLDER|SOURCES", type=click.Path(path_type=Path))
@STORE
@click.option("--workers", type=click.IntRange(1, 256), help="Processes that read (default: one a core).")
@click.option("--scheduler", default="", help="Address of a Dask scheduler whose workers read instead; they must see the store.")
@click.option("--seconds", type=click.FloatRange(min=1), default=900, show_default=True, help="Time limit of one report.")
@click.option("--memory", type=click.IntRange(min=200), default=3000, show_default=True, help="Memory limit of one report, MiB.")
def fleet(what: Path, store: Path, workers: int | None, scheduler: str, seconds: float, memory: int) -> None:
    """Read many reports at once: a CSV (pdf,report,edition,area), a folder of PDFs, or a sources.toml."""
    import os

    from flows.crew import Crew
    from flows.run import run_fleet
    from flows.supervised import Limits

    sys.exit(run_fleet(what, store, Crew(workers or os.cpu_count() or 1, scheduler, Limits(seconds, memory))))


@main.command()
@STORE
def serve(store: Path) -> None:
    """Run every source of sources.toml by its cron, until stopped."""
    from flows.run import run_served

    run_served(store)


@main.command()
@click.argument("what", required=False)
@click.argument("year", required=False)
@STORE
@click.option("--picture", type=click.Path(path_type=Path), help="PNG: the page around a figure, the figure marked.")
def show(what: str | None, year: str | None, store: Path, picture: Path | None) -> None:
    """What is in the store: reports, editions, or one figure by its id."""
    from flows.look import show as run

    run(what or "", year or "", store, picture)


@main.command()
@click.argument("text")
@STORE
def find(text: str, store: Path) -> None:
    """Look an indicator up in every newest release."""
    from flows.look import find as run

    run(text, store)


@main.command()
@STORE
def verify(store: Path) -> None:
    """Check every hash in the store."""
    from output.store import Store

    wrong = list(Store(store).verify())
    for path, what in wrong:
        click.echo(f"{path}: {what}")
    releases = sum(1 for r in Store(store).reports() for _ in Store(store).editions(r))
    click.echo(f"{releases} editions, {len(wrong)} problems")
    sys.exit(1 if wrong else 0)


@main.group()
def sources() -> None:
    """The list of reports to watch, sources.toml."""


@sources.command("init")
@STORE
def sources_init(store: Path) -> None:
    """Write a commented example of sources.toml into the store."""
    from flows.sources import example
    from patterns.errors import BadInput

    path = store / "sources.toml"
    if path.exists():
        raise BadInput(str(path), "is there already", "edit it")
    store.mkdir(parents=True, exist_ok=True)
    path.write_text(example(), encoding="utf-8")
    click.echo(f"{path}: edit it, then `shubao sources check`")


@sources.command("check")
@STORE
def sources_check(store: Path) -> None:
    """Check sources.toml; every mistake is told with its line."""
    from flows.sources import BadSources, Sources

    path = store / "sources.toml"
    try:
        found = Sources(path)
    except BadSources as error:
        click.echo("\n".join(f"{path}:{problem}" for problem in error.problems), err=True)
        sys.exit(error.exit_code)
    for source in found.all:
        click.echo(f"{source.report}: {source.listing or source.url or source.files}, {source.cron} ({source.timezone})")


@sources.command("deployments")
@STORE
@click.option("--pool", default="shubao", show_default=True, help="Work pool of the Prefect server.")
def sources_deployments(store: Path, pool: str) -> None:
    """Print a prefect.yaml: one deployment a source, for `prefect deploy --all`."""
    from flows.schedule import deployments
    from flows.sources import Sources

    click.echo(deployments(Sources(store / "sources.toml").all, str(store.resolve()), pool), nl=False)


if __name__ == "__main__":
    main()

"""One PDF: its figures, its tables."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from flows.cli.group import AREA_AS_IS, OCR, PDF, main
from flows.tongue import say


@main.command()
@PDF
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder for the files of the release.")
@click.option("--report", default="", help="Slug of the report (default: from the file name).")
@click.option("--edition", default="", help="Year that it covers (default: from the title).")
@click.option("--area", default="", help="Place that it is about (default: from the title).")
@AREA_AS_IS
@click.option("--excel", type=click.Path(path_type=Path), help="Write figures and findings into this .xlsx, too.")
@OCR
def extract(pdf: Path, out: Path, report: str, edition: str, area: str, area_as_is: bool, excel: Path | None, ocr: str) -> None:
    """Read one PDF and write figures.csv, tables, findings.csv and datapackage.json."""
    from extractors.ocr import Use
    from flows.reading.extract import extract as run
    from flows.reading.given import said, workbook
    from flows.reading.progress import pages
    from flows.releases.review import remember
    from output.files import write

    if excel:
        workbook(excel)
    with pages() as step:
        release, found, _ = run(pdf, *said("options", report, edition, area, area_as_is), step, use=Use(ocr, os.cpu_count() or 1, step))
    write(release, out)
    remember(pdf, out)
    if excel:
        from output.excel import write as write_excel

        write_excel(release, excel)
    say(
        f"{release.report} {release.edition} ({release.area}): {len(release.figures)} figures, {len(release.tables)} tables, {len(release.findings)} findings -> {out}"
    )
    tally = found.tally
    elsewhere = "".join(f", {n} in {kind.replace('_', ' ')}" for kind, n in tally.elsewhere.items())
    say(f"numerals: {tally.claimed} figures, {tally.excluded} excluded, {tally.unclaimed} unclaimed{elsewhere}")
    sys.exit(1 if any(f.blocking for f in release.findings) else 0)


@main.command()
@PDF
@click.option("--page", type=int, help="Only tables that stand on this page.")
@click.option("--json", "as_json", is_flag=True, help="Print the list of tables.json.")
@click.option("--csv", "csv_folder", type=click.Path(path_type=Path), help="Folder for one CSV a table.")
@click.option("--picture", type=click.Path(path_type=Path), help="PNG of the page with the cells drawn over it.")
@OCR
def tables(pdf: Path, page: int | None, as_json: bool, csv_folder: Path | None, picture: Path | None, ocr: str) -> None:
    """Show the tables of one PDF."""
    from extractors.ocr import Use
    from extractors.read import read
    from output.files import table_csv, table_record, to_json, write_files
    from patterns.language import known_words

    found = [t for t in read(pdf, use=Use(ocr, os.cpu_count() or 1), language=known_words).tables if page is None or page in t.pages]
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
@PDF
@click.argument("number", metavar="N", type=int)
@click.option(
    "--picture", type=click.Path(path_type=Path), required=True, help="PNG of the page: lines by kind, paragraphs, tables, figures."
)
@OCR
def page(pdf: Path, number: int, picture: Path, ocr: str) -> None:
    """Show what the reader saw on one page."""
    from extractors.ocr import Use
    from extractors.page_picture import draw
    from extractors.read import read
    from flows.reading.extract import finder
    from patterns.language import known_words

    document = read(pdf, use=Use(ocr, os.cpu_count() or 1), language=known_words)
    seen = draw(pdf, document, finder()(document).figures, number, picture)
    say(f"page {number}: {', '.join(f'{n} {kind}' for kind, n in seen.items()) or 'nothing was read'} -> {picture}")

"""What a fleet reads: a manifest (CSV), a folder of PDFs, or a sources.toml, as one list of reports."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from extractors.pdf import sha256
from flows.pull.fetch import Memory, client, fetch, job_of
from flows.pull.sources import Sources
from flows.pull.watch import editions
from flows.reading.extract import slug
from flows.reading.given import said
from flows.reading.job import Job
from output.store import Store
from patterns.errors import BadInput, ShubaoError

COLUMNS = ("pdf", "report", "edition", "area", "area_as_is")


@dataclass(frozen=True, slots=True)
class Entry:
    """A report of a fleet: the job, and the size of its PDF in bytes. `wrong` says why it cannot be read."""

    job: Job
    size: int = 0
    wrong: str = ""


def entries(what: Path, store: Path, ocr: str = "auto") -> list[Entry]:
    """The reports that `what` names, each once. Raises BadInput where it is none of the three, or names nothing."""
    if what.is_dir():
        found = _files(((str(p), "", "", "") for p in sorted(what.rglob("*.pdf"))), store)
    elif what.suffix == ".toml":
        found = _listed(what, store)
    elif what.suffix == ".csv":
        found = _files(_rows(what), store)
    else:
        raise BadInput(
            str(what), "is no folder, no .csv and no .toml", f"name a folder of PDFs, a CSV with {', '.join(COLUMNS)}, or a sources.toml"
        )
    once = {(e.job.sha256 or e.job.name, e.job.report, e.job.edition, e.job.area): e for e in reversed(list(found))}
    if not once:
        raise BadInput(str(what), "names no report", "put PDFs there")
    return [replace(e, job=replace(e.job, ocr=ocr)) for e in reversed(once.values())]


def _rows(path: Path) -> Iterator[tuple[str, str, str, str]]:
    """pdf, report, edition, area of each line; a path is seen from the manifest."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(str(path), f"cannot be read ({error})", "save it as UTF-8") from None
    reader = csv.DictReader(text.splitlines())
    unknown = set(reader.fieldnames or ()) - set(COLUMNS)
    if "pdf" not in (reader.fieldnames or ()) or unknown:
        raise BadInput(
            str(path), f"its header is {','.join(reader.fieldnames or ())}", f"give it columns of {', '.join(COLUMNS)}; pdf at least"
        )
    named: dict[tuple[str, str], int] = {}
    for row in reader:
        values = {k: (row.get(k) or "").strip() for k in COLUMNS}
        key = (values["report"], values["edition"])
        if all(key) and key in named:
            raise BadInput(f"{path}:{reader.line_num}", f"{key[0]} {key[1]} stands in line {named[key]}, too", "leave one out")
        named[key] = reader.line_num
        where = f"{path}:{reader.line_num}"
        if values["area_as_is"] not in ("", "true", "false"):
            raise BadInput(where, f"area_as_is is {values['area_as_is']!r}", "write true or false, or leave it blank")
        yield str(path.parent / values["pdf"]), *said(where, *key, values["area"], values["area_as_is"] == "true")


def _files(rows: Iterator[tuple[str, str, str, str]], store: Path) -> Iterator[Entry]:
    for pdf, report, edition, area in rows:
        path = Path(pdf)
        report = report or slug(path)
        try:
            job = Job(str(store), sha256(path), report, edition, area, name=pdf, origin=pdf)
            yield Entry(job, path.stat().st_size)
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or error
            yield Entry(Job(str(store), "", report, edition, area, name=pdf), wrong=f"{pdf}: cannot be read ({why}); check the path")


def _listed(path: Path, store: Path) -> Iterator[Entry]:
    """Every edition of every source, fetched where it is new."""
    for source in Sources(path).all:
        memory = Memory(Store(store), source.report)
        with client(source) as web:
            try:
                found = editions(source, web, path.parent, datetime.now(UTC).year)
            except ShubaoError as error:
                yield Entry(Job(str(store), "", source.report, name=source.report), wrong=str(error))
                continue
            for e in found:
                blank = job_of(e, source, str(store))
                try:
                    digest = fetch(e, source, Store(store), memory, web)
                except ShubaoError as error:
                    yield Entry(blank, wrong=str(error))
                    continue
                if digest:
                    job = replace(blank, sha256=digest)
                    yield Entry(job, job.pdf.stat().st_size)

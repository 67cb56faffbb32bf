"""An edition to a raw PDF in the store: fetched only if it changed, checked to be a PDF, kept as it is with its sidecar.

What is known of each address lies in store/watch/<report>.json: validators and hash.
An address is marked as fetched only after its PDF is kept: a run killed anywhere asks again or goes on.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from extractors import pdf
from flows.pull.listing import Listing
from flows.pull.sources import Source
from flows.pull.watch import Edition, attachment
from flows.pull.web import File, Limits, Page, Web
from flows.reading import given
from flows.reading.job import Job
from output.store import Store
from patterns.errors import FetchFailed, UnreadablePdf


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an edition's address: the PDF that it gave, and how to ask whether that changed.

    `file` is where the PDF lies if the address is that of a page which links to it.
    """

    year: str
    title: str
    sha256: str
    file: str = ""
    etag: str = ""
    last_modified: str = ""


class Memory:
    """What is known of the addresses of one report, read once and written whole at each change."""

    def __init__(self, store: Store, report: str) -> None:
        self._store, self._name = store, f"{report}.json"
        path = store.root / "watch" / self._name
        rows = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        self._known = {url: Known(**row) for url, row in rows.items()}

    def __getitem__(self, url: str) -> Known | None:
        return self._known.get(url)

    def keep(self, url: str, known: Known) -> None:
        self._known[url] = known
        rows = {u: asdict(k) for u, k in sorted(self._known.items())}
        self._store.put_file((json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode(), "watch", self._name)


def client(source: Source) -> Web:
    """A client that may ask the hosts of a source, within its limits."""
    return Web(source.names, source.private, Limits(file_bytes=source.max_mb << 20))


def job_of(edition: Edition, source: Source, store: str) -> Job:
    """The job of an edition whose PDF is still to be had: its hash is blank."""
    return Job(
        store,
        "",
        source.report,
        edition.year,
        given.area(source.area, source.area_as_is),
        "" if edition.is_file else edition.url,
        edition.url,
    )


def fetch(edition: Edition, source: Source, store: Store, memory: Memory, web: Web) -> str:
    """sha256 of the edition's PDF, kept in the store; blank where a URL pattern has none for that year.

    Raises FetchFailed where a listed edition is not there or is no PDF, Refused where it may not be asked.
    """
    if edition.is_file:
        sha256 = _keep(Path(edition.url), edition, source, store)
        memory.keep(edition.url, Known(edition.year, edition.title, sha256))
        return sha256
    before = memory[edition.url]
    known = before if before and (store.root / "raw" / f"{before.sha256}.pdf").exists() else None
    url, got = _download(edition, source, store, known, web)
    if got is None:
        return known.sha256 if known else _missing(edition, source)
    try:
        sha256 = _keep(got.path, edition, source, store)
    except FetchFailed:
        _drop(got.path)
        raise
    tags = got.validators.get("etag", ""), got.validators.get("last-modified", "")
    memory.keep(edition.url, Known(edition.year, edition.title, sha256, "" if url == edition.url else url, *tags))
    _drop(got.path)
    return sha256


def _keep(path: Path, edition: Edition, source: Source, store: Store) -> str:
    """Into raw/, if it is a PDF."""
    try:
        pdf.check(path)
    except UnreadablePdf as error:
        raise FetchFailed(edition.url, error.what, "open it in a browser and see what it is") from None
    now = datetime.now(UTC).isoformat(timespec="seconds")
    facts = {"title": edition.title, "url": edition.url, "fetched": now, "licence": source.licence, "publisher": source.publisher}
    return store.keep_raw(path, facts)


def _download(edition: Edition, source: Source, store: Store, known: Known | None, web: Web) -> tuple[str, File | None]:
    """(address, file); where the edition's address is a page, of the PDF that it links to."""
    validators = {"etag": known.etag, "last-modified": known.last_modified} if known else {}
    asked = {k: v for k, v in validators.items() if v}
    is_direct = known is None or not known.file
    got = web.file(edition.url, _part(store, edition.url), asked if is_direct else {})
    if got is None or not _is_page(got, web.limits.page_bytes):
        return edition.url, got
    url = attachment(Listing(Page(got.url, got.path.read_bytes(), "")), source, edition.year)
    _drop(got.path)
    if not url:
        raise FetchFailed(edition.url, "is a page that links to no PDF of its own", "open it in a browser, and mend the source's pattern")
    return url, web.file(url, _part(store, url), asked if known and known.file == url else {})


def _is_page(got: File, most: int) -> bool:
    if not got.is_html or got.path.stat().st_size > most:
        return False
    with got.path.open("rb") as fh:
        head = fh.read(1024)
    return b"%PDF-" not in head


def _part(store: Store, url: str) -> Path:
    """Where a download lies until it is whole."""
    folder = store.root / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{hashlib.sha256(url.encode()).hexdigest()[:24]}.part"


def _missing(edition: Edition, source: Source) -> str:
    if source.url:
        return ""
    raise FetchFailed(edition.url, "is listed, but not there", "open it in a browser; the next run asks again")


def _drop(part: Path) -> None:
    part.unlink(missing_ok=True)
    part.with_suffix(".json").unlink(missing_ok=True)

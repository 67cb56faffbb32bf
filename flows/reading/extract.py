"""One PDF to the data of a release, without Prefect and without a store."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from importlib.metadata import version
from pathlib import Path

from extractors.ocr import NEVER, Use, installed
from extractors.read import read
from output.checks import audit
from output.files import Release
from patterns.axes import axes
from patterns.errors import BadInput, NothingRead
from patterns.find import Finder, Found
from patterns.language import known_words
from patterns.model import Document

Progress = Callable[[int, int], None]
_NO_TEXT = ("text_layer_missing", "text_layer_unusable")


@cache
def finder() -> Finder:
    """One finder a process: its tables and matchers are built once."""
    return Finder()


def slug(path: Path) -> str:
    """The report's slug from a file name: lower case, without year and extension."""
    stem = re.sub(r"[-_.\s]*(?:19|20)\d\d[-_.\s]*", "-", path.stem.lower())
    return re.sub(r"[^\w]+", "-", stem).strip("-")[:64].strip("-") or "report"


@cache
def versions() -> dict[str, str]:
    """Software and pattern version, as they stand in a release. Looked up once a process."""
    return {"software": version("shubao"), "patterns": finder().lexicon.version}


def spelled_units() -> dict[str, tuple[str, Decimal]]:
    """Base unit and factor of each spelled unit."""
    return {u.spelling: (u.unit_measure, u.factor) for u in finder().lexicon.units.values()}


def release(document: Document, found: Found, path: Path, report: str = "", url: str = "") -> Release:
    """Puts together what was read. Raises NothingRead where nothing was, BadInput where the edition is unknown."""
    lost = {f.place.page for f in (*document.findings, *found.findings) if f.code in _NO_TEXT and f.place}
    if lost and not any(p.chars and p.number not in lost for p in document.pages):
        raise NothingRead(str(path), f"none of its {len(document.pages)} pages has a usable text layer", _cure())
    if not found.figures and not document.tables:
        what = (
            f"{len(lost)} of {len(document.pages)} pages have no usable text layer, no figure on the others"
            if lost
            else "neither a figure nor a table was read"
        )
        raise NothingRead(str(path), what, _cure() if lost else "check that it is a report")
    if not found.edition:
        raise BadInput(str(path), "its title names no year", "say which with --edition YEAR")
    source = {
        "path": path.name.encode(errors="replace").decode(),
        "hash": f"sha256:{document.source.sha256}",
        "pages": document.source.pages,
    } | ({"url": url} if url else {})
    findings = (*document.findings, *found.findings, *audit(found.figures, spelled_units(), axes()))
    return Release(
        report or slug(path),
        found.edition,
        document.title,
        found.area,
        found.figures,
        tuple(document.tables),
        findings,
        source,
        versions(),
    )


def _cure() -> str:
    return "read it with --ocr auto" if installed() else 'install OCR (pip install "shubao[ocr]") and read it again'


def extract(
    path: Path, report: str = "", edition: str = "", area: str = "", progress: Progress | None = None, url: str = "", use: Use = NEVER
) -> tuple[Release, Found, Document]:
    """Reads one PDF and finds its figures."""
    document = read(path, progress=progress, use=use, language=known_words)
    found = finder()(document, edition, area)
    return release(document, found, path, report, url), found, document

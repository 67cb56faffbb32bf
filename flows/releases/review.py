"""Makes the review page of an edition in the store, or of a folder of `extract`: its data, its pictures, what it is compared with."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors import pictures
from extractors.pdf import sha256
from flows.reading.coverage import coverage
from output.review import data
from output.review.folder import Pictures, Sources, write
from output.store import Store
from patterns.errors import BadInput

SOURCE = ".source"  # beside a release of `extract`: where its PDF lay


@dataclass(frozen=True, slots=True)
class Review:
    """A page that was made: its index.html, the release that it shows; `pdf` is None where no pictures could be made."""

    index: Path
    release: Path
    pdf: Path | None


def remember(pdf: Path, folder: Path) -> None:
    """Notes where the PDF of a release lies."""
    (folder / SOURCE).write_text(str(pdf.resolve()) + "\n", encoding="utf-8")


def of_store(store: Store, report: str, year: str = "", out: Path | None = None) -> Review:
    """The page of an edition (the newest by default), in store/review/<report>/<year>/ unless `out` says where."""
    editions = store.editions(report)
    year = year or (editions[-1] if editions else "")
    release = store.newest(report, year)
    before = next((e for e in reversed(editions) if e < year), "")
    folder = store.root / "diffs" / report
    diff = folder / f"{before}..{year}"
    sources = Sources(
        release,
        store.newest(report, before) if before else None,
        before,
        diff if before and diff.is_dir() else None,
        tuple(p for p in sorted(folder.glob("*..*")) if ".v" not in p.name),
        tuple(editions),
    )
    return _made(sources, store, None, out or store.root / "review" / report / year)


def of_folder(folder: Path, store: Store, pdf: Path | None, out: Path | None = None) -> Review:
    """The page of a folder that `extract` wrote, in its review/ unless `out` says where. Raises BadInput where `pdf` is another PDF."""
    if pdf and sha256(pdf) != data.described(folder)["sha256"]:
        raise BadInput(str(pdf), f"is not the PDF that {folder} was read from", "name that one")
    return _made(Sources(folder), store, pdf, out or folder / "review")


def _made(sources: Sources, store: Store, pdf: Path | None, out: Path) -> Review:
    pdf = pdf or pdf_of(sources.release, store)
    old = pdf_of(sources.before, store) if sources.before else None
    changes = data.changes(sources.diffs, sources.diff, sources.before)
    now, before = _pictures(pdf), _pictures(old)
    wanted: list[tuple[Path, Sequence[int], Path]] = []
    if pdf:
        wanted.append((pdf, range(1, len(now.sizes) + 1), out / now.folder))
    if old:
        wanted.append((old, data.pages_before(changes), out / before.folder))
    with pictures.rendering(wanted, min(2, os.cpu_count() or 1)):
        found = _coverage(sources.release, pdf)
        index = write(sources, changes, now, before, found, out)
    return Review(index, sources.release, pdf)


def pdf_of(release: Path, store: Store) -> Path | None:
    """The PDF of a release, where it lay when it was read or in the store; None where its bytes are found nowhere."""
    digest = data.described(release)["sha256"]
    note = release / SOURCE
    noted = [Path(note.read_text(encoding="utf-8").strip())] if note.exists() else []
    for path in (*noted, store.root / "raw" / f"{digest}.pdf"):
        if path.is_file() and sha256(path) == digest:
            return path
    return None


def _pictures(pdf: Path | None) -> Pictures:
    return Pictures(tuple(pictures.sizes(pdf)), f"pages/{sha256(pdf)[:12]}") if pdf else Pictures()


def _coverage(release: Path, pdf: Path | None) -> dict[str, Any] | None:
    if not pdf:
        return None
    return coverage(pdf, data.records(data.table(release / "figures.csv")))

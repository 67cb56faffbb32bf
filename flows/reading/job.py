"""One reading of one raw PDF: what names it, and the files that it leaves in store/work/<key>/ until they are published."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.ocr import Use
from extractors.pdf import sha256
from flows.reading.extract import Progress, extract, versions
from output import corrections
from output.files import data_files, package
from output.store import Store
from patterns.errors import BadInput, BadStore


@dataclass(frozen=True, slots=True)
class Job:
    """A PDF to read, and what the user said of it; blanks are read from its title.

    `name` is what the user calls the PDF; `origin` is the file that is kept in the store first, blank where it lies there; `ocr` is a mode
    of `extractors.ocr`; `accept` publishes an edition that has collapsed against the one before; `engine` reads the tables, for a command without a store.
    """

    store: str
    sha256: str
    report: str
    edition: str = ""
    area: str = ""
    url: str = ""
    name: str = ""
    origin: str = ""
    ocr: str = "auto"
    accept: bool = False
    engine: str = "auto"

    @property
    def key(self) -> str:
        """Content hash, software and pattern version, and what the user said: the same reading for as long as none of them changes."""
        mark = versions()
        said = [self.sha256, self.report, self.edition, self.area, self.url, self.ocr if Use(self.ocr).allowed else "never"]
        return hashlib.sha256(json.dumps([mark["software"], mark["patterns"], *said]).encode()).hexdigest()[:24]

    @property
    def mark(self) -> str:
        """The key, and what the user has put right in corrections.csv since: what a run that is done was done with."""
        rows = [c for c in corrections.read(Path(self.store) / "corrections.csv") if c.report == self.report]
        facts = json.dumps([[c.edition, c.figure_id, c.column, c.wrong, c.right, c.verdict] for c in rows])
        return f"{self.key}.{hashlib.sha256(facts.encode()).hexdigest()[:8]}" if rows else self.key

    @property
    def pdf(self) -> Path:
        return Path(self.store) / "raw" / f"{self.sha256}.pdf"

    @property
    def work(self) -> Path:
        return Path(self.store) / "work" / self.key


def made(job: Job, step: Progress | None = None, use: Use | None = None) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Reads the PDF: (summary, files of its release by name). Raises BadStore where it is no longer the one that was kept."""
    if job.pdf.is_file() and sha256(job.pdf) != job.sha256:
        raise BadStore(str(job.pdf), "its bytes do not match its name", "run `shubao verify --repair`, and fetch it again")
    release, found, _ = extract(job.pdf, job.report, job.edition, job.area, step, job.url, use or Use(job.ocr))
    files = data_files(release)
    files["datapackage.json"] = package(release, files)
    summary = {
        "report": release.report, "edition": release.edition, "pages": release.source["pages"],
        "claimed": found.tally.claimed, "excluded": found.tally.excluded, "unclaimed": found.tally.unclaimed,
        "blocking": sum(f.blocking for f in release.findings),
        "figures": len(release.figures), "tables": len(release.tables), "findings": len(release.findings),
    }  # fmt: skip
    return summary, files


def read(job: Job, step: Progress | None = None, use: Use | None = None) -> None:
    """Reads the PDF and leaves the files of its release, and summary.json, in the job's work folder."""
    summary, files = made(job, step, use)
    files["summary.json"] = (json.dumps(summary, ensure_ascii=False) + "\n").encode()
    Store(Path(job.store)).put_folder(files, "work", job.key)


def left(work: Path) -> tuple[dict[str, Any], dict[str, bytes]]:
    """(summary, files by name) of what a reading left. Raises BadInput where it is gone."""
    try:
        summary: dict[str, Any] = json.loads((work / "summary.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        raise BadInput(str(work), "holds no reading", "run it again") from None
    return summary, {str(p.relative_to(work)): p.read_bytes() for p in sorted(work.rglob("*")) if p.is_file() and p.name != "summary.json"}

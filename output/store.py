"""The versioned store: releases written beside and renamed, one lock a report, a ledger of every run.

    raw/<sha256>.pdf + .toml · releases/<report>/<year>/vNNN/ · diffs/<report>/<a>..<b>/ · series/<report>.csv · ledger.csv

A reader never sees half a release; a process killed anywhere leaves every published release whole, and the next run goes on.
"""

from __future__ import annotations

import csv
import fcntl
import hashlib
import io
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from output.soundness import DESCRIBED, digest, of_files, trusted
from patterns.errors import BadInput, BadStore

_VERSION = re.compile(r"v(\d{3,})$")
LEDGER = (
    "when",
    "report",
    "edition",
    "version",
    "input",
    "software",
    "patterns",
    "figures",
    "tables",
    "findings",
    "status",
    "why",
    "pages",
    "reading",
)


@dataclass(frozen=True, slots=True)
class Published:
    """Where a release lies, and whether this run made it; `why` says what differed."""

    path: Path
    version: str
    is_new: bool
    why: str


def _fsync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as fh:
        fh.write(data)
        fh.flush()
        os.fsync(fh.fileno())


class Store:
    """One folder of releases. Raises BadStore, with what to do, where the folder cannot be used."""

    def __init__(self, root: Path, force: bool = False) -> None:
        self.root, self._force = root, force

    # where things lie

    def editions(self, report: str) -> list[str]:
        """Years of a report that have a release, oldest first."""
        folder = self.root / "releases" / report
        return sorted(p.name for p in folder.iterdir() if self._versions(p)) if folder.is_dir() else []

    def reports(self) -> list[str]:
        """Slugs of all reports."""
        folder = self.root / "releases"
        return sorted(p.name for p in folder.iterdir() if p.is_dir()) if folder.is_dir() else []

    def _versions(self, folder: Path) -> list[Path]:
        found = [p for p in folder.iterdir() if _VERSION.match(p.name)] if folder.is_dir() else []
        return sorted(found, key=lambda p: int(p.name[1:]))

    def newest(self, report: str, year: str) -> Path:
        """Folder of the newest version of an edition. Raises BadInput where there is none."""
        versions = self._versions(self.root / "releases" / report / year)
        if not versions:
            there = ", ".join(f"{r}:{y}" for r in self.reports() for y in self.editions(r)) or "nothing"
            raise BadInput(f"{report}:{year}", f"is not in {self.root} ({there} is)", "build it first")
        return versions[-1]

    def sound(self, report: str, year: str) -> Path:
        """The newest version, each file of it checked. Raises BadStore with one that was altered, unless read by force."""
        return trusted(self.newest(report, year), self._force)

    # writing

    @contextmanager
    def lock(self, name: str) -> Iterator[None]:
        """Holds a lock file; waits for another process. The system drops it when its holder dies."""
        with self._guard(), (self._made("locks") / f"{name}.lock").open("w") as fh:
            fcntl.flock(fh, fcntl.LOCK_EX)
            yield

    @contextmanager
    def _guard(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise BadStore(
                str(self.root), f"cannot be written ({error.strerror})", "give --store a folder that can, with room on its disk"
            ) from error

    def _made(self, *names: str) -> Path:
        """A folder of the store, made where it is missing. Raises BadInput for a name that leads elsewhere, BadStore for a link that does."""
        for name in names:
            if name in ("", ".", "..") or set(name) & set("/\\\0"):
                raise BadInput(repr(name), "is no name of a folder", "use letters, digits, - and _")
        folder = self.root.joinpath(*names)
        if folder.resolve() != self.root.resolve().joinpath(*names):
            raise BadStore(str(folder), "is a link, or lies behind one", "put a folder there: nothing is written through links")
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def keep_raw(self, pdf: Path, facts: dict[str, str]) -> str:
        """Copies a PDF as fetched to raw/<sha256>.pdf with its sidecar; returns the hash. A raw file is never written twice."""
        try:
            digest = hashlib.sha256(pdf.read_bytes()).hexdigest()
        except OSError as error:
            raise BadInput(str(pdf), f"cannot be read ({error.strerror})", "check the path") from None
        with self._guard():
            folder = self._made("raw")
            target = folder / f"{digest}.pdf"
            if not target.exists() and target.resolve() != pdf.resolve():
                part = folder / f".{digest}.{os.getpid()}"
                shutil.copyfile(pdf, part)
                part.replace(target)
            sidecar = folder / f"{digest}.toml"
            if not sidecar.exists():
                text = "".join(f"{k} = {json.dumps(v, ensure_ascii=False)}\n" for k, v in sorted((facts | {"sha256": digest}).items()))
                part = folder / f".{digest}.toml.{os.getpid()}"
                _write(part, text.encode(errors="replace"))
                part.replace(sidecar)
        return digest

    def publish(self, report: str, year: str, files: dict[str, bytes], why: str = "") -> Published:
        """Publishes the files of a release: a new version only if a data file differs from the newest one's."""
        with self.lock(report), self._guard():
            folder = self._made("releases", report, year)
            for leftover in folder.glob(".v*"):
                shutil.rmtree(leftover, ignore_errors=True)
            versions = self._versions(folder)
            differs = self._differs(versions[-1], files) if versions else "first release"
            if not differs:
                return Published(versions[-1], versions[-1].name, False, "nothing differs")
            taken = [*versions, *self._versions(self.root / "damaged" / report / year)]  # a number is given once
            number = max((int(p.name[1:]) for p in taken), default=0) + 1
            name = f"v{number:03d}"
            self._place(folder / f".{name}.{os.getpid()}", folder / name, files)
            self._sign({DESCRIBED: files[DESCRIBED]}, "releases", report, year, name)
            return Published(folder / name, name, True, why or differs)

    def _place(self, beside: Path, target: Path, files: dict[str, bytes]) -> None:
        try:
            for name, data in files.items():
                path = beside / name
                path.parent.mkdir(parents=True, exist_ok=True)
                _write(path, data)
            _fsync(beside)
            beside.rename(target)
            _fsync(target.parent)
        except OSError:
            shutil.rmtree(beside, ignore_errors=True)
            raise

    def _differs(self, version: Path, files: dict[str, bytes]) -> str:
        """Why the files are not those of a version; blank where all data files are the same."""
        data = {n for n in files if n != "datapackage.json"}
        there = {str(p.relative_to(version)) for p in version.rglob("*") if p.is_file()} - {"datapackage.json"}
        changed = sorted((data ^ there) | {n for n in data & there if (version / n).read_bytes() != files[n]})
        return self._cause(version, files, changed) if changed else ""

    def _cause(self, version: Path, files: dict[str, bytes], changed: list[str]) -> str:
        """New PDF, new software, new patterns, or a correction: what the descriptions say."""
        try:
            old = json.loads((version / "datapackage.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return "the version before is damaged"
        new = json.loads(files["datapackage.json"])
        if old["sources"][0].get("hash") != new["sources"][0].get("hash"):
            return "new PDF"
        for key in ("software", "patterns"):
            if old["shubao"].get(key) != new["shubao"].get(key):
                return f"new {key}"
        return "a correction: " + ", ".join(changed)

    def put_folder(self, files: dict[str, bytes], *names: str) -> Path:
        """Writes a folder that may be replaced (a diff): beside, then swapped."""
        with self._guard():
            parent = self._made(*names[:-1])
            target, beside, old = parent / names[-1], parent / f".{names[-1]}.{os.getpid()}", parent / f".{names[-1]}.old"
            shutil.rmtree(old, ignore_errors=True)
            if target.exists():
                if all((target / n).is_file() and (target / n).read_bytes() == d for n, d in files.items()):
                    self._sign(files, *names)
                    return target
                target.rename(old)
            self._unsign(*names)
            self._place(beside, target, files)
            shutil.rmtree(old, ignore_errors=True)
            self._sign(files, *names)
            return target

    def _sign(self, files: dict[str, bytes], *names: str) -> None:
        """Keeps the hashes of what was written at `names`, in hashes/<names>.json. None are there while it is written."""
        data = json.dumps({name: digest(data) for name, data in sorted(files.items())}, indent=1, ensure_ascii=False)
        target = self._made("hashes", *names[:-1]) / f"{names[-1]}.json"
        part = target.with_name(f".{target.name}.{os.getpid()}")
        _write(part, f"{data}\n".encode())
        part.replace(target)

    def _unsign(self, *names: str) -> None:
        self.root.joinpath("hashes", *names[:-1], f"{names[-1]}.json").unlink(missing_ok=True)

    def is_signed(self, *names: str) -> bool:
        """Whether a folder is there as it was written, by the hashes that were kept of it."""
        signature = self.root.joinpath("hashes", *names[:-1], f"{names[-1]}.json")
        folder = self.root.joinpath(*names)
        try:
            hashes: dict[str, str] = dict(json.loads(signature.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return False
        return folder.is_dir() and next(of_files(folder, hashes), None) is None

    def move_aside(self, path: Path) -> Path:
        """Moves what is damaged to damaged/, under the name that it has in the store; returns where it lies now."""
        names = path.relative_to(self.root).parts
        names = names[1:] if names[0] == "releases" else names
        with self._guard():
            target, n = self._made("damaged", *names[:-1]) / names[-1], 0
            while target.exists():
                n += 1
                target = target.with_name(f"{names[-1]}.{n}")
            path.rename(target)
            return target

    def drop(self, *names: str) -> None:
        """Removes a folder that may be there."""
        with self._guard():
            if self.root.joinpath(*names).is_dir():
                shutil.rmtree(self._made(*names))

    def put_file(self, data: bytes, *names: str) -> Path:
        """Writes one file beside and renames it."""
        with self._guard():
            target = self._made(*names[:-1]) / names[-1]
            part = target.with_name(f".{target.name}.{os.getpid()}")
            self._unsign(*names)
            _write(part, data)
            part.replace(target)
            if names[0] == "series":
                self._sign({target.name: data}, *names)
            return target

    def record(self, row: dict[str, Any]) -> None:
        """Appends one run to the ledger. A line that an earlier run left cut off is closed first."""
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerow([row.get(c, "") for c in LEDGER])
        with self.lock("ledger"), self._guard():
            path = self._made() / "ledger.csv"
            with path.open("ab+") as fh:
                size = fh.seek(0, os.SEEK_END)
                lead = b""
                if size == 0:
                    lead = (",".join(LEDGER) + "\n").encode()
                else:
                    fh.seek(size - 1)
                    lead = b"" if fh.read(1) == b"\n" else b"\n"
                fh.write(lead + out.getvalue().encode(errors="replace"))

    def rewrite_ledger(self, rows: list[list[str]]) -> None:
        """Puts these rows in the place of all that the ledger holds."""
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([LEDGER, *rows])
        with self.lock("ledger"):
            self.put_file(out.getvalue().encode(), "ledger.csv")

    def ledger(self) -> list[dict[str, str]]:
        """Every run, oldest first. A line that a run left cut off is left out."""
        path = self.root / "ledger.csv"
        if not path.exists():
            return []
        with path.open(encoding="utf-8", newline="") as fh:
            return [row for row in csv.DictReader(fh) if None not in row.values()]

    def done(self) -> dict[str, dict[str, str]]:
        """The last run of each reading whose release is there, by the reading's key."""
        last = {row["reading"]: row for row in self.ledger() if row["status"] not in ("failed", "held") and row["reading"]}
        return {
            key: row for key, row in last.items() if (self.root / "releases" / row["report"] / row["edition"] / row["version"]).is_dir()
        }

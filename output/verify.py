"""What is wrong in a store: releases against their descriptions and the ledger, raw files against their names, the rest against its hashes."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from output.soundness import Problem, of_files, of_release
from output.store import LEDGER, Store
from patterns.errors import BadStore

_VERSION = re.compile(r"v\d{3,}")


def verify(store: Store) -> Iterator[Problem]:
    """(file, what is wrong) for everything in the store. Raises BadStore where there is none."""
    if not store.root.is_dir():
        raise BadStore(str(store.root), "is not there", "name the folder of a store with --store")
    yield from chain(_releases(store), _against_ledger(store), _raw(store), _signed(store), _ledger(store))


def _releases(store: Store) -> Iterator[Problem]:
    for folder in sorted((store.root / "releases").glob("*/*/*")):
        if folder.name.startswith("."):
            continue
        if not _VERSION.fullmatch(folder.name) or not folder.is_dir() or folder.is_symlink():
            yield folder, "is no version of a release"
            continue
        yield from of_release(folder)
        source = _source(folder)
        if source and not (store.root / "raw" / f"{source}.pdf").is_file():
            yield folder, f"its PDF raw/{source}.pdf is missing"


def _source(folder: Path) -> str:
    """Hash of the PDF of a release; blank where its description cannot tell."""
    try:
        described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        said = str(described["sources"][0]["hash"])
        return said.removeprefix("sha256:") if said.startswith("sha256:") else ""
    except (OSError, ValueError, KeyError, IndexError, TypeError):
        return ""


def _against_ledger(store: Store) -> Iterator[Problem]:
    """Versions that runs have told and no repair has removed, and that are not there; and gaps among those that are."""
    told: dict[tuple[str, str, str], None] = {}
    gone: set[tuple[str, str, str]] = set()
    for row in store.ledger():
        key = (row["report"], row["edition"], row["version"])
        if row["status"] == "removed":
            told.pop(key, None)
            gone.add(key)
        elif row["version"]:
            told[key] = None
    for report in store.reports():
        for year in store.editions(report):
            last = int(store.newest(report, year).name[1:])
            told |= {(report, year, f"v{n:03d}"): None for n in range(1, last) if (report, year, f"v{n:03d}") not in gone}
    for key in told:
        folder = store.root.joinpath("releases", *key)
        if not folder.is_dir():
            yield folder, "is missing: runs have told of it"


def _raw(store: Store) -> Iterator[Problem]:
    for path in sorted((store.root / "raw").glob("*.pdf")):
        with path.open("rb") as fh:
            if hashlib.file_digest(fh, "sha256").hexdigest() != path.stem:
                yield path, "its bytes do not match its name"


def _signed(store: Store) -> Iterator[Problem]:
    """Diffs, series and descriptions against the hashes that were written with them."""
    for path in sorted((store.root / "hashes").rglob("[!.]*.json")):
        names = path.relative_to(store.root / "hashes").with_suffix("").parts
        if names[0] in ("diffs", "series", "releases"):
            yield from _against(store.root.joinpath(*names), path, names[0])


def _against(target: Path, signature: Path, kind: str) -> Iterator[Problem]:
    try:
        hashes: dict[str, str] = dict(json.loads(signature.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        yield signature, "cannot be read"
        return
    if kind == "diffs" and target.is_dir():
        yield from of_files(target, hashes)
        return
    folder = target if kind == "releases" else target.parent
    for name, said in hashes.items():
        if kind == "releases" and not folder.is_dir():
            return  # told against the ledger
        if not (folder / name).is_file():
            yield folder / name, "is missing"
        elif f"sha256:{hashlib.sha256((folder / name).read_bytes()).hexdigest()}" != said:
            yield folder / name, "its bytes do not match its hash"


def _ledger(store: Store) -> Iterator[Problem]:
    path = store.root / "ledger.csv"
    if not path.exists():
        return
    with path.open(encoding="utf-8", errors="replace", newline="") as fh:
        reader = csv.reader(fh)
        for number, row in enumerate(reader, 1):
            if number == 1 and row[: len(LEDGER)] != list(LEDGER)[: len(row)]:
                yield path, "its header is not the ledger's"
            elif number > 1 and len(row) != len(LEDGER):
                yield path, f"line {reader.line_num} is cut off or altered"

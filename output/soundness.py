"""Whether what lies in a store is what was written there: every file against the hash that its description gives."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from patterns.errors import BadStore

DESCRIBED = "datapackage.json"
Problem = tuple[Path, str]


def digest(data: bytes) -> str:
    """As it stands in a description."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def of_release(folder: Path) -> Iterator[Problem]:
    """What in the folder of a release is missing, altered, or not its own."""
    path = folder / DESCRIBED
    if not path.is_file():
        yield folder, f"has no {DESCRIBED}"
        return
    try:
        resources: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["resources"]
        hashes = {str(r["path"]): r["hash"] for r in resources}
    except (OSError, ValueError, KeyError, TypeError):
        yield path, "cannot be read"
        return
    yield from of_files(folder, hashes | {DESCRIBED: ""})


def of_files(folder: Path, hashes: dict[str, str]) -> Iterator[Problem]:
    """What differs from `hashes` by name; a blank one is not compared."""
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() or p.is_symlink()}
    for name, said in hashes.items():
        if name not in there:
            yield folder / name, "is missing"
        elif said and digest((folder / name).read_bytes()) != said:
            yield folder / name, "its bytes do not match its hash"
    for name in sorted(there - set(hashes)):
        yield folder / name, "is described nowhere"


def trusted(folder: Path, force: bool = False) -> Path:
    """A release's folder, sound. Raises BadStore with the file that was altered, unless `force` reads on."""
    for path, what in () if force else of_release(folder):
        raise BadStore(str(path), what, "run `shubao verify --repair`, or read on with --force")
    return folder

"""Puts a review page together: the page and its parts as they are, the data of an edition beside them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from output.files import write_files
from output.review import data
from patterns.errors import BadInput

HERE = Path(__file__).parent
_STATIC = ("index.html", "css/*", "js/*.js", "vendor/*")


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pages of one edition: their sizes in points, and the folder of their pictures under the page's; blank where there are none."""

    sizes: tuple[tuple[float, float], ...] = ()
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """What a page is made of: the release, that of the edition before, the diff between, all diffs of the report, all its editions."""

    release: Path
    before: Path | None = None
    year_before: str = ""
    diff: Path | None = None
    diffs: tuple[Path, ...] = ()
    editions: tuple[str, ...] = ()


def static(out: Path) -> None:
    """Copies what is the same for every report."""
    try:
        for pattern in _STATIC:
            for path in sorted(HERE.glob(pattern)):
                target = out / path.relative_to(HERE)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
    except OSError as error:
        raise BadInput(str(out), f"cannot be written ({error.strerror})", "choose a folder that can") from None


def write(sources: Sources, changes: dict[str, Any], now: Pictures, before: Pictures, coverage: dict[str, Any] | None, out: Path) -> Path:
    """Writes the page into `out`; returns its index.html. `coverage` is None where the PDF is not at hand."""
    meta = data.meta(sources.release, sources.editions, sources.year_before)
    pictures = {"sizes": now.sizes, "folder": now.folder, "sizes_before": before.sizes, "folder_before": before.folder}
    parts: dict[str, Any] = {
        "meta": meta | {"pictures": pictures},
        "figures": data.table(sources.release / "figures.csv"),
        "findings": data.findings(sources.release, sources.diff),
        "tables": data.tables(sources.release),
        "changes": changes,
        "coverage": coverage,
    }
    static(out)
    write_files({f"data/{name}.js": data.script(name, value) for name, value in parts.items()}, out)
    return out / "index.html"

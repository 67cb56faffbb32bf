"""Two editions, named by folder or by REPORT:YEAR, to a diff."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from output.align import ByHand
from output.diff import Diff, Edition, Knowledge
from output.diff import compare as diff_of
from output.files import read_figures
from patterns.axes import axes
from patterns.errors import BadInput
from patterns.lexicon import load

_SAME = {"true": True, "yes": True, "false": False, "no": False}
_ALIAS_COLUMNS = ("before", "after", "same")


def knowledge(store: Path | None) -> Knowledge:
    """Kinds, scopes and axes of the lexicon, and the pairs of the user's aliases.csv beside the store."""
    lexicon = load()
    path = store / "aliases.csv" if store else None
    by_hand = tuple(_aliases(path)) if path and path.exists() else ()
    return Knowledge(lexicon.unit_kinds(), lexicon.scopes, axes(), by_hand)


def _aliases(path: Path) -> Iterator[ByHand]:
    """Rows of aliases.csv: two names that are one thing, or not; of one place and one path only where these are filled in."""
    with path.open(encoding="utf-8-sig", newline="") as fh:
        reader = csv.DictReader(fh)
        if not set(_ALIAS_COLUMNS) <= set(reader.fieldnames or ()):
            raise BadInput(str(path), f"its header is {reader.fieldnames}", f"give it the columns {', '.join(_ALIAS_COLUMNS)}")
        for row in reader:
            if row["same"] not in _SAME:
                raise BadInput(f"{path}:{reader.line_num}", f"same is {row['same']!r}", "write true or false")
            yield ByHand(row["before"], row["after"], _SAME[row["same"]], row.get("ref_area") or "", row.get("path") or "")


def folder_of(name: str, store: Path, force: bool = False) -> Path:
    """The folder of an edition: itself, or the newest release of REPORT:YEAR."""
    if Path(name).is_dir():
        return Path(name)
    report, colon, year = name.partition(":")
    if colon:
        from output.store import Store

        return Store(store, force).sound(report, year)
    raise BadInput(name, "neither a folder nor REPORT:YEAR", "name a folder that `shubao extract` wrote, or an edition of the store")


def edition(folder: Path) -> Edition:
    """An edition read back from its figures.csv."""
    path = folder / "figures.csv"
    figures = tuple(read_figures(path))
    with path.open(encoding="utf-8-sig", newline="") as fh:
        year = next((row["edition"] for row in csv.DictReader(fh)), "")
    if not year.isdigit():
        raise BadInput(str(path), "holds no figures", "extract the report again")
    return Edition(year, figures)


def compare(before: str, after: str, store: Path, with_candidates: bool = False, force: bool = False) -> Diff:
    """The diff of two editions."""
    return diff_of(edition(folder_of(before, store, force)), edition(folder_of(after, store, force)), knowledge(store), with_candidates)

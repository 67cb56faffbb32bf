"""What a user says of a report, checked at the door where it comes in: a command's option, a manifest, sources.toml.

Each takes a text, blank where nothing is said, and raises ValueError with what is wrong and what would be right.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from patterns.errors import BadInput
from patterns.lexicon import load

_YEAR = re.compile(r"19[5-9][0-9]|1949|20[0-9]{2}|2100", re.ASCII)
_SLUG = re.compile(r"[\w-]{1,64}")
_MOST_BYTES = 240  # a file system takes 255 of a name, and a lock adds its ending


class Said(NamedTuple):
    """Slug, edition and area as said; the area by its official name."""

    report: str = ""
    edition: str = ""
    area: str = ""


def edition(text: str) -> str:
    """A year from 1949 to 2100 in ASCII digits."""
    if text and not _YEAR.fullmatch(text):
        raise ValueError(f"edition {text!r} is no year from 1949 to 2100: write it in four digits, 2024")
    return text


def report(text: str) -> str:
    """A slug: the name of a folder, and of nothing else."""
    if text and (not _SLUG.fullmatch(text) or len(text.encode()) > _MOST_BYTES):
        raise ValueError(f"report {text!r} is no slug: letters, digits, - and _, at most 64")
    return text


def area(text: str, as_is: bool = False) -> str:
    """The official name of a place; `as_is` takes one that no gazetteer has."""
    if not text or as_is:
        return text
    regions = load().regions
    if text not in regions:
        raise ValueError(
            f"area {text!r} is in no gazetteer: give its official name, or say that it stands as it is (--area-as-is, area_as_is)"
        )
    return next(spelling for spelling, place in regions.items() if place.name == regions[text].name)


def said(where: str, report_: str, edition_: str, area_: str, as_is: bool = False) -> Said:
    """All three. Raises BadInput, at `where`, for the first that is wrong."""
    try:
        return Said(report(report_), edition(edition_), area(area_, as_is))
    except ValueError as error:
        what, _, do = str(error).partition(": ")
        raise BadInput(where, what, do) from None


def workbook(path: Path) -> Path:
    """A path that ends in .xlsx. Raises BadInput for any other: Excel goes by the ending."""
    if path.suffix.lower() != ".xlsx":
        raise BadInput(str(path), "is no name of a workbook", "let it end in .xlsx")
    return path

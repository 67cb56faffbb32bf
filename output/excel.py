"""A release as a workbook for people: one sheet a file, numbers as numbers, text that looks like a formula kept as text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from output import schema
from output.files import Release
from patterns.errors import BadInput

_FORMULA = ("=", "+", "-", "@")


def _sheets(release: Release) -> list[tuple[str, Sequence[schema.Column], list[list[str]]]]:
    figures = [schema.figure_row(f, release.report, release.edition) for f in release.figures]
    return [("figures", schema.FIGURES, figures), ("findings", schema.FINDINGS, [schema.finding_row(f) for f in release.findings])]


def write(release: Release, path: Path) -> None:
    """Writes figures and findings into an .xlsx. Raises BadInput where it cannot be written."""
    import pandas as pd
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    try:
        with pd.ExcelWriter(path, engine="openpyxl") as book:
            for name, columns, rows in _sheets(release):
                frame = pd.DataFrame(rows, columns=schema.header(columns), dtype=str)
                for column in columns:
                    if column.type in ("integer", "number"):
                        # floats: a spreadsheet knows no others, and 10^21 FLOP/s is no 64-bit integer
                        frame[column.name] = pd.to_numeric(frame[column.name], errors="coerce").astype(float)
                    else:
                        frame[column.name] = frame[column.name].str.replace(ILLEGAL_CHARACTERS_RE, "", regex=True)
                frame.to_excel(book, sheet_name=name, index=False)
                for row in book.sheets[name].iter_rows(min_row=2):
                    for cell in row:
                        if isinstance(cell.value, str) and cell.value.startswith(_FORMULA):
                            cell.data_type, cell.quotePrefix = "s", True
    except OSError as error:
        raise BadInput(str(path), f"cannot be written ({error.strerror})", "choose a file that can") from None

"""A release as a workbook for people: one sheet a file, numbers as numbers, text that looks like a formula kept as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from output import schema
from output.files import Release
from patterns.errors import BadInput

_FORMULA = ("=", "+", "-", "@")


def write(release: Release, path: Path) -> None:
    """Writes figures and findings into an .xlsx. Raises BadInput where it cannot be written."""
    figures = [schema.figure_row(f, release.report, release.edition) for f in release.figures]
    findings = [schema.finding_row(f) for f in release.findings]
    write_book([("figures", schema.FIGURES, figures), ("findings", schema.FINDINGS, findings)], path)


def write_book(sheets: Iterable[tuple[str, Sequence[schema.Column], Sequence[Sequence[str]]]], path: Path) -> None:
    """Writes (name, columns, rows) of each sheet, with filters under a header that stays in sight. Raises BadInput where it cannot."""
    import pandas as pd

    try:
        with pd.ExcelWriter(path, engine="openpyxl") as book:
            for name, columns, rows in sheets:
                _frame(columns, rows).to_excel(book, sheet_name=name, index=False, freeze_panes=(1, 0))
                sheet = book.sheets[name]
                sheet.auto_filter.ref = sheet.dimensions
                for column, cells in zip(columns, sheet.iter_cols(min_row=2)):
                    _format(column, cells)
    except OSError as error:
        raise BadInput(str(path), f"cannot be written ({error.strerror})", "choose a file that can") from None


def _frame(columns: Sequence[schema.Column], rows: Sequence[Sequence[str]]) -> Any:
    import pandas as pd
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    frame = pd.DataFrame(rows, columns=schema.header(columns), dtype=str)
    for column in columns:
        if column.type in ("integer", "number"):
            # floats: a spreadsheet knows no others, and 10^21 FLOP/s is no 64-bit integer
            frame[column.name] = pd.to_numeric(frame[column.name], errors="coerce").astype(float)
        else:
            frame[column.name] = frame[column.name].str.replace(ILLEGAL_CHARACTERS_RE, "", regex=True)
    return frame


def _format(column: schema.Column, cells: Iterable[Any]) -> None:
    """Thousands parted in numbers, as many decimals as there are; text that looks like a formula stays text."""
    for cell in cells:
        if isinstance(cell.value, str) and cell.value.startswith(_FORMULA):
            cell.data_type, cell.quotePrefix = "s", True
        elif column.type == "number" and isinstance(cell.value, (int, float)):
            cell.number_format = "#,##0" if float(cell.value).is_integer() else "#,##0.0#####"

"""A workbook for people: figures, changes and findings under Chinese titles, numbers with their printed decimals, each table as printed.

Text that looks like a formula stays text. Sheet names are unique and at most 31 characters, as spreadsheets want them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from output import schema
from output.files import Release, table_record
from patterns.errors import BadInput

Sheet = tuple[str, Sequence[schema.Column], Sequence[Sequence[str]]]

_FORMULA = ("=", "+", "-", "@")
_NO_NAME = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_LONGEST = 31  # characters of a sheet's name
_NARROW, _WIDE = 6, 48  # characters of a column
_SAMPLE = 200  # rows whose length tells a column's width
_TITLES = {"figures": "数据", "findings": "问题", "changes": "变化", "mentions": "重述"}


def write(release: Release, path: Path) -> None:
    """Writes figures, findings and tables of a release. Raises BadInput where the file cannot be written."""
    figures = [schema.figure_row(f, release.report, release.edition) for f in release.figures]
    findings = [schema.finding_row(f) for f in release.findings]
    sheets: list[Sheet] = [("figures", schema.FIGURES, figures), ("findings", schema.FINDINGS, findings)]
    write_book(sheets, path, [table_record(t) for t in release.tables])


def write_book(sheets: Iterable[Sheet], path: Path, tables: Iterable[Mapping[str, Any]] = ()) -> None:
    """Writes (name, columns, rows) of each sheet, then each table (an entry of tables.json). Raises BadInput where it cannot be written."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    taken: set[str] = set()
    for name, columns, rows in sheets:
        _rows(book.create_sheet(_name(_TITLES.get(name, name), taken)), columns, rows)
    for table in tables:
        _table(book.create_sheet(_name(f"{table['id']} {table['caption']}", taken)), table)
    try:
        book.save(path)
    except OSError as error:
        raise BadInput(str(path), f"cannot be written ({error.strerror})", "choose a file that can") from None


def _name(wanted: str, taken: set[str]) -> str:
    """A sheet's name: without what spreadsheets refuse, unlike any before it, however it is written."""
    plain = _NO_NAME.sub(" ", wanted).strip()[:_LONGEST] or "sheet"
    name, n = plain, 1
    while name.casefold() in taken:
        n += 1
        name = f"{plain[: _LONGEST - len(str(n)) - 1]} {n}"
    taken.add(name.casefold())
    return name


def _rows(sheet: Any, columns: Sequence[schema.Column], rows: Sequence[Sequence[str]]) -> None:
    """Chinese titles with the columns' names beneath, both in sight while one scrolls; filters on every column."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for k, column in enumerate(columns, 1):
        sheet.cell(1, k, column.title).font = Font(bold=True)
        sheet.cell(2, k, column.name).font = Font(color="808080")
        sheet.column_dimensions[get_column_letter(k)].width = _width(column, [row[k - 1] for row in rows[:_SAMPLE]])
    for i, row in enumerate(rows, 3):
        for k, (column, text) in enumerate(zip(columns, row), 1):
            if text:
                _fill(sheet.cell(i, k), column, text)
    sheet.freeze_panes = "A3"
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(columns))}{max(3, len(rows) + 2)}"


def _width(column: schema.Column, texts: Sequence[str]) -> float:
    """Wide enough for nearly all: Chinese characters are two wide."""
    lengths = sorted(sum(2 if c > "\u2e80" else 1 for c in t) for t in texts)
    usual = lengths[int(0.95 * (len(lengths) - 1))] if lengths else 0
    return float(min(_WIDE, max(_NARROW, usual, 2 * len(column.title)) + 2))


def _fill(cell: Any, column: schema.Column, text: str) -> None:
    if column.type in ("integer", "number"):
        # floats: a spreadsheet knows no others, and 10^21 FLOP/s is no 64-bit integer
        cell.value = float(text)
        decimals = len(text.partition(".")[2])
        cell.number_format = ("#,##0" if column.type == "number" else "0") + ("." + "0" * decimals if decimals else "")
    else:
        _text(cell, text)


def _text(cell: Any, text: str) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    if text.startswith(_FORMULA):
        cell.data_type, cell.quotePrefix = "s", True


def _table(sheet: Any, table: Mapping[str, Any]) -> None:
    """Title and unit, then the cells as printed, spans merged."""
    from openpyxl.styles import Alignment, Font

    _text(sheet.cell(1, 1), str(table["caption"] or table["id"]))
    sheet.cell(1, 1).font = Font(bold=True)
    _text(sheet.cell(2, 1), str(table["unit"]))
    for c in table["cells"]:
        i, k = c["row"] + 3, c["col"] + 1
        cell = sheet.cell(i, k)
        _text(cell, c["text"])
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        if c["row"] < table["header_rows"]:
            cell.font = Font(bold=True)
        if c["rowspan"] > 1 or c["colspan"] > 1:
            sheet.merge_cells(start_row=i, start_column=k, end_row=i + c["rowspan"] - 1, end_column=k + c["colspan"] - 1)
    sheet.freeze_panes = sheet.cell(3 + table["header_rows"], 1)

"""The workbook: as many rows as the release, numbers with their printed decimals, tables as printed, no text that a spreadsheet would run."""

from dataclasses import replace

import pytest
from openpyxl import load_workbook

from flows.cli import main
from flows.releases.stages import PLAIN
from output import excel, schema
from patterns.model import Cell, Place
from tests.conftest import EDITIONS

PLACE = Place(1, (0.0, 0.0, 1.0, 1.0))


@pytest.fixture(scope="module")
def book(editions, tmp_path_factory):
    path = tmp_path_factory.mktemp("excel") / "a.xlsx"
    excel.write(editions["2024"][0], path)
    return load_workbook(path)


def column(sheet, name):
    at = [c.value for c in sheet[2]].index(name)
    return [row[at] for row in sheet.iter_rows(min_row=3)]


def test_rows_and_titles(book, editions):
    release, sheet = editions["2024"][0], book["数据"]
    assert [c.value for c in sheet[1]] == [c.title for c in schema.FIGURES] and sheet.freeze_panes == "A3"
    assert [c.value for c in column(sheet, "indicator")] == [f.indicator for f in release.figures]
    assert sheet.auto_filter.ref.startswith("A2:") and sheet.max_row == len(release.figures) + 2


def test_numbers_keep_their_printed_decimals(book, editions):
    for figure, cell in zip(editions["2024"][0].figures, column(book["数据"], "value")):
        printed = schema.plain(figure.value)
        decimals = len(printed.partition(".")[2])
        assert cell.value == float(printed) and cell.number_format == "#,##0" + ("." + "0" * decimals if decimals else "")


def test_tables_stand_as_printed(book, editions):
    for table in editions["2024"][0].tables:
        sheet = next(s for s in book if s.title.startswith(table.id))
        spans = {f"{c.rowspan}x{c.colspan}" for c in table.cells if c.rowspan > 1 or c.colspan > 1}
        merged = {f"{m.max_row - m.min_row + 1}x{m.max_col - m.min_col + 1}" for m in sheet.merged_cells.ranges}
        assert merged == spans
        for c in table.cells:
            assert (sheet.cell(c.row + 3, c.col + 1).value or "") == c.text


def test_text_that_looks_like_a_formula_stays_text(editions, tmp_path):
    release = editions["2024"][0]
    evil = replace(release.figures[0], indicator='=HYPERLINK("http://x")', raw="-0.7%", base="@x", section=("=cmd|x", "+1"))
    table = replace(release.tables[0], caption="=1+1", cells=(Cell(0, 0, 1, 1, "=cmd|'/c calc'!A1", PLACE),))
    excel.write(replace(release, figures=(evil,), tables=(table,)), tmp_path / "a.xlsx")
    cells = [c for sheet in load_workbook(tmp_path / "a.xlsx") for row in sheet.iter_rows() for c in row]
    found = [c for c in cells if isinstance(c.value, str) and c.value[:1] in "=+-@"]
    assert len(found) == 6 and all(c.data_type == "s" and c.quotePrefix for c in found)


def test_names_of_sheets_are_unique_short_and_allowed(editions, tmp_path):
    table = editions["2024"][0].tables[0]
    hard = [
        replace(table, id=i, caption=c) for i, c in (("t1", "表[1]:*?/\\" + "很长" * 30), ("T1", "表[1]:*?/\\" + "很长" * 30), ("'", ""))
    ]
    excel.write(replace(editions["2024"][0], tables=tuple(hard)), tmp_path / "a.xlsx")
    names = load_workbook(tmp_path / "a.xlsx").sheetnames
    assert len({n.casefold() for n in names}) == 5 and all(len(n) <= 31 for n in names)


def test_the_command_adds_the_changes(tmp_path, capsys):
    store = tmp_path / "store"
    for year in ("2023", "2024"):
        PLAIN.build(str(EDITIONS / f"report-{year}.pdf"), str(store), "szsc")
    main(["excel", "szsc", str(tmp_path / "b.xlsx"), "--store", str(store)], standalone_mode=False)
    book = load_workbook(tmp_path / "b.xlsx")
    assert book.sheetnames[:3] == ["数据", "变化", "问题"] and book["变化"].max_row > 50
    main(["excel", "szsc", "2023", str(tmp_path / "c.xlsx"), "--store", str(store)], standalone_mode=False)
    assert "变化" not in load_workbook(tmp_path / "c.xlsx").sheetnames

"""The engines behind one signature: each finds the cells of a plain ruled table; the best reading wins where ours is in doubt."""

import pytest

from extractors import engine_grid, tables
from extractors.grid import fill, of_boxes
from extractors.read import read, sheets
from extractors.zones import ruled
from tests.pens import FpdfPen, ReportLabPen
from tests.table_pages import PAGES, draw, say


@pytest.fixture
def drawn(tmp_path):
    page = next(p for p in PAGES if p.name == "ruled")
    pen = FpdfPen(tmp_path / "a.pdf")
    draw(pen, page)
    pen.save()
    (sheet,) = sheets(tmp_path / "a.pdf")
    (zone,) = ruled(sheet)
    want = {(c.row, c.col, say(pen, c.text)) for c in page.cells}
    return tmp_path / "a.pdf", sheet, zone, want


@pytest.mark.parametrize("name", ["pdfplumber", "camelot vector"])
def test_ruled_table(name, drawn):
    path, sheet, zone, want = drawn
    grid = of_boxes(tables.ENGINES[name](path, sheet, [zone])[0], engine_grid.levels)
    assert {(c.row, c.col, c.text) for c in fill(grid, zone.lines, 1) if c.text} == want


@pytest.mark.parametrize("name", ["camelot network", "camelot hybrid"])
def test_parsers_of_text_cover_the_numbers(name, drawn):
    path, sheet, zone, want = drawn
    grid = of_boxes(tables.ENGINES[name](path, sheet, [zone])[0], engine_grid.levels)
    got = {c.text for c in fill(grid, zone.lines, 1)}
    assert len({text for _, _, text in want} & got) >= 0.7 * len(want)


def test_the_best_reading_wins(drawn, monkeypatch):
    path, sheet, _, want = drawn
    real = engine_grid.read

    def poor(zone, page):
        return [c if c.row else c for c in real(zone, page) if c.row < 2 or c.col == 0] + [
            c for c in real(zone, page) if c.row >= 2 and c.col and not c.text
        ]

    monkeypatch.setattr(engine_grid, "read", poor)
    monkeypatch.setattr(tables, "_DOUBT", 1.01)
    monkeypatch.setattr(engine_grid, "is_drawn", lambda zone: False)
    (reading,), _ = tables.read(sheet, path)
    assert reading.engine in tables.ENGINES
    assert {(c.row, c.col, c.text) for c in reading.cells if c.text} == want


def test_a_confident_reading_asks_no_one(drawn, monkeypatch):
    path, sheet, _, _ = drawn

    def never(*_):
        raise AssertionError("asked")

    monkeypatch.setattr(tables, "ENGINES", {"never": never})
    assert [r.engine for r in tables.read(sheet, path)[0]] == ["grid"]


def test_text_that_no_cell_holds_blocks(monkeypatch, tmp_path):
    """An engine that drops a cell is found out."""
    pen = ReportLabPen(tmp_path / "a.pdf")
    draw(pen, next(p for p in PAGES if p.name == "ruled"))
    pen.save()
    whole = engine_grid.read
    monkeypatch.setattr(engine_grid, "read", lambda zone, page: [c for c in whole(zone, page) if c.text != "1,203"])
    findings = [f for f in read(tmp_path / "a.pdf").findings if f.code == "table_text_lost"]
    assert [(f.blocking, f.place.page, f.note) for f in findings] == [(True, 1, "5 characters in no cell: ,0123")]


@pytest.mark.parametrize("engine", [c for c in tables.CHOICES if c != "auto"])
def test_one_engine_alone(engine, drawn):
    path, sheet, _, want = drawn
    (reading,), failed = tables.read(sheet, path, engine)
    assert reading.engine.startswith(engine) and failed == []
    assert {(c.row, c.col, c.text) for c in reading.cells if c.text} == want


def test_what_rules_draw_is_asked_of_no_one(drawn, monkeypatch):
    path, sheet, zone, _ = drawn
    assert engine_grid.is_drawn(zone)
    monkeypatch.setattr(tables, "_DOUBT", 1.01)
    assert [r.engine for r in tables.read(sheet, path)[0]] == ["grid"]


def test_an_engine_that_fails_is_a_finding(drawn, monkeypatch):
    path, sheet, _, want = drawn

    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(tables, "_DOUBT", 1.01)
    monkeypatch.setattr(engine_grid, "is_drawn", lambda zone: False)
    monkeypatch.setitem(tables.ENGINES, "pdfplumber", broken)
    document = read(path)
    assert [(f.code, f.place.page) for f in document.findings] == [("engine_failed", 1)]
    assert {(c.row, c.col, c.text) for c in document.tables[0].cells if c.text} == want


def test_choices_are_those_of_the_command():
    import click

    from flows.cli.group import ENGINE

    @click.command()
    @ENGINE
    def command(engine):
        """Nothing."""

    assert tuple(command.params[0].type.choices) == tables.CHOICES


def test_glyphs_without_height_end_no_reading(tmp_path):
    pen = FpdfPen(tmp_path / "a.pdf")
    draw(pen, next(p for p in PAGES if p.name == "white_space_only"))
    pen.text(80, 60, "flat", 0.001)
    pen.text(300, 60, "12.5", 0.001)
    pen.save()
    assert len(read(tmp_path / "a.pdf").tables) == 1

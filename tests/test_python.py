"""`import shubao`: the examples of its documentation hold, and DataFrames are what the CSV files are."""

import doctest
from decimal import Decimal

import pytest

import shubao
from flows.releases.stages import PLAIN
from output import schema
from tests.conftest import EDITIONS, ROOT


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    root = tmp_path_factory.mktemp("store")
    for year in ("2023", "2024"):
        PLAIN.build(str(EDITIONS / f"report-{year}.pdf"), str(root), "szsc")
    return shubao.Store(root)


def test_the_examples_hold(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert doctest.testmod(shubao, raise_on_error=True).attempted >= 6


def test_a_report_as_frames(editions):
    report = shubao.read(EDITIONS / "report-2024.pdf", report="szsc")
    figures = report.figures
    assert list(figures.columns) == schema.header(schema.FIGURES) and len(figures) == len(editions["2024"][0].figures)
    assert all(isinstance(v, Decimal) for v in figures["obs_value"])
    assert figures.loc[figures["source"] == "table", "start"].isna().all()
    assert set(report.findings["code"]) and len(report.tables) == 3
    assert report.table(report.tables["id"].iloc[0]).shape == (report.tables["rows"].iloc[0], report.tables["cols"].iloc[0])
    assert report.page(1).width > 400
    with pytest.raises(KeyError):
        report.table("t99")


def test_a_store_as_frames(store):
    assert store.reports() == ["szsc"] and store.editions("szsc") == [2023, 2024]
    figures = store.figures("szsc", 2024)
    assert set(figures["edition"]) == {"2024"} and figures["figure_id"].is_unique
    series = store.series("szsc", indicator="5G基站")
    assert set(series["edition"]) == {"2023", "2024"} and series["indicator"].str.contains("5G基站").all()
    changes = store.diff("szsc", 2023, 2024).changes
    assert list(changes.columns) == schema.header(schema.CHANGES) and "same" in set(changes["kind"])


def test_what_is_not_there_is_said_in_one_line(store):
    for call in (lambda: store.figures("szsc", 1999), lambda: store.series("nothing"), lambda: shubao.read("no.pdf")):
        with pytest.raises(shubao.ShubaoError) as caught:
            call()
        assert "\n" not in str(caught.value)


def test_an_empty_text_has_no_figures():
    assert len(shubao.read_text("", edition=2024)) == 0 and len(shubao.read_text("没有数字。", edition=2024)) == 0

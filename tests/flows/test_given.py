"""What a user says of a report is checked at every door: one line, exit code 2, nothing written elsewhere."""

import os

import pytest
from click.testing import CliRunner

from flows.cli import main
from flows.cli.group import Commands
from flows.fleet.manifest import entries
from flows.pull.sources import BadSources, Sources
from flows.reading import given
from flows.reading.extract import slug
from output.store import Store
from patterns.errors import BadInput, BadStore
from tests.pens import ReportLabPen


def run(*args):
    return CliRunner().invoke(main, [str(a) for a in args])


def report(path):
    pen = ReportLabPen(path)
    pen.text(80, 60, "四川省2024年数字经济发展报告", 22)
    pen.text(80, 100, "2024年全省数字经济核心产业增加值5351.7亿元，比上年增长11.2%。")
    pen.save()
    return path


@pytest.fixture(scope="module")
def pdf(tmp_path_factory):
    return report(tmp_path_factory.mktemp("given") / "a.pdf")


WRONG = {
    "edition above the store": ("--edition", "../../../X"),
    "edition in full-width digits": ("--edition", "２０２４"),
    "edition before 1949": ("--edition", "1948"),
    "edition with a line end": ("--edition", "2024\n"),
    "report .": ("--report", "."),
    "report ..": ("--report", ".."),
    "report with a slash": ("--report", "a/b"),
    "report with a line end": ("--report", "a\n"),
    "report of 65 letters": ("--report", "a" * 65),
    "area of no gazetteer": ("--area", "蓬莱仙岛"),
}


@pytest.mark.parametrize("option", WRONG.values(), ids=WRONG.keys())
@pytest.mark.parametrize("command", ("extract", "build"))
def test_options(command, option, pdf, tmp_path):
    where = ("--out", tmp_path / "s" / "o") if command == "extract" else ("--store", tmp_path / "s" / "o")
    result = run(command, pdf, *where, *option)
    assert result.exit_code == 2 and result.stderr.count("\n") == 1 and option[0][2:] in result.stderr, result.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("option", WRONG.values(), ids=WRONG.keys())
def test_manifest(option, tmp_path):
    report(tmp_path / "a.pdf")
    name, value = option[0][2:], option[1]
    if value.strip() != value:
        pytest.skip("white space around a cell does not count")
    (tmp_path / "m.csv").write_text(f'pdf,{name}\na.pdf,"{value}"\n', encoding="utf-8")
    with pytest.raises(BadInput, match=r"m\.csv:2: " + name):
        entries(tmp_path / "m.csv", tmp_path / "s")


@pytest.mark.parametrize("name,value", [("report", ".."), ("report", "a/b"), ("report", ""), ("area", "蓬莱仙岛"), ("since", "1900")])
def test_sources(name, value, tmp_path):
    said = {"report": '"r"', "files": '"x"', name: value if value.isdigit() else f'"{value}"'}
    path = tmp_path / "sources.toml"
    path.write_text("[[source]]\n" + "".join(f"{k} = {v}\n" for k, v in said.items()), encoding="utf-8")
    with pytest.raises(BadSources, match=name):
        Sources(path)


def test_an_area_as_it_is(pdf, tmp_path):
    result = run("extract", pdf, "--out", tmp_path / "o", "--area", "蓬莱仙岛", "--area-as-is")
    assert result.exit_code == 0 and "(蓬莱仙岛)" in result.output
    path = tmp_path / "sources.toml"
    path.write_text('[[source]]\nreport = "r"\nfiles = "x"\narea = "蓬莱仙岛"\narea_as_is = true\n', encoding="utf-8")
    assert Sources(path).all[0].area == "蓬莱仙岛"


def test_an_area_gets_its_official_name():
    assert [given.area(text) for text in ("四川", "湘西", "全国", "")] == ["四川省", "湘西土家族苗族自治州", "全国", ""]


def test_excel_ends_in_xlsx_and_is_asked_before_anything_is_read(tmp_path):
    result = run("extract", tmp_path / "none.pdf", "--out", tmp_path / "o", "--excel", tmp_path / "a.csv")
    assert result.exit_code == 2 and "end in .xlsx" in result.stderr


def test_a_file_name_that_is_no_utf_8(tmp_path):
    name = os.fsencode(tmp_path) + b"/\xca\xfd\xd7\xd62024.pdf"
    report(tmp_path / "a.pdf").rename(os.fsdecode(name))
    store = tmp_path / "s"
    for args in (("extract", "--out", tmp_path / "o"), ("build", "--store", store)):
        result = CliRunner().invoke(main, [args[0], os.fsdecode(name), *map(str, args[1:])])
        assert result.exit_code == 0, (result.output, result.exception)
    assert "????2024.pdf" in (tmp_path / "o" / "datapackage.json").read_text(encoding="utf-8")
    assert Store(store).ledger()[0]["status"] == "published"


def test_a_slug_of_a_long_name_fits():
    from pathlib import Path

    assert given.report(slug(Path("很长的名字" * 20 + "-2024.pdf")))


def test_a_folder_that_is_a_link_is_not_written_through(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "s" / "releases").mkdir(parents=True)
    (tmp_path / "s" / "releases" / "r").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BadStore, match="link"):
        Store(tmp_path / "s").publish("r", "2024", {"datapackage.json": b"{}"})
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_store_that_is_itself_a_link_is_used(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "s").symlink_to(tmp_path / "real")
    assert Store(tmp_path / "s").publish("r", "2024", {"datapackage.json": b"{}"}).is_new


@pytest.mark.parametrize("name", ["..", "a/b", "", "."])
def test_no_name_leads_out_of_the_store(name, tmp_path):
    with pytest.raises(BadInput, match="no name of a folder"):
        Store(tmp_path / "s").publish("r", name, {"datapackage.json": b"{}"})


def test_a_fault_of_ours_is_one_line_with_its_place(monkeypatch):
    def broken(self, ctx):
        raise KeyError("x\ny")

    monkeypatch.setattr(Commands.__mro__[1], "invoke", broken)
    result = run("show")
    assert (
        result.exit_code == 2 and result.stderr.startswith("shubao: KeyError: 'x\\ny' (test_given.py:") and "Traceback" not in result.output
    )

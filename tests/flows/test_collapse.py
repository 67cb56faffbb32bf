"""A collapsed edition does not replace a good one: it is held until accepted, and show, diff and series pass over it."""

import csv
import json

import pytest
from click.testing import CliRunner

from flows.cli import main
from output.store import Store
from tests.pens import ReportLabPen


def run(*args):
    return CliRunner().invoke(main, [str(a) for a in args])


def report(path, sentences, year=2024, place="四川省"):
    pen = ReportLabPen(path)
    pen.text(80, 60, f"{place}{year}年数字经济发展报告", 22)
    for k in range(sentences):
        pen.text(
            80,
            100 + 18 * k,
            f"{year}年第{'甲乙丙丁戊己庚辛'[k % 8]}类{'产业企业工程平台项目'[k % 5 * 2 :][:2]}增加值{5351 + k}.7亿元，比上年增长{k}.2%。",
        )
    pen.save()
    return path


@pytest.fixture
def built(tmp_path):
    done = run("build", report(tmp_path / "a.pdf", 30), "--store", tmp_path / "s", "--report", "r")
    assert done.exit_code == 0, done.output
    return tmp_path


def test_held_until_accepted(built):
    store = Store(built / "s")
    worse = report(built / "b.pdf", 8)
    done = run("build", worse, "--store", built / "s", "--report", "r")
    assert done.exit_code == 1 and "held back" in done.output and "--accept" in done.output
    assert store.newest("r", "2024").name == "v001"
    held = built / "s" / "held" / "r" / "2024"
    assert list(csv.DictReader((held / "collapsed.csv").open(encoding="utf-8")))[0]["code"] == "collapsed"
    assert json.loads((held / "datapackage.json").read_text(encoding="utf-8"))["shubao"]["edition"] == "2024"
    assert store.ledger()[-1]["status"] == "held" and "figures, and" in store.ledger()[-1]["why"]
    assert "/held/" not in run("show", "--store", built / "s").output
    done = run("build", worse, "--store", built / "s", "--report", "r", "--accept")
    assert done.exit_code == 0 and store.newest("r", "2024").name == "v002" and not held.exists()
    assert store.ledger()[-1]["why"].startswith("accepted, though against 2024")


def test_a_wrong_title_turns_no_area(built):
    done = run("build", report(built / "b.pdf", 30, place="湖南省"), "--store", built / "s", "--report", "r")
    assert done.exit_code == 1 and "the area is 湖南省, and was 四川省" in done.output
    assert run("build", built / "b.pdf", "--store", built / "s", "--report", "r", "--area", "湖南省").exit_code == 0


def test_the_first_of_a_year_is_held_against_the_year_before(built):
    done = run("build", report(built / "b.pdf", 6, 2025), "--store", built / "s", "--report", "r")
    assert done.exit_code == 1 and Store(built / "s").editions("r") == ["2024"]
    run("build", built / "b.pdf", "--store", built / "s", "--report", "r", "--accept")
    told = list(csv.DictReader((built / "s" / "diffs" / "r" / "2024..2025" / "findings.csv").open(encoding="utf-8")))
    assert "collapsed" in {row["code"] for row in told}
    release = (built / "s" / "releases" / "r" / "2025" / "v001" / "findings.csv").read_text(encoding="utf-8")
    assert "collapsed" not in release  # a release's bytes depend on its PDF alone

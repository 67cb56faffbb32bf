"""`explain` and `read` on the command line: one figure, several, none; a bare sentence."""

import csv

import pytest
from click.testing import CliRunner

from flows.cli import main
from output.files import write


@pytest.fixture(scope="module")
def folder(editions, tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    write(editions["2024"][0], out)
    return out


@pytest.fixture(scope="module")
def rows(folder):
    with (folder / "figures.csv").open(encoding="utf-8", newline="") as fh:
        return list(csv.DictReader(fh))


def run(*args):
    return CliRunner().invoke(main, [str(a) for a in args])


def test_a_figure_is_explained(folder, rows):
    row = next(r for r in rows if r["source"] == "prose" and r["measure"] == "growth")
    done = run("explain", folder, row["figure_id"])
    assert done.exit_code == 0
    assert f"【{row['raw']}】" in done.output and row["indicator"] in done.output and f"[{row['rule']}]" in done.output


def test_a_cell_is_explained_by_its_labels(folder, rows):
    row = next(r for r in rows if r["source"] == "table")
    done = run("explain", folder, row["figure_id"][:10])
    assert done.exit_code == 0 and row["row_path"] in done.output and row["caption"] in done.output


def test_several_are_listed_and_refused(rows, tmp_path):
    with (tmp_path / "figures.csv").open("w", encoding="utf-8", newline="") as fh:
        out = csv.DictWriter(fh, rows[0].keys())
        out.writeheader()
        out.writerows([rows[0], rows[1], rows[0]])
    done = run("explain", tmp_path, rows[0]["figure_id"][:8])
    assert done.exit_code == 2 and done.stdout.count(rows[0]["figure_id"]) == 2 and "2 figures" in done.stderr


@pytest.mark.parametrize("command", ["explain", "show"])
def test_none_is_said(command, folder):
    done = run(command, folder, "p00000000zzz")
    assert done.exit_code == 2 and "neither a report nor a figure" in done.output


def test_show_takes_a_folder(folder, rows):
    done = run("show", folder, rows[0]["figure_id"])
    assert done.exit_code == 0 and rows[0]["raw"] in done.output


def test_a_sentence_is_read():
    done = run("read", "2024年星河平台用户数达3.2万个，同比增长8.5%，居全省第2位。", "--area", "四川省", "--year", "2024")
    assert done.exit_code == 0
    assert "星河平台用户数" in done.output and "32000 个" in done.output and "2024: year" in done.output and "rank" in done.output


def test_a_wrong_year_is_refused():
    assert run("read", "3个。", "--year", "24").exit_code == 2

"""A diff for people: whole names and values at 80 columns, what matters first; tab-separated through a pipe; a workbook."""

import csv
import io

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from flows.cli import main
from flows.releases.compare import knowledge
from output import schema
from output.diff import Edition, compare
from output.files import data_files, write_files
from output.interest import SHOWN, largest, named
from output.terminal import lines, listing, summary, width, wrapped


@pytest.fixture(scope="module")
def diff(editions):
    return compare(*(Edition(y, editions[y][0].figures) for y in ("2023", "2024")), knowledge(None), with_candidates=True)


@pytest.fixture
def folders(editions, tmp_path):
    for year in ("2023", "2024"):
        write_files(data_files(editions[year][0]), tmp_path / year)
    return tmp_path


def squeezed(text):
    return "".join(text.split())


def test_nothing_is_wider_than_the_terminal_and_nothing_is_cut(diff):
    shown = list(listing(diff, diff.changes, SHOWN, 500, 80))
    assert max(map(width, shown)) <= 80
    text = squeezed("".join(shown))
    for change in (c for c in diff.changes if c.status == "claimed" and c.kind in ("new", "dropped")):
        one = change.after or change.before
        assert squeezed(one.indicator) in text and squeezed(one.raw) in text


def test_wrapping_keeps_numbers_whole():
    assert list(wrapped("收入 12,345.67万元", 14, "  ")) == ["  收入", "  12,345.67万", "  元"]


def test_the_sums_are_printed(diff):
    text = "\n".join(summary(diff))
    told = sum(m.side == "after" for m in diff.mentions)
    assert f"{diff.sizes[1]} figures = {diff.sizes[1] - told} in changes + {told} told again" in text


def test_the_largest_changes_come_first(diff):
    first, *_, last = largest(diff.changes)
    assert abs(first.change_pct) > abs(last.change_pct)


def test_lines_for_a_pipe_hold_the_columns_of_the_csv(diff):
    header, *rows = lines(diff, diff.changes, ("contradicted",), None)
    assert header.split("\t")[:-2] == schema.header(schema.CHANGES)
    assert len(rows) == 4 and {row.split("\t")[16] for row in rows} == {"contradicted"}


def test_a_name_is_looked_up_on_both_sides(diff):
    assert all("充电桩" in (c.after or c.before).indicator for c in named(diff.changes, "充电桩"))
    assert named(diff.changes, "充电桩") and not named(diff.changes, "没有这个指标")


def test_candidates_are_in_no_file(diff):
    assert diff.candidates and all(c.status == "candidate" for c in diff.candidates)
    owned = {c.after.figure_id for c in diff.changes if c.kind == "new"}
    assert {c.after.figure_id for c in diff.candidates} <= owned


def test_what_is_written_is_said(folders):
    args = ["diff", *(str(folders / y) for y in ("2023", "2024")), "--csv", str(folders / "c.csv"), "--out", str(folders / "d"), "--excel", str(folders / "c.xlsx")]  # fmt: skip
    result = CliRunner().invoke(main, args)
    written = [line.removeprefix("written: ") for line in result.output.splitlines() if line.startswith("written: ")]
    assert written == [str(folders / n) for n in ("c.csv", "c.mentions.csv", "d/changes.csv", "d/mentions.csv", "d/findings.csv", "c.xlsx")]
    assert (folders / "c.csv").read_bytes() == (folders / "d" / "changes.csv").read_bytes()
    book = load_workbook(folders / "c.xlsx")
    assert book.sheetnames == ["变化", "重述", "问题"] and book["变化"].auto_filter.ref
    rows = list(csv.DictReader(io.StringIO((folders / "c.csv").read_text(encoding="utf-8"))))
    assert book["变化"].max_row == len(rows) + 2


def test_through_a_pipe_it_prints_tab_separated_lines(folders):
    result = CliRunner().invoke(main, ["diff", *(str(folders / y) for y in ("2023", "2024")), "--kind", "new", "--top", "3"])
    header, *rows = result.output.splitlines()
    assert header.startswith("kind\tstatus") and [row.split("\t")[0] for row in rows] == ["new"] * 3

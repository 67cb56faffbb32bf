"""`build` for real: as a flow with a Prefect server of its own, then by hand: two editions, a rerun, a correction."""

import csv
import json
import os
import subprocess
import sys

import pytest

from tests.conftest import EDITIONS, ROOT


def shubao(*args, store):
    env = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}
    command = [sys.executable, "-m", "flows.cli", *map(str, args), "--store", str(store)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=env)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return tmp_path_factory.mktemp("store")


@pytest.fixture(scope="module")
def first(store):
    return shubao("build", EDITIONS / "report-2023.pdf", EDITIONS / "report-2024.pdf", "--report", "szsc", "--prefect", store=store)


def test_two_editions_are_published_and_compared(first, store):
    assert first.returncode == 0, first.stderr[-2000:]
    for year in ("2023", "2024"):
        folder = store / "releases" / "szsc" / year / "v001"
        assert {p.name for p in folder.iterdir()} == {"figures.csv", "tables.json", "tables", "findings.csv", "datapackage.json"}
    assert {p.name for p in (store / "diffs" / "szsc" / "2023..2024").iterdir()} == {"changes.csv", "mentions.csv", "findings.csv"}
    assert "标识解析量" in first.stdout and "figures" in first.stdout
    assert (store / "series" / "szsc.csv").exists()
    with (store / "ledger.csv").open(encoding="utf-8", newline="") as fh:
        assert [(r["edition"], r["version"], r["why"]) for r in csv.DictReader(fh)] == [
            ("2023", "v001", "first release"),
            ("2024", "v001", "first release"),
        ]


def test_series_is_read_by_pandas(first, store):
    import pandas as pd

    series = pd.read_csv(store / "series" / "szsc.csv")
    rows = series[
        (series.indicator == "网络零售额")
        & (series.measure == "level")
        & (series.ref_area == "四川省")
        & (series.time_period.astype(str) == series.edition.astype(str))
    ]
    assert dict(zip(rows.edition, rows.obs_value)) == {2023: 867280000000, 2024: 954880000000}


def test_a_rerun_changes_nothing_and_a_correction_makes_a_version(first, store):
    with (store / "releases" / "szsc" / "2024" / "v001" / "figures.csv").open(encoding="utf-8", newline="") as fh:
        row = next(csv.DictReader(fh))
    (store / "corrections.csv").write_text(
        f"report,edition,figure_id,column,wrong,right,who,why\nszsc,2024,{row['figure_id']},indicator,{row['indicator']},5G基站总量,me,test\n",
        encoding="utf-8",
    )
    readings = {p.name: p.stat().st_mtime_ns for p in (store / "work").iterdir()}
    again = shubao("build", EDITIONS / "report-2023.pdf", EDITIONS / "report-2024.pdf", "--report", "szsc", store=store)
    assert again.returncode == 0, again.stderr[-2000:]
    assert "2023 v001 (unchanged)" in again.stdout and "2024 v002" in again.stdout
    assert {p.name: p.stat().st_mtime_ns for p in (store / "work").iterdir()} == readings  # read by the first run, by hand as by flow
    described = json.loads((store / "releases" / "szsc" / "2024" / "v002" / "datapackage.json").read_text(encoding="utf-8"))
    assert described["shubao"]["edition"] == "2024"
    assert shubao("verify", store=store).returncode == 0


def test_what_is_in_the_store(first, store):
    listed = shubao("show", store=store).stdout
    assert "szsc 2023" in listed and "szsc 2024" in listed
    found = shubao("find", "网络零售额", store=store).stdout.splitlines()
    assert len(found) > 4 and all("网络零售额" in line for line in found)
    picture = store / "figure.png"
    shown = shubao("show", found[0].split()[0], "--picture", picture, store=store)
    assert shown.returncode == 0 and picture.read_bytes().startswith(b"\x89PNG")
    assert shubao("find", "没有这样的指标", store=store).returncode == 2

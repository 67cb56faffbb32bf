"""Fleets for real: a Dask cluster on this machine, bad reports, reruns, workers killed at random moments."""

import csv
import os
import random
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress

import psutil
import pytest

from flows.fleet.crew import Crew
from flows.fleet.flow import chunks
from flows.fleet.manifest import Entry, entries
from flows.reading.job import Job
from output.store import Store
from output.verify import verify
from patterns.errors import BadInput
from tests.conftest import EDITIONS, ROOT
from tests.flows import bombs

PDFS = {year: (EDITIONS / f"report-{year}.pdf").read_bytes() for year in ("2023", "2024")}


def variants(folder, count):
    """So many PDFs of other bytes: both editions of count / 2 reports."""
    folder.mkdir(exist_ok=True)
    for i in range(count):
        year = ("2023", "2024")[i % 2]
        (folder / f"r{i // 2:03d}-{year}.pdf").write_bytes(PDFS[year].replace(b"%%EOF", b"%% variant %d\n%%%%EOF" % i))


def command(what, store, *more):
    return [sys.executable, "-m", "flows.cli", "fleet", str(what), "--store", str(store), "--workers", "2", *more]


def environment():
    return {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}


def fleet(what, store, *more):
    return subprocess.run(command(what, store, *more), capture_output=True, text=True, cwd=ROOT, env=environment(), timeout=400)


def counts(result):
    """The numbers of the table, by column."""
    lines = [line for line in result.stdout.splitlines() if line.startswith(("┃", "│"))]
    head, row = ([cell.strip() for cell in line.strip("┃│").replace("│", "┃").split("┃")] for line in lines)
    return dict(zip(head, (float(cell.replace(",", "")) for cell in row)))


def ledger(store):
    with (store / "ledger.csv").open(encoding="utf-8", newline="") as fh:
        return list(csv.DictReader(fh))


def test_bad_reports_fail_alone_and_a_rerun_does_only_what_is_left(tmp_path):
    folder, store = tmp_path / "in", tmp_path / "store"
    variants(folder, 6)
    (folder / "text-2024.pdf").write_text("no PDF", encoding="utf-8")
    (folder / "bomb-2024.pdf").write_bytes(bombs.inflating())
    first = fleet(folder, store, "--memory", "700")
    assert first.returncode == 2, first.stderr[-2000:]
    found = counts(first)
    assert (found["done"], found["skipped"], found["failed"]) == (6, 0, 2) and found["pages"] == 6 * 11 and found["pages/s"] > 0
    assert "is not a PDF" in first.stdout and str(folder / "bomb-2024.pdf") in first.stdout
    assert len(list((store / "diffs").glob("*/2023..2024/changes.csv"))) == 3

    (folder / "text-2024.pdf").unlink()
    (folder / "bomb-2024.pdf").unlink()
    variants(folder, 8)
    again = fleet(folder, store)
    found = counts(again)
    assert again.returncode == 0 and (found["done"], found["skipped"], found["failed"]) == (2, 6, 0), again.stderr[-2000:]
    assert Counter(row["status"] for row in ledger(store)) == {"published": 8, "failed": 2}


def crew(parent):
    """Processes of the cluster and their readers, by kind."""
    found = {}
    for child in psutil.Process(parent).children(recursive=True):
        with suppress(psutil.Error):
            line = " ".join(child.cmdline())
            kind = "reader" if "flows.releases.reader" in line else "worker" if "spawn_main" in line else ""
            if kind:
                found.setdefault(kind, []).append(child)
    return found


def test_workers_killed_at_twenty_random_moments(tmp_path):
    folder, store, luck = tmp_path / "in", tmp_path / "store", random.Random(20)
    variants(folder, 60)
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command(folder, store), cwd=ROOT, env=environment(), stdout=log, stderr=log)
        killed = Counter()
        end = time.monotonic() + 300
        while killed.total() < 20 and process.poll() is None and time.monotonic() < end:
            time.sleep(luck.uniform(0.1, 1.0))
            there = crew(process.pid)
            kinds = [kind for kind, most in (("reader", 8), ("worker", 12)) if kind in there and killed[kind] < most]
            if kinds and (store / "ledger.csv").exists():
                kind = luck.choice(kinds)
                luck.choice(there[kind]).kill()
                killed[kind] += 1
        assert process.wait(300) == 0, (tmp_path / "log").read_text(encoding="utf-8")[-3000:]
    assert killed == {"reader": 8, "worker": 12}
    rows = ledger(store)
    assert len({row["reading"] for row in rows}) == 60 == len({(r["report"], r["edition"]) for r in rows})
    assert {row["status"] for row in rows} <= {"published", "unchanged"} and all(row["version"] == "v001" for row in rows)
    assert len(list((store / "releases").glob("*/*/*"))) == 60
    assert len(list((store / "diffs").glob("*/*"))) == 30 == len(list((store / "series").glob("*.csv")))
    assert not list(verify(Store(store)))


def test_a_dask_scheduler_elsewhere(tmp_path):
    from distributed import LocalCluster

    folder, store = tmp_path / "in", tmp_path / "store"
    variants(folder, 2)
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None, silence_logs="CRITICAL") as cluster:
        result = fleet(folder, store, "--scheduler", cluster.scheduler_address)
    assert result.returncode == 0, result.stderr[-2000:]
    assert counts(result)["done"] == 2


# what a fleet reads


def test_a_manifest_says_what_each_report_is(tmp_path):
    variants(tmp_path / "in", 2)
    (tmp_path / "m.csv").write_text(
        "pdf,report,edition,area\nin/r000-2023.pdf,abc,2023,成都市\nin/r000-2024.pdf,,,\nin/none.pdf,x,,\n", encoding="utf-8"
    )
    found = entries(tmp_path / "m.csv", tmp_path / "store")
    assert [(e.job.report, e.job.edition, e.job.area, bool(e.wrong)) for e in found] == [
        ("abc", "2023", "成都市", False),
        ("r000", "", "", False),
        ("x", "", "", True),
    ]


BAD = {
    "no pdf column": ("file,report\na.pdf,a\n", "its header is"),
    "twice": ("pdf,report,edition\na.pdf,a,2024\nb.pdf,a,2024\n", ":3: a 2024 stands in line 2"),
    "empty": ("pdf\n", "names no report"),
}


@pytest.mark.parametrize("text,word", BAD.values(), ids=BAD.keys())
def test_a_manifest_that_cannot_be_used(tmp_path, text, word):
    (tmp_path / "m.csv").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=word):
        entries(tmp_path / "m.csv", tmp_path / "store")


def test_neither_folder_nor_list(tmp_path):
    result = fleet(tmp_path / "none", tmp_path / "store")
    assert result.returncode == 2 and result.stderr.count("\n") == 1 and "is no folder" in result.stderr


def test_the_same_pdf_is_read_once(tmp_path):
    variants(tmp_path / "in", 2)
    (tmp_path / "in" / "deep").mkdir()
    (tmp_path / "in" / "deep" / "r000-2024.pdf").write_bytes((tmp_path / "in" / "r000-2024.pdf").read_bytes())
    assert len(entries(tmp_path / "in", tmp_path / "store")) == 2


def test_sources_are_fetched_first(tmp_path):
    store = tmp_path / "store"
    (store / "inbox").mkdir(parents=True)
    (store / "inbox" / "report-2024.pdf").write_bytes(PDFS["2024"])
    (store / "sources.toml").write_text(
        '[[source]]\nreport = "a"\nfiles = "inbox"\n[[source]]\nreport = "b"\nfiles = "none"\n', encoding="utf-8"
    )
    found = entries(store / "sources.toml", store)
    assert [(e.job.report, e.job.edition, bool(e.wrong)) for e in found] == [("a", "2024", False), ("b", "", True)]


def test_chunks_hold_about_twenty_seconds_and_enough_for_all():
    def entry(size):
        return Entry(Job("s", "x", "r"), size)

    sizes = [len(c) for c in chunks([entry(600_000)] * 1000, 2)]
    assert sizes[0] == 51 and sizes == sorted(sizes, reverse=True) and sizes[-1] <= 13 and sum(sizes) == 1000
    assert [len(c) for c in chunks([entry(500_000_000), entry(1)], 2)] == [1, 1]
    assert sum(len(c) for c in chunks([entry(i * 1000) for i in range(999)], 3)) == 999
    assert list(chunks([], Crew(2).workers)) == []

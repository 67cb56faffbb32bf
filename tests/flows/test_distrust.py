"""The store is read with distrust: what was altered is named, repaired from raw, and never read as if it were true."""

import csv
import json

import pytest
from click.testing import CliRunner

from flows.cli import main
from output.store import Store
from output.verify import verify
from patterns.errors import BadStore
from tests.flows.test_collapse import report


def run(*args):
    return CliRunner().invoke(main, [str(a) for a in args])


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    root = tmp_path_factory.mktemp("distrust")
    for year in (2023, 2024):
        done = run("build", report(root / f"{year}.pdf", 24, year), "--store", root / "s", "--report", "r")
        assert done.exit_code == 0, done.output
    return root / "s"


@pytest.fixture
def store(whole, tmp_path):
    import shutil

    shutil.copytree(whole, tmp_path / "s")
    return Store(tmp_path / "s")


def alter(path):
    path.write_bytes(path.read_bytes().replace(b"5", b"6", 1))


def problems(store):
    return {(str(path.relative_to(store.root)), what) for path, what in verify(store)}


V = "releases/r/2024/v001"
ALTERED = {
    "a digit of a release": (lambda s: alter(s.root / V / "figures.csv"), f"{V}/figures.csv", "its bytes do not match its hash"),
    "a file of a release": (lambda s: (s.root / V / "tables.json").unlink(), f"{V}/tables.json", "is missing"),
    "a file too many": (lambda s: (s.root / V / "more.csv").write_text("x"), f"{V}/more.csv", "is described nowhere"),
    "a description": (lambda s: alter(s.root / V / "datapackage.json"), f"{V}/datapackage.json", "its bytes do not match its hash"),
    "a raw file": (lambda s: alter(next((s.root / "raw").glob("*.pdf"))), "raw/", "its bytes do not match its name"),
    "a diff": (
        lambda s: alter(s.root / "diffs/r/2023..2024/changes.csv"),
        "diffs/r/2023..2024/changes.csv",
        "its bytes do not match its hash",
    ),
    "a series": (lambda s: alter(s.root / "series/r.csv"), "series/r.csv", "its bytes do not match its hash"),
    "a version": (lambda s: (s.root / V).rename(s.root / "gone"), V, "is missing: runs have told of it"),
    "the ledger": (lambda s: (s.root / "ledger.csv").open("a").write("2026,r"), "ledger.csv", "line 4 is cut off or altered"),
}


def test_a_whole_store_has_none(store):
    assert problems(store) == set()


@pytest.mark.parametrize("change,path,what", ALTERED.values(), ids=ALTERED.keys())
def test_verify_names_it(store, change, path, what):
    change(store)
    assert any(found.startswith(path) and said == what for found, said in problems(store)), problems(store)


@pytest.mark.parametrize(
    "change", [ALTERED[k][0] for k in ("a digit of a release", "a diff", "a series", "a version", "the ledger", "a description")]
)
def test_repair_mends_it(store, change):
    change(store)
    done = run("verify", "--repair", "--store", store.root)
    assert done.exit_code == 0 and done.output.strip().endswith("0 problems"), done.output
    assert problems(store) == set() and store.editions("r") == ["2023", "2024"]


def test_a_number_of_a_version_is_given_once(store):
    alter(store.root / V / "figures.csv")
    run("verify", "--repair", "--store", store.root)
    assert store.newest("r", "2024").name == "v002" and (store.root / "damaged/r/2024/v001").is_dir()
    assert "removed" in {row["status"] for row in store.ledger()}


@pytest.mark.parametrize("command", [("show",), ("find", "增加值"), ("diff", "r:2023", "r:2024")])
def test_readers_name_the_file(store, command):
    alter(store.root / V / "figures.csv")
    done = run(*command, "--store", store.root)
    assert done.exit_code == 2 and "figures.csv: its bytes do not match its hash" in done.stderr and done.stderr.count("\n") == 1
    assert run(*command, "--store", store.root, "--force").exit_code == 0


def test_a_raw_file_is_proved_before_it_is_read(store):
    import shutil

    raw = sorted((store.root / "raw").glob("*.pdf"))
    for path in raw:
        alter(path)
    shutil.rmtree(store.root / "work")
    done = run("build", raw[0], "--store", store.root, "--report", "other")
    assert done.exit_code == 0  # other bytes are another PDF
    from flows.reading.job import Job, made

    with pytest.raises(BadStore, match="do not match its name"):
        made(Job(str(store.root), raw[0].stem, "r"))


def test_an_altered_cache_is_read_again(store):
    work = next((store.root / "work").iterdir())
    alter(work / "figures.csv")
    assert not store.is_signed("work", work.name)
    for pdf in (store.root / "raw").glob("*.pdf"):
        assert run("build", pdf, "--store", store.root, "--report", "r").exit_code == 0
    assert problems(store) == set()


def test_a_store_that_is_not_there(tmp_path):
    done = run("verify", "--store", tmp_path / "none")
    assert done.exit_code == 2 and "is not there" in done.stderr


def test_v1000_comes_after_v999(tmp_path):
    for number in (2, 999, 1000):
        (tmp_path / "releases" / "r" / "2024" / f"v{number:03d}").mkdir(parents=True)
    assert Store(tmp_path).newest("r", "2024").name == "v1000"


def test_clean_sweeps_what_dead_processes_left_and_old_caches(store):
    import os
    import time

    half = store.root / "work" / ".abc.999999999"
    mine = store.root / "work" / f".abd.{os.getpid()}"
    for folder in (half, mine):
        folder.mkdir()
    old = next(p for p in (store.root / "work").iterdir() if not p.name.startswith("."))
    os.utime(old, (time.time() - 8 * 86400,) * 2)
    done = run("clean", "--store", store.root)
    assert done.exit_code == 0 and not half.exists() and mine.exists() and not old.exists()


def test_hashes_are_kept_of_what_is_no_release(store):
    kept = json.loads((store.root / "hashes/diffs/r/2023..2024.json").read_text(encoding="utf-8"))
    assert set(kept) == {p.name for p in (store.root / "diffs/r/2023..2024").iterdir()}
    assert list(csv.reader((store.root / "series/r.csv").open(encoding="utf-8")))

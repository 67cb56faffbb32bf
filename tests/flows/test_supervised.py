"""The reader's process: limits, deaths, and PDFs made to break it. The caller lives on and reads the next report."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from flows.reading.job import Job, left
from flows.reading.supervised import Limits, Reader
from output.store import Store
from patterns.errors import NothingRead, Stopped, UnreadablePdf
from tests.conftest import EDITIONS, ROOT
from tests.flows import bombs


@pytest.fixture
def reader():
    reader = Reader()
    yield reader
    reader.close()


def job(tmp_path, data, name="a.pdf"):
    pdf = tmp_path / name
    pdf.write_bytes(data)
    store = tmp_path / "store"
    return Job(str(store), Store(store).keep_raw(pdf, {}), "r", "2024", name=str(pdf))


GOOD = (EDITIONS / "report-2024.pdf").read_bytes()


def test_a_report_is_read_with_its_pages_told(reader, tmp_path):
    pages = []
    one = job(tmp_path, GOOD)
    reader(one, Limits(), lambda done, total: pages.append((done, total)))
    summary, files = left(one.work)
    assert summary["figures"] > 50 and files["figures.csv"].count(b"\n") == summary["figures"] + 1
    assert pages and all(total == summary["pages"] for _, total in pages)


def test_an_error_comes_back_as_what_it_is_and_names_the_users_file(reader, tmp_path):
    with pytest.raises(UnreadablePdf) as caught:
        reader(job(tmp_path, GOOD[: len(GOOD) // 2]), Limits())
    assert caught.value.where == str(tmp_path / "a.pdf") and "cut off" in str(caught.value)


BOMBS = {
    "page tree": (bombs.page_tree, UnreadablePdf, "damaged"),
    "pages that are not there": (lambda: bombs.page_count(4000), UnreadablePdf, "cannot be loaded"),
    "two billion pages": (lambda: bombs.page_count(2_000_000_000), (UnreadablePdf, NothingRead), "page|neither"),
    "4 GB of blanks": (bombs.inflating, NothingRead, "neither|usable"),
}


@pytest.mark.parametrize("make,error,word", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_costs_one_report(reader, tmp_path, make, error, word):
    data = make()
    assert len(data) < 20_000
    with pytest.raises(error, match=word):
        reader(job(tmp_path, data, "bomb.pdf"), Limits(60, 800))
    good = job(tmp_path, GOOD)
    reader(good, Limits())
    assert good.work.is_dir()


def test_a_report_that_takes_too_long_is_stopped(reader, tmp_path):
    one = job(tmp_path, GOOD)
    with pytest.raises(Stopped, match="took longer than 0 s"):
        reader(one, Limits(seconds=0.05))
    reader(one, Limits())
    assert one.work.is_dir()


def child_of(reader, seconds=20.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if reader._child and reader._child.poll() is None:
            return reader._child.pid
        time.sleep(0.01)
    raise AssertionError("no child")


def test_a_reader_killed_from_outside_is_started_anew(reader, tmp_path):
    one = job(tmp_path, GOOD)
    killer = threading.Thread(target=lambda: os.kill(child_of(reader), signal.SIGKILL))
    killer.start()
    reader(one, Limits())
    killer.join()
    assert one.work.is_dir()


def test_a_report_on_which_it_dies_again_and_again(reader, tmp_path, monkeypatch):
    monkeypatch.setattr("flows.reading.supervised.sys.executable", "/bin/false")
    with pytest.raises(Stopped, match="its reader died 2 times"):
        reader(job(tmp_path, GOOD), Limits())


def test_the_reader_ends_with_its_parent(tmp_path):
    code = "from flows.reading.supervised import Reader; r = Reader(); print(r._started().pid, flush=True); import time; time.sleep(60)"
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    child = psutil.Process(int(parent.stdout.readline()))
    time.sleep(1.5)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    child.wait(timeout=20)


def test_nothing_is_left_of_a_stopped_reading(reader, tmp_path):
    one = job(tmp_path, GOOD)
    with pytest.raises(Stopped):
        reader(one, Limits(seconds=0.05))
    assert not list(Path(one.store, "work").glob("*")) if Path(one.store, "work").exists() else True

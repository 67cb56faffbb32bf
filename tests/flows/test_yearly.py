"""The yearly flow against a listing on loopback: what is new is fetched, built and compared, once; what fails is said; killed, it goes on."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import EDITIONS, ROOT
from tests.flows.site import file_of, send, serving

PDFS = {year: (EDITIONS / f"report-{year}.pdf").read_bytes() for year in ("2023", "2024")}


@pytest.fixture(scope="module")
def prefect():
    """One Prefect server for all tests here, with a home of its own."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=180):
        yield


class World:
    """A site, a store, and the source that joins them."""

    def __init__(self, site, root: Path) -> None:
        self.site, self.store, self.posted = site, root, []
        root.mkdir(exist_ok=True)
        (root / "sources.toml").write_text(
            f'[[source]]\nreport = "szsc"\nlisting = "{site.url}/list.html"\npattern = "{{year}}年数字经济报告"\nprivate = true\n'
            f'licence = "CC0"\n[notify]\nwebhook = "{site.url}/hook"\n',
            encoding="utf-8",
        )
        site.pages["/hook"] = self._hook

    def _hook(self, handler) -> None:
        self.posted.append(json.loads(handler.rfile.read(int(handler.headers["Content-Length"]))))
        send(handler, b"ok")

    def listing(self, *years: str) -> None:
        self.site.pages["/list.html"] = "".join(f'<a href="/{y}.pdf">{y}年数字经济报告</a>' for y in years)

    def edition(self, year: str, body: bytes, etag: str = '"1"') -> None:
        self.site.pages[f"/{year}.pdf"] = file_of(body, etag)

    def run(self):
        from flows.yearly.flow import yearly

        state = yearly("szsc", str(self.store), return_state=True)
        return state, state.result(raise_on_failure=False)

    @property
    def releases(self):
        return sorted(str(p.relative_to(self.store / "releases")) for p in (self.store / "releases").glob("*/*/v*"))

    @property
    def diffs(self):
        return sorted(p.name for p in (self.store / "diffs").glob("*/*"))

    @property
    def ledger(self):
        with (self.store / "ledger.csv").open(encoding="utf-8", newline="") as fh:
            return [(r["edition"], r["version"], r["status"]) for r in csv.DictReader(fh)]


@pytest.fixture
def world(tmp_path):
    with serving() as site:
        world = World(site, tmp_path / "store")
        world.listing("2023")
        world.edition("2023", PDFS["2023"])
        world.edition("2024", PDFS["2024"])
        yield world


def statuses(outcomes):
    return [(o.edition, o.status, o.version) for o in outcomes]


def test_a_year_in_the_life_of_a_source(prefect, world):
    state, outcomes = world.run()
    assert state.is_completed() and statuses(outcomes) == [("2023", "published", "v001")]
    assert len(world.posted) == 1 and "szsc 2023 v001 published" in world.posted[0]["text"]

    # once more: nothing new, nothing written, nothing told, and the PDF is not sent again
    state, outcomes = world.run()
    assert state.is_completed() and statuses(outcomes) == [("2023", "skipped", "v001")]
    assert world.ledger == [("2023", "v001", "published")] and len(world.posted) == 1
    assert "If-None-Match" in world.site.asked[-1][1]

    # the next edition appears: only that one is built, and compared with the one before
    world.listing("2023", "2024")
    state, outcomes = world.run()
    assert statuses(outcomes) == [("2023", "skipped", "v001"), ("2024", "published", "v001")]
    assert world.diffs == ["2023..2024"] and outcomes[1].diff.endswith("2023..2024") and len(outcomes[1].top) == 5
    assert world.ledger == [("2023", "v001", "published"), ("2024", "v001", "published")]
    described = json.loads((world.store / "releases/szsc/2024/v001/datapackage.json").read_text(encoding="utf-8"))
    assert described["sources"][0]["url"] == world.site.url + "/2024.pdf"

    # another PDF at the same address: a new version of that edition, and a diff with the one before
    world.edition("2024", PDFS["2024"].replace(b"%%EOF", b"%% printed anew\n%%EOF"), '"2"')
    state, outcomes = world.run()
    assert statuses(outcomes)[1][1] == "unchanged"  # other bytes, but the same data: no new version
    world.edition("2024", PDFS["2023"], '"3"')
    state, outcomes = world.run()
    assert statuses(outcomes)[1] == ("2024", "published", "v002") and outcomes[1].why == "new PDF"
    assert world.diffs == ["2023..2024", "2024.v001..2024.v002"] and outcomes[1].reissue.endswith("2024.v001..2024.v002")
    with (Path(outcomes[1].reissue) / "changes.csv").open(encoding="utf-8", newline="") as fh:
        rows = list(csv.DictReader(fh))
    assert any(r["kind"] == "revised" for r in rows) and not any(r["verdict"] == "contradicted" for r in rows)
    assert len(list((world.store / "raw").glob("*.pdf"))) == 3

    # taken back: what was published first stands again, as a version of its own
    world.edition("2024", PDFS["2024"], '"4"')
    state, outcomes = world.run()
    assert statuses(outcomes)[1] == ("2024", "published", "v003")
    assert statuses(world.run()[1])[1] == ("2024", "skipped", "v003")


def test_what_fails_is_told_and_the_rest_is_done(prefect, world):
    world.listing("2022", "2023", "2024")
    world.site.pages["/2022.pdf"] = "<html>请登录</html>"
    world.edition("2024", PDFS["2024"][:5000] + b"%%EOF")
    state, outcomes = world.run()
    assert state.is_failed() and "2022 failed" in state.message and "2024 failed" in state.message
    assert statuses(outcomes) == [("2022", "failed", ""), ("2023", "published", "v001"), ("2024", "failed", "")]
    assert "links to no PDF" in outcomes[0].why and "damaged" in outcomes[2].why and "/2024.pdf" in outcomes[2].why
    assert ("2022", "", "failed") in world.ledger and world.releases == ["szsc/2023/v001"]
    world.edition("2024", PDFS["2024"], '"2"')
    world.listing("2023", "2024")
    state, outcomes = world.run()
    assert state.is_completed() and statuses(outcomes) == [("2023", "skipped", "v001"), ("2024", "published", "v001")]


def test_a_listing_that_is_gone_fails_the_run(prefect, world):
    del world.site.pages["/list.html"]
    state, outcomes = world.run()
    assert state.is_failed() and statuses(outcomes) == [("", "failed", "")] and "/list.html" in state.message


def test_a_blocking_finding_fails_the_run_but_is_published(prefect, world, monkeypatch):
    from flows.releases import stages

    whole = stages.publishing.publish
    monkeypatch.setattr(stages.publishing, "publish", lambda job, summary, files: whole(job, summary | {"blocking": 1}, files))
    state, outcomes = world.run()
    assert state.is_failed() and "a finding blocks" in state.message
    assert statuses(outcomes) == [("2023", "blocked", "v001")] and world.releases == ["szsc/2023/v001"]


def test_a_webhook_that_is_not_there_fails_no_run(prefect, world):
    del world.site.pages["/hook"]
    assert world.run()[0].is_completed()


def test_local_files_are_a_source(prefect, tmp_path):
    from flows.yearly.flow import yearly

    store = tmp_path / "store"
    inbox = store / "inbox"
    inbox.mkdir(parents=True)
    (store / "sources.toml").write_text('[[source]]\nreport = "box"\nfiles = "inbox"\npattern = "report-{year}"\n', encoding="utf-8")
    (inbox / "report-2023.pdf").write_bytes(PDFS["2023"])
    assert statuses(yearly("box", str(store))) == [("2023", "published", "v001")]
    (inbox / "report-2024.pdf").write_bytes(PDFS["2024"])
    assert statuses(yearly("box", str(store))) == [("2023", "skipped", "v001"), ("2024", "published", "v001")]
    assert (store / "diffs" / "box" / "2023..2024" / "changes.csv").exists()


def shubao(*args, store):
    env = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}
    command = [sys.executable, "-m", "flows.cli", *args, "--store", str(store)]
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def killed_when(world, there):
    """Runs `shubao run` and kills all its processes as soon as `there()` holds."""
    assert not there()
    process = shubao("run", store=world.store)
    end = time.monotonic() + 120
    while not there() and process.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
    assert process.poll() is None
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def dripping(body):
    """A file that comes in pieces, so that a run can be killed within it."""
    whole = file_of(body)

    def answer(handler):
        if "Range" in handler.headers or "If-None-Match" in handler.headers:
            whole(handler)
            return
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.send_header("ETag", '"1"')
        handler.end_headers()
        for start in range(0, len(body), 1 << 14):
            handler.wfile.write(body[start : start + (1 << 14)])
            handler.wfile.flush()
            time.sleep(0.05)

    return answer


def test_killed_at_every_stage_it_goes_on_where_it_was(world):
    world.listing("2023", "2024")
    world.site.pages["/2023.pdf"] = dripping(PDFS["2023"])
    moments = ["incoming/*.part", "raw/*.pdf", "work/*", "releases/szsc/2023/v001", "diffs/szsc/2023..2024"]
    for moment in moments:
        killed_when(world, lambda moment=moment: any(world.store.glob(moment)))
    last = shubao("run", store=world.store)
    out, err = last.communicate(timeout=180)
    assert last.returncode == 0, err[-2000:]
    assert world.releases == ["szsc/2023/v001", "szsc/2024/v001"] and world.diffs == ["2023..2024"]
    assert sorted({row[:2] for row in world.ledger}) == [("2023", "v001"), ("2024", "v001")]
    assert {p.name for p in (world.store / "series").glob("*.csv")} == {"szsc.csv"}
    assert len(list((world.store / "raw").glob("*.pdf"))) == 2
    check = shubao("verify", store=world.store)
    assert "2 editions, 0 problems" in check.communicate(timeout=60)[0]

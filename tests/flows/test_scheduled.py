"""Scheduled for real: a Prefect server and a worker on loopback with a home of their own, and `shubao serve` by itself.

Cron knows minutes: each test waits for two or three of them at most.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress

import httpx
import pytest

from tests.conftest import EDITIONS, ROOT
from tests.flows.site import file_of, serving

PDFS = {year: (EDITIONS / f"report-{year}.pdf").read_bytes() for year in ("2023", "2024")}
SHUBAO = [sys.executable, "-m", "flows.cli"]
PREFECT = [sys.executable, "-m", "prefect"]
PATIENCE = 180  # seconds for anything that is waited for


def wait_for(what, holds):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if holds():
            return
        time.sleep(0.5)
    raise AssertionError(f"waited {PATIENCE} s for {what}")


@contextmanager
def running(command, log, **more):
    """A program with all that it starts, ended afterwards; its output goes to a file."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True, **more)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(20)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def listing(site, *years):
    site.pages["/list.html"] = "".join(f'<a href="/{y}.pdf">{y}年数字经济报告</a>' for y in years)
    for year in years:
        site.pages[f"/{year}.pdf"] = file_of(PDFS[year])


def source(site, store):
    store.mkdir()
    (store / "sources.toml").write_text(
        f'[[source]]\nreport = "szsc"\nlisting = "{site.url}/list.html"\npattern = "{{year}}年数字经济报告"\nprivate = true\ncron = "* * * * *"\n',
        encoding="utf-8",
    )


def sent(site, path):
    """How often a file was sent whole: asked for without a tag."""
    return sum(p == path and "If-None-Match" not in headers for p, headers in site.asked)


@pytest.fixture
def environment(tmp_path):
    clean = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}
    home = tmp_path / "home"
    home.mkdir()
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    return clean | {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_WORKER_QUERY_SECONDS": "2",
        "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    }


def healthy(url):
    try:
        return httpx.get(f"{url}/health", trust_env=False).status_code == 200
    except httpx.TransportError:
        return False


def done(command, cwd, env):
    result = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=PATIENCE)
    assert result.returncode == 0, result.stdout[-2000:] + result.stderr[-2000:]
    return result.stdout


def test_a_worker_runs_deployments_by_their_cron(tmp_path, environment):
    url, port = environment["PREFECT_API_URL"], environment["PREFECT_API_URL"].split(":")[2].split("/")[0]
    store = tmp_path / "store"
    start = [*PREFECT, "server", "start", "--host", "127.0.0.1", "--port", port]
    with serving() as site, running(start, tmp_path / "server.log", env=environment, cwd=tmp_path):
        listing(site, "2023")
        source(site, store)
        described = done([*SHUBAO, "sources", "deployments", "--store", str(store)], ROOT, environment)
        (tmp_path / "prefect.yaml").write_text(described, encoding="utf-8")
        wait_for("the server", lambda: healthy(url))
        done([*PREFECT, "work-pool", "create", "shubao", "--type", "process"], tmp_path, environment)
        done([*PREFECT, "--no-prompt", "deploy", "--all"], tmp_path, environment)
        with running([*PREFECT, "worker", "start", "--pool", "shubao"], tmp_path / "worker.log", env=environment, cwd=tmp_path):
            wait_for("the first release", lambda: (store / "series" / "szsc.csv").exists())
            assert [p.name for p in (store / "releases" / "szsc").iterdir()] == ["2023"]
            listing(site, "2023", "2024")
            wait_for("the diff", lambda: (store / "diffs" / "szsc" / "2023..2024" / "changes.csv").exists())
            wait_for("the end of that run", lambda: len(runs(url, "COMPLETED")) >= 2)
        assert sent(site, "/2023.pdf") == sent(site, "/2024.pdf") == 1
        assert sorted(p.name for p in (store / "releases" / "szsc").glob("*/*")) == ["v001", "v001"]
        assert not runs(url, "FAILED") and not runs(url, "CRASHED")
        assert {"szsc-summary", "szsc-changes"} <= artifacts(url)


def runs(url, state):
    asked = {"flow_runs": {"state": {"type": {"any_": [state]}}}}
    return httpx.post(f"{url}/flow_runs/filter", json=asked, trust_env=False).raise_for_status().json()


def artifacts(url):
    return {a["key"] for a in httpx.post(f"{url}/artifacts/latest/filter", json={}, trust_env=False).raise_for_status().json()}


def test_serve_runs_by_itself(tmp_path, environment):
    del environment["PREFECT_API_URL"], environment["PREFECT_HOME"]
    store = tmp_path / "store"
    with serving() as site:
        listing(site, "2023")
        source(site, store)
        with running([*SHUBAO, "serve", "--store", str(store)], tmp_path / "serve.log", env=environment, cwd=ROOT):
            wait_for("the first release", lambda: (store / "series" / "szsc.csv").exists())
    assert (store / "releases" / "szsc" / "2023" / "v001" / "datapackage.json").exists()
    log = (tmp_path / "serve.log").read_text(encoding="utf-8")
    assert "serving 1 sources" in log and "Traceback" not in log


def test_serve_without_sources_says_what_to_do(tmp_path, environment):
    result = subprocess.run([*SHUBAO, "serve", "--store", str(tmp_path)], capture_output=True, text=True, env=environment, cwd=ROOT)
    assert result.returncode == 2 and "sources init" in result.stderr and result.stderr.count("\n") == 1


def test_the_prefect_yaml_of_the_repository_is_that_of_the_example():
    from flows.pull.sources import EXAMPLE, Sources
    from flows.yearly.schedule import deployments

    assert (ROOT / "prefect.yaml").read_text(encoding="utf-8") == deployments(Sources(EXAMPLE).all, "{{ $SHUBAO_STORE }}", "shubao")


def test_every_deployment_runs_the_yearly_flow():
    import yaml

    described = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))
    assert [(d["entrypoint"], d["name"]) for d in described["deployments"]] == [("flows.yearly.flow.yearly", "province-digital")]

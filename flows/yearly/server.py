"""A Prefect server on loopback for as long as it is needed: the one that a user has goes first.

An ephemeral server, which Prefect starts by itself for a single flow run, schedules nothing and is not shared by processes.
"""

from __future__ import annotations

import atexit
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

from flows.reading.kin import end_with_parent
from patterns.errors import BadStore

_PATIENCE = 180.0  # seconds: a new home is migrated table by table


def serve_api(store: Path) -> str:
    """API address of a Prefect server, in PREFECT_API_URL for all that starts from now on. Call it before Prefect is imported.

    The server ends with this process, after Prefect has sent what it still has to say. Raises BadStore where it does not come up; its log
    lies in store/.prefect/server.log.
    """
    if "PREFECT_API_URL" in os.environ:
        return os.environ["PREFECT_API_URL"]
    port = _free_port()
    url = f"http://127.0.0.1:{port}/api"
    log = store / ".prefect" / "server.log"
    with log.open("ab") as out:
        child = subprocess.Popen([sys.executable, "-m", "flows.yearly.server", str(port)], stdout=out, stderr=out, stdin=subprocess.DEVNULL)
    atexit.register(_end, child)
    _wait(url, child, log)
    os.environ["PREFECT_API_URL"] = url
    return url


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(5)
    except subprocess.TimeoutExpired:
        child.kill()


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def _wait(url: str, child: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and child.poll() is None:
        try:
            if httpx.get(f"{url}/health", timeout=5, trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise BadStore(str(log), "the Prefect server did not come up", "see there, or set PREFECT_API_URL to a server of yours")


def main(port: str) -> None:
    """The server's own process."""
    end_with_parent()
    from prefect.cli import app

    sys.argv = ["prefect", "server", "start", "--host", "127.0.0.1", "--port", port]
    app()


if __name__ == "__main__":
    main(sys.argv[1])

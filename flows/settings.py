"""Options of a run, read once and passed down; and the environment that Prefect needs, set before it is imported."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from patterns.errors import BadStore


@dataclass(frozen=True, slots=True)
class Settings:
    """What a build needs to know beside its PDF."""

    store: Path
    report: str = ""
    edition: str = ""
    area: str = ""
    url: str = ""


def quiet_prefect(store: Path) -> None:
    """Prefect without telemetry, its server's files beside the store unless the user runs a server of their own."""
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    os.environ.setdefault("DO_NOT_TRACK", "1")
    os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "180")
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "INFO")
    os.environ.setdefault("PREFECT_LOGGING_SERVER_LEVEL", "ERROR")
    os.environ.setdefault("PREFECT_SERVER_LOGGING_LEVEL", "ERROR")
    if "PREFECT_API_URL" not in os.environ and "PREFECT_HOME" not in os.environ:
        home = (store / ".prefect").resolve()
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadStore(str(store), f"cannot be written ({error.strerror})", "give --store a folder that can") from None
        os.environ["PREFECT_HOME"] = str(home)

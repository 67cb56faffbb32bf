"""The environment that Prefect needs, set before it is imported: no telemetry, and its files beside the store."""

from __future__ import annotations

import os
from pathlib import Path

from patterns.errors import BadStore

_QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_EXTRA_LOGGERS": "shubao",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "WARNING",  # the server gets all; a terminal gets our result, told once
    "PREFECT_LOGGING_SERVER_LEVEL": "ERROR",
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
    # a new home is migrated table by table: half a minute on a slow disk
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
}


def prepare(store: Path) -> None:
    """Sets what the user has not set; makes the store. Raises BadStore where it cannot be written."""
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    home = (store / ".prefect").resolve()
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadStore(str(store), f"cannot be written ({error.strerror})", "give --store a folder that can") from None
    if "PREFECT_API_URL" not in os.environ:
        os.environ.setdefault("PREFECT_HOME", str(home))

"""sources.toml to schedules: one deployment of the yearly flow a source, served here or described for a Prefect server."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flows.pull.sources import Source

ENTRYPOINT = "flows.yearly.flow.yearly"


def serve(sources: Sequence[Source], store: Path) -> None:
    """Runs each source by its cron in this process, until it is stopped."""
    from prefect import serve as run

    run(*(_served(s, store) for s in sources), pause_on_shutdown=False)


def _served(source: Source, store: Path) -> Any:
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    from flows.yearly.flow import yearly

    return yearly.to_deployment(
        name=source.report,
        parameters={"report": source.report, "store": str(store)},
        schedule=Cron(source.cron, timezone=source.timezone),
        description=source.title,
        tags=["shubao"],
        concurrency_limit=1,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def deployments(sources: Sequence[Source], store: str, pool: str) -> str:
    """prefect.yaml for `prefect deploy --all`: one deployment a source."""
    import yaml

    described = {"name": "shubao", "deployments": [_deployment(s, store, pool) for s in sources]}
    return _HEAD + str(yaml.safe_dump(described, allow_unicode=True, sort_keys=False))


_HEAD = """# Deployments for a Prefect server with a process work pool, made by `shubao sources deployments` from sources.toml:
# make it anew after a change there. `prefect deploy --all`, then `prefect worker start --pool POOL` where shubao is installed.
"""


def _deployment(source: Source, store: str, pool: str) -> dict[str, Any]:
    return {
        "name": source.report,
        "description": source.title,
        "tags": ["shubao"],
        "entrypoint": ENTRYPOINT,
        "parameters": {"report": source.report, "store": store},
        "schedules": [{"cron": source.cron, "timezone": source.timezone}],
        "concurrency_limit": 1,
        "work_pool": {"name": pool},
    }

"""What a run tells: artifacts and an event for Prefect, a notice for a webhook."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import httpx
from prefect import get_run_logger
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.events import emit_event

from flows.pull.sources import Notify
from flows.releases.outcome import BAD, Outcome, verdict

_TIMEOUT = 10.0


def tell(name: str, outcomes: Sequence[Outcome], notify: Notify | None = None) -> None:
    """Summary and largest changes as artifacts, one event an edition that is new or failed, one notice where there is news."""
    log = get_run_logger()
    for outcome in outcomes:
        (log.warning if outcome.status in BAD else log.info)("%s", outcome.line())
    create_markdown_artifact(summary(name, outcomes), key=_key(name, "summary"), description=verdict(outcomes) or "done")
    top = [{"edition": o.edition} | row for o in outcomes for row in o.top]
    if top:
        create_table_artifact(top, key=_key(name, "changes"), description="largest changes since the edition before")
    news = [o for o in outcomes if o.is_new or o.status in BAD]
    for outcome in news:
        kind = "failed" if outcome.status == "failed" else "published"
        payload = {k: v for k, v in asdict(outcome).items() if k != "top"}
        resource = {"prefect.resource.id": f"shubao.release.{outcome.report}.{outcome.edition}", "shubao.status": outcome.status}
        emit_event(f"shubao.release.{kind}", resource, payload=payload)
    if news and notify:
        _post(notify.webhook, name, news)


def summary(name: str, outcomes: Sequence[Outcome]) -> str:
    """The run as Markdown."""
    lines = [
        f"## {name}",
        "",
        "| edition | status | version | figures | tables | findings | unclaimed | why |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for o in outcomes:
        lines.append(
            f"| {o.edition} | {o.status} | {o.version} | {o.figures} | {o.tables} | {o.findings} | {o.unclaimed} | {_cell(o.why)} |"
        )
    for o in outcomes:
        if o.is_new:
            links = [f"`{path}`" for path in (o.path, o.diff, o.reissue) if path]
            lines += ["", f"**{o.edition} {o.version}**: {', '.join(links)}"]
    lines += [f"\n[review page of {o.label}]({Path(o.review).as_uri()})" for o in outcomes if o.review]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _key(name: str, what: str) -> str:
    """An artifact's key: small letters, digits and dashes."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return f"{plain or 'report'}-{what}"


def _post(webhook: str, name: str, news: Sequence[Outcome]) -> None:
    """News as JSON: `text` for chat programs, `outcomes` for programs. A notice that does not arrive fails no run."""
    body = {"text": "\n".join([f"shubao {name}", *(o.line() for o in news)]), "outcomes": [asdict(o) for o in news]}
    try:
        httpx.post(webhook, json=body, timeout=_TIMEOUT).raise_for_status()
    except httpx.HTTPError as error:
        get_run_logger().warning("%s: the notice did not arrive (%s); the run goes on", webhook, error)

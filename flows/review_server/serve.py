"""Serves a review page until it is stopped."""

from __future__ import annotations

import secrets
import socket
from contextlib import suppress
from pathlib import Path

import click
import uvicorn

from flows.releases.review import Review
from flows.review_server.app import app
from flows.review_server.desk import Desk
from flows.tongue import say


def serve(made: Review, store: Path) -> None:
    """On a free port of 127.0.0.1, under an address that nobody can guess; prints it first."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as sock:
        sock.bind(("127.0.0.1", 0))
        sock.listen()
        host = f"127.0.0.1:{sock.getsockname()[1]}"
        token = secrets.token_urlsafe(18)
        config = uvicorn.Config(app(Desk(made.release, store), made.index.parent, token, host), log_level="warning", access_log=False)
        click.echo(f"http://{host}/{token}/")
        say(f"corrections go to {store / 'corrections.csv'} and {store / 'aliases.csv'}; Ctrl-C ends it", err=True)
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[sock])

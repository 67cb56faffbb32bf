"""The command `shubao`: each command is one call into a room."""

from flows.cli import compare, flow, one, review, sources, store  # noqa: F401  (each adds its commands)
from flows.cli.group import main

__all__ = ["main"]

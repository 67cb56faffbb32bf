"""The command `shubao`: each command is one call into a room."""

<<<<<<< HEAD
from flows.cli import compare, doctor, export, flow, one, sources, store  # noqa: F401  (each adds its commands)
=======
from flows.cli import compare, flow, one, review, sources, store  # noqa: F401  (each adds its commands)
>>>>>>> main
from flows.cli.group import main

__all__ = ["main"]

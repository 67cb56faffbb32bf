"""The command `shubao`: each command is one call into a room. Every module here adds its commands to the group."""

from importlib import import_module

from flows.cli.group import main

for _room in ("compare", "doctor", "explain", "export", "flow", "one", "review", "sources", "store"):
    import_module(f"flows.cli.{_room}")

__all__ = ["main"]

"""A bar of pages on a terminal, for reports long enough to wait for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_LONG = 20  # pages from which a bar is shown

Step = Callable[[int, int], None]


@contextmanager
def pages() -> Iterator[Step | None]:
    """A function to call with (pages done, pages in all); None where no one is looking."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    with Progress(
        "reading", BarColumn(), MofNCompleteColumn(), "pages", TimeRemainingColumn(), console=Console(stderr=True), transient=True
    ) as bar:
        job = bar.add_task("pages", visible=False)

        def step(done: int, total: int) -> None:
            bar.update(job, completed=done, total=total, visible=total >= _LONG)

        yield step

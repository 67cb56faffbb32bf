"""A bar of pages on a terminal, for reports long enough to wait for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

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


class Bar:
    """Reports done of all, with rate and time left; silent where no one is looking."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._progress: Progress | None = None
        self._job: TaskID | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty() and self._total:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

            rate = TextColumn("{task.fields[rate]}")
            columns = ("reading", BarColumn(), MofNCompleteColumn(), rate, TimeElapsedColumn(), "gone,", TimeRemainingColumn(), "left")
            self._progress = Progress(*columns, console=Console(stderr=True))
            self._progress.start()
            self._job = self._progress.add_task("reports", total=self._total, rate="")
        return self

    def __exit__(self, *_error: object) -> None:
        if self._progress:
            self._progress.stop()

    def at(self, done: int) -> None:
        """Says how many reports are done."""
        if self._progress and self._job is not None:
            speed = self._progress.tasks[self._job].speed
            self._progress.update(self._job, completed=done, rate=f"{speed:.1f} reports/s" if speed else "")

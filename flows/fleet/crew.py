"""Who reads a fleet, and within which limits."""

from __future__ import annotations

from dataclasses import dataclass

from flows.reading.supervised import Limits


@dataclass(frozen=True, slots=True)
class Crew:
    """Who does the work: so many processes here, or the workers of a Dask scheduler; and the limits of each report."""

    workers: int
    scheduler: str = ""
    limits: Limits = Limits()  # noqa: RUF009  (frozen)

"""What became of a fleet: counted from the ledger, told as one table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from flows.releases.outcome import exit_code


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of a run: reports by status, what they hold, why some failed, and seconds in all (start of the cluster left out)."""

    statuses: dict[str, int]
    pages: int
    figures: int
    tables: int
    findings: int
    failures: tuple[str, ...]
    seconds: float

    @property
    def verdict(self) -> str:
        """Why the run is no success, in one line; blank where it is."""
        bad = [f"{self.statuses[s]} {s}" for s in ("failed", "held", "blocked") if self.statuses.get(s)]
        return ", ".join([*bad, *self.failures[:1]]) if bad or self.failures else ""

    @property
    def exit_code(self) -> int:
        return exit_code({*(s for s, n in self.statuses.items() if n), *(["failed"] if self.failures else [])})

    def show(self) -> None:
        """Prints the table, then each failure."""
        from rich.console import Console
        from rich.table import Table

        table = Table(header_style="bold")
        columns = ("done", "skipped", "failed", "blocked", "pages", "figures", "tables", "findings", "seconds", "pages/s")
        done = sum(self.statuses.get(s, 0) for s in ("published", "unchanged", "blocked"))
        counts = (
            done,
            *(self.statuses.get(s, 0) for s in ("skipped", "failed", "blocked")),
            self.pages,
            self.figures,
            self.tables,
            self.findings,
        )
        for column in columns:
            table.add_column(column, justify="right")
        rate = self.pages / self.seconds if self.seconds else 0.0
        table.add_row(*(f"{n:,}" for n in counts), f"{self.seconds:.1f}", f"{rate:.1f}")
        console = Console(width=max(100, Console().width))
        console.print(table)
        for line in self.failures:
            console.print(f"failed  {line}", style="red", highlight=False, markup=False, soft_wrap=True)


def tally(rows: Iterable[dict[str, str]], keys: Collection[str], skipped: int, wrong: Iterable[str], seconds: float) -> Tally:
    """From the ledger's rows of this run: the last word on each reading of `keys`. `wrong` are failures that the ledger has no reading of."""
    last = {row["reading"].partition(".")[0]: row for row in rows}
    mine = [row for key, row in last.items() if key in keys]
    failures = (*(row["why"] for row in mine if row["status"] == "failed"), *wrong)
    statuses = Counter(row["status"] for row in mine if row["status"] != "failed")
    statuses["failed"], statuses["skipped"] = len(failures), skipped
    sums = (sum(int(row[column] or 0) for row in mine) for column in ("pages", "figures", "tables", "findings"))
    pages, figures, tables, findings = sums
    return Tally(dict(statuses), pages, figures, tables, findings, failures, seconds)

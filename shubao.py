"""shubao 数报: yearly Chinese government and industry reports (PDF) as data.

>>> import shubao
>>> report = shubao.read("fixtures/editions/report-2024.pdf")
>>> report.edition, report.area, len(report.figures) > 200
('2024', '四川省', True)
>>> first = report.figures.iloc[0]
>>> first["raw"], first["obs_value"], first["unit_measure"], int(first["page"])
('20.7万个', Decimal('207000'), '个', 2)
>>> shubao.read_text("累计建成5G基站20.7万个、居全国第6。", edition="2024", area="四川省")[["indicator", "raw", "measure"]].values.tolist()
[['5G基站', '20.7万个', 'level'], ['5G基站', '第6', 'rank']]

DataFrames have the columns of the CSV files in their order: `value`, `obs_value` and other numbers are Decimal objects, blanks are None.
What cannot be read raises `ShubaoError`, whose text is one line: where, what, what to do.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from output import schema
from output.frames import frame
from output.store import Store as _Store
from patterns.errors import ShubaoError

if TYPE_CHECKING:
    import pandas as pd
    from PIL import Image

    from output.diff import Diff as _Diff
    from output.files import Release
    from patterns.model import Table

__all__ = ["Diff", "Report", "ShubaoError", "Store", "read", "read_text"]


class Report:
    """One edition as read from its PDF: what `shubao extract` writes, in memory."""

    def __init__(self, release: Release, pdf: Path) -> None:
        self._release, self._pdf = release, pdf

    def __repr__(self) -> str:
        r = self._release
        return f"<Report {r.report} {r.edition} ({r.area}): {len(r.figures)} figures, {len(r.tables)} tables>"

    @property
    def title(self) -> str:
        """Title as printed."""
        return self._release.title

    @property
    def edition(self) -> str:
        """Year that the report covers."""
        return self._release.edition

    @property
    def area(self) -> str:
        """Place that it is about; blank where its title names none."""
        return self._release.area

    @cached_property
    def figures(self) -> pd.DataFrame:
        """A row a printed figure, in reading order: the columns of figures.csv."""
        r = self._release
        return frame(schema.FIGURES, [schema.figure_row(f, r.report, r.edition) for f in r.figures])

    @cached_property
    def findings(self) -> pd.DataFrame:
        """A row a finding: the columns of findings.csv."""
        return frame(schema.FINDINGS, [schema.finding_row(f) for f in self._release.findings])

    @cached_property
    def tables(self) -> pd.DataFrame:
        """A row a table: id, pages, caption, unit, header_rows, engine, score, rows, cols."""
        import pandas as pd

        fields = ("id", "pages", "caption", "unit", "header_rows", "engine", "score", "rows", "cols")
        return pd.DataFrame([[getattr(t, name) for name in fields] for t in self._release.tables], columns=list(fields))

    def table(self, id: str) -> pd.DataFrame:
        """A table as a grid of strings as printed; the text of a spanning cell stands in every cell that it spans. KeyError without it."""
        import pandas as pd

        found: Table | None = next((t for t in self._release.tables if t.id == id), None)
        if found is None:
            raise KeyError(id)
        return pd.DataFrame([[c.text if c else "" for c in row] for row in found.grid()], dtype="str")

    def page(self, number: int) -> Image.Image:
        """A page as an RGB picture, 144 dots an inch. `number` counts from 1."""
        from extractors.render import picture

        shown: Image.Image = picture(self._pdf, number)
        return shown


class Diff:
    """Two editions compared."""

    def __init__(self, diff: _Diff) -> None:
        self._diff = diff

    @cached_property
    def changes(self) -> pd.DataFrame:
        """A row an indicator: the columns of changes.csv."""
        editions = (self._diff.before, self._diff.after)
        return frame(schema.CHANGES, [schema.change_row(c, editions) for c in self._diff.changes])

    @cached_property
    def findings(self) -> pd.DataFrame:
        """What is wrong between the editions: the columns of findings.csv."""
        return frame(schema.FINDINGS, [schema.finding_row(f) for f in self._diff.findings])


class Store:
    """A folder of releases, as `shubao build` and `shubao run` keep it. Raises ShubaoError for what is not there."""

    def __init__(self, path: str | Path = "store") -> None:
        self._store = _Store(Path(path))

    def reports(self) -> list[str]:
        """Slugs of all reports."""
        return self._store.reports()

    def editions(self, report: str) -> list[int]:
        """Years of a report, oldest first."""
        return [int(year) for year in self._store.editions(report)]

    def figures(self, report: str, year: int | str) -> pd.DataFrame:
        """figures.csv of the newest version of an edition."""
        from output.files import read_figures

        folder = self._store.sound(report, str(year))
        return frame(schema.FIGURES, [schema.figure_row(f, report, str(year)) for f in read_figures(folder / "figures.csv")])

    def series(self, report: str, indicator: str = "") -> pd.DataFrame:
        """Every indicator of a report over its editions, or those whose name holds `indicator`."""
        from output.series import COLUMNS, read_series

        rows = [row for row in read_series(self._store, report) if indicator in row[0]]
        return frame(COLUMNS, rows)

    def diff(self, report: str, before: int | str, after: int | str) -> Diff:
        """Compares two editions, with the store's aliases."""
        from flows.releases.compare import compare

        return Diff(compare(f"{report}:{before}", f"{report}:{after}", self._store.root))


def read(pdf: str | Path, *, report: str = "", edition: int | str = "", area: str = "") -> Report:
    """Reads one PDF. `edition` (a year) and `area` default to what its title says, `report` (a slug) to its file name."""
    from flows.reading.extract import extract
    from flows.reading.given import said

    release, _, _ = extract(Path(pdf), *said("shubao.read", report, str(edition), area))
    return Report(release, Path(pdf))


def read_text(sentence: str, *, edition: int | str = "", area: str = "") -> pd.DataFrame:
    """The figures of a sentence or paragraph: the columns of figures.csv. `edition` is the year that a bare figure is of."""
    from flows.reading.extract import finder
    from flows.reading.given import said
    from patterns.sentence import as_document

    _, year, place = said("shubao.read_text", "", str(edition), area)
    found = finder()(as_document(sentence), year, place)
    return frame(schema.FIGURES, [schema.figure_row(f, "", found.edition) for f in found.figures])

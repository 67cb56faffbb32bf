"""What each column of a table holds: labels, values, units, or numbers that are no figures (codes, serial and note numbers, dates)."""

from __future__ import annotations

from collections.abc import Sequence

from patterns.labels import Labels
from patterns.tables.sheet import Sheet

LABEL, VALUE, UNIT, BLANK = "label", "value", "unit", "blank"
_BY_HEAD = (
    ("code column", "code"),
    ("serial column", "serial number"),
    ("note column", "note number"),
    ("date column", "date"),
    ("term column", "term"),
    ("contact column", "contact"),
    ("unit head", UNIT),
)
_NO_CODES = 15  # a number of so many digits is a code


class Columns:
    """Kinds, label paths and stubs of the columns of one sheet."""

    def __init__(self, sheet: Sheet, labels: Labels, carried: Sequence[tuple[str, ...]] = ()) -> None:
        self._sheet, self._labels, self._shapes = sheet, labels, labels.shapes
        self.paths = [self._path(j) for j in range(sheet.width)] if sheet.header or not carried else list(carried)
        self.kinds = [self._kind(j) for j in range(sheet.width)]
        self._serial()
        self.blocks = self._blocks()

    def stub(self, j: int) -> tuple[int, ...]:
        """The label columns that name the rows of value column j: a table may have two halves side by side."""
        found: tuple[int, ...] = ()
        for block in self.blocks:
            if block[0] < j:
                found = block
        return found

    def _path(self, j: int) -> tuple[str, ...]:
        """Printed labels of a column, outermost first; 其中 stands for what is left of it; rows of formulas name nothing."""
        path: list[str] = []
        for i in range(self._sheet.header):
            label = self._head(i, j)
            if label and (not path or path[-1] != label):
                path.append(label)
        return tuple(path)

    def _head(self, i: int, j: int) -> str:
        text = self._sheet.texts[i][j]
        if i and self._shapes["formula"].match(text):
            return ""
        while j and self._shapes["bare sub"].match(text):
            j -= 1
            text = self._sheet.texts[i][j]
        cell = self._sheet.cells[i][j]
        return cell.text if cell and text else ""

    def _kind(self, j: int) -> str:
        heads = [self._labels.folded(h) for h in self.paths[j]]
        for shape, kind in _BY_HEAD:
            if any(self._shapes[shape].search(h) and not self._labels.split_unit(h)[1] for h in heads[-1:]):
                return kind
        texts = [t for t in self._sheet.column(j) if t and not self._shapes["no number"].match(t)]
        if not texts:
            return BLANK
        if j and sum(bool(self._shapes["formula"].match(t)) and not t.isdigit() for t in texts) >= 0.5 * len(texts):
            return "formula"
        numbers = sum(map(self._sheet.is_number, texts))
        codes = sum(len(t) >= _NO_CODES and t.isdigit() for t in texts)
        if codes >= 0.5 * len(texts):
            return "code"
        return VALUE if j and numbers >= 0.5 * len(texts) else LABEL

    def _serial(self) -> None:
        """A first column that counts its rows, or holds codes of a classification, beside one of labels."""
        if len(self.kinds) < 3 or self.kinds[0] != LABEL or LABEL not in self.kinds[1:3]:
            return
        texts = [t for t in self._sheet.column(0) if t]
        for shape, kind in (("serial value", "serial number"), ("code value", "code")):
            if texts and sum(bool(self._shapes[shape].match(t)) for t in texts) >= 0.9 * len(texts):
                self.kinds[0] = kind

    def _blocks(self) -> list[tuple[int, ...]]:
        """Runs of columns that name rows: the first one, and later ones that are headed as it is (项目 … 项目 …)."""
        runs: list[tuple[int, ...]] = []
        run: list[int] = []
        for j, kind in enumerate((*self.kinds, VALUE)):
            if kind != VALUE:
                run.append(j)
            elif run:
                runs.append(tuple(run))
                run = []
        return [run for run in runs if run is runs[0] or self._names_rows(run, runs[0])]

    def _names_rows(self, run: Sequence[int], first: Sequence[int]) -> bool:
        heads = {h for j in first for h in self.paths[j][-1:]}
        labels = [self.paths[j][-1:] for j in run if self.kinds[j] == LABEL]
        return any(not h or h[0] in heads or self._shapes["generic"].match(self._labels.folded(h[0])) for h in labels)

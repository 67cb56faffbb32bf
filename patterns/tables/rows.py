"""The label path of each row: group cells, the rows that it stands under, what else the row says of itself, and its own label last."""

from __future__ import annotations

from collections.abc import Sequence

from patterns.labels import Labels
from patterns.regions import Gazetteer
from patterns.tables.columns import LABEL, UNIT, VALUE, Columns
from patterns.tables.outline import Outline, Row
from patterns.tables.sheet import Sheet

_MARKS = range(1, 7)
_LEVELS = {"country": 1, "province": 2, "prefecture": 3, "county": 4}
_OWN_LEVEL = 4  # 市本级 stands under its city as a county does


class Rows:
    """Paths and units of the rows of one stub."""

    def __init__(
        self, sheet: Sheet, columns: Columns, stub: Sequence[int], labels: Labels, places: Gazetteer, open_rows: Outline | None
    ) -> None:
        self._sheet, self._labels, self._shapes, self._places = sheet, labels, labels.shapes, places
        self._names = [j for j in stub if columns.kinds[j] == LABEL]
        self._heads = columns.paths
        self._codes = [j for j in stub if columns.kinds[j] == "code"]
        self._values = [j for j, kind in enumerate(columns.kinds) if kind == VALUE]
        self._leaf = self._leaf_column()
        self.of_places = self._are_places()
        self._learn()
        depths = sheet.depths(self._leaf) if self._names else []
        self._depths = depths
        self.outline = open_rows or Outline(any(depths) or self.of_places)
        self._units = [j for j in stub if columns.kinds[j] == UNIT]
        dated = [j for j, kind in enumerate(columns.kinds) if kind == "date"]
        self._dates = [j for j in dated if any(self._shapes["dates the row"].search(h) for h in columns.paths[j])]
        self.paths: dict[int, tuple[str, ...]] = {}
        self._walk()

    def unit(self, i: int) -> str:
        """What a column of units says of a row."""
        return next((t for j in self._units if self._labels.is_unit(t := self._sheet.texts[i][j])), "")

    def period(self, i: int) -> str:
        """The month that a column of dates of issue gives a row: 2022-06."""
        found = (self._shapes["month"].match(self._sheet.texts[i][j]) for j in self._dates)
        return next((f"{m[1]}-{int(m[2]):02d}" for m in found if m), "")

    def _leaf_column(self) -> int:
        """The one column of names (子公司全称); else the last label column, or an earlier one that tells rows apart far better and holds no groups."""
        entity = [j for j in self._names if any(self._shapes["entity head"].search(h) for h in self._heads[j][-1:])]
        if len(entity) == 1:
            return entity[0]
        leaf, best = (self._names or [0])[-1], 1.5 * len(set(self._sheet.column((self._names or [0])[-1])) - {""})
        for j in reversed(self._names[:-1]):
            texts = self._sheet.column(j)
            goes_on = sum(
                not t or i > self._sheet.header and self._sheet.cells[i][j] is self._sheet.cells[i - 1][j]
                for i, t in zip(self._sheet.body, texts)
            )
            if len(set(texts)) > best and goes_on < 0.3 * len(texts):
                leaf, best = j, 1.5 * len(set(texts))
        return leaf

    def _are_places(self) -> bool:
        texts = [t for t in self._sheet.column(self._leaf) if t]
        named = sum(bool(self._labels.place(t)[0] or self._shapes["own level"].match(t)) for t in texts)
        return len(texts) >= 2 and named >= 0.5 * len(texts)

    def _learn(self) -> None:
        for text in set(self._sheet.column(self._leaf)) if self.of_places else ():
            if self._shapes["place like"].search(text) and not self._shapes["total"].match(text) and not self._level_known(text):
                self._labels.learn(self._labels.without(text, "ordinal", "sub row"))

    def _level_known(self, text: str) -> bool:
        return bool(self._labels.place(text)[0] or self._shapes["own level"].match(text) or self._shapes["whole area"].match(text))

    def _walk(self) -> None:
        groups: dict[int, tuple[str, str]] = {}
        for i in self._sheet.body:
            leaf, at = self._own(i)
            if not leaf:
                continue
            self._group(i, groups)
            texts = self._sheet.texts[i]
            outer = tuple(p for j in self._names if j < at and (p := groups.get(j, ("", ""))[1]))
            beside = tuple(self._printed(i, j) for j in self._names if j > at and texts[j] != texts[at] and self._says(texts[j]))
            own = self._printed(i, at)
            under = self.outline.add(self._row(i, at, leaf, own)) if at == self._leaf else ()
            self.paths[i] = tuple(dict.fromkeys((*outer, *under))) + beside + (own,)

    def _says(self, text: str) -> bool:
        """Whether a cell is more than blank or a dash."""
        return bool(text) and not self._shapes["no number"].match(text)

    def _own(self, i: int) -> tuple[str, int]:
        """The row's own label and its column: that of the leaf, else the innermost one that it has."""
        texts = self._sheet.texts[i]
        for j in (self._leaf, *reversed(self._names)):
            if texts and j in self._names and texts[j]:
                return texts[j], j
        return "", 0

    def _group(self, i: int, groups: dict[int, tuple[str, str]]) -> None:
        """Group labels in force: a blank one goes on with that above, a total or a label over the whole stub ends it."""
        for n, j in enumerate(self._names):
            if j >= self._leaf:
                break
            text = self._sheet.texts[i][j]
            if not self._says(text):
                continue
            ends = self._shapes["total"].match(text) or self._sheet.spans(i, j, self._leaf) or not self._sheet.texts[i][self._leaf]
            for k in self._names[n + bool(not ends) :]:
                groups.pop(k, None)
            if not ends:
                groups[j] = (text, self._printed(i, j))

    def _printed(self, i: int, j: int) -> str:
        cell = self._sheet.cells[i][j]
        return cell.text if cell else ""

    def _row(self, i: int, j: int, label: str, printed: str) -> Row:
        empty = not any(self._sheet.is_number(self._sheet.texts[i][k]) for k in self._values)
        band = empty and self._sheet.width > 2 and self._sheet.spans(i, 0, self._sheet.width - 1)
        group = empty and (band or bool(self._shapes["group row"].search(label)))
        return Row(
            printed,
            0 if self.of_places else self._depths[i],
            self._level(label) if self.of_places else self._mark(label),
            self._code(i, label),
            bool(self._shapes["sub row"].match(label)),
            group,
            band and not self._mark(label) and not self._shapes["group row"].search(label),
            bool(self._shapes["total"].match(label)) and not (self.of_places and self._level(label)),
        )

    def _mark(self, label: str) -> int:
        return next((n for n in _MARKS if self._shapes[f"rank {n}"].match(label)), 0)

    def _level(self, label: str) -> int:
        if self._shapes["own level"].match(label):
            return _OWN_LEVEL
        place, rest = self._labels.place(label)
        if not place:
            return 0
        level = _LEVELS.get(self._places.level(place), _OWN_LEVEL)
        return level + 1 if rest and level else level

    def _code(self, i: int, label: str) -> str:
        m = self._shapes["code in label"].match(label)
        if m:
            return str(m[1])
        texts = (self._sheet.texts[i][j] for j in self._codes)
        return next((t for t in texts if t.isdigit() and len(t) <= 9), "")

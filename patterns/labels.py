"""What the label of a row or column says of its cells: name, unit, place, period, measure, base. Its shapes are data (labels.csv)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from patterns.lexicon import Lexicon
from patterns.model import Quantity
from patterns.quantities import Reader
from patterns.regions import Gazetteer

TIME_UNITS = ("年", "月", "日", "周")
YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
LAST_YEAR = "-1"  # a period told from the table's own: 上年, 上期
_MEASURES = ("change", "growth", "share", "rank")  # the first that a label speaks of


@dataclass(frozen=True, slots=True)
class Axis:
    """What labels say of their cells; blank where they say nothing. `names` are theirs, outermost first; `period` may be LAST_YEAR."""

    names: tuple[str, ...] = ()
    unit: str = ""
    area: str = ""
    period: str = ""
    measure: str = ""
    base: str = ""

    @property
    def name(self) -> str:
        """The innermost name."""
        return self.names[-1] if self.names else ""

    def within(self, outer: Axis) -> Axis:
        """What both say, the inner one first."""
        return Axis(
            outer.names + self.names,
            self.unit or outer.unit,
            self.area or outer.area,
            self.period or outer.period,
            self.measure or outer.measure,
            self.base or outer.base,
        )


class Labels:
    """Reads labels of one report; each label once."""

    def __init__(self, lexicon: Lexicon, reader: Reader, places: Gazetteer) -> None:
        self._lexicon, self._reader, self._places = lexicon, reader, places
        self.shapes = lexicon.labels
        self._units: dict[str, bool] = {}
        self._axes: dict[str, Axis] = {}
        self._learned: set[str] = set()

    def folded(self, label: str) -> str:
        """A printed label, folded."""
        return self._lexicon.fold(label).text

    def is_unit(self, text: str) -> bool:
        """Whether the table of units knows it, with or without a multiplier."""
        if text not in self._units:
            self._units[text] = bool(text) and len(text) <= 10 and self._reader.is_unit(text)
        return self._units[text]

    def quantity(self, text: str) -> Quantity | None:
        """The one quantity that fills a text."""
        whole = self._reader.amount(text)
        if whole:
            return whole if whole.unit else None
        found = self._reader(f"为{text}").quantities
        return (
            found[0]
            if len(found) == 1 and found[0].start == 1 and found[0].end == len(text) + 1 and found[0].unit and found[0].known_unit
            else None
        )

    def without(self, text: str, *names: str) -> str:
        """A text without what these shapes match."""
        for name in names:
            text = self.shapes[name].sub("", text)
        return text

    def split_unit(self, text: str) -> tuple[str, str]:
        """(label, unit): 电话用户总数（万户） -> 电话用户总数, 万户; the （款） of 其他支出（款） is a level."""
        m = None if self.shapes["level"].search(text) else self.shapes["unit in label"].search(text)
        if m and (self.is_unit(m[1]) or m[1] in TIME_UNITS):
            return text[: m.start()], m[1]
        if self.shapes["per cent"].search(text[-1:]):
            return text[:-1], text[-1]
        return text, ""

    def axis(self, labels: Sequence[str]) -> Axis:
        """What the printed labels of a row or column say, from the outermost to the innermost."""
        axis = Axis()
        for label in labels:
            if label not in self._axes:
                self._axes[label] = self._read(self.folded(label))
            axis = self._axes[label].within(axis)
        return axis

    def place(self, label: str) -> tuple[str, str]:
        """(place, what follows it) of a folded label that names a place and at most its level or a total: 长春市本级 -> 长春市, 本级."""
        text = self.without(label, "ordinal", "sub row")
        if text in self._learned:
            return text, ""
        places, rest = self._places.lead(text)
        if places and self.shapes["area word"].match(rest):
            return places[0], self.without(rest, "area total")
        return "", ""

    def learn(self, place: str) -> None:
        """A folded label that stands among places and ends as they do (高新区) is one, though no table knows it."""
        self._learned.add(place)
        self._axes.clear()

    def _read(self, label: str) -> Axis:
        if self.is_unit(label):
            return Axis(unit=label)
        said = self.shapes["unit line"].search(label) if self.shapes["unit line said"].match(label) else None
        if said:
            return Axis(unit=said[1] if self.is_unit(said[1]) else "")
        area, level = self.place(label)
        if area:
            return Axis((level,) if level else (), area="" if self._places.is_own(area) else area)
        text, unit = self.split_unit(self.without(label, "ordinal", "sub row", "sign row", "ordinal"))
        if self.shapes["named thing"].match(text):  # a year in the name of a project is no period
            return Axis((text,), unit)
        axis, name = self._said(Axis(unit=unit), text)
        return axis if not name or self.shapes["generic"].match(name) else replace(axis, names=(name,))

    def _said(self, axis: Axis, text: str) -> tuple[Axis, str]:
        """Takes measure and period out of one label; what is left is the name."""
        index = self.shapes["index"].search(text)
        if index:  # an index is a level; the period that it sets to 100 is its base
            axis, text = replace(axis, measure="level", base=index[1]), self.without(text, "index")
        done = self.shapes["done"].search(text)
        if done:
            return replace(axis, base=done[1] or done[2], unit=axis.unit or "%"), ""
        axis, text = self._measured(axis, text)
        if self.shapes["last year"].match(text):
            axis = replace(axis, period=axis.period or LAST_YEAR)
        opening = "年初" if self.shapes["opening day"].search(text) else ""
        text = opening + self.without(text, "year word", "last year", "this year").strip("/、%±-")
        text = text.strip("()（）") if text.count("（") != text.count("）") or not text.strip("()（）") else text
        return axis, self.without(text, "whole area")

    def _measured(self, axis: Axis, text: str) -> tuple[Axis, str]:
        """Takes the measure and its words out of a label, and the year that it names."""
        measure = next((m for m in _MEASURES if self.shapes[m].search(text)), "")
        compares = measure in ("growth", "change")
        years = YEAR.findall(self.without(text, "compared") if compares else text)
        axis = replace(axis, period=years[0] if years else "", measure=measure or axis.measure)
        if measure == "share":
            base = self.shapes["share base"].search(text)
            return replace(axis, base=base[1] if base else axis.base), self.without(text, "share words")
        if compares:
            target = self.shapes["compared with"].search(text)
            text = self.without(text, "compared", "growth", "change")
            return replace(axis, base=target[1] if target else axis.base), "" if "比" in text else text
        return axis, text

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
_MEASURES = ("change", "growth", "share", "rank")  # the first that a label speaks of


@dataclass(frozen=True, slots=True)
class Axis:
    """What the label of a row or column says of its cells; blank where it says nothing."""

    name: str = ""
    unit: str = ""
    area: str = ""
    period: str = ""
    measure: str = ""
    base: str = ""
    path: str = ""
    is_value: bool = True


class Labels:
    """Reads labels of one report."""

    def __init__(self, lexicon: Lexicon, reader: Reader, places: Gazetteer) -> None:
        self._reader, self._places = reader, places
        self.shapes = lexicon.labels
        self._units: dict[str, bool] = {}

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
        return found[0] if len(found) == 1 and found[0].end == len(text) + 1 and found[0].unit and found[0].known_unit else None

    def without(self, text: str, *names: str) -> str:
        """A text without what these shapes match."""
        for name in names:
            text = self.shapes[name].sub("", text)
        return text

    def split_unit(self, text: str) -> tuple[str, str]:
        """(label, unit): 电话用户总数（万户） -> 电话用户总数, 万户."""
        m = self.shapes["unit in label"].search(text)
        if m and (self.is_unit(m[1]) or m[1] in TIME_UNITS):
            return text[: m.start()], m[1]
        if self.shapes["per cent"].search(text[-1:]):
            return text[:-1], text[-1]
        return text, ""

    def axis(self, parts: Sequence[str]) -> Axis:
        """What the labels of a row or column say, from the outermost to the innermost."""
        axis = Axis(path=" / ".join(parts))
        names: list[str] = []
        for part in parts:
            if self.is_unit(part):
                axis = replace(axis, unit=part)
                continue
            text, unit = self.split_unit(self.without(part, "ordinal", "sub row", "ordinal"))
            axis = replace(axis, unit=unit or axis.unit, is_value=axis.is_value and not self.shapes["no value"].search(text))
            axis, name = self._say(axis, text)
            if name and not self.shapes["generic"].match(name):
                names.append(name)
        return replace(axis, name=self._joined(names))

    def _say(self, axis: Axis, text: str) -> tuple[Axis, str]:
        """Takes measure, period and place out of one label; what is left is the name."""
        index = self.shapes["index"].search(text)
        if index:  # an index is a level; the period that it sets to 100 is its base
            axis, text = replace(axis, measure="level", base=index[1]), self.without(text, "index")
        done = self.shapes["done"].search(text)
        if done:
            return replace(axis, base=done[1], unit=axis.unit or "%"), ""
        axis, text = self._measured(axis, text)
        text = self.without(text, "year word").strip("/、%±末")
        text = text.strip("()（）") if text.count("（") != text.count("）") or not text.strip("()（）") else text
        places, rest = self._places.lead(text)
        if places and self.shapes["area word"].match(rest):
            return replace(axis, area="" if self._places.is_own(places[0]) else places[0]), ""
        return axis, self.without(text, "whole area")

    def _measured(self, axis: Axis, text: str) -> tuple[Axis, str]:
        """Takes the measure and its words out of a label, and the year that it names."""
        measure = next((m for m in _MEASURES if self.shapes[m].search(text)), "")
        compares = measure in ("growth", "change")
        years = YEAR.findall(self.without(text, "compared") if compares else text)
        axis = replace(axis, period=years[0] if years else axis.period, measure=measure or axis.measure)
        if measure == "share":
            base = self.shapes["share base"].search(text)
            return replace(axis, base=base[1] if base else axis.base), self.without(text, "share words")
        if compares:
            text = self.without(text, "compared", "growth", "change")
            return axis, "" if "比" in text else text
        return axis, text

    def _joined(self, names: Sequence[str]) -> str:
        """The innermost label; with the one around it where it is too short to stand alone."""
        if not names:
            return ""
        if len(names) > 1 and names[-1] != names[-2] and (len(names[-1]) <= 3 or self.shapes["sub row"].match(names[-1])):
            return names[-2] + names[-1]
        return names[-1]

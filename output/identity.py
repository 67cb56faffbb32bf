"""What a figure is, apart from its value and its year: the key by which two editions are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from output.axes import Axes, Values
from output.names import normal
from patterns.model import Figure

_YEAR = re.compile(r"(?:19|20)\d\d(?=年|$|[-—~至/])")
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[.、](?!\d)|其中[:：]|#)+")
_SERIAL = re.compile(r"[\d.\-—]+|[一二三四五六七八九十]+、|续表?")
_DETAIL = ("role", "stage")  # what a later edition may say otherwise of the year before


@dataclass(frozen=True, slots=True)
class Identity:
    """`title`, `row`, `col` are folded labels (a sentence's name is its row), `frame` what must agree whatever the labels say.

    `period` is relative to the edition: +0, -1, -4/+0; `offset` its (last) year less the edition's; `values` the row's on the axes.
    """

    title: str
    row: tuple[str, ...]
    col: tuple[str, ...]
    frame: tuple[str, ...]
    period: str
    offset: int
    values: Values


@lru_cache(maxsize=100_000)
def _folded(label: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", label))


@lru_cache(maxsize=100_000)
def label_core(label: str, edition: int) -> str:
    """A label without its ordinal, its years told from the edition: 一、2023年末余额 is +0年末余额 in 2023."""
    text = _YEAR.sub(lambda m: f"{int(m[0]) - edition:+d}", _folded(label))
    text = _ORDINAL.sub("", text)
    return normal(text) or text


@lru_cache(maxsize=10_000)
def title_core(title: str) -> str:
    """A title without years, numbers and 续."""
    return normal(_SERIAL.sub("", _folded(title)).replace("年度", "").replace("年", ""))


def offset_of(period: str, edition: str) -> int:
    """The (last) year of a period less the edition's; 0 where either is none."""
    year = period[-4:] if "/" in period else period[:4]
    return int(year) - int(edition) if year.isdigit() and edition.isdigit() else 0


def _relative(period: str, edition: int) -> str:
    return "/".join(f"{int(part[:4]) - edition:+d}{part[4:]}" if part[:4].isdigit() else part for part in period.split("/"))


class Namer:
    """Tells what the figures of one edition are."""

    def __init__(self, edition: str, kinds: Mapping[str, str], axes: Axes) -> None:
        self.edition = edition
        self.year = int(edition) if edition.isdigit() else 0
        self.kinds, self.axes = kinds, axes

    def of(self, f: Figure) -> Identity:
        table = f.source == "table"
        labels = f.row_path if f.row_path and f.col_path else (*f.row_path, f.indicator)  # without heads, the name tells the column
        row = tuple(label_core(x, self.year) for x in labels) if table else (normal(f.indicator),)
        col = tuple(c for x in f.col_path if (c := label_core(x, self.year))) if table else ()
        values = self._of_cell(f) if table else self._of_sentence(f)
        return Identity(title_core(f.caption), row, col, self._frame(f), _relative(f.time_period, self.year), offset_of(f.time_period, self.edition), values)  # fmt: skip

    def _of_cell(self, f: Figure) -> Values:
        """What the labels say, innermost first, then the title."""
        labels = (*reversed(f.col_path), *reversed(f.row_path)) if f.row_path or f.col_path else (f.indicator,)
        return self._scoped(self.axes.of(tuple(map(_folded, labels)), _folded(f.caption)), f)

    def _of_sentence(self, f: Figure) -> Values:
        return self._scoped(self.axes.of((_folded(f.indicator),)), f)

    def _scoped(self, values: Values, f: Figure) -> Values:
        """Of whose accounts a figure speaks, its name and the headings above it say where nothing nearer does."""
        headed = self.axes.of(tuple(map(_folded, (f.indicator, *reversed(f.section)))))
        return tuple(x or y if axis == "scope" else x for axis, x, y in zip(self.axes.names, values, headed))

    def _frame(self, f: Figure) -> tuple[str, ...]:
        kind = self.kinds.get(f.unit_measure, f.unit_measure)
        base = normal(f.base) if f.source == "prose" and f.measure in ("share", "growth") else ""
        return f.source, f.ref_area, f.measure, kind, f.unit_measure if kind == "count" else "", base

    def lasting(self, f: Figure) -> tuple[object, ...]:
        """What a figure is in any edition: its year as printed; how sure its value was (快报, 决算) is left out."""
        detail = self.axes.without
        name = tuple(normal(_YEAR.sub("", detail(_ORDINAL.sub("", _folded(x)), *_DETAIL))) for x in (f.row_path or (f.indicator,)))
        col = tuple(c for x in f.col_path if (c := normal(_YEAR.sub("", detail(_folded(x), *_DETAIL)).replace("年", ""))))
        role = self.axes.value("role", self.of(f).values)
        return title_core(f.caption), name, col, role, self._frame(f), f.time_period

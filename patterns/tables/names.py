"""Indicators made of paths: the innermost labels where they tell a row from all others, with as much of what is around as it takes.

How much a label takes is settled for the whole report: it is spelled the same wherever it stands, and so next year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from patterns.labels import Labels
from patterns.lexicon import Lexicon
from patterns.model import Figure
from patterns.tables.titles import TableTitles, Title

_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Parts:
    """What a name is made of, outermost first; `raw` tells two rows apart whose labels clean to the same names."""

    rows: tuple[str, ...]
    cols: tuple[str, ...]
    title: Title
    raw: tuple[str, ...]


class Names:
    """Names of table figures of one report."""

    def __init__(self, lexicon: Lexicon, labels: Labels, titles: TableTitles) -> None:
        self._labels, self._shapes, self._titles = labels, labels.shapes, titles
        self._heads = tuple(lexicon.cues["head"])
        self._bare = frozenset(lexicon.cues["bare_head"])
        self._roles = tuple(lexicon.cues["column_role"])

    def parts(self, f: Figure) -> Parts:
        """What the paths and the title of a figure say of its name."""
        title = self._titles.read(f.caption)
        return Parts(self._labels.axis(f.row_path).names, self._labels.axis(f.col_path).names, title, (*f.row_path, *f.col_path))

    def distinct(self, figures: Sequence[Figure]) -> list[Figure]:
        """The figures, those of tables renamed until two of different value that differ in their paths or titles differ in their key."""
        table = [(n, f, self.parts(f)) for n, f in enumerate(figures) if f.source == "table"]
        needs = _Needs()
        names: dict[int, str] = {}
        for _ in range(_ROUNDS):
            groups: dict[Hashable, list[tuple[Figure, Parts]]] = defaultdict(list)
            for n, f, parts in table:
                names[n] = self.name(parts, needs)
                groups[names[n], f.ref_area, f.time_period, f.measure, f.base, f.unit_measure].append((f, parts))
            if not [
                None for group in groups.values() if len(group) > 1 and _several(f for f, _ in group) and needs.more([p for _, p in group])
            ]:
                break
        return [replace(f, indicator=names[n]) if n in names else f for n, f in enumerate(figures)]

    def name(self, parts: Parts, needs: _Needs | None = None) -> str:
        """The indicator of one row, with what `needs` says that its labels take."""
        needs = needs or _Needs()
        row = self._row(parts, needs.rows.get(parts.rows[-1:], 1))
        col = self._col(parts, needs.cols.get(parts.cols[-1:], 1))
        name = self._joined(row, col) or parts.title.subject
        alone = not parts.rows[:-1] and bool(self._shapes["weak"].match(row or name))
        if needs.leaves(parts) in needs.titled or alone:
            name = _after(parts.title.subject, name)
        return name if not parts.title.scope or parts.title.scope in name else parts.title.scope + name

    def _row(self, parts: Parts, depth: int) -> str:
        names = parts.rows[-depth:]
        if depth == 1 and len(parts.rows) > 1 and self._shapes["weak"].match(names[-1]):
            names = parts.rows[-2:]
        return self._chain(names)

    def _chain(self, names: Iterable[str]) -> str:
        text = ""
        for name in names:
            glued = not text or len(name) <= 3 or self._shapes["bare total"].match(name)
            text = text + name if glued else f"{text}·{name}"
        return text

    def _col(self, parts: Parts, depth: int) -> str:
        """A column's name: its innermost label, with the one around it where it is short, and with the role that an outer one gives it."""
        if not parts.cols:
            return ""
        names = parts.cols[-depth:]
        if depth == 1 and len(parts.cols) > 1 and (len(names[-1]) <= 3 or self._shapes["weak"].match(names[-1])):
            names = parts.cols[-2:]
        text = self._chain(names)
        roles = [r for name in parts.cols[: -len(names)] for r in self._roles if r in name and r not in text]
        return text + "".join(dict.fromkeys(roles))

    def _joined(self, row: str, col: str) -> str:
        if not row or not col or row.endswith(col):
            return row or col
        glued = (
            bool(self._shapes["own level"].match(row))
            or col.endswith(self._heads)
            and len(col) <= 8
            or col in self._bare
            or self._shapes["bare total"].match(col)
        )
        return row + col if glued else f"{row}（{col}）"


def _after(subject: str, name: str) -> str:
    return name if not subject or subject in name else subject + name if len(name) <= 3 else f"{subject}·{name}"


class _Needs:
    """How many levels of its path each label takes, and which labels take the title."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, ...], int] = {}
        self.cols: dict[tuple[str, ...], int] = {}
        self.titled: set[Hashable] = set()

    @staticmethod
    def leaves(parts: Parts) -> Hashable:
        """The innermost labels of row and column."""
        return parts.rows[-1:], parts.cols[-1:]

    def more(self, group: Sequence[Parts]) -> bool:
        """Lets what a group of rows of one key differ in enter their names; False where it already does, or nothing does."""
        return self._deeper(self.rows, [p.rows for p in group]) | self._deeper(self.cols, [p.cols for p in group]) or self._entitle(group)

    @staticmethod
    def _deeper(depths: dict[tuple[str, ...], int], paths: Sequence[tuple[str, ...]]) -> bool:
        distinct = set(paths)
        changed = False
        for leaf in {p[-1:] for p in distinct}:
            own = [p for p in distinct if p[-1:] == leaf]
            if len(own) < 2:
                continue
            depth = depths.get(leaf, 1)
            longest = max(map(len, own))
            while depth < longest and len({p[-depth:] for p in own}) < len(own):
                depth += 1
            if depth > depths.get(leaf, 1):
                depths[leaf] = depth
                changed = True
        return changed

    def _entitle(self, group: Sequence[Parts]) -> bool:
        if len({p.title.subject or p.title.text for p in group}) < 2:
            return False
        leaves = {self.leaves(p) for p in group} - self.titled
        self.titled |= leaves
        return bool(leaves)


def _several(figures: Iterable[Figure]) -> bool:
    """Whether no one value fits all within the rounding of their print."""
    spans = [_span(f) for f in figures]
    return max(low for low, _ in spans) > min(high for _, high in spans)


def _span(f: Figure) -> tuple[Decimal, Decimal]:
    step = Decimal(1).scaleb(int(f.value.as_tuple().exponent)) / 2
    half = abs(f.obs_value / f.value * step) if f.value else step
    return f.obs_value - half, f.obs_value + half

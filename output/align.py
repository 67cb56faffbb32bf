"""Pairs the indicators of two editions by what they are: key first, then last year's value in print, then names. One to one.

Nothing pairs across place, measure, unit kind, or an axis that both sides name (scope, column role, …): values never decide who belongs
together, but a value of the year before that the later edition prints again proves it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from output.axes import Axes
from output.carried import proven, rows_of, telling
from output.growths import fits
from output.indicators import Indicator
from output.kin import kin
from output.likely import likely
from output.names import likeness, normal
from patterns.model import Figure

_TITLE = 0.5
_SOMEWHAT = 0.25  # likeness of names that a growth proves to be one


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """An indicator of the earlier edition and what it is in the later one; `proof` is what says so."""

    before: Indicator
    after: Indicator
    score: float
    proof: str
    status: str = "claimed"


@dataclass(frozen=True, slots=True)
class ByHand:
    """A row of the user's aliases.csv: two names that are one thing (or not), of any place and path where those are blank."""

    before: str
    after: str
    same: bool
    ref_area: str = ""
    path: str = ""

    def speaks_of(self, a: Figure, b: Figure) -> bool:
        """Whether the row names these two."""
        area = not self.ref_area or self.ref_area in (a.ref_area, b.ref_area)
        path = not self.path or self.path in (" / ".join(a.row_path), " / ".join(b.row_path))
        return area and path and (a.indicator, b.indicator) == (self.before, self.after)


Key = Callable[[Indicator], Hashable]
Fits = Callable[[Indicator, Indicator], bool]


class Alignment:
    """Pairs found so far and what is left of both editions."""

    def __init__(self, before: Sequence[Indicator], after: Sequence[Indicator], by_hand: Sequence[ByHand], axes: Axes) -> None:
        self.before, self.after, self.axes = list(before), list(after), axes
        self.by_hand = by_hand
        self.pairs: list[Pair] = []

    def add(self, found: Iterable[Pair]) -> None:
        """Keeps pairs of what is still free, unless the user forbade them."""
        free = {id(i) for i in (*self.before, *self.after)}
        for pair in found:
            if {id(pair.before), id(pair.after)} <= free and not self._forbidden(pair):
                free -= {id(pair.before), id(pair.after)}
                self.pairs.append(pair)
        self.before = [i for i in self.before if id(i) in free]
        self.after = [i for i in self.after if id(i) in free]

    def _forbidden(self, pair: Pair) -> bool:
        return any(not row.same and row.speaks_of(pair.before.figure, pair.after.figure) for row in self.by_hand)

    def named_by_hand(self) -> None:
        """What the user says is one thing."""
        for row in self.by_hand:
            if row.same:
                sides = [
                    [i for i in self.before if i.figure.indicator == row.before],
                    [i for i in self.after if i.figure.indicator == row.after],
                ]
                named = [(a, b) for a in sides[0] for b in sides[1] if row.speaks_of(a.figure, b.figure) and _comparable(a, b)]
                self.add(Pair(a, b, 1.0, "by_hand") for a, b in named)

    def by_key(self, key: Key, score: float, fits: Fits | None = None, in_order: bool = False) -> None:
        """What a key names once on either side; `in_order` also what it names equally often, as it stands."""
        sides: dict[Hashable, tuple[list[Indicator], list[Indicator]]] = defaultdict(lambda: ([], []))
        for side, group in enumerate((self.before, self.after)):
            for one in group:
                sides[key(one)][side].append(one)
        alike = [(a, b) for a, b in sides.values() if len(a) == len(b) and (in_order or len(a) == 1)]
        self.add(Pair(x, y, score, "key") for a, b in alike for x, y in zip(a, b) if (not fits or fits(x, y)) and not self.clash(x, y))

    def in_kin(self) -> None:
        """Rows of tables that are one under another title."""
        numbers = kin(self.before, self.after, self.clash)
        table: dict[int, object] = {}
        for side, group in enumerate((self.before, self.after)):
            table |= {id(i): numbers[side].get(i.figure.table_id, id(i)) for i in group}
        for rest, only in ((_path, None), (_two, None), (_leaf_below, None), (_leaf, _nested), (_path_of_any_year, _other_years)):
            self.by_key(lambda i, rest=rest: (table[id(i)], rest(i)), 0.9, only)  # type: ignore[misc]

    def by_growth(self, said: Mapping[str, Sequence[Figure]]) -> None:
        """Sentences under names somewhat alike, where the growth that is stated leads from the one value to the other and to no other."""
        blocks: dict[Hashable, list[Indicator]] = defaultdict(list)
        for a in self.before:
            if not a.figure.table_id and telling(a.figure.value):
                blocks[_frame(a)].append(a)
        found: dict[int, list[Pair]] = defaultdict(list)
        for b in self.after:
            growths = [g for f in b.mentions for g in said.get(f.figure_id, ()) if not b.figure.table_id and telling(g.value, 2)]
            fitting = [a for a in blocks[_frame(b)] if growths and fits(a.figure, b.figure, growths[0]) and not self.clash(a, b)]
            named = [a for a in fitting if likeness(a.figure.indicator, b.figure.indicator) >= _SOMEWHAT]
            if len(named) == 1:
                found[id(named[0])].append(Pair(named[0], b, 0.8, "stated_growth"))
        self.add(rivals[0] for rivals in found.values() if len(rivals) == 1)

    def clash(self, a: Indicator, b: Indicator) -> bool:
        """Whether the two differ on an axis."""
        return self.axes.clash(a.identity.values, b.identity.values)


def pairs(
    before: Sequence[Indicator],
    after: Sequence[Indicator],
    by_hand: Sequence[ByHand],
    axes: Axes,
    said: Mapping[str, Sequence[Figure]],
) -> list[Pair]:
    """All pairs of two editions; what is in none is new or dropped."""
    found = Alignment(before, after, by_hand, axes)
    found.named_by_hand()
    for key in (_key_below, _key):
        found.by_key(partial(_with_values, key), 1.0)
        found.by_key(key, 1.0)
    found.by_key(partial(_with_values, _key), 0.95, in_order=True)
    found.by_key(_key_without_title, 0.95, _titles_alike)
    found.by_key(_key_of_a_year, 0.95)
    found.by_key(_key_of_two, 0.95)
    found.by_key(_key_of_leaf, 0.9, _nested)
    found.by_key(_key_of_any_year, 0.9, _other_years)
    found.in_kin()
    found.add(Pair(a, b, 0.9, "prior_value") for a, b in proven(found.before, found.after, rows_of(after), axes))
    found.by_growth(said)
    found.add(Pair(one.before, one.after, one.score, "name", one.status) for one in likely(found.before, found.after, found.clash))
    return found.pairs


def _comparable(a: Indicator, b: Indicator) -> bool:
    return a.identity.frame[1:] == b.identity.frame[1:] and a.identity.offset == b.identity.offset


def _rest(i: Indicator) -> Hashable:
    one = i.identity
    return one.col, one.frame, one.period, i.figure.unit_measure


def _path(i: Indicator) -> Hashable:
    return i.identity.row, _rest(i), _nameless(i)


def _two(i: Indicator) -> Hashable:
    """A label with its parent, where the parents above have other names."""
    return i.identity.row[-2:], len(i.identity.row) > 1 or id(i), _rest(i)


def _leaf(i: Indicator) -> Hashable:
    return i.identity.row[-1], _rest(i), _nameless(i)


def _nameless(i: Indicator) -> int:
    """What has no name is nothing but itself."""
    return 0 if any(i.identity.row) else id(i)


def _leaf_below(i: Indicator) -> Hashable:
    return i.above, _leaf(i)


def _key(i: Indicator) -> Hashable:
    return i.identity.title, _path(i)


def _with_values(key: Key, i: Indicator) -> Hashable:
    """A key, apart for each scope, role, … even where a title does not say it."""
    return key(i), i.identity.values


def _key_below(i: Indicator) -> Hashable:
    return i.above, _key(i)


def _key_without_title(i: Indicator) -> Hashable:
    """The same row under another title of the same scope."""
    return i.identity.values, _path(i)


def _key_of_a_year(i: Indicator) -> Hashable:
    """The same row of the same year, as both editions print it: what was planned then and is reported now."""
    one = i.identity
    return one.title, normal(i.figure.indicator), one.frame, i.figure.time_period, i.figure.unit_measure, _nameless(i)


def _key_of_two(i: Indicator) -> Hashable:
    return i.identity.title, i.identity.values, _two(i)


def _key_of_leaf(i: Indicator) -> Hashable:
    """The innermost label, where one edition prints (or tells) fewer of its parents."""
    return i.identity.title, _leaf(i)


def _path_of_any_year(i: Indicator) -> Hashable:
    """A row whose table bears the wrong year in one edition."""
    return i.identity.row, i.identity.col, i.identity.frame, i.figure.unit_measure, _nameless(i)


def _key_of_any_year(i: Indicator) -> Hashable:
    return i.identity.title, i.identity.values, _path_of_any_year(i)


def _other_years(a: Indicator, b: Indicator) -> bool:
    return bool(a.figure.table_id) and a.figure.time_period != b.figure.time_period


def _titles_alike(a: Indicator, b: Indicator) -> bool:
    return likeness(a.identity.title, b.identity.title) >= _TITLE


def _nested(a: Indicator, b: Indicator) -> bool:
    """Whether one path ends the other, or both stand below the same row where one has no parent."""
    short, long = sorted((a.identity.row, b.identity.row), key=len)
    return long[-len(short) :] == short or len(short) == 1 and bool(a.above) and a.above == b.above


def _frame(i: Indicator) -> Hashable:
    return i.identity.frame[:5], i.identity.offset

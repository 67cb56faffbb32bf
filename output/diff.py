"""Two editions to changes, mentions and findings: data; rendering comes after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from output.align import ByHand, Pair, pairs
from output.axes import Axes
from output.carried import Carried, carried
from output.disagreements import disagreements
from output.growths import stated_growths
from output.identity import Namer
from output.indicators import Indicator, indicators
from output.judge import Judge, moved
from output.likely import likely
from patterns.model import Change, Figure, Finding

_CANDIDATE = 0.45  # likeness of names that is worth a look when asked for


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition to compare: its year and figures."""

    year: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the lexicon and the user know: kind of each unit, scope words, axes ({axis: {phrase: value}}), pairs by hand."""

    kinds: Mapping[str, str]
    scopes: tuple[str, ...] = ()
    axes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    by_hand: tuple[ByHand, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure that tells again what another one told: `side` and `of_side` are before or after."""

    side: str
    figure: Figure
    of_side: str
    of: Figure


@dataclass(frozen=True, slots=True)
class Diff:
    """What changed between two editions, what is told again in them, and what is wrong between them.

    Each figure of both editions stands in exactly one row of changes (a side of a pair, new, dropped) or of mentions; a `revised` row alone
    may refer to a figure a second time. `sizes` counts the figures of both; `candidates` are likelier than nothing, and in no file.
    """

    before: str
    after: str
    changes: tuple[Change, ...]
    mentions: tuple[Mention, ...]
    findings: tuple[Finding, ...]
    sizes: tuple[int, int] = (0, 0)
    candidates: tuple[Change, ...] = ()


def compare(before: Edition, after: Edition, knowledge: Knowledge, with_candidates: bool = False) -> Diff:
    """Aligns two editions. Rows: every pair, then what was revised, the new, the dropped."""
    axes = Axes(knowledge.axes)
    a, b = (indicators(e.figures, e.year, knowledge.kinds, axes) for e in (before, after))
    again = carried(a, b, (Namer(before.year, knowledge.kinds, axes), Namer(after.year, knowledge.kinds, axes)))
    # an edition printed anew did not grow since
    said = (
        stated_growths(after.figures, after.year, lambda f: axes.all_named("role", " ".join(f.col_path) or f.indicator))
        if after.year != before.year
        else {}
    )
    found = pairs(a, b, knowledge.by_hand, axes, said)
    paired = {id(i) for p in found for i in (p.before, p.after)}
    for c in again:  # what the later edition prints of the year before only, and of no year since
        if not {id(c.before), id(c.after)} & paired:
            found.append(Pair(c.before, c.after, 1.0, "prior_value"))
            paired |= {id(c.before), id(c.after)}
    together = {(id(p.before), id(p.after)) for p in found}
    again = [c for c in again if (id(c.before), id(c.after)) not in together]
    judge = Judge(said, (a, b), again, knowledge.scopes, axes)
    changes = [judge.change(p) for p in sorted(found, key=lambda p: (p.after.order, p.before.order))]
    changes += [_revised(c) for c in again if not c.agrees]
    owned = paired | {id(c.after) for c in again}
    new, dropped = [i for i in b if id(i) not in owned], [i for i in a if id(i) not in paired]
    changes += [Change("new", "claimed", None, i.figure) for i in new]
    changes += [Change("dropped", "claimed", i.figure, None) for i in dropped]
    unlikely = likely(dropped, new, lambda x, y: axes.clash(x.identity.values, y.identity.values), _CANDIDATE) if with_candidates else []
    return Diff(
        before.year,
        after.year,
        tuple(changes),
        tuple(_mentions(a, b, again, changes)),
        tuple(disagreements(changes, again, axes)),
        (len(before.figures), len(after.figures)),
        tuple(judge.change(Pair(c.before, c.after, c.score, "name", "candidate")) for c in unlikely),
    )


def _revised(c: Carried) -> Change:
    a, b = c.before.figure, c.after.figure
    return Change("revised", "claimed", a, b, *moved(a, b), score=1.0, proof="key")


def _mentions(a: Sequence[Indicator], b: Sequence[Indicator], again: Sequence[Carried], changes: Sequence[Change]) -> Iterator[Mention]:
    """Every further mention of an indicator, then what the later edition tells again of the earlier one's year."""
    shown = {f.figure_id for c in changes for f in (c.before,) if f}, {f.figure_id for c in changes for f in (c.after,) if f}
    first: dict[int, Figure] = {}
    for side, group, ids in (("before", a, shown[0]), ("after", b, shown[1])):
        for i in group:
            first[id(i)] = next((f for f in i.mentions if f.figure_id in ids), i.figure)
            yield from (Mention(side, f, side, first[id(i)]) for f in i.mentions if f is not first[id(i)])
    for c in again:
        if c.agrees and first[id(c.after)].figure_id not in shown[1]:
            yield Mention("after", first[id(c.after)], "before", first[id(c.before)])

"""Pairs the indicators of two editions by meaning, one to one, never across unit kinds."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from output.intervals import interval
from output.names import bigrams, likeness, normal, unlike
from patterns.model import Figure

CLAIM = 0.70  # pairs from here on are claimed
CLAIM_ROW = 0.85  # table rows under another name
PROPOSE = 0.52  # from here on proposed
_CANDIDATES = 12
_COMMON = 400  # a bigram in more names than this says nothing


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of an edition: its first mention stands for all; `offset` is its year less the edition's."""

    figure: Figure
    mentions: tuple[Figure, ...]
    key: tuple[str, str, str, int]
    order: float


@dataclass(frozen=True, slots=True)
class Pair:
    """An indicator of the earlier edition and what it is in the later one."""

    before: Indicator
    after: Indicator
    score: float


def _offset(figure: Figure, edition: str) -> int:
    year = figure.time_period[-4:] if "/" in figure.time_period else figure.time_period[:4]
    return int(year) - int(edition) if year.isdigit() and edition.isdigit() else 0


def indicators(figures: Sequence[Figure], edition: str, kinds: Mapping[str, str]) -> list[Indicator]:
    """Figures grouped to indicators: the same name, place, measure, unit kind and period; or the same value under a like name."""
    groups: dict[tuple[object, ...], list[Figure]] = {}
    named: dict[tuple[object, ...], list[tuple[object, ...]]] = defaultdict(list)
    by_value: dict[tuple[object, ...], list[tuple[object, ...]]] = defaultdict(list)
    for f in figures:
        kind = kinds.get(f.unit_measure, f.unit_measure)
        frame = (
            f.ref_area,
            f.measure,
            kind,
            _offset(f, edition),
            f.unit_measure if kind == "count" else "",
            f.base if f.measure in ("share", "growth") else "",
        )
        where = f.section[-1:] if f.source == "table" else ()
        key: tuple[object, ...] = (normal(f.indicator), *frame, where)
        if key not in groups:
            key = next((k for k in named[key[0], *frame] if _same_value(groups.get(k, ()), f)), key)
            named[key[0], *frame].append(key)
        if f.source == "prose" and key not in groups:
            same = (*frame, f.obs_value)
            key = next((k for k in by_value[same] if likeness(str(k[0]), f.indicator) >= 0.6), key)
            by_value[same].append(key)
        groups.setdefault(key, []).append(f)
    total = max(1, len(groups) - 1)
    out = []
    for n, (key, found) in enumerate(groups.items()):
        found.sort(key=lambda f: f.source != "prose")  # where prose and table tell it, the sentence stands for it
        out.append(Indicator(found[0], tuple(found), (str(key[1]), str(key[2]), str(key[3]), int(str(key[4]))), n / total))
    return out


def _same_value(mentions: Sequence[Figure], f: Figure) -> bool:
    """Prose and table that tell one value under one name tell of one thing; two tables may be of two."""
    return any(m.source != f.source and interval(m).meets(interval(f)) for m in mentions)


def _similar(a: Indicator, b: Indicator) -> float:
    """0 to 1: names first; then place in the report, section, source and size of the value."""
    fa, fb = a.figure, b.figure
    name = max(likeness(x, y) for x in {f.indicator for f in a.mentions[:3]} for y in {f.indicator for f in b.mentions[:3]})
    if fa.source == fb.source == "table":
        name = (name + likeness(*unlike(fa.indicator, fb.indicator))) / 2
    score = 0.86 * name + 0.05 * (1 - abs(a.order - b.order)) + 0.03 * (fa.source == fb.source)
    if fa.section and fb.section:
        score += 0.03 * likeness(fa.section[-1], fb.section[-1])
    x, y = interval(fa).low, interval(fb).low
    if x > 0 and y > 0:
        score += 0.03 * max(0.0, 1 - abs(math.log10(float(y / x))))
    if fa.unit_measure != fb.unit_measure:
        score -= 0.15
    return min(1.0, score)


def pairs(
    before: Sequence[Indicator], after: Sequence[Indicator], confirmed: Mapping[str, str], forbidden: frozenset[tuple[str, str]]
) -> list[Pair]:
    """One-to-one assignment of highest total score. `confirmed` maps names by hand (before -> after), `forbidden` never pair."""
    found: list[Pair] = []
    left: dict[tuple[str, str, str, int], list[list[Indicator]]] = defaultdict(lambda: [[], []])
    for side, group in enumerate((before, after)):
        for one in group:
            left[one.key][side].append(one)
    for a, b in left.values():
        exact, a, b = _same_names(a, b, confirmed)
        found += exact
        found += _assigned(a, b, forbidden)
    return found


def _same_names(
    a: list[Indicator], b: list[Indicator], confirmed: Mapping[str, str]
) -> tuple[list[Pair], list[Indicator], list[Indicator]]:
    """Names that stand once on either side and are equal (or said to be by hand) need no search."""
    names_b: dict[str, list[Indicator]] = defaultdict(list)
    for one in b:
        names_b[normal(one.figure.indicator)].append(one)
    count_a = Counter(normal(one.figure.indicator) for one in a)
    found, rest, used = [], [], set()
    for one in a:
        by_hand = confirmed.get(one.figure.indicator)
        name = normal(by_hand or one.figure.indicator)
        same = names_b.get(name, [])
        unit_fits = len(same) == 1 and (same[0].figure.unit_measure == one.figure.unit_measure or by_hand)
        if unit_fits and (count_a[name] == 1 or by_hand) and id(same[0]) not in used:
            used.add(id(same[0]))
            found.append(Pair(one, same[0], 1.0 if by_hand else _similar(one, same[0])))
        else:
            rest.append(one)
    return found, rest, [one for one in b if id(one) not in used]


def _assigned(a: Sequence[Indicator], b: Sequence[Indicator], forbidden: frozenset[tuple[str, str]]) -> list[Pair]:
    if not a or not b:
        return []
    # scipy takes a second to import: not before there is something to assign
    import numpy as np
    from scipy.optimize import linear_sum_assignment
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    edges = {(i, j): s for i, j, s in _candidates(a, b) if (a[i].figure.indicator, b[j].figure.indicator) not in forbidden}
    if not edges:
        return []
    rows, cols = (list(side) for side in zip(*edges))
    size = len(a) + len(b)
    graph = coo_array((np.ones(len(rows)), (rows, [len(a) + j for j in cols])), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    parts: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for i, j in edges:
        parts[int(label[i])].append((i, j))
    found = []
    for part in parts.values():
        ii, jj = sorted({i for i, _ in part}), sorted({j for _, j in part})
        scores = np.zeros((len(ii), len(jj)))
        at_i, at_j = {i: k for k, i in enumerate(ii)}, {j: k for k, j in enumerate(jj)}
        for i, j in part:
            scores[at_i[i], at_j[j]] = edges[i, j]
        for x, y in zip(*linear_sum_assignment(scores, maximize=True)):
            if scores[x, y] >= PROPOSE:
                found.append(Pair(a[ii[x]], b[jj[y]], float(scores[x, y])))
    return found


def _candidates(a: Sequence[Indicator], b: Sequence[Indicator]) -> list[tuple[int, int, float]]:
    """For each indicator before, the few after that share most bigrams of any mention's name."""
    index: dict[str, list[int]] = defaultdict(list)
    for j, one in enumerate(b):
        for gram in {g for f in one.mentions[:3] for g in bigrams(normal(f.indicator))}:
            index[gram].append(j)
    out = []
    for i, one in enumerate(a):
        shared: Counter[int] = Counter()
        for gram in {g for f in one.mentions[:3] for g in bigrams(normal(f.indicator))}:
            if len(index[gram]) <= _COMMON:
                shared.update(index[gram])
        for j, _ in shared.most_common(_CANDIDATES):
            score = _similar(one, b[j])
            if score >= PROPOSE:
                out.append((i, j, score))
    return out

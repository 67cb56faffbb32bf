"""What no key pairs: sentences under another name, and rows of a table whose label changed. Best assignment of likeness, one to one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from output.indicators import Indicator
from output.names import bigrams, is_spread, likeness, normal, unlike

_CLAIM = 0.70  # sentences from here on are claimed
_PROPOSE = 0.60  # and proposed from here on
_CLAIM_ROW = 0.85  # rows of a table under another label
_PROPOSE_ROW = 0.70
_CANDIDATES = 12
_COMMON = 400  # a bigram in more names than this says nothing
_TITLE = 0.8
_ENDING = 4  # characters


@dataclass(frozen=True, slots=True)
class Likely:
    """Two indicators that are probably one."""

    before: Indicator
    after: Indicator
    score: float
    status: str


def likely(
    before: Sequence[Indicator], after: Sequence[Indicator], clash: Callable[[Indicator, Indicator], bool], floor: float = 0.0
) -> list[Likely]:
    """The best pairs, claimed or proposed. `floor` > 0 lists what is less likely, too (status `candidate`)."""
    sides: dict[Hashable, tuple[list[Indicator], list[Indicator]]] = defaultdict(lambda: ([], []))
    for side, group in enumerate((before, after)):
        for one in group:
            sides[_block(one)][side].append(one)
    found = []
    for a, b in sides.values():
        edges = {(i, j): s for i, j, s in _edges(a, b, floor) if not clash(a[i], b[j])}
        found += [Likely(a[i], b[j], edges[i, j], _status(a[i], edges[i, j])) for i, j in _assigned(edges)]
    return found


def _block(one: Indicator) -> Hashable:
    """What must agree before names are looked at; of a row in a table its column, too."""
    i = one.identity
    return i.frame[:5], i.offset, i.col


def _status(one: Indicator, score: float) -> str:
    claim, propose = (_CLAIM_ROW, _PROPOSE_ROW) if one.figure.table_id else (_CLAIM, _PROPOSE)
    return "claimed" if score >= claim else "proposed" if score >= propose else "candidate"


def _edges(a: Sequence[Indicator], b: Sequence[Indicator], floor: float) -> Iterator[tuple[int, int, float]]:
    """For each indicator before, the few after that share most bigrams of any mention's name."""
    index: dict[str, list[int]] = defaultdict(list)
    for j, one in enumerate(b):
        for gram in _grams(one):
            index[gram].append(j)
    for i, one in enumerate(a):
        shared: Counter[int] = Counter()
        for gram in _grams(one):
            if len(index[gram]) <= _COMMON:
                shared.update(index[gram])
        for j, _ in shared.most_common(_CANDIDATES):
            score = _rows(one, b[j]) if one.figure.table_id else _sentences(one, b[j])
            if score >= (floor or (_PROPOSE_ROW if one.figure.table_id else _PROPOSE)):
                yield i, j, score


def _grams(one: Indicator) -> set[str]:
    names = one.identity.row[-1:] if one.figure.table_id else [normal(f.indicator) for f in one.mentions[:3]]
    return {g for name in names for g in bigrams(name)}


def _rows(a: Indicator, b: Indicator) -> float:
    """Two rows of tables of one title: their labels, under the same parents or below the same row."""
    x, y = a.identity, b.identity
    if likeness(x.title, y.title) < _TITLE:
        return 0.0
    return _names(x.row[-1], y.row[-1]) * _parents(a, b)


def _parents(a: Indicator, b: Indicator) -> float:
    """1 under the same parents, less under like ones, or where one tells none and both stand below the same row; else 0."""
    x, y = a.identity.row[:-1], b.identity.row[:-1]
    if x == y:
        return 1.0
    if x and y:
        alike = likeness("".join(x), "".join(y))
        return (1 + alike) / 2 if alike >= _TITLE else 0.0
    return 0.95 if a.above and a.above == b.above else 0.0


def _names(a: str, b: str) -> float:
    """Likeness of two names; where they end alike, what differs before that counts as much: long endings make any two names alike."""
    x, y = unlike(normal(a), normal(b))
    whole = likeness(a, b)
    longer = is_spread(*sorted((normal(a), normal(b)), key=len))  # words only came in between
    return (whole + likeness(x, y)) / 2 if x and y and not longer and len(normal(a)) - len(x) >= _ENDING else whole


def _sentences(a: Indicator, b: Indicator) -> float:
    """0 to 1: names first; then place in the report and section. Values never decide."""
    fa, fb = a.figure, b.figure
    name = max(_names(x, y) for x in {f.indicator for f in a.mentions[:3]} for y in {f.indicator for f in b.mentions[:3]})
    score = 0.89 * name + 0.05 * (1 - abs(a.order - b.order)) + 0.03
    if fa.section and fb.section:
        score += 0.03 * likeness(fa.section[-1], fb.section[-1])
    if fa.unit_measure != fb.unit_measure:
        score -= 0.15
    return min(1.0, score)


def _assigned(edges: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The one-to-one choice of highest total score."""
    if not edges:
        return []
    # scipy takes a second to import: not before there is something to assign
    import numpy as np
    from scipy.optimize import linear_sum_assignment
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    rows, cols = (list(side) for side in zip(*edges))
    width = max(rows) + 1
    graph = coo_array((np.ones(len(rows)), (rows, [width + j for j in cols])), shape=(width + max(cols) + 1,) * 2)
    _, label = connected_components(graph, directed=False)
    parts: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for i, j in edges:
        parts[int(label[i])].append((i, j))
    found = []
    for part in parts.values():
        ii, jj = sorted({i for i, _ in part}), sorted({j for _, j in part})
        at_i, at_j = {i: k for k, i in enumerate(ii)}, {j: k for k, j in enumerate(jj)}
        scores = np.zeros((len(ii), len(jj)))
        for i, j in part:
            scores[at_i[i], at_j[j]] = edges[i, j]
        chosen = ((ii[x], jj[y]) for x, y in zip(*linear_sum_assignment(scores, maximize=True)))
        found += [pair for pair in chosen if pair in edges]
    return found

"""What kind of change a pair is: rescoped, unit_changed, renamed, revised or same, the first that applies."""

from __future__ import annotations

import re
from collections.abc import Sequence

from output.align import Pair
from output.indicators import Indicator
from output.intervals import interval
from output.names import dice, is_spread, normal, scope_of
from patterns.model import Figure

_STOCK, _THIS_YEAR = re.compile("历年|累计"), re.compile("当年|本年")
_FLOWS = frozenset(("累计", "新增", "历年", "当年"))  # these are told from the clause


def kind_of(pair: Pair, scopes: Sequence[str]) -> str:
    """The kind of a pair; a row of one key in both editions keeps its name whatever was made of it."""
    a, b = pair.before.figure, pair.after.figure
    renamed = not (pair.proof == "key" or _one_name(pair))
    if _rescoped(pair, scopes) or _flow(a) * _flow(b) < 0:
        return "rescoped"
    if _unit(_precise(pair.before).unit) != _unit(_precise(pair.after).unit):
        return "unit_changed"
    if renamed:
        return "renamed"
    if a.time_period == b.time_period and not interval(a).meets(interval(b)):
        return "revised"
    return "same"


def _rescoped(pair: Pair, scopes: Sequence[str]) -> bool:
    """Whether the names (of a row: its label) say that something else is counted."""
    if pair.proof in ("key", "prior_value"):
        return False
    a, b = (i.identity.row[-1] if i.figure.table_id else normal(i.figure.indicator) for i in (pair.before, pair.after))
    return a != b and scope_of(scopes, a) - _FLOWS != scope_of(scopes, b) - _FLOWS


def _flow(figure: Figure) -> int:
    """+1 where the clause says that all years are counted together, -1 where only this one, else 0."""
    if figure.source == "table" or figure.start is None:
        return 0
    clause = re.split("[，；。、]", figure.sentence[: figure.start])[-1]
    return 1 if _STOCK.search(clause) else -1 if _THIS_YEAR.search(clause) else 0


def _precise(one: Indicator) -> Figure:
    """The mention printed with the most digits and without a bound: the summary rounds."""
    return max(one.mentions, key=lambda f: (f.bound == "exact", f.source == "prose", len(re.sub(r"\D", "", f.raw))))


def _unit(unit: str) -> str:
    return unit.replace(" ", "")


def _one_name(pair: Pair) -> bool:
    if pair.before.figure.table_id and pair.after.figure.table_id:
        return pair.before.identity.row[-1] == pair.after.identity.row[-1]
    return any(_alike(x.indicator, y.indicator) for x in pair.before.mentions for y in pair.after.mentions)


def _alike(a: str, b: str) -> bool:
    """Whether two names are one but for empty words."""
    x, y = normal(a), normal(b)
    short, long = sorted((x, y), key=len)
    if x == y or dice(x, y) >= 0.8:
        return True
    return len(short) >= 3 and (long.endswith(short) or long.startswith(short)) or len(short) >= 7 and is_spread(short, long)

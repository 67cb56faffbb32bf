"""Two editions to changes and findings: data; rendering comes after."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from output.align import CLAIM, CLAIM_ROW, Indicator, Pair, indicators, pairs
from output.intervals import growth, interval, stated
from output.names import dice, normal, scope_of
from patterns.codes import finding
from patterns.model import Change, Figure, Finding


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition to compare: its year and figures."""

    year: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the lexicon and the user know: kind of each unit, scope words, pairs confirmed or forbidden by hand."""

    kinds: Mapping[str, str]
    scopes: tuple[str, ...]
    statuses: tuple[str, ...]
    confirmed: Mapping[str, str]
    forbidden: frozenset[tuple[str, str]]
    ambiguous: frozenset[tuple[str, str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Diff:
    """What changed between two editions, and what is wrong between them."""

    before: str
    after: str
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]


def compare(before: Edition, after: Edition, knowledge: Knowledge) -> Diff:
    """Aligns two editions. Rows: every paired indicator, then the new, then the dropped ones, then restated values."""
    a = indicators(before.figures, before.year, knowledge.kinds)
    b = indicators(after.figures, after.year, knowledge.kinds)
    found = pairs(a, b, knowledge.confirmed, knowledge.forbidden)
    growths = _stated_growths(after) if after.year != before.year else {}  # an edition printed anew did not grow since
    known = replace(knowledge, ambiguous=_ambiguous(a) | _ambiguous(b))
    changes = [_change(p, growths, known) for p in sorted(found, key=lambda p: (p.after.order, p.before.order))]
    taken_a, taken_b = {id(p.before) for p in found}, {id(p.after) for p in found}
    changes += [Change("new", "claimed", None, one.figure) for one in b if id(one) not in taken_b]
    changes += [Change("dropped", "claimed", one.figure, None) for one in a if id(one) not in taken_a]
    changes += _restated(before, after, a, b, knowledge)
    findings = [f for c in changes for f in _findings(c)]
    return Diff(before.year, after.year, tuple(changes), tuple(findings))


def _change(pair: Pair, growths: Mapping[str, Figure], knowledge: Knowledge) -> Change:
    a, b = pair.before.figure, pair.after.figure
    same_unit = a.unit_measure == b.unit_measure
    change = b.obs_value - a.obs_value if same_unit else None
    pct = (
        (change / abs(a.obs_value) * 100).quantize(Decimal("0.01")) if change is not None and a.obs_value and a.measure == "level" else None
    )
    result = Change(_kind(pair, knowledge), _status(pair), a, b, change, pct, score=pair.score)
    level = next((f for f in pair.after.mentions if f.figure_id in growths), None)
    if level is None or result.status == "proposed":
        return result
    said = growths[level.figure_id]
    if same_unit and a.measure == "level" and b is not level:
        pct = ((level.obs_value - a.obs_value) / abs(a.obs_value) * 100).quantize(Decimal("0.01")) if a.obs_value else None
    verdict = _verdict(pair, level, said, result.kind)
    if verdict == "contradicted" and (pair.after.key[3] or {_named(pair.before), _named(pair.after)} & knowledge.ambiguous):
        verdict = "unstated"  # plans grow against results, and of several things under one name it is not said which
    if verdict == "contradicted" and same_unit:  # the row shows the values that do not fit
        result = replace(result, after=level, change=level.obs_value - a.obs_value, change_pct=pct)
    return replace(result, stated_growth=format(stated(said).low if said.bound == "gt" else _middle(said), "f"), verdict=verdict)


def _named(one: Indicator) -> tuple[str, str, str]:
    return normal(one.figure.indicator), one.figure.ref_area, one.figure.unit_measure


def _ambiguous(group: Sequence[Indicator]) -> frozenset[tuple[str, str, str]]:
    """(name, place, unit) of levels that an edition prints with several values for its year: of another scope."""
    held: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for i in group:
        if i.figure.measure == "level" and not i.key[3]:
            held[_named(i)].append(i.figure)
    return frozenset(name for name, found in held.items() if any(not interval(found[0]).meets(interval(f)) for f in found[1:]))


def _middle(said: Figure) -> Decimal:
    return said.obs_value * 100 if said.unit_measure == "倍" else said.obs_value


def _status(pair: Pair) -> str:
    """Rows of budget tables differ by one word: another name in a table is claimed only where it is nearly the same one."""
    a, b = pair.before.figure, pair.after.figure
    renamed_row = a.source == b.source == "table" and normal(a.indicator) != normal(b.indicator)
    return "claimed" if pair.score >= (CLAIM_ROW if renamed_row else CLAIM) else "proposed"


def _verdict(pair: Pair, level: Figure, said: Figure, kind: str) -> str:
    """Stated growth (or change of rank or share) of `level` against the values before; any mention that agrees confirms."""
    if kind == "rescoped":
        return "unstated"
    fits = [_fits(a, level, said) for a in pair.before.mentions]
    judged = [f for f in fits if f is not None]
    if not judged:
        return "unstated"
    if any(judged):
        return "confirmed"
    return "unstated" if said.rule.endswith("comparable") else "contradicted"


def _fits(a: Figure, b: Figure, said: Figure) -> bool | None:
    if said.measure == "growth":
        implied = growth(interval(a), interval(b))
        return implied.meets(stated(said)) if implied else None
    if a.unit_measure != b.unit_measure:
        return None
    if a.measure == "rank":
        return a.obs_value - b.obs_value == said.obs_value
    x, y = interval(a), interval(b)
    if x.high is None or y.high is None:
        return None
    return type(x)(y.low - x.high, y.high - x.low).meets(interval(said))


def _kind(pair: Pair, knowledge: Knowledge) -> str:
    a, b = pair.before.figure, pair.after.figure
    names_a, names_b = normal(a.indicator), normal(b.indicator)
    if _scope(a, knowledge) != _scope(b, knowledge) and names_a != names_b or _flow(a) * _flow(b) < 0:
        return "rescoped"
    if _unit(_precise(pair.before).unit) != _unit(_precise(pair.after).unit):
        return "unit_changed"
    if not any(_one_name(x.indicator, y.indicator) for x in pair.before.mentions for y in pair.after.mentions):
        return "renamed"
    if a.time_period == b.time_period and not interval(a).meets(interval(b)):
        return "revised"
    return "same"


def _scope(figure: Figure, knowledge: Knowledge) -> frozenset[str]:
    return scope_of(knowledge.scopes, figure.indicator) - {"累计", "新增", "历年", "当年"}


_STOCK, _THIS_YEAR = re.compile("历年|累计"), re.compile("当年|本年")


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


def _one_name(a: str, b: str) -> bool:
    """Whether two names are one but for empty words."""
    x, y = normal(a), normal(b)
    short, long = sorted((x, y), key=len)
    if x == y or dice(x, y) >= 0.8:
        return True
    return len(short) >= 3 and (long.endswith(short) or long.startswith(short)) or len(short) >= 7 and _is_spread(short, long)


def _is_spread(short: str, long: str) -> bool:
    """Whether the characters of `short` all stand in `long` in their order: only words came in between."""
    rest = iter(long)
    return all(c in rest for c in short)


def _stated_growths(after: Edition) -> dict[str, Figure]:
    """Growth or change figures of the edition's year, by the id of the level, share or rank they speak of."""
    out: dict[str, Figure] = {}
    rows: dict[tuple[str, int], list[Figure]] = defaultdict(list)
    for f in after.figures:
        if f.source == "table" and f.row is not None:
            rows[f.table_id, f.row].append(f)
    for row in rows.values():
        for said in (f for f in row if f.measure == "growth"):
            for level in (
                f
                for f in row
                if f.measure == "level"
                and f.unit_measure != "%"
                and f.unit_measure != "%"
                and f.time_period == said.time_period == after.year
                and f.indicator == said.indicator
            ):
                out[level.figure_id] = said
    prose = [f for f in after.figures if f.source == "prose"]
    for i, said in enumerate(prose):
        if said.measure not in ("growth", "change") or said.base not in ("", str(int(after.year) - 1)) or "/" in said.time_period:
            continue
        for level in reversed(prose[max(0, i - 6) : i]):
            fits = level.indicator == said.indicator and level.ref_area == said.ref_area and level.section == said.section
            if (
                fits
                and level.measure in _SPOKEN_OF[said.measure]
                and (level.unit_measure != "%" if said.measure == "growth" else _same_dimension(level, said))
            ):
                out.setdefault(level.figure_id, said)
                break
    return out


_SPOKEN_OF = {"growth": ("level",), "change": ("level", "share", "rank")}


def _same_dimension(level: Figure, said: Figure) -> bool:
    return {"%": "pp"}.get(level.unit_measure, level.unit_measure) == said.unit_measure


def _stem(name: str, knowledge: Knowledge) -> str:
    """A name without what it says of how sure its value is: 余额预计执行数 and 余额实际数 are one balance, closing and opening."""
    for status in knowledge.statuses:
        name = name.replace(status, "")
    return normal(name)


def _restated(before: Edition, after: Edition, a: Sequence[Indicator], b: Sequence[Indicator], knowledge: Knowledge) -> list[Change]:
    """Values of the earlier edition's year that the later one prints otherwise."""
    first: dict[tuple[str, ...], Indicator] = {}
    for i in a:
        if i.figure.time_period == before.year and i.figure.measure == "level":
            first.setdefault(_value_key(i.figure, knowledge), i)
    out = []
    for one in b:
        f = one.figure
        old = first.get(_value_key(f, knowledge))
        if f.time_period != before.year or after.year == before.year or old is None or not _one_table(old, one):
            continue
        if not any(interval(x).meets(interval(y)) for x in old.mentions for y in one.mentions):
            change = f.obs_value - old.figure.obs_value
            pct = (change / abs(old.figure.obs_value) * 100).quantize(Decimal("0.01")) if old.figure.obs_value else None
            out.append(Change("revised", "claimed", old.figure, f, change, pct, score=1.0))
    return out


def _value_key(f: Figure, knowledge: Knowledge) -> tuple[str, ...]:
    caption = _caption(f) if f.source == "table" and f.section and len(f.section[-1]) > 12 else ""
    return _stem(f.indicator, knowledge), f.ref_area, f.measure, f.unit_measure, caption if _is_scoped(caption) else ""


def _is_scoped(caption: str) -> bool:
    """Captions that tell two tables of one report apart by whom they are about."""
    return bool(re.search("全[省市县区]|本级", caption))


def _caption(f: Figure) -> str:
    return normal(re.sub(r"\d+", "", f.section[-1])) if f.section else ""


def _one_table(a: Indicator, b: Indicator) -> bool:
    """Two values of one year are one value told twice if their tables are the same one, or one of them stands in prose."""
    tables_a = {_caption(f) for f in a.mentions if f.source == "table"}
    tables_b = {_caption(f) for f in b.mentions if f.source == "table"}
    prose = any(f.source == "prose" for f in (*a.mentions, *b.mentions))
    return prose or bool(tables_a & tables_b)


def _near_power(ratio: Decimal, least: int) -> int:
    """k where a ratio is within 15 % of 10^k, |k| >= least; else 0."""
    for k in range(-9, 10):
        if abs(k) >= least and Decimal("0.85") <= ratio / Decimal(10) ** k <= Decimal("1.15"):
            return k
    return 0


def _findings(change: Change) -> list[Finding]:
    a, b = change.before, change.after
    if a is None or b is None:
        return []
    said = f"{a.indicator}: {a.raw} ({a.time_period}), {b.raw} ({b.time_period})"
    out = []
    if change.kind == "revised":
        code = "restated" if normal(a.indicator) == normal(b.indicator) else "restated_like"
        out.append(_between(code, a, b, indicator=b.indicator, period=b.time_period, before=a.raw, after=b.raw))
    slip = _slip(change)
    if slip:
        out.append(_between("scale_slip", a, b, said=said, power=slip))
    if change.verdict == "contradicted":
        unit = "%" if a.measure == "level" and b.measure == "level" else ""
        implied = f"{change.change_pct if unit else change.change}{unit}"
        out.append(_between("growth_contradicted", a, b, said=said, stated=f"{change.stated_growth}{unit}", implied=implied))
    if change.kind == "unit_changed" and a.unit_measure != b.unit_measure:
        out.append(_between("unit_kind_changed", a, b, said=said))
    return out


def _between(code: str, a: Figure, b: Figure, **facts: object) -> Finding:
    return finding(code, place=b.place, figure_id=b.figure_id, figure_ids=(a.figure_id, b.figure_id), **facts)


def _slip(change: Change) -> int:
    """The power of ten by which two values differ where they should not; 0 where nothing is odd."""
    a, b = change.before, change.after
    if (
        a is None
        or b is None
        or a.measure != "level"
        or change.kind == "rescoped"
        or change.status != "claimed"
        or a.unit_measure != b.unit_measure
    ):
        return 0
    if a.obs_value <= 0 or b.obs_value <= 0:
        return 0
    ratio = b.obs_value / a.obs_value
    if change.verdict == "contradicted" and change.stated_growth:
        k = _near_power(ratio / (1 + Decimal(change.stated_growth) / 100), 1)
        if k:
            return k
    large = min(a.value, b.value) >= 1000
    return _near_power(ratio, 2) if large and change.score >= 0.75 else 0

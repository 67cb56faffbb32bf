"""The audit of one release: what a report says twice, or adds up, must agree within what printed digits can mean.

Findings are few and sure: a check speaks only where the parts look complete, and names the sum that it did.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from output.audit import table_sums
from output.axes import Axes
from output.intervals import Interval, decimals, interval
from output.names import likeness, normal
from output.schema import plain
from patterns.codes import finding
from patterns.model import Figure, Finding

_PARTS = re.compile(r"其中|分[一-龥]{1,4}(?:看|来看|分)?[，,]|从[一-龥]{1,6}(?:看|来看)|构成上|按[一-龥]{1,6}分")
_ALL_SHARES = (Decimal(97), Decimal(115))
_MANY = 3  # names with more values than this name different things


def audit(figures: Sequence[Figure], units: Mapping[str, tuple[str, Decimal]], axes: Mapping[str, Mapping[str, str]]) -> list[Finding]:
    """All findings of a release, in reading order. `units` gives base unit and factor of each spelled unit (for glosses)."""
    prose = [f for f in figures if f.source == "prose"]
    found = [*_totals(prose), *_shares(prose), *_products(prose), *_twice(figures), *_table_growth(figures), *_glosses(prose, units)]
    found += table_sums(figures, Axes(axes))
    place = {f.figure_id: n for n, f in enumerate(figures)}
    return sorted(found, key=lambda f: (place.get(f.figure_id, 0), f.code))


def _finding(code: str, figure: Figure, others: Sequence[Figure], **facts: object) -> Finding:
    """A finding at a figure; `others` are the figures that take part beside it."""
    ids = tuple(dict.fromkeys(f.figure_id for f in (figure, *others)))
    return finding(code, place=figure.place, figure_id=figure.figure_id, figure_ids=ids, **facts)


def _sentences(prose: Sequence[Figure]) -> list[list[Figure]]:
    """Figures by sentence, in reading order."""
    groups: list[list[Figure]] = []
    for f in prose:
        if groups and groups[-1][-1].sentence == f.sentence and groups[-1][-1].section == f.section:
            groups[-1].append(f)
        else:
            groups.append([f])
    return groups


def _sum(figures: Sequence[Figure]) -> Interval:
    total = Interval(Decimal(0), Decimal(0))
    for f in figures:
        total = total + interval(f)
    return total


def is_slip(printed: Decimal, meant: Decimal, places: int) -> bool:
    """Whether two numbers differ as misprints do: in one digit, in two neighbours exchanged, or by a point set elsewhere.

    Parts that a report leaves out, or another scope under one name, hardly ever look like that: what does is worth a reader's time.
    """
    a, b = (format(abs(v).quantize(Decimal(10) ** -places), "f").replace(".", "") for v in (printed, meant))
    if a.strip("0") == b.strip("0"):
        return a != b
    if len(a) != len(b) or len(a.lstrip("0")) < 3 or len(b.lstrip("0")) < 3:
        return False
    off = [i for i, (x, y) in enumerate(zip(a, b)) if x != y]
    return len(off) == 1 or len(off) == 2 and off[1] == off[0] + 1 and a[off[0]] == b[off[1]] and a[off[1]] == b[off[0]]


# parts and total


def _totals(prose: Sequence[Figure]) -> Iterator[Finding]:
    groups = _sentences(prose)
    for n, group in enumerate(groups):
        mark = _PARTS.search(group[0].sentence)
        if not mark:
            continue
        before = [f for f in group if f.start is not None and f.start < mark.start()]
        if not before and mark.start() < 8 and n and groups[n - 1][0].section == group[0].section:
            before = groups[n - 1]
        after = [f for f in group if f.start is not None and f.start >= mark.end()]
        yield from _check_total(before, after)


def _check_total(before: Sequence[Figure], after: Sequence[Figure]) -> Iterator[Finding]:
    levels = [f for f in before if f.measure == "level" and f.bound == "exact"]
    for total in reversed(levels):
        parts = [f for f in after if f.measure == "level" and f.unit_measure == total.unit_measure and f.ref_area == total.ref_area]
        if len(parts) < 2:
            continue
        if any(p.bound != "exact" or p.obs_value >= total.obs_value for p in parts) or len({p.indicator for p in parts}) < len(parts):
            return
        factor = total.obs_value / total.value if total.value else Decimal(1)
        summed = sum((p.obs_value for p in parts), Decimal(0))
        places = max(decimals(f.raw) for f in (total, *parts))
        nested = any(p.obs_value == summed - total.obs_value for p in parts)
        if not nested and not _sum(parts).meets(interval(total)) and is_slip(total.value, summed / factor, places):
            terms = " + ".join(p.raw for p in parts)
            said = f"{plain((summed / factor).normalize())}{total.unit}"
            yield _finding("parts_total", total, parts, indicator=total.indicator, raw=total.raw, terms=terms, sum=said)
        return


# shares


def _shares(prose: Sequence[Figure]) -> Iterator[Finding]:
    for group in _sentences(prose):
        for run in _runs([f for f in group if f.measure == "share" and f.unit_measure == "%"]):
            total = sum((f.obs_value for f in run), Decimal(0))
            if len(run) >= 3 and _ALL_SHARES[0] <= total <= _ALL_SHARES[1] and not _sum(run).meets(Interval(Decimal(100), Decimal(100))):
                terms = " + ".join(f.raw for f in run)
                yield _finding("shares_total", run[0], run, terms=terms, sum=plain(total))


def _runs(shares: Sequence[Figure]) -> Iterator[list[Figure]]:
    """Shares printed one after the other as one list, of one denominator."""
    run: list[Figure] = []
    for f in shares:
        near = run and f.start is not None and run[-1].end is not None and f.start - run[-1].end <= 3
        if near and f.base == run[-1].base:
            run.append(f)
        else:
            if run:
                yield run
            run = [f]
    if run:
        yield run


def _products(prose: Sequence[Figure]) -> Iterator[Finding]:
    """Share × total = part, where all three stand in one paragraph under their names."""
    for group in _sentences(prose):
        for share in (f for f in group if f.measure == "share" and f.bound == "exact" and f.base):
            part = next(
                (
                    f
                    for f in group
                    if f.measure == "level" and f.indicator == share.indicator and f.ref_area == share.ref_area and f.bound == "exact"
                ),
                None,
            )
            totals = [
                f
                for f in prose
                if f.measure == "level" and f.bound == "exact" and likeness(f.indicator, share.base) >= 0.95 and f.section == share.section
            ]
            if part is None or len(totals) != 1 or totals[0].unit_measure != part.unit_measure or totals[0].ref_area != part.ref_area:
                continue
            total, off = totals[0], interval(part)
            whole, said = interval(total), interval(share)
            if whole.low <= 0 or off.high is None or whole.high is None:
                continue
            implied = Interval(off.low / whole.high * 100, off.high / whole.low * 100)
            if not implied.meets(said):
                gives = plain(implied.low.quantize(Decimal("0.01")))
                facts = {"indicator": share.indicator, "raw": share.raw, "base": share.base, "part": part.raw, "total": total.raw}
                yield _finding("share_of_total", share, (part, total), **facts, implied=gives)


# the same thing twice


def _twice(figures: Sequence[Figure]) -> Iterator[Finding]:
    """One indicator in summary, body and table: values whose intervals do not meet, and that differ as misprints do."""
    groups: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for f in figures:
        if f.measure == "level" and len(normal(f.indicator)) >= 3:
            groups[f.ref_area, f.time_period, f.unit_measure].append(f)
    for group in groups.values():
        prose = [f for f in group if f.source == "prose"]
        names = Counter(normal(f.indicator) for f in group)
        for n, a in enumerate(prose):
            b = next((b for b in _others(a, prose[n + 1 :], group) if _conflict(a, b)), None)
            if b is not None and names[normal(a.indicator)] <= _MANY and names[normal(b.indicator)] <= _MANY:
                where = f"table {b.table_id}" if b.source == "table" else f"page {b.place.page}"
                unit = b.unit if b.source == "table" else ""
                code = "prose_table" if b.source == "table" else "prose_prose"
                yield _finding(code, a, (b,), indicator=a.indicator, raw=a.raw, other=f"{b.raw}{unit}", where=where, name=b.indicator)


def _others(a: Figure, later: Sequence[Figure], group: Sequence[Figure]) -> Iterator[Figure]:
    """Where the same thing may be printed again: later prose of another chapter, and tables."""
    name = normal(a.indicator)
    yield from (b for b in later if normal(b.indicator) == name and b.section[:1] != a.section[:1])
    for b in group:
        other = normal(b.indicator)
        if b.source == "table" and (other == name or min(len(other), len(name)) >= 4 and name.endswith(other)):
            yield b


def _conflict(a: Figure, b: Figure) -> bool:
    if not a.value or not b.value or interval(a).meets(interval(b)) or {a.bound, b.bound} != {"exact"}:
        return False
    factor = a.obs_value / a.value
    return is_slip(a.value, b.obs_value / factor, max(decimals(a.raw), decimals(b.raw)))


# tables


def _table_growth(figures: Sequence[Figure]) -> Iterator[Finding]:
    """A growth column against the two years beside it."""
    rows: dict[tuple[str, int], list[Figure]] = defaultdict(list)
    for f in figures:
        if f.source == "table" and f.row is not None:
            rows[f.table_id, f.row].append(f)
    for row in rows.values():
        for said in (f for f in row if f.measure == "growth" and f.unit_measure == "%" and f.time_period.isdigit()):
            now = [f for f in row if f.measure == "level" and f.time_period == said.time_period and f.indicator == said.indicator]
            then = [
                f for f in row if f.measure == "level" and f.time_period == str(int(said.time_period) - 1) and f.indicator == said.indicator
            ]
            if len(now) == len(then) == 1 and not said.rule.endswith("comparable"):
                yield from _check_growth(then[0], now[0], said)


def _check_growth(then: Figure, now: Figure, said: Figure) -> Iterator[Finding]:
    low, high = interval(then), interval(now)
    if low.low <= 0 or low.high is None or high.high is None:
        return
    implied = Interval((high.low / low.high - 1) * 100, (high.high / low.low - 1) * 100)
    if not implied.meets(interval(said)):
        value = ((now.obs_value / then.obs_value - 1) * 100).quantize(Decimal("0.1"))
        facts = {"indicator": said.indicator, "raw": said.raw, "before": then.raw, "after": now.raw}
        yield _finding("table_growth", said, (then, now), **facts, implied=plain(value))


# units


def _glosses(prose: Sequence[Figure], units: Mapping[str, tuple[str, Decimal]]) -> Iterator[Finding]:
    """245.88PB（兆字节）: a unit explained by another one of the same kind but of another size."""
    for f in prose:
        m = re.match(r"[（(]([^（）()，,]{1,8})[）)]", f.sentence[f.end or 0 :])
        gloss = units.get(m[1].strip()) if m else None
        printed = f.obs_value / f.value if f.value else Decimal(0)
        if gloss and gloss[0] == f.unit_measure and gloss[1] != printed:
            times = plain((printed / gloss[1]).normalize())
            yield _finding("unit_gloss", f, (), raw=f.raw, gloss=m[1] if m else "", times=times)

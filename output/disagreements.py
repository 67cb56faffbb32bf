"""What is wrong between two editions: restated values, growth that does not fit, decimal points and units that slipped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from output.axes import Axes
from output.carried import Carried
from output.names import normal
from patterns.codes import finding
from patterns.model import Change, Figure, Finding

_OUT_OF_SCALE = 10  # so many times the largest other value of its table, where it was none before
_IN_SCALE = 3


def disagreements(changes: Sequence[Change], again: Sequence[Carried], axes: Axes) -> Iterator[Finding]:
    """All findings, in the order of the changes."""
    prior = {c.before.figure.figure_id: c for c in again if not c.agrees}
    scales = _scales(changes)
    for change in changes:
        if change.before and change.after:
            yield from _of(change, change.before, change.after, prior, scales)


def _of(
    change: Change, a: Figure, b: Figure, prior: Mapping[str, Carried], scales: Mapping[tuple[str, str], list[Change]]
) -> Iterator[Finding]:
    said = f"{a.indicator}: {a.raw} ({a.time_period}), {b.raw} ({b.time_period})"
    if change.kind == "revised":
        code = "restated" if normal(a.indicator) == normal(b.indicator) else "restated_like"
        yield _between(code, a, b, indicator=b.indicator, period=b.time_period, before=a.raw, after=b.raw)
    slip = _slip(change, a, b, prior, scales)
    if slip:
        yield _between("scale_slip", a, b, said=said, power=slip)
    if change.verdict == "contradicted":
        unit = "%" if a.measure == "level" and b.measure == "level" else ""
        implied = f"{change.change_pct if unit else change.change}{unit}"
        yield _between("growth_contradicted", a, b, said=said, stated=f"{change.stated_growth}{unit}", implied=implied)
    if change.kind == "unit_changed" and a.unit_measure != b.unit_measure:
        yield _between("unit_kind_changed", a, b, said=said)


def _between(code: str, a: Figure, b: Figure, **facts: object) -> Finding:
    return finding(code, place=b.place, figure_id=b.figure_id, figure_ids=(a.figure_id, b.figure_id), **facts)


# scale slips


def _near_power(ratio: Decimal, least: int) -> int:
    """k where a ratio is within 15 % of 10^k, |k| >= least; else 0."""
    for k in range(-9, 10):
        if abs(k) >= least and Decimal("0.85") <= ratio / Decimal(10) ** k <= Decimal("1.15"):
            return k
    return 0


def _scales(changes: Sequence[Change]) -> dict[tuple[str, str], list[Change]]:
    """Claimed pairs of levels by the table and unit of their later side."""
    found: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for c in changes:
        if c.before and c.after and c.status == "claimed" and c.after.table_id and _comparable(c.before, c.after):
            found[c.after.table_id, c.after.unit_measure].append(c)
    return found


def _comparable(a: Figure, b: Figure) -> bool:
    return a.measure == b.measure == "level" and a.unit_measure == b.unit_measure and a.obs_value > 0 and b.obs_value > 0


def _slip(change: Change, a: Figure, b: Figure, prior: Mapping[str, Carried], scales: Mapping[tuple[str, str], list[Change]]) -> int:
    """The power of ten by which two values differ where something else than the two proves that they should not; 0 where nothing does.

    Proofs: the growth that is stated, the value of the earlier year as the later edition prints it, the scale of the rest of the table.
    """
    if not _comparable(a, b) or change.kind == "rescoped" or change.status != "claimed" or change.verdict == "confirmed":
        return 0
    ratio = b.obs_value / a.obs_value
    if change.kind == "revised":
        digits = {str(f.obs_value.normalize().as_tuple().digits) for f in (a, b)}
        return _near_power(ratio, 1) if len(digits) == 1 else 0
    if change.verdict == "contradicted" and change.stated_growth:
        return _near_power(ratio / (1 + Decimal(change.stated_growth) / 100), 1) if Decimal(change.stated_growth) > -100 else 0
    if a.figure_id in prior and (k := _near_power(prior[a.figure_id].after.figure.obs_value / a.obs_value, 1)):
        return k
    k = _near_power(ratio, 2)
    return k if k and _out_of_scale(change, a, b, scales) else 0


def _out_of_scale(change: Change, a: Figure, b: Figure, scales: Mapping[tuple[str, str], list[Change]]) -> bool:
    """Whether a value is far beyond all others of its table in one edition only."""
    others = [(c.before, c.after) for c in scales.get((b.table_id, b.unit_measure), ()) if c is not change and c.before and c.after]
    steady = [(x.obs_value, y.obs_value) for x, y in others if not _near_power(y.obs_value / x.obs_value, 2)]
    if len(steady) < 3:
        return False
    then, now = max(x for x, _ in steady), max(y for _, y in steady)
    return (
        a.obs_value <= _IN_SCALE * then
        and b.obs_value >= _OUT_OF_SCALE * now
        or a.obs_value >= _OUT_OF_SCALE * then
        and b.obs_value <= _IN_SCALE * now
    )

"""What printed digits can mean."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from output.intervals import Interval, growth, interval, stated
from patterns.model import Figure, Place


def figure(raw, value, unit_factor=1, bound="exact", measure="level", unit="个"):
    value = Decimal(value)
    return Figure(
        source="prose", place=Place(1, (0, 0, 1, 1)), sentence=raw, start=0, end=1, raw=raw, indicator="x", ref_area="", ref_area_code="",
        time_period="2024", measure=measure, base="", bound=bound, value=value, unit=unit, obs_value=value * unit_factor, unit_measure=unit,
        rule="",
    )  # fmt: skip


def test_the_last_printed_digit_rounds():
    assert interval(figure("20.7万个", "20.7", 10**4)) == Interval(Decimal("206500"), Decimal("207500"))
    assert interval(figure("85.0%", "85.0")) == Interval(Decimal("84.95"), Decimal("85.05"))


def test_bounds_open_a_side():
    assert interval(figure("超1300亿元", "1300", 1, "gt")).meets(interval(figure("1420亿元", "1420")))
    assert not interval(figure("超1300亿元", "1300", 1, "gt")).meets(interval(figure("1200亿元", "1200")))
    assert interval(figure("近3万户", "3", 10**4, "lt")).meets(interval(figure("2.9万户", "2.9", 10**4)))


def test_rounding_agrees_and_a_misprint_does_not():
    assert interval(figure("4.1万", "4.1", 10**4)).meets(interval(figure("4.08万类", "4.08", 10**4)))
    assert not interval(figure("4.2万", "4.2", 10**4)).meets(interval(figure("4.08万类", "4.08", 10**4)))


def test_growth_in_times():
    assert stated(figure("2.8倍", "2.8", 1, "exact", "growth", "倍")).meets(Interval(Decimal(280), Decimal(280)))


positive = st.decimals("0.5", 10**6, places=2, allow_nan=False)


@given(positive, positive, st.integers(0, 2), st.integers(0, 2))
def test_true_growth_is_never_contradicted(before, after, places_a, places_b):
    """Whatever two true values are, their growth fits what is printed of them, rounded to any digits."""
    step_a, step_b = Decimal(10) ** -places_a, Decimal(10) ** -places_b
    printed_a, printed_b = before.quantize(step_a), after.quantize(step_b)
    if printed_a <= 0 or printed_b <= 0:
        return
    implied = growth(interval(figure(str(printed_a), printed_a)), interval(figure(str(printed_b), printed_b)))
    true = (after / before - 1) * 100
    assert implied is None or implied.meets(Interval(true - Decimal("1e-9"), true + Decimal("1e-9")))


@given(positive, positive)
def test_meeting_is_mutual(a, b):
    x, y = interval(figure(str(a), a)), interval(figure(str(b), b))
    assert x.meets(y) == y.meets(x) and x.meets(x)

"""Sums of tables: what holds in most columns and not in one is told, with all that takes part; what the print does not prove is not."""

from dataclasses import replace

from output.audit import table_sums
from output.axes import Axes
from patterns.axes import axes
from tests.output.test_conservation import figure

COLUMNS = ("限额", "余额", "发行额", "还本额")


def table(rows, parents=True):
    """Figures of rows (label, one value a column) below one 合计."""
    out = []
    for r, (label, *values) in enumerate(rows):
        for c, value in enumerate(values):
            path = ("合计", label) if parents and label != "合计" else (label,)
            one = figure(len(out), name=label, value=value, column=(COLUMNS[c],), row=r)
            out.append(replace(one, col=c + 1, row_path=path))
    return out


RIGHT = (
    ("合计", "60", "600", "36", "33"),
    ("甲市", "10", "100", "11", "1"),
    ("乙市", "20", "200", "12", "2"),
    ("丙市", "30", "300", "13", "30"),
)


def found(rows, **how):
    return list(table_sums(table(rows, **how), Axes(axes())))


def test_a_sum_that_holds_is_no_finding():
    assert not found(RIGHT) and not found(RIGHT, parents=False)


def test_the_one_that_does_not_hold_is_told_with_all_parts():
    wrong = (("合计", "60", "607", "36", "33"), *RIGHT[1:])
    for parents in (True, False):
        (one,) = found(wrong, parents=parents)
        assert (one.code, one.severity) == ("parts_total", "error")
        assert "607" in one.note and "600" in one.note and len(one.figure_ids) == 4


def test_a_part_that_is_not_read_excuses_the_sum():
    rows = table(RIGHT)
    assert not list(table_sums([f for f in rows if f.raw != "200"], Axes(axes())))


def test_what_adds_up_nowhere_is_no_sum():
    assert not found((("合计", "1", "2", "3", "4"), *RIGHT[1:]))


def test_rounding_of_the_print_is_no_break():
    assert not found((("合计", "60", "600", "36", "34"), *RIGHT[1:]))


def test_along_a_row_too():
    heads = (("合计",), ("合计", "一般"), ("合计", "专项"))
    rows = [(str(a + b), str(a), str(b)) for a, b in ((1, 2), (30, 40), (500, 660))] + [("99", "40", "52")]
    figures = [
        replace(figure(r * 3 + c, name=f"市{r}", value=v, column=heads[c], row=r), col=c)
        for r, row in enumerate(rows)
        for c, v in enumerate(row)
    ]
    (one,) = table_sums(figures, Axes(axes()))
    assert "99" in one.note and "40 + 52" in one.note

"""No figure of two editions is lost or owned twice, whatever the editions are."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.reading.extract import extract
from flows.releases.compare import knowledge
from output.diff import Edition, compare
from patterns.model import Figure, Place
from tests.output.ownership import assert_conserved

NAMES = ("税收收入", "教育支出", "其他支出", "新增债务限额", "债务余额")
TITLES = ("2023年全省收支决算表", "2023年省本级收支决算表")
COLUMNS = (("2024年", "决算数"), ("2023年", "决算数"), ("预算数",), ())


def figure(
    number, source="table", name="税收收入", value="100", year="2024", area="某省", title="", parents=(), column=(), row=0, measure="level"
):
    return Figure(
        source=source, place=Place(1, (0, number, 1, number + 1)), sentence=name, start=0, end=1, raw=value, indicator=name, ref_area=area,
        ref_area_code="", time_period=year, measure=measure, base="", bound="exact", value=Decimal(value), unit="万元",
        obs_value=Decimal(value) * 10000, unit_measure="CNY", rule="x", table_id="t01" if source == "table" else "", row=row if source == "table" else None,
        col=1, figure_id=f"f{number}", caption=title, row_path=(*parents, name) if source == "table" else (), col_path=column,
    )  # fmt: skip


def editions_of(year):
    one = st.tuples(
        st.sampled_from(("table", "prose")), st.sampled_from(NAMES), st.sampled_from(("100", "100.4", "250", "0")),
        st.sampled_from((year, str(int(year) - 1))), st.sampled_from(("某省", "某市")), st.sampled_from(TITLES), st.sampled_from(((), ("合计",))),
        st.sampled_from(COLUMNS), st.integers(0, 3),
    )  # fmt: skip
    return st.lists(one, min_size=1, max_size=25).map(lambda rows: Edition(year, tuple(figure(n, *row) for n, row in enumerate(rows))))


@settings(max_examples=150, deadline=None)
@given(editions_of("2023"), editions_of("2024"))
def test_every_figure_has_one_owner(before, after):
    assert_conserved(before, after, compare(before, after, knowledge(None)))


@settings(max_examples=30, deadline=None)
@given(editions_of("2023"))
def test_an_edition_against_itself_too(one):
    diff = compare(one, one, knowledge(None))
    assert_conserved(one, one, diff)
    assert {c.kind for c in diff.changes} == {"same"}


def test_of_the_bundled_editions(editions):
    before, after = (Edition(y, editions[y][0].figures) for y in ("2023", "2024"))
    assert_conserved(before, after, compare(before, after, knowledge(None)))


@pytest.mark.parametrize(
    ("report_before", "report_after"), [("sichuan-debt-2022", "sichuan-debt-2023"), ("sichuan-debt-2023", "sichuan-debt-2024")]
)
def test_of_real_reports(report, report_before, report_after):
    before, after = (Edition(n[-4:], extract(report(f"{n}.pdf"), "debt")[0].figures) for n in (report_before, report_after))
    assert_conserved(before, after, compare(before, after, knowledge(None)))


def test_the_year_before_printed_again_is_a_mention_or_a_revision():
    before = Edition("2023", (figure(0, name="债务余额", year="2023", column=("2023年", "执行数")),))
    now = figure(1, name="债务余额", value="250", column=("2024年", "执行数"))
    agreeing, other = (figure(2, name="债务余额", value=v, year="2023", column=("2023年", "决算数")) for v in ("100", "104"))
    same = compare(before, Edition("2024", (now, agreeing)), knowledge(None))
    assert [(c.kind, c.proof, c.verdict) for c in same.changes] == [("same", "prior_value", "confirmed")]
    assert [(m.side, m.figure, m.of_side) for m in same.mentions] == [("after", agreeing, "before")]
    revised = compare(before, Edition("2024", (now, other)), knowledge(None))
    assert [c.kind for c in revised.changes] == ["same", "revised"] and not revised.mentions
    assert [f.code for f in revised.findings] == ["restated"]

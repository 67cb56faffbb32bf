"""The chain of debt reports: each year's closing balance is the next year's opening one, but for one link that the print itself breaks."""

from decimal import Decimal

import pytest

from flows.reading.extract import extract
from flows.releases.compare import knowledge
from output.diff import Edition, compare
from output.intervals import interval

YEARS = ("2022", "2023", "2024", "2025")


@pytest.fixture(scope="module")
def chain(report):
    return {y: extract(report(f"sichuan-debt-{y}.pdf"), "debt")[0].figures for y in YEARS}


def balance(figures, word, kind, year):
    (found,) = [
        f
        for f in figures
        if word in f.indicator and kind in f.indicator and "余额" in f.indicator and f.time_period == year and "限额" not in f.indicator
    ]
    return found


def test_five_of_six_links_hold(chain):
    broken = []
    for kind in ("一般债务", "专项债务"):
        for before, after in zip(YEARS, YEARS[1:]):
            closing = balance(chain[before], "预计执行数", kind, before)
            opening = balance(chain[after], "实际数", kind, before)
            if not interval(closing).meets(interval(opening)):
                broken.append((kind, before, closing.value, opening.value))
    assert broken == [("一般债务", "2023", Decimal("7615.6"), Decimal("7615.48"))]


def test_the_sixth_comes_out_as_a_finding(chain):
    notes = {}
    for before, after in zip(YEARS, YEARS[1:]):
        diff = compare(Edition(before, chain[before]), Edition(after, chain[after]), knowledge(None))
        notes[after] = [f.note for f in diff.findings if f.code.startswith("restated")]
    assert notes["2023"] == [] and notes["2025"] == []
    assert len(notes["2024"]) == 1 and "7,615.6" in notes["2024"][0] and "7,615.48" in notes["2024"][0]


def test_limits_that_slipped_by_a_hundred(chain):
    diff = compare(Edition("2023", chain["2023"]), Edition("2024", chain["2024"]), knowledge(None))
    slips = [f.note for f in diff.findings if f.code == "scale_slip"]
    assert any("830," in note for note in slips)

"""Every field of the bundled gold against fixtures/scores.csv: scores may rise and never fall.

Where they rose, `python -m tests.gold.scores --raise` writes them down.
"""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.gold.figures import in_prose, likeness, right
from tests.gold.scores import YEARS, fallen, gold, kept, scores


@pytest.fixture(scope="module")
def now(editions):
    return scores(editions)


def test_nothing_falls(now):
    assert not fallen(kept(), now)


def test_everything_measured_is_kept(now):
    assert kept().keys() == now.keys()


def test_all_gold_is_read(now):
    of = {
        name: sum(g["label"] == "figure" for p in gold(name) if p.get("annotated", True) for g in p["figures"])
        for name in ("figures-2023.json", "figures-2024.json")
    }
    assert [now[f"figures-{y}", "found"][1] for y in YEARS] == [of[f"figures-{y}.json"] for y in YEARS]
    assert [now[f"table-figures-{y}", "found"][1] for y in YEARS] == [len(gold(f"table-figures-{y}.json")) for y in YEARS]


WORSE = {
    "value": {"obs_value": Decimal("0.5")}, "unit": {"unit_measure": "某"}, "bound": {"bound": "?"}, "measure": {"measure": "?"},
    "indicator": {"indicator": "某物"}, "ref_area": {"ref_area": "某地"}, "time_period": {"time_period": "1901"}, "base": {"base": "某物"},
}  # fmt: skip


@pytest.mark.parametrize("field", WORSE)
def test_a_wrong_field_is_seen(field, editions):
    found = editions["2024"][1]
    pairs, _, _ = in_prose(gold("figures-2024.json"), found.figures)
    sharp = [(g, f) for g, f in pairs if field in right(g, f, "2024", found.area)]
    assert sharp and not any(field in right(g, replace(f, **WORSE[field]), "2024", found.area) for g, f in sharp)


def test_a_missing_figure_and_a_false_alarm_are_seen(editions):
    figures = editions["2024"][1].figures
    pairs, missed, alarms = in_prose(gold("figures-2024.json"), figures)
    fewer = in_prose(gold("figures-2024.json"), [f for f in figures if f is not pairs[0][1]])
    more = in_prose(gold("figures-2024.json"), [*figures, pairs[0][1]])
    assert len(fewer[1]) == len(missed) + 1 and len(more[2]) == len(alarms) + 1


def test_a_fall_is_seen():
    held = {("a", "value"): (9, 10), ("a", "unit"): (9, 10), ("a", "base"): (1, 2)}
    assert fallen(held, {("a", "value"): (8, 10), ("a", "unit"): (10, 10)}).keys() == {("a", "value"), ("a", "base")}


def test_likeness():
    assert likeness("5G基站总数", "5G基站总数") == 1 and likeness("人工智能企业", "人工智能企业数") > 0.7 > likeness("企业", "基站总数")

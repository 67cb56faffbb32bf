"""Tables prove themselves when loaded: a wrong row is refused."""

import pytest

from patterns import datatables, lexicon
from patterns.errors import BadLexicon


def with_row(monkeypatch, table, row):
    real = datatables.rows

    def rows(name, *columns):
        yield from real(name, *columns)
        if name == table:
            yield row

    for module in (lexicon, datatables):
        monkeypatch.setattr(module, "rows", rows)


UNIT = {
    "spelling": "个",
    "kind": "count",
    "unit_measure": "个",
    "factor": "1",
    "standard": "",
    "context": "",
    "not_before": "",
    "example": "",
    "counter_example": "",
}
BOUND = {"phrase": "", "place": "before", "bound": "gt", "unless": "", "example": "", "counter_example": ""}
BAD = {
    "a spelling twice": ("units.csv", UNIT),
    "a factor of nothing": ("units.csv", UNIT | {"spelling": "某", "factor": "0"}),
    "one base unit of two kinds": ("units.csv", UNIT | {"spelling": "某", "kind": "length"}),
    "万X that is not 10,000 X": ("units.csv", UNIT | {"spelling": "万个", "factor": "1000"}),
    "a place twice": ("regions.csv", {"code": "", "name": "四川省", "level": "province", "spellings": ""}),
    "an unknown level of places": ("regions.csv", {"code": "", "name": "某地", "level": "planet", "spellings": ""}),
    "a code that is none": ("regions.csv", {"code": "51", "name": "某地", "level": "county", "spellings": ""}),
    "an ending of zones that is not in its example": ("zone_endings.csv", {"ending": "园区", "example": "某区", "counter_example": "某地"}),
    "an example that fails": ("not_figures.csv", {"reason": "r", "before": "", "number": r"\d", "after": "年", "example": "{12}月", "counter_example": "{1}日"}),
    "a counter-example that holds": ("not_figures.csv", {"reason": "r", "before": "", "number": r"\d", "after": "年", "example": "{1}年", "counter_example": "{2}年"}),
    "an unknown bound": ("bounds.csv", BOUND | {"phrase": "某", "bound": "more"}),
    "a bound that its example does not say": ("bounds.csv", BOUND | {"phrase": "某", "unless": "[甲]", "example": "甲某", "counter_example": "乙某"}),
    "a unit that its counter-example says": ("units.csv", UNIT | {"spelling": "某", "unit_measure": "某", "not_before": "甲", "example": "7某", "counter_example": "7某乙"}),
    "an implied unit that is none": ("implied.csv", {"noun": "人口", "unit": "某", "example": "人口", "counter_example": "人家"}),
    "a rank of an unknown role": ("ranks.csv", {"role": "last", "shape": "末位", "example": "居末位"}),
    "a cue twice": ("cues.csv", {"role": "up", "value": "", "phrases": "增长"}),
    "a fold twice": ("folds.csv", {"printed": "U+2212", "folded": "-", "why": ""}),
}  # fmt: skip


@pytest.mark.parametrize("table,row", BAD.values(), ids=BAD.keys())
def test_a_wrong_row_is_refused(table, row, monkeypatch):
    with_row(monkeypatch, table, row)
    with pytest.raises(BadLexicon) as caught:
        lexicon.load.__wrapped__()
    assert table in str(caught.value)


def test_rules_bind_their_examples(finder):
    finder._cutter.check(lambda text: finder._reader(finder.lexicon.fold(text).text))


def test_traps_of_other_tables():
    units = lexicon.load().units
    assert units["毫米"].factor * 1000 == units["米"].factor
    assert units["千瓦"].unit_measure == "kW" and units["位"].kind == "count"

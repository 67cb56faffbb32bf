"""Tables to figures: rows of fixtures/tables/figures.jsonl, each with the columns that it is about. Anyone can add one."""

import json

import pytest

from output.schema import plain
from patterns.grids import Grids
from patterns.model import Cell, Place, Table
from patterns.quantities import Reader
from tests.conftest import ROOT

CASES = [json.loads(line) for line in (ROOT / "fixtures" / "tables" / "figures.jsonl").read_text(encoding="utf-8").splitlines()]
FACETS = {
    "names": lambda f: f.indicator,
    "areas": lambda f: f.ref_area,
    "bounds": lambda f: f.bound,
    "paths": lambda f: f.sentence,
    "rows": lambda f: [f.indicator, f.measure, plain(f.obs_value), f.unit_measure, f.time_period, f.base],
}


def table(case):
    cells = [
        Cell(
            i,
            j,
            1,
            1,
            text,
            Place(1, (60.0 * j, 20.0 * i, 60.0 * j + 50, 20.0 * i + 12)),
            indent=case.get("indents", {}).get(str(i), 2.0) * (not j),
        )
        for i, row in enumerate(case["grid"])
        for j, text in enumerate(row)
    ]
    return Table("t01", (1,), case.get("caption", ""), case.get("unit", ""), case["header"], "grid", 1.0, tuple(cells))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["why"])
def test_figures_of_a_table(case, finder):
    grids = Grids(finder.lexicon, Reader(finder.lexicon), "2024", "四川省")
    reading = grids(table(case))
    figures = grids.names.distinct(reading.figures)
    assert [f.note.split()[0] for f in reading.findings] == case.get("unread", [])
    facets = {name: [facet(f) for f in figures] for name, facet in FACETS.items() if name in case}
    assert facets and facets == {name: case[name] for name in facets}

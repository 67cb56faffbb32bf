"""The spec rows of fixtures/prose: anyone can add one. {"text", "figures": [[raw, obs_value, unit_measure, measure, bound, indicator or null]]}."""

import json
from array import array
from decimal import Decimal

import pytest

from patterns.model import Line, Paragraph
from patterns.prose import Prose
from tests.conftest import ROOT

ROWS = [
    json.loads(line)
    for path in sorted((ROOT / "fixtures" / "prose").glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]


def paragraph(text):
    """A paragraph of one line, ten points a character."""
    edges = [10.0 * i for i in range(len(text) + 1)]
    line = Line(1, text, (0, 0, edges[-1], 10), array("f", edges[:-1]), array("f", edges[1:]), 10.0)
    return Paragraph("prose", text, (line,), (0,))


@pytest.fixture(scope="module")
def read(finder):
    return Prose(finder.lexicon, finder._cutter, finder._reader, "2024", "四川省")


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r["text"][:24])
def test_row(row, read):
    reading = read(paragraph(row["text"]))
    got = [(f.raw, f.obs_value, f.unit_measure, f.measure, f.bound) for f in reading.figures]
    assert got == [(raw, Decimal(value), unit, measure, bound) for raw, value, unit, measure, bound, _ in row["figures"]]
    named = [(f.indicator, want[5]) for f, want in zip(reading.figures, row["figures"]) if want[5]]
    assert [n for n, _ in named] == [w for _, w in named]
    assert not reading.tally.unclaimed


def test_there_are_rows_enough():
    assert len(ROWS) >= 400 and sum(not r["figures"] for r in ROWS) >= 30

"""The spec rows with context: every slot asserted somewhere. {"text", "context": {area, edition, section}, "figures": [{"raw", any column}]}."""

import json
from dataclasses import replace

import pytest

from patterns.prose import Prose
from tests.conftest import ROOT
from tests.patterns.test_prose_rows import paragraph

ROWS = [json.loads(line) for line in (ROOT / "fixtures" / "prose" / "slots" / "rows.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def readers(finder):
    made = {}

    def reader(edition, area):
        if (edition, area) not in made:
            made[edition, area] = Prose(finder.lexicon, finder._cutter, finder._reader, edition, area)
        return made[edition, area]

    return reader


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r["text"][:24])
def test_row(row, readers):
    context = row["context"]
    reading = readers(context["edition"], context["area"])(replace(paragraph(row["text"]), section=tuple(context["section"])))
    assert [f.raw for f in reading.figures] == [want["raw"] for want in row["figures"]]
    got = [{column: str(getattr(f, column)) for column in want} for f, want in zip(reading.figures, row["figures"])]
    assert got == row["figures"]


def test_every_slot_is_asserted():
    asserted = {column for row in ROWS for figure in row["figures"] for column in figure}
    assert {"indicator", "ref_area", "time_period", "measure", "base"} <= asserted and len(ROWS) >= 150


def test_confidence_is_a_share(readers):
    reading = readers("2025", "四川省")(paragraph("全省藤编业增加值30亿元，增长6.9%。"))
    assert all(0 <= f.confidence <= 1 and f.rule_indicator and f.rule_area and f.rule_period for f in reading.figures)


def test_answers_show_what_was_proposed(readers):
    answers = readers("2025", "四川省").answers("杭州藤编业增加值12.5亿元，增长6.2%。")
    assert [a.indicator.chosen.value for a in answers] == ["藤编业增加值", "藤编业增加值"]
    assert all(len(a.indicator.rivals) > 1 for a in answers)

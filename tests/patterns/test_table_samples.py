"""Rows of two reports that were read by hand, beside pictures of their pages: a seeded sample each, found again by page, place and print."""

import json
from dataclasses import replace

import pytest

from extractors.read import read
from output.schema import plain
from patterns.model import Table
from tests.conftest import ROOT

NAMES = ["heilongjiang-accounts-2024", "lincang-budget-2025"]


def of(figure):
    named = [figure.indicator, figure.ref_area, figure.time_period, figure.measure, figure.base]
    return {
        "row_path": " / ".join(figure.row_path),
        "col_path": " / ".join(figure.col_path),
        "row": [*named, plain(figure.obs_value), figure.unit_measure],
    }


def nearest(figures, case):
    """The figure of that print on that page which lies nearest; None where there is none."""
    printed = [f for f in figures if f.place.page == case["page"] and f.raw == case["raw"]]
    return min(printed, key=lambda f: abs(f.place.bbox[0] - case["x0"]) + abs(f.place.bbox[1] - case["top"]), default=None)


@pytest.mark.parametrize("name", NAMES)
def test_rows_read_by_hand(name, report, finder):
    document = read(report(f"{name}.pdf"))
    tables = replace(document, flow=tuple(b for b in document.flow if isinstance(b, Table) or b.kind != "prose"))
    figures = finder(tables).figures
    cases = [json.loads(line) for line in (ROOT / "fixtures" / "tables" / f"read-{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    wrong = []
    for case in cases:
        figure = nearest(figures, case)
        said = of(figure) if figure else {}
        if any(said.get(key) != case[key] for key in ("row_path", "col_path", "row")):
            wrong.append((case, said))
    assert len(wrong) <= 0.05 * len(cases), wrong

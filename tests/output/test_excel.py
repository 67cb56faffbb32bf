"""The workbook: as many rows as the release, numbers as numbers, and no text that a spreadsheet would run."""

from dataclasses import replace

import pandas as pd
from openpyxl import load_workbook

from output import excel


def test_rows_and_numbers(editions, tmp_path):
    release = editions["2024"][0]
    excel.write(release, tmp_path / "a.xlsx")
    frame = pd.read_excel(tmp_path / "a.xlsx", sheet_name="figures")
    assert len(frame) == len(release.figures)
    assert all(isinstance(v, int | float) for v in frame.obs_value)
    assert list(frame.indicator) == [f.indicator for f in release.figures]


def test_text_that_looks_like_a_formula_stays_text(editions, tmp_path):
    release = editions["2024"][0]
    evil = replace(release.figures[0], indicator='=HYPERLINK("http://x")', raw="-0.7%", base="@x")
    excel.write(replace(release, figures=(evil,)), tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx")["figures"]
    cells = [c for c in sheet[2] if isinstance(c.value, str) and c.value[:1] in "=+-@"]
    assert len(cells) == 3 and all(c.data_type == "s" and c.quotePrefix for c in cells)

"""What a report prints is text on the page, never markup; and a page without its PDF is a page without pictures."""

import csv
import json
import re

import pytest

from flows.cli import main
from output.store import Store
from tests.conftest import ROOT
from tests.review.pages import CHANGES, HOSTILE, browser, change, figure, needs_browser, opened, release, rows

KINDS = {
    "heading",
    "caption",
    "unit",
    "note",
    "toc",
    "cover",
    "running",
    "page_number",
    "chart",
    "footnote",
    "repeated",
    "label of a table",
}
CELLS = [(0, 0, HOSTILE), (0, 1, "2024年"), (1, 0, HOSTILE), (1, 1, "5")]


def table():
    box = {"rowspan": 1, "colspan": 1, "page": 1, "x0": 10.0, "top": 10.0, "x1": 50.0, "bottom": 30.0}
    cells = [{"row": r, "col": c, "rowspan": 1, "colspan": 1, "text": text} | box for r, c, text in CELLS]
    about = {"id": "t01", "pages": [1], "caption": HOSTILE, "unit": HOSTILE, "header_rows": 1, "engine": "grid", "score": 1.0}
    return about | {"cells": cells}


@pytest.fixture
def store(tmp_path):
    """A store of two made-up editions whose every name is markup."""
    named = {"indicator": HOSTILE, "ref_area": HOSTILE, "sentence": HOSTILE + "1亿元", "section": HOSTILE, "raw": HOSTILE}
    named |= {"base": HOSTILE, "start": len(HOSTILE), "end": len(HOSTILE) + 3}
    figures = [figure(1, **named), figure(2, **named | {"rule_indicator": HOSTILE, "confidence": "0.40"}), figure(3, confidence="0.95")]
    found = [
        {"code": "unclaimed", "severity": "note", "blocking": "false", "page": 1, "x0": 1, "top": 1, "x1": 9, "bottom": 9, "note": HOSTILE}
    ]
    found += [{"code": "new_kind", "severity": "error", "blocking": "true", "figure_id": figure(1)["figure_id"], "note": HOSTILE}]
    root = tmp_path / "store"
    for year in ("2023", "2024"):
        release(root / "releases" / "made-up" / year / "v001", figures, found, [table()], year)
    row = change(
        indicator_before=HOSTILE, indicator_after=HOSTILE, ref_area=HOSTILE, value_before=1, value_after=2, change=1, change_pct=100
    )
    diff = root / "diffs" / "made-up" / "2023..2024"
    diff.mkdir(parents=True)
    ids = {"figure_id_before": figure(1)["figure_id"], "figure_id_after": figure(1)["figure_id"]}
    (diff / "changes.csv").write_bytes(rows(CHANGES, row | ids | {"verdict": "contradicted"}))
    return Store(root)


def run(*args):
    from click.testing import CliRunner

    return CliRunner().invoke(main, [str(a) for a in args])


@needs_browser
def test_names_and_cells_stay_text(store):
    made = run("review", "made-up", "--store", store.root)
    assert made.exit_code == 0 and "no pictures" in made.stderr
    with browser() as page:
        opened(page, f"file://{made.stdout.strip()}")
        for key in "12345":
            page.keyboard.press(key)
            page.wait_for_timeout(300)
        page.evaluate("document.body.dataset.view = 'figures'; dispatchEvent(new Event('beforeprint'))")
        assert page.locator("img[src=x], #left script, #right script, #paper script").count() == 0
        assert "taken" not in page.title() or page.title().startswith("<img")
        assert page.evaluate("document.title").startswith("<img src=x onerror=")
        assert "<img src=x onerror=" in page.locator(".printed th").first.text_content()
        page.keyboard.press("4")
        assert "<img src=x onerror=" in page.locator("#view-compare .tabulator-row").first.text_content()
        assert "<img src=x onerror=" in page.locator(".detail .sentence").text_content()
        assert page.complaints == []


@needs_browser
def test_the_least_sure_come_first(store):
    made = run("review", "made-up", "2023", "--store", store.root)
    with browser() as page:
        opened(page, f"file://{made.stdout.strip()}")
        order = page.evaluate("SHUBAO.figures.active().map((f) => f.figure_id)")
        assert order == [figure(n)["figure_id"] for n in (1, 2, 3)]
        page.get_by_label("可疑").select_option("low")
        assert page.evaluate("SHUBAO.figures.active().map((f) => f.sure)") == [0.4]


def test_a_folder_of_extract_and_its_pdf(tmp_path, store):
    folder = release(tmp_path / "out", [figure(1)])
    made = run("review", folder, "--store", store.root)
    assert made.exit_code == 0 and made.stderr.count("\n") == 1
    assert made.stdout.strip() == str(folder / "review" / "index.html")
    other = tmp_path / "b.pdf"
    other.write_bytes(b"%PDF-1.4 %%EOF")
    assert run("review", folder, "--store", store.root, "--pdf", other).exit_code == 2


@pytest.mark.parametrize("what", ["nothing", "made-up:2024"])
def test_what_is_not_there_is_said(store, what):
    made = run("review", what, "--store", store.root)
    assert made.exit_code == 2 and made.stderr.startswith("shubao: ")


def test_data_are_one_call_of_json(store):
    made = run("review", "made-up", "--store", store.root)
    folder = (store.root / "review" / "made-up" / "2024" / "data") if made.exit_code == 0 else None
    for path in folder.glob("*.js"):
        text = path.read_text(encoding="utf-8")
        head = f'SHUBAO.data("{path.stem}", '
        assert text.startswith(head) and text.endswith(");\n")
        json.loads(text[len(head) : -3])


def test_every_reason_and_kind_has_its_word():
    """The page says in Chinese why a numeral is excluded: a reason that is added to the table is added to the page's words."""
    words = (ROOT / "output" / "review" / "js" / "words.js").read_text(encoding="utf-8")
    there = {a or b for a, b in re.findall(r'^  (?:"([^"]+)"|(\w+)):', words, re.MULTILINE)}
    with (ROOT / "patterns" / "data" / "not_figures.csv").open(encoding="utf-8", newline="") as fh:
        reasons = {row["reason"] for row in csv.DictReader(fh)}
    assert reasons | KINDS <= there, sorted((reasons | KINDS) - there)

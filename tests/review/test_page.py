"""The page in a real browser, from file://: the bundled editions, every view used as a person would."""

import hashlib

import pytest

from flows.reading.job import Job, made
from flows.releases.publishing import compare_report, publish
from flows.releases.review import of_store
from output.store import Store
from tests.conftest import EDITIONS
from tests.review.pages import browser, needs_browser, opened

pytestmark = needs_browser


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    """index.html of the bundled edition of 2024, compared with 2023."""
    store = Store(tmp_path_factory.mktemp("store"))
    for year in ("2023", "2024"):
        pdf = EDITIONS / f"report-{year}.pdf"
        job = Job(str(store.root), store.keep_raw(pdf, {"title": pdf.name}), "szsc")
        publish(job, *made(job))
    compare_report(store.root, "szsc", ["2023", "2024"])
    return of_store(store, "szsc").index


@pytest.fixture(scope="module")
def chromium():
    with browser() as page:
        yield page


@pytest.fixture
def page(chromium, index):
    return opened(chromium, index.as_uri())


def test_it_opens_without_a_network_or_a_complaint(page):
    for key in "12345":
        page.keyboard.press(key)
        page.wait_for_timeout(300)
    assert page.complaints == []
    assert page.title().startswith("数字四川发展概览")


def test_filters(page):
    shown = page.locator("#count-figures")
    assert shown.inner_text() == str(page.evaluate("SHUBAO.model.figures.length"))
    page.keyboard.press("/")
    page.keyboard.type("基站")
    page.wait_for_function("() => document.getElementById('count-figures').textContent.includes('/')")
    names = page.evaluate("SHUBAO.figures.active().map((f) => f.text)")
    assert names and all("基站" in name for name in names)
    page.get_by_label("口径").select_option("rank")
    assert set(page.evaluate("SHUBAO.figures.active().map((f) => f.measure)")) == {"rank"}


def test_doubtful_first_and_other_orders(page):
    doubts = page.evaluate("SHUBAO.figures.active().map((f) => f.doubt)")
    assert doubts == sorted(doubts, reverse=True) and doubts[0] > 0
    page.get_by_label("排序").select_option("order_read")
    page.wait_for_function("() => SHUBAO.figures.active()[0].order === 0")
    page.locator(".tabulator-col", has_text="指标").first.click()
    names = page.evaluate("SHUBAO.figures.active().slice(0, 9).map((f) => f.indicator)")
    assert len(set(names)) > 1


def in_view(page, box):
    x = box.bounding_box()
    around = page.locator("#viewer .scroll").bounding_box()
    return around["y"] <= x["y"] and x["y"] + x["height"] <= around["y"] + around["height"]


def test_a_row_shows_its_box_and_a_box_its_row(page):
    row = page.locator("#view-figures .tabulator-row").nth(6)
    row.click()
    name = row.locator(".tabulator-cell").nth(1).inner_text()
    box = page.locator(".box.chosen")
    box.wait_for()
    assert name in box.get_attribute("title") and in_view(page, box)
    assert name in page.locator(".detail h2").inner_text()
    other = page.locator(".box:not(.chosen)").first
    wanted = other.get_attribute("data-id")
    other.click()
    page.wait_for_function(f"() => SHUBAO.state.id === '{wanted}'")
    chosen = page.locator("#view-figures .tabulator-row.tabulator-selected")
    assert page.evaluate(f"SHUBAO.model.byId.get('{wanted}').indicator") in chosen.inner_text()


def test_the_picture_is_drawn(page):
    page.wait_for_function("() => document.querySelector('.sheet img').naturalWidth > 500")
    page.wait_for_function("() => document.querySelector('.sheet img').complete")


def test_keys_walk_through_the_rows(page):
    ids = page.evaluate("SHUBAO.figures.active().map((f) => f.figure_id)")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("SHUBAO.state.id") == ids[2]
    page.keyboard.press("k")
    assert page.evaluate("SHUBAO.state.id") == ids[1]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.id") == ids[1]
    page.get_by_label("排序").select_option("order_name")
    page.wait_for_function(f"() => SHUBAO.figures.active()[0].figure_id !== '{ids[0]}'")
    at = page.evaluate(f"SHUBAO.figures.active().findIndex((f) => f.figure_id === '{ids[1]}')")
    page.get_by_label("排序").blur()
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("SHUBAO.state.id") == page.evaluate(f"SHUBAO.figures.active()[{at + 2}].figure_id")


def test_number_and_name_are_marked_in_the_sentence(page):
    figure = page.evaluate("SHUBAO.model.figures.find((f) => f.source === 'prose' && f.sentence.includes(f.indicator))")
    page.evaluate(f"SHUBAO.go({{id: '{figure['figure_id']}'}})")
    marks = page.locator(".sentence mark")
    texts = {m.get_attribute("class"): m.evaluate("(n) => n.firstChild.data") for m in marks.all()}
    assert texts["number"] == figure["sentence"][int(figure["start"]) : int(figure["end"])]
    assert texts["name"] == figure["indicator"]


def test_findings_are_grouped_and_lead_to_their_places(page):
    page.keyboard.press("2")
    kinds = page.locator(".kind code").all_inner_texts()
    assert len(kinds) == len(set(kinds)) >= 3 and "growth_contradicted" in kinds
    item = page.locator(".kind", has_text="growth_contradicted").locator("li").first
    item.click()
    page.locator("#viewer .layer .finding").wait_for()
    assert in_view(page, page.locator("#viewer .layer .finding").first)


def test_tables_are_grids_and_cells_on_the_page(page):
    page.keyboard.press("3")
    page.locator(".printed td.is-figure").first.click()
    page.locator(".layer .cell.chosen").wait_for()
    assert page.locator(".layer .cell").count() > 3
    page.locator(".printed td.is-figure").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.parentElement.rowIndex") > 1


def test_editions_are_compared_contradictions_first_and_plotted(page):
    page.keyboard.press("4")
    page.locator("#sides .crop").first.wait_for()
    assert "矛盾" in page.locator("#view-compare .tabulator-row").first.inner_text()
    assert page.locator("#sides .crop img").count() == 2
    page.wait_for_function("() => [...document.querySelectorAll('#sides .crop img')].every((i) => i.naturalWidth > 500)")
    page.locator(".chart.line canvas").wait_for()
    drawn = """(n) => { const c = n.getContext('2d').getImageData(0, 0, n.width, n.height).data;
        let dark = 0; for (let i = 3; i < c.length; i += 4) dark += c[i] > 200; return dark; }"""
    assert page.locator(".chart.line canvas").evaluate(drawn) > 200
    assert page.locator(".chart.bars canvas").evaluate(drawn) > 2000
    page.get_by_label("变化").select_option("new")
    assert set(page.locator("#view-compare .tabulator-row .tabulator-cell:first-child").all_inner_texts()) == {"新增"}


def test_every_numeral_is_counted_by_kind(page):
    page.keyboard.press("5")
    page.locator(".pages tbody tr").first.wait_for()
    total = page.locator(".pages tfoot td").first.inner_text()
    assert int(total) == page.evaluate("SHUBAO.model.figures.length")
    page.locator(".pages tbody tr", has_text="3").first.click()
    page.locator(".layer .numeral.is-excluded").first.wait_for()


def test_english_at_a_switch(page):
    page.locator("#language").click()
    page.wait_for_selector("body[data-ready]")
    page.wait_for_function("() => document.documentElement.lang === 'en'")
    assert "Findings" in page.locator("#tabs").inner_text()


def test_on_paper_stand_all_rows(page):
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#paper tbody tr").count() == page.evaluate("SHUBAO.model.figures.length")


def test_pictures_are_small(index):
    pictures = list(index.parent.glob("pages/*/*.webp"))
    assert pictures and max(p.stat().st_size for p in pictures) <= 120_000


def test_made_again_it_is_the_same(index):
    def hashes():
        return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in index.parent.rglob("*") if p.is_file()}

    before = hashes()
    of_store(Store(index.parents[3]), "szsc")
    assert hashes() == before

"""`shubao review --edit`: what a person says on the page is written at once, exactly once; and nobody else may write."""

import csv
import json
import os
import signal
import subprocess
import sys

import httpx
import pytest

from output import corrections
from output.files import read_figures
from output.store import Store
from tests.conftest import EDITIONS, ROOT
from tests.review.pages import CHANGES, browser, change, figure, needs_browser, opened, release, rows

FIRST, SECOND = figure(1)["figure_id"], figure(2)["figure_id"]


def made_up(root):
    """A store with two editions of a made-up report; the pages are those of a bundled PDF, so that there is something to draw on."""
    store = Store(root)
    digest = store.keep_raw(EDITIONS / "report-2023.pdf", {"title": "a"})
    for year in ("2023", "2024"):
        folder = release(store.root / "releases" / "made-up" / year / "v001", [figure(1), figure(2)], edition=year)
        described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        described["sources"][0]["hash"] = f"sha256:{digest}"
        (folder / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    diff = store.root / "diffs" / "made-up" / "2023..2024"
    diff.mkdir(parents=True)
    pair = change(indicator_before="指标1", indicator_after="指标2", ref_area="甲市", value_before=1, value_after=2, figure_id_before=FIRST)
    (diff / "changes.csv").write_bytes(rows(CHANGES, pair | {"figure_id_after": SECOND}))
    return store


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """(store, address at which its page is served); the server is stopped afterwards as by Ctrl-C."""
    store = made_up(tmp_path_factory.mktemp("store"))
    command = [sys.executable, "-m", "flows.cli", "review", "made-up", "--edit", "--store", str(store.root)]
    env = os.environ | {"PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT, env=env)
    yield store, server.stdout.readline().strip()
    server.send_signal(signal.SIGINT)
    assert server.wait(20) == 0
    server.stdout.close()


@pytest.fixture
def store(served):
    """The store, nothing said in it yet."""
    for name in ("corrections.csv", "aliases.csv"):
        (served[0].root / name).unlink(missing_ok=True)
    return served[0]


@pytest.fixture
def address(served, store):
    return served[1]


def written(store, name="corrections.csv"):
    path = store.root / name
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as fh:
        return list(csv.DictReader(fh))


@pytest.fixture(scope="module")
def chromium():
    with browser() as page:
        yield page


@pytest.fixture
def page(address, chromium):
    opened(chromium, address)
    chromium.get_by_label("谁").first.fill("张三")
    yield chromium
    assert chromium.complaints == []


def said(page, word):
    page.wait_for_function(f"() => document.getElementById('status').textContent.includes('{word}')")
    page.evaluate("document.getElementById('status').textContent = ''")


@needs_browser
def test_a_verdict_is_one_row_and_survives_a_reload(page, store, address):
    page.locator(".verdict[data-verdict=right]").click()
    said(page, "已写入")
    (row,) = written(store)
    assert (row["report"], row["edition"], row["figure_id"], row["verdict"], row["who"]) == ("made-up", "2024", FIRST, "right", "张三")
    opened(page, address)
    assert page.locator(".verdict[data-verdict=right]").get_attribute("aria-pressed") == "true"
    assert "✓" in page.locator("#view-figures .tabulator-row").first.inner_text()
    page.get_by_label("为何").first.fill("门牌号")
    page.locator(".detail h2").click()
    page.keyboard.press("x")
    said(page, "已写入")
    assert [r["verdict"] for r in written(store)] == ["not_a_figure"]
    page.keyboard.press("u")
    said(page, "已撤销")
    assert [r["verdict"] for r in written(store)] == ["right"]


@needs_browser
def test_without_why_nothing_is_written(page, store):
    page.locator(".verdict[data-verdict=wrong]").click()
    said(page, "谁")
    assert written(store) == []


@needs_browser
def test_a_field_is_put_right_and_the_next_build_takes_it(page, store):
    page.get_by_label("为何").first.fill("看错")
    page.locator("[data-field=indicator] .mend").click()
    page.locator("[data-field=indicator] input").fill("新名称")
    page.keyboard.press("Enter")
    said(page, "已写入")
    assert "新名称" in page.locator("[data-field=indicator] ins").inner_text()
    (row,) = written(store)
    assert (row["column"], row["wrong"], row["right"]) == ("indicator", "指标1", "新名称")
    path = store.root / "corrections.csv"
    figures = read_figures(store.newest("made-up", "2024") / "figures.csv")
    out, _ = corrections.apply(figures, corrections.read(path), "made-up", "2024", path)
    assert [f.indicator for f in out] == ["新名称", "指标2"]


@needs_browser
def test_a_missed_figure_is_drawn(page, store):
    page.get_by_label("为何").first.fill("漏了")
    page.locator(".verdict[data-verdict=missed]").click()
    layer = page.locator(".layer").bounding_box()
    page.mouse.move(layer["x"] + 100, layer["y"] + 300)
    page.mouse.down()
    page.mouse.move(layer["x"] + 180, layer["y"] + 330)
    page.mouse.up()
    said(page, "已写入")
    (row,) = written(store)
    place = corrections.place_of(row["right"], "")
    width = page.evaluate("SHUBAO.viewer.size()[0]")
    assert row["verdict"] == "missed" and place.page == 1 and abs(place.bbox[0] - 100 / layer["width"] * width) < 1
    page.locator(".layer .missed").wait_for()


@needs_browser
def test_a_pair_is_forbidden(page, store):
    page.locator("#tab-compare").click()
    page.locator("#sides [data-pair=forbid]").wait_for()
    page.locator("#sides .why").fill("两回事")
    page.locator("#sides [data-pair=forbid]").click()
    said(page, "已写入")
    (row,) = written(store, "aliases.csv")
    assert (row["before"], row["after"], row["same"], row["ref_area"], row["why"]) == ("指标1", "指标2", "no", "甲市", "两回事")
    assert page.locator("#sides [data-pair=forbid]").get_attribute("aria-pressed") == "true"


STROKE = {"kind": "verdict", "figure_id": FIRST, "verdict": "right", "who": "a", "why": "b"}


def test_only_the_page_may_write(address, store):
    origin = address[: address.index("/", 8)]
    with httpx.Client(trust_env=False) as web:
        cookie = web.get(address).headers["set-cookie"]
        assert "HttpOnly" in cookie and "SameSite=strict" in cookie
        refused = [
            ({"Host": "shubao.example.org"}, 421),
            ({"Origin": "http://evil.example.org"}, 403),
            ({"Sec-Fetch-Site": "cross-site"}, 403),
            ({"Cookie": "shubao=guess"}, 403),
            ({"Content-Type": "text/plain"}, 415),
        ]
        for headers, status in refused:
            assert web.post(f"{address}api/edits", json=STROKE, headers=headers).status_code == status, headers
        assert web.post(f"{origin}/guess/api/edits", json=STROKE).status_code == 404
        assert web.get(f"{origin}/").status_code == 404
        assert written(store) == []
        assert web.post(f"{address}api/edits", json=STROKE).status_code == 200
        assert len(written(store)) == 1


@pytest.mark.parametrize("name", ["../../corrections.csv", "%2e%2e/%2e%2e/ledger.csv", "/etc/passwd", "data/../../x", "data"])
def test_no_name_reaches_the_disk(address, name):
    with httpx.Client(trust_env=False) as web:
        host, _, token = address.removeprefix("http://").strip("/").partition("/")
        assert web.get(f"http://{host}/{token}/{name}").status_code == 404


@pytest.mark.parametrize(
    "more",
    [{"figure_id": "p0"}, {"verdict": "perhaps"}, {"who": " "}, {"why": ""}, {"path": "x"}, {"kind": "file"}, {"who": "x" * 30_000}]
    + [{"kind": "missed", "page": 1, "box": [9, 9, 1, 1]}],
)
def test_what_cannot_be_written_is_refused(address, store, more):
    with httpx.Client(trust_env=False) as web:
        web.get(address)
        assert web.post(f"{address}api/edits", json=STROKE | more).status_code in (409, 415, 422)
        assert written(store) == []

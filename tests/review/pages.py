"""What the browser tests need: a browser, a release made up by hand with hostile names, and pages made of it."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from output.files import to_csv
from output.schema import CHANGES, FIGURES, FINDINGS, header

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
needs_browser = pytest.mark.skipif(not CHROMIUM and "CI" not in os.environ, reason="chromium is not installed (apt-get install chromium)")

HOSTILE = "<img src=x onerror=\"document.title='taken'\"></script><script>document.title='taken'</script>&amp;\u2028"


@contextmanager
def browser():
    """A page of a browser of its own; what its console complains of is kept in `page.complaints`."""
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = chromium.new_page(viewport={"width": 1280, "height": 768})
        page.complaints = []
        page.on("console", lambda m: page.complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: page.complaints.append(str(e)))
        page.on(
            "request",
            lambda r: page.complaints.append(r.url) if not r.url.startswith(("file:", "data:", "blob:", "http://127.0.0.1")) else None,
        )
        yield page
        chromium.close()


def opened(page: Page, address: str) -> Page:
    """Opens an address and waits until the page can be used."""
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector("body[data-ready]", timeout=20_000)
    return page


def rows(columns, *given):
    """CSV bytes of rows given by the names of their columns; what is not given is blank."""
    return to_csv(columns, [[str(row.get(c, "")) for c in header(columns)] for row in given])


def figure(n: int, **more):
    """A row of figures.csv on page 1, one under the other."""
    y = 100 + 30 * n
    base = {"figure_id": f"p{n:012d}", "report": "made-up", "edition": "2024", "source": "prose", "page": 1, "x0": 100, "top": y, "x1": 160}
    base |= {
        "bottom": y + 12,
        "section": "一、概况",
        "sentence": f"甲市指标{n}为{n}亿元。",
        "start": 6,
        "end": 9,
        "raw": f"{n}亿元",
        "indicator": f"指标{n}",
    }
    base |= {
        "ref_area": "甲市",
        "time_period": "2024",
        "measure": "level",
        "bound": "exact",
        "value": n,
        "unit": "亿元",
        "obs_value": n * 10**8,
    }
    return base | {"unit_measure": "CNY", "rule": "level"} | more


def release(folder: Path, figures, findings=(), tables=(), edition="2024") -> Path:
    """Writes a release of made-up figures; its PDF is found nowhere."""
    folder.mkdir(parents=True)
    (folder / "figures.csv").write_bytes(rows(FIGURES, *figures))
    (folder / "findings.csv").write_bytes(rows(FINDINGS, *findings))
    (folder / "tables.json").write_text(json.dumps(list(tables)), encoding="utf-8")
    about = {"report": "made-up", "edition": edition, "ref_area": "甲市", "software": "0", "patterns": "0"}
    described = {"title": HOSTILE, "sources": [{"path": "a.pdf", "hash": "sha256:" + "0" * 64}], "shubao": about}
    (folder / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    return folder


def change(**more):
    """A row of changes.csv."""
    base = {
        "kind": "same",
        "status": "claimed",
        "edition_before": "2023",
        "edition_after": "2024",
        "time_period_before": "2023",
        "time_period_after": "2024",
    }
    return base | {"measure": "level", "unit_measure": "CNY", "verdict": "unstated", "score": "0.9"} | more


__all__ = ["CHANGES", "HOSTILE", "browser", "change", "figure", "needs_browser", "opened", "release", "rows"]

"""Fetching against a site that fails in every way it can. Loopback only, each test bounded in requests and time."""

import hashlib
import json
import tomllib

import pytest

from flows.pull.fetch import Memory, fetch
from flows.pull.sources import Source
from flows.pull.watch import Edition
from flows.pull.web import Limits, Web
from output.store import Store
from patterns.errors import FetchFailed, Refused
from tests.conftest import EDITIONS
from tests.flows.site import file_of, send, serving

PDF = (EDITIONS / "report-2024.pdf").read_bytes()
OTHER = (EDITIONS / "report-2023.pdf").read_bytes()
QUICK = Limits(page_bytes=1 << 20, file_bytes=4 << 20, seconds=5, silence=2, backoff=0.5)


@pytest.fixture
def site():
    with serving() as site:
        yield site


class Fetcher:
    """One source at a site; `waits` has the seconds that the client slept."""

    def __init__(self, site, root, limits=QUICK, **more):
        self.site, self.store, self.limits = site, Store(root), limits
        self.source = Source(report="r", listing=site.url + "/", pattern="{year}年报告", private=True, **more)
        self.waits = []

    def __call__(self, path="/a.pdf"):
        url = self.site.url + path
        with Web(self.source.names, True, self.limits, sleep=self.waits.append) as web:
            return fetch(Edition("2024", "2024年报告", url), self.source, self.store, Memory(self.store, "r"), web)

    @property
    def raw(self):
        return sorted(p.name for p in (self.store.root / "raw").glob("*.pdf"))

    @property
    def incoming(self):
        return list((self.store.root / "incoming").glob("*"))


@pytest.fixture
def fetcher(site, tmp_path):
    return Fetcher(site, tmp_path)


def test_a_pdf_is_kept_as_it_is_with_its_sidecar(site, fetcher):
    site.pages["/a.pdf"] = file_of(PDF)
    digest = fetcher()
    assert digest == hashlib.sha256(PDF).hexdigest()
    assert (fetcher.store.root / "raw" / f"{digest}.pdf").read_bytes() == PDF
    facts = tomllib.loads((fetcher.store.root / "raw" / f"{digest}.toml").read_text(encoding="utf-8"))
    assert facts["url"] == site.url + "/a.pdf" and facts["sha256"] == digest and facts["title"] == "2024年报告"
    assert not fetcher.incoming


def test_asked_again_only_if_it_changed(site, fetcher):
    site.pages["/a.pdf"] = file_of(PDF)
    assert fetcher() == fetcher()
    assert site.asked[1][1]["If-None-Match"] == '"1"'
    site.pages["/a.pdf"] = file_of(OTHER, '"2"')
    assert fetcher() == hashlib.sha256(OTHER).hexdigest()
    assert len(fetcher.raw) == 2


def test_without_validators_the_hash_tells(site, fetcher):
    site.pages["/a.pdf"] = PDF
    assert fetcher() == fetcher() and len(fetcher.raw) == 1


def test_503_twice_then_the_file(site, fetcher):
    def answer(handler):
        if site.count("/a.pdf") < 3:
            send(handler, b"", 503, Retry_After="7")
        else:
            send(handler, PDF)

    site.pages["/a.pdf"] = answer
    assert fetcher() == hashlib.sha256(PDF).hexdigest()
    assert fetcher.waits == [7.0, 7.0]


def test_429_for_ever_gives_up_and_says_so(site, fetcher):
    site.pages["/a.pdf"] = lambda handler: send(handler, b"", 429)
    with pytest.raises(FetchFailed, match="answers 429, 4 times"):
        fetcher()
    assert fetcher.waits == [0.5, 1.0, 2.0] and site.count("/a.pdf") == 4


def half(etag):
    """The first half, then the line goes dead."""

    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(PDF)))
        if etag:
            handler.send_header("ETag", etag)
        handler.end_headers()
        handler.wfile.write(PDF[: len(PDF) // 2])
        handler.wfile.flush()
        handler.close_connection = True

    return answer


@pytest.mark.parametrize("etag,resumed", [('"1"', True), ("", False), ('W/"1"', False)], ids=["tag", "no tag", "weak tag"])
def test_a_cut_at_half(site, fetcher, etag, resumed):
    def answer(handler):
        (half(etag) if site.count("/a.pdf") == 1 else file_of(PDF, etag or '"x"'))(handler)

    site.pages["/a.pdf"] = answer
    assert fetcher() == hashlib.sha256(PDF).hexdigest()
    assert site.asked[1][1].get("Range") == (f"bytes={len(PDF) // 2}-" if resumed else None)


def test_a_cut_is_gone_on_with_in_the_next_run(site, fetcher):
    site.pages["/a.pdf"] = half('"1"')
    with pytest.raises(FetchFailed, match="what was fetched is kept"):
        fetcher()
    site.pages["/a.pdf"] = file_of(PDF)
    assert fetcher() == hashlib.sha256(PDF).hexdigest()
    assert site.asked[-1][1]["Range"].startswith("bytes=") and not fetcher.incoming


def test_another_file_since_the_cut_starts_over(site, fetcher):
    site.pages["/a.pdf"] = half('"1"')
    with pytest.raises(FetchFailed):
        fetcher()
    site.pages["/a.pdf"] = file_of(OTHER, '"2"')
    assert fetcher() == hashlib.sha256(OTHER).hexdigest()


def test_killed_before_the_whole_part_was_kept(site, fetcher):
    """A part that is whole already: the server has nothing to add (416), it is fetched anew."""
    site.pages["/a.pdf"] = half('"1"')
    with pytest.raises(FetchFailed):
        fetcher()
    part = next(p for p in fetcher.incoming if p.suffix == ".part")
    part.write_bytes(PDF)
    site.pages["/a.pdf"] = file_of(PDF)
    assert fetcher() == hashlib.sha256(PDF).hexdigest()


@pytest.mark.parametrize("body", ["<html><body>请登录</body></html>", b"%PDF-1.7 and no end", b""], ids=["html", "cut off", "empty"])
def test_what_is_no_pdf_is_not_kept(site, fetcher, body):
    site.pages["/a.pdf"] = body
    with pytest.raises(FetchFailed, match="no PDF|cut off|0 bytes"):
        fetcher()
    assert not fetcher.raw and not fetcher.incoming


def test_an_endless_body_is_closed_at_the_limit(site, fetcher):
    sent = []

    def answer(handler):
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.close_connection = True
        while len(sent) < 10_000:
            handler.wfile.write(b"%PDF-" + bytes(65_531))
            sent.append(1)

    site.pages["/a.pdf"] = answer
    with pytest.raises(Refused, match="larger than 4,194,304 bytes"):
        fetcher()
    assert len(sent) < 1000 and site.count("/a.pdf") == 1


def test_a_body_that_drips_is_closed_in_time(site, tmp_path):
    import time

    def answer(handler):
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.close_connection = True
        for _ in range(200):
            handler.wfile.write(b".")
            handler.wfile.flush()
            time.sleep(0.02)

    site.pages["/a.pdf"] = answer
    with pytest.raises(Refused, match="took longer"):
        Fetcher(site, tmp_path, Limits(seconds=0.2, silence=2))()


def test_a_redirect_loop(site, fetcher):
    site.pages["/a.pdf"] = lambda handler: send(handler, b"", 302, Location="/a.pdf")
    with pytest.raises(Refused, match="more than 5 redirects"):
        fetcher()
    assert site.count("/a.pdf") == 6


def test_a_redirect_on_the_same_host_is_followed(site, fetcher):
    site.pages["/a.pdf"] = lambda handler: send(handler, b"", 301, Location="/files/b.pdf")
    site.pages["/files/b.pdf"] = PDF
    assert fetcher() == hashlib.sha256(PDF).hexdigest()


@pytest.mark.parametrize("target", ["file:///etc/passwd", "http://169.254.169.254/latest", "http://example.org/a.pdf", "http://["])
def test_a_redirect_elsewhere_is_refused(site, fetcher, target):
    site.pages["/a.pdf"] = lambda handler: send(handler, b"", 302, Location=target)
    with pytest.raises(Refused):
        fetcher()
    assert len(site.asked) == 1 and not fetcher.raw


def test_a_page_about_the_edition_leads_to_its_pdf(site, fetcher):
    site.pages["/a.html"] = '<p>2024年报告全文</p><a href="files/2024.pdf">下载</a><a href="/other.html">首页</a>'
    site.pages["/files/2024.pdf"] = file_of(PDF)
    assert fetcher("/a.html") == hashlib.sha256(PDF).hexdigest()
    site.pages["/files/2024.pdf"] = file_of(OTHER, '"2"')  # changed behind an unchanged page
    assert fetcher("/a.html") == hashlib.sha256(OTHER).hexdigest()
    site.asked.clear()
    assert fetcher("/a.html") == hashlib.sha256(OTHER).hexdigest()
    assert "If-None-Match" not in site.asked[0][1] and site.asked[1][1]["If-None-Match"] == '"2"'


def test_a_page_with_several_pdfs_and_none_that_fits(site, fetcher):
    site.pages["/a.html"] = '<a href="x.pdf">附件一</a><a href="y.pdf">附件二</a>'
    with pytest.raises(FetchFailed, match="links to no PDF of its own"):
        fetcher("/a.html")


def test_what_is_listed_but_not_there(fetcher):
    with pytest.raises(FetchFailed, match="listed, but not there"):
        fetcher("/none.pdf")


def test_memory_is_written_whole(site, fetcher):
    site.pages["/a.pdf"] = file_of(PDF)
    fetcher()
    rows = json.loads((fetcher.store.root / "watch" / "r.json").read_text(encoding="utf-8"))
    assert rows[site.url + "/a.pdf"]["etag"] == '"1"'

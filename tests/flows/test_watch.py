"""Listings as they are: GBK and UTF-8, relative links, pages that follow one another, thousands of links; URL patterns and folders."""

from pathlib import Path

import pytest

from flows.pull.sources import Source
from flows.pull.titles import Title
from flows.pull.watch import editions
from flows.pull.web import Limits, Web
from patterns.errors import BadInput, FetchFailed
from tests.flows.site import send, serving


@pytest.fixture
def site():
    with serving() as site:
        yield site


def found(source, base=Path(), this_year=2025):
    with Web(source.names, True, Limits(tries=1)) as web:
        return [(e.year, e.title, e.url) for e in editions(source, web, base, this_year)]


def listed(site, path="/list/index.html", **more):
    return Source(**{"report": "r", "listing": site.url + path, "pattern": "{year}年全省数字经济发展报告", "private": True} | more)


LINKS = """<ul><li><a href="../files/a.pdf">2024年全省数字经济发展报告</a></li>
<li><a href="b.html" title="二〇二三年全省数字经济发展报告">二〇二三年全省数字…</a></li>
<li><a href="javascript:void(0)">2022年全省数字经济发展报告</a></li><li><a href="/c.pdf">2021年全省工业报告</a></li>
<li><a href="/files/2020%E5%B9%B4%E5%85%A8%E7%9C%81%E6%95%B0%E5%AD%97%E7%BB%8F%E6%B5%8E%E5%8F%91%E5%B1%95%E6%8A%A5%E5%91%8A.pdf">下载</a></li>
<li><a href="d.html">解读《2024年全省数字经济发展报告》</a></li></ul>"""
EXPECTED = [("2020", "下载"), ("2023", "二〇二三年全省数字经济发展报告"), ("2024", "2024年全省数字经济发展报告")]


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030"])
@pytest.mark.parametrize("where", ["header", "meta", "nowhere"])
def test_links_by_text_title_and_file_name(site, charset, where):
    real = {"gb2312": "gbk"}.get(charset, charset)
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">' if where == "meta" else ""
    body = f"<html><head>{meta}<title>镕基</title></head><body>{LINKS}</body></html>".encode(real)
    kind = f"text/html; charset={charset}" if where == "header" else "text/html"
    site.pages["/list/index.html"] = lambda handler: send(handler, body, Content_Type=kind)
    got = found(listed(site))
    assert [(year, title) for year, title, _ in got] == EXPECTED
    assert got[2][2] == site.url + "/files/a.pdf" and got[1][2] == site.url + "/list/b.html"


def test_base_address(site):
    site.pages["/list/index.html"] = f'<base href="{site.url}/deep/"><a href="a.pdf">2024年全省数字经济发展报告</a>'
    assert found(listed(site))[0][2] == site.url + "/deep/a.pdf"


def page(year, following=""):
    return f'<a href="/{year}.pdf">{year}年全省数字经济发展报告</a>{following}'


def test_along_the_link_to_the_next_page(site):
    site.pages["/list/index.html"] = page(2024, '<a href="p2.html"> 下一页 </a>')
    site.pages["/list/p2.html"] = page(2023, '<a rel="next" href="p3.html">›</a>')
    site.pages["/list/p3.html"] = page(2022, '<a href="index.html">下一页</a>')  # back to the start
    assert [year for year, _, _ in found(listed(site))] == ["2022", "2023", "2024"]
    assert len(site.asked) == 3


def test_no_more_pages_than_the_source_says(site):
    for i in range(9):
        site.pages[f"/list/{i}.html"] = page(2024 - i, f'<a href="{i + 1}.html">下一页</a>')
    assert len(found(listed(site, "/list/0.html", pages=4))) == 4 and len(site.asked) == 4


def test_numbered_pages_until_there_is_none(site):
    site.pages["/list/index.html"], site.pages["/list/index_1.html"] = page(2024), page(2023)
    assert [year for year, _, _ in found(listed(site, more="index_{page}.html"))] == ["2023", "2024"]
    assert [path for path, _ in site.asked] == ["/list/index.html", "/list/index_1.html", "/list/index_2.html"]


def test_five_thousand_links(site):
    noise = "".join(f'<li><a href="/n/{i}.html" title="第{i}号公告">关于印发{i}号文件的通知</a></li>' for i in range(5000))
    site.pages["/list/index.html"] = f"<ul>{noise}{page(2024)}</ul>"
    assert [year for year, _, _ in found(listed(site))] == ["2024"]
    assert len(site.asked) == 1


def test_a_listing_where_nothing_fits_is_said(site):
    site.pages["/list/index.html"] = "<p>网站改版</p>"
    with pytest.raises(BadInput, match="no link or file there fits"):
        found(listed(site))


def test_a_listing_that_is_gone(site):
    with pytest.raises(FetchFailed, match="not there"):
        found(listed(site))


def test_editions_before_since_are_left_alone(site):
    site.pages["/list/index.html"] = page(2024) + page(2019)
    assert [year for year, _, _ in found(listed(site, since=2020))] == ["2024"]


def test_a_pdf_goes_before_a_page_of_the_same_title(site):
    title = "2024年全省数字经济发展报告"
    site.pages["/list/index.html"] = f'<a href="a.html">{title}</a><a href="a.pdf">{title}</a>'
    assert found(listed(site))[0][2].endswith("a.pdf")


def test_url_pattern():
    source = Source(report="r", url="https://example.org/{year}/report.pdf", since=2023)
    assert found(source) == [(y, "", f"https://example.org/{y}/report.pdf") for y in ("2023", "2024", "2025")]


def test_a_folder_and_a_pattern_of_names(tmp_path):
    for name in ("report-2023.pdf", "report-2024.pdf", "notes.txt", "other.pdf"):
        (tmp_path / name).touch()
    for files in (".", "report-*.pdf", str(tmp_path)):
        got = found(Source(report="r", files=files, pattern="report-{year}"), tmp_path)
        assert [(year, Path(url).name) for year, _, url in got] == [("2023", "report-2023.pdf"), ("2024", "report-2024.pdf")]


@pytest.mark.parametrize(
    "pattern,text,year",
    [
        ("{year}年报告", "2024 年 报告", "2024"), ("{year}年*报告", "2024年全省数字经济报告", "2024"), ("{year}年报告", "２０２４年报告（全文）", "2024"),
        ("{year}年报告", "二〇二四年报告", "2024"), ("{year}年报告", "二零二四年报告", "2024"), ("（{year}）", "报告(2024)", "2024"), ("{year}年报告", "24年报告", ""),
        ("a.c {year}", "abc 2024", ""),
    ],
)  # fmt: skip
def test_titles(pattern, text, year):
    assert Title(pattern).year(text)[0] == year

"""A listing page to its links: text, title and address of each, whatever its charset; and the page that follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from flows.pull.web import Page

# GB 18030 holds all of GBK and GB 2312, and pages that say the smaller ones often hold more
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "hz-gb-2312": "gb18030"}


@dataclass(frozen=True, slots=True)
class Link:
    """A link: what it says, and the absolute address that it leads to."""

    text: str
    title: str
    url: str

    @property
    def texts(self) -> tuple[str, ...]:
        """What may hold the title of an edition: the link's text, its title, the name of its file."""
        name = unquote(urlsplit(self.url).path.rpartition("/")[2])
        return tuple(t for t in (self.title, self.text, name.rpartition(".")[0] or name) if t)

    @property
    def is_pdf(self) -> bool:
        return urlsplit(self.url).path.lower().endswith(".pdf")


class Listing:
    """A page read as links, in the order of the page."""

    def __init__(self, page: Page) -> None:
        self._soup = _soup(page)
        base = self._soup.find("base", href=True)
        self._base = urljoin(page.url, str(base["href"])) if isinstance(base, Tag) else page.url
        self.links = tuple(self._links())

    def _links(self) -> Iterator[Link]:
        for a in self._soup.find_all("a", href=True):
            href = str(a["href"]).strip()
            if href and not href.lower().startswith(("javascript:", "mailto:", "#")):
                yield Link(a.get_text(" ", strip=True), str(a.get("title") or ""), self._absolute(href))

    def _absolute(self, href: str) -> str:
        try:
            return urljoin(self._base, href).partition("#")[0]
        except ValueError:  # an address that is none (http://[): it is refused by name where someone asks it
            return href

    def following(self, name: str) -> str:
        """Address of the next page: the link that says `name`, or rel=next; blank where there is none."""
        for tag in (*self._soup.find_all(["a", "link"], rel="next", href=True), *self._soup.find_all("a", href=True)):
            rel = tag.get("rel") or ()
            if "next" in rel or name and tag.get_text("", strip=True) == name:
                href = str(tag["href"]).strip()
                return "" if href.startswith(("javascript:", "#")) or not href else self._absolute(href)
        return ""


def _soup(page: Page) -> BeautifulSoup:
    """By the charset of the header, then what the page itself says, then UTF-8, then GB 18030."""
    said = page.charset or _declared(page.body)
    for charset in (_WIDER.get(said.lower(), said), "utf-8", "gb18030"):
        try:
            return BeautifulSoup(page.body.decode(charset or "utf-8"), "html.parser")
        except (UnicodeDecodeError, LookupError):
            continue
    return BeautifulSoup(page.body.decode("gb18030", errors="replace"), "html.parser")


def _declared(body: bytes) -> str:
    """The charset that a page names in its first 1024 bytes, as browsers look for it."""
    from bs4.dammit import EncodingDetector

    return EncodingDetector.find_declared_encoding(body[:1024], is_html=True, search_entire_document=False) or ""

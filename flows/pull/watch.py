"""A source to the editions that can be had of it: from its listing pages, from its URL pattern, or among local files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from flows.pull.listing import Link, Listing
from flows.pull.sources import Source
from flows.pull.titles import Title
from flows.pull.web import Web
from patterns.errors import BadInput, FetchFailed


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition that can be had: the year that it covers, its title, and its address or path."""

    year: str
    title: str
    url: str
    is_file: bool = False


def editions(source: Source, web: Web, base: Path, this_year: int) -> list[Edition]:
    """Editions of a source, oldest first, one a year. `base` is the folder from which local files are seen.

    Raises FetchFailed where the listing is not there, BadInput where nothing in it fits the title.
    """
    if source.url:
        return [Edition(str(y), source.title, source.url.replace("{year}", str(y))) for y in range(source.since, this_year + 1)]
    found = list(_among_files(source, base) if source.files else _on_pages(source, web))
    best: dict[str, tuple[tuple[float, bool], Edition]] = {}
    for fit, edition in found:
        if int(edition.year) >= source.since and (edition.year not in best or fit > best[edition.year][0]):
            best[edition.year] = (fit, edition)
    if not best:
        where = source.files or source.listing
        raise BadInput(
            where, f"no link or file there fits {source.pattern!r} since {source.since}", "look at it, and mend the source's pattern"
        )
    return [best[year][1] for year in sorted(best)]


def _on_pages(source: Source, web: Web) -> Iterator[tuple[tuple[float, bool], Edition]]:
    title = Title(source.pattern)
    for listing in _pages(source, web):
        yield from _fitting(title, listing.links)


def _pages(source: Source, web: Web) -> Iterator[Listing]:
    """The listing, page after page: numbered ones where the source says how, else along the link to the next."""
    url, seen = source.listing, set[str]()
    for number in range(1, source.pages + 1):
        if url in seen:
            return
        seen.add(url)
        page = web.page(url)
        if page is None:
            if number == 1:
                raise FetchFailed(
                    url, "the server answers that it is not there", "open it in a browser and put the right address into its source"
                )
            return
        listing = Listing(page)
        yield listing
        url = urljoin(source.listing, source.more.replace("{page}", str(number))) if source.more else listing.following(source.next)
        if not url:
            return


def _fitting(title: Title, links: Iterable[Link]) -> Iterator[tuple[tuple[float, bool], Edition]]:
    """Links that fit, the whole title before one that only holds it, a PDF before a page."""
    for link in links:
        year, share = max((title.year(text) for text in link.texts), key=lambda fit: fit[1], default=("", 0.0))
        if year:
            yield (share, link.is_pdf), Edition(year, link.title or link.text, link.url)


def _among_files(source: Source, base: Path) -> Iterator[tuple[tuple[float, bool], Edition]]:
    place = (base / source.files).absolute()
    root = Path(place.anchor)
    found = place.glob("*.pdf") if place.is_dir() else root.glob(str(place.relative_to(root)))
    title = Title(source.pattern)
    for path in sorted(found):
        year, share = title.year(path.stem)
        if year:
            yield (share, True), Edition(year, path.stem, str(path), True)


def attachment(page: Listing, source: Source, year: str) -> str:
    """Address of the PDF on the page of an edition: the only one, or the one whose title fits; blank where there is none."""
    links = [link for link in page.links if link.is_pdf]
    fitting = [e.url for _, e in _fitting(Title(source.pattern), links) if e.year == year]
    distinct = list(dict.fromkeys(fitting or [link.url for link in links]))
    return distinct[0] if len(distinct) == 1 or fitting else ""

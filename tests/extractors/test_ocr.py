"""Pages without a text layer are recognised, and end as the same lines, figures and boxes; what is doubtful says so."""

import re
from decimal import Decimal
from difflib import SequenceMatcher

import pypdfium2 as pdfium
import pytest

from extractors import ocr
from extractors.ocr import Use
from extractors.read import read
from flows.reading.extract import extract
from patterns.errors import BadInput, NothingRead
from tests.conftest import EDITIONS


def scan(pdf, pages, out, dpi=200):
    """The pages of a PDF as pictures without text."""
    pictures = []
    with pdfium.PdfDocument(pdf) as doc:
        for number in pages:
            page = doc[number - 1]
            pictures.append(page.render(scale=dpi / 72).to_pil().convert("RGB"))
            page.close()
    pictures[0].save(out, "PDF", resolution=dpi, save_all=True, append_images=pictures[1:])
    return out


def digits(document, pages):
    lines = (
        line.text for p in document.paragraphs if p.kind not in ("page_number", "running", "toc") for line in p.lines if line.page in pages
    )
    return re.findall(r"\d", "".join(lines))


@pytest.fixture(scope="module")
def two_pages(tmp_path_factory):
    return scan(EDITIONS / "report-2024.pdf", (2, 3), tmp_path_factory.mktemp("scan") / "scan-2024.pdf")


@pytest.fixture(scope="module")
def recognised(two_pages):
    return extract(two_pages, edition="2024", area="四川省", use=Use("auto", 2))


def test_figures_of_a_scan_say_how_they_were_read(recognised, editions):
    release, _, document = recognised
    printed = [f for f in editions["2024"][0].figures if f.place.page in (2, 3) and f.source == "prose"]
    found = [f for f in release.figures if f.source == "prose"]
    assert {f.reading for f in found} == {"ocr"} and {p.reading for p in document.pages} == {"ocr"}
    assert [f.obs_value for f in found] == [f.obs_value for f in printed]
    assert all(f.reading_confidence is not None and Decimal(0) < f.reading_confidence <= 1 for f in found)
    for a, b in zip(found, printed):  # the box is where the print is
        middle = ((a.place.bbox[0] + a.place.bbox[2]) / 2, (a.place.bbox[1] + a.place.bbox[3]) / 2)
        assert b.place.bbox[0] - 6 <= middle[0] <= b.place.bbox[2] + 6 and b.place.bbox[1] - 6 <= middle[1] <= b.place.bbox[3] + 6
    assert [(f.code, f.blocking, f.place.page) for f in release.findings if f.code == "read_by_ocr"] == [
        ("read_by_ocr", False, 1), ("read_by_ocr", False, 2),
    ]  # fmt: skip


def test_a_digit_in_doubt_is_a_finding(recognised):
    release, _, document = recognised
    sure = {f.figure_id: f.reading_confidence for f in release.figures}
    for f in (f for f in release.findings if f.code == "digit_uncertain"):
        assert sure[f.figure_id] < Decimal("0.9")


def test_never_reads_no_picture_and_one_line_says_what_to_do(two_pages):
    with pytest.raises(NothingRead) as caught:
        extract(two_pages, edition="2024", area="四川省", use=Use("never"))
    assert "text layer" in str(caught.value) and "\n" not in str(caught.value)


def test_without_the_extra_auto_does_without_and_always_says_what_to_install(two_pages, monkeypatch):
    monkeypatch.setattr(ocr, "find_spec", lambda name: None)
    assert not any(p.legible for p in read(two_pages, use=Use("auto")).pages)
    with pytest.raises(BadInput, match="shubao\\[ocr\\]"):
        read(two_pages, use=Use("always"))


def test_rules_of_a_scanned_table_are_seen(tmp_path):
    release, _, document = extract(
        scan(EDITIONS / "report-2024.pdf", _table_pages(), tmp_path / "t-2024.pdf"), edition="2024", area="四川省", use=Use("auto", 2)
    )
    assert document.tables and any(f.source == "table" for f in release.figures)


def _table_pages():
    return (read(EDITIONS / "report-2024.pdf").tables[0].pages[0],)


def test_ten_pages_of_a_real_report(report, tmp_path):
    pdf, pages = report("sichuan-2024.pdf"), tuple(range(3, 13))
    seen = digits(read(scan(pdf, pages, tmp_path / "s.pdf"), use=Use("auto", 2)), range(1, 11))
    printed = digits(read(pdf), pages)
    right = sum(m.size for m in SequenceMatcher(None, seen, printed, autojunk=False).get_matching_blocks())
    assert right >= 0.995 * len(printed) and right >= 0.995 * len(seen)

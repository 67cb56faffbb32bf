"""A damaged PDF that still opens is told, and where its text may be missing it blocks."""

import re
import zlib

import pytest

from extractors import pdf as limits
from extractors import text
from extractors.damage import examine
from extractors.read import read
from tests.conftest import EDITIONS
from tests.flows import bombs
from tests.pens import ReportLabPen

WHOLE = (EDITIONS / "report-2024.pdf").read_bytes()


def codes(path):
    return [f.code for f in examine(path).findings]


@pytest.fixture
def file(tmp_path):
    def write(data):
        path = tmp_path / "a.pdf"
        path.write_bytes(data)
        return path

    return write


@pytest.mark.parametrize("year", ["2023", "2024"])
def test_a_whole_file_has_none(year):
    assert examine(EDITIONS / f"report-{year}.pdf").findings == ()


def _streams(data):
    return [m for m in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL) if m[1][:1] == b"x"]


def _flipped(data, at):
    return data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :]


def test_a_flip_in_packed_contents_blocks(tmp_path, file):
    pen = ReportLabPen(tmp_path / "b.pdf")
    for k in range(30):
        pen.text(80, 60 + 20 * k, f"2024年第{k}项增加值{5351 + k}.7亿元，比上年增长11.2%。")
    pen._canvas.setPageCompression(1)
    pen.save()
    data = (tmp_path / "b.pdf").read_bytes()
    stream = max(re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL), key=lambda m: len(m[1]))
    found = examine(file(_flipped(data, (stream.start(1) + stream.end(1)) // 2))).findings
    assert [(f.code, f.blocking) for f in found] == [("source_damaged", False), ("source_lost", True)] and found[1].place.page == 1


def test_flips_in_packed_streams_that_text_hangs_on_are_told(file):
    told = 0
    streams = _streams(WHOLE)[:40]
    for m in streams:
        told += bool(codes(file(_flipped(WHOLE, (m.start(1) + m.end(1)) // 2))))
    assert told >= 0.5 * len(streams)  # the others are pictures and what no text hangs on


def _page(contents=b"/F1 12 Tf (2024) Tj", fonts=b"/F1 5 0 R", kids=b"3 0 R", count=b"1", more=None):
    packed = zlib.compress(contents)
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream\n" % (len(packed), packed)
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count %s/Kids[%s]>>" % (count, kids),
        3: b"<</Type/Page/MediaBox[0 0 595 842]/Parent 2 0 R/Contents 4 0 R/Resources<</Font<<%s>>>>>>" % fonts,
        4: stream,
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    return bombs.pdf(objects | (more or {}))


DAMAGED = {
    "a page of the tree is not there": _page(kids=b"3 0 R 9 0 R", count=b"2"),
    "the tree says another count": _page(count=b"3"),
    "a font is not there": _page(fonts=b""),
    "the contents are not there": _page(more={4: b"null"}),
    "the contents are no stream": _page(more={4: b"<</Length 12>>"}),
    "an unknown packing": _page(more={4: b"<</Length 4/Filter/FlatDecode>>stream\nabcd\nendstream\n"}),
    "the packing is cut off": _page(more={4: b"<</Length 9/Filter/FlateDecode>>stream\n%s\nendstream\n" % zlib.compress(b"x" * 99)[:9]}),
    "a font has lost its descendant": _page(more={5: b"<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[9 0 R]>>"}),
}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED.keys())
def test_what_text_hangs_on_blocks(data, file):
    assert "source_lost" in codes(file(data))


def test_the_pages_around_are_whole(file):
    assert codes(file(_page())) == []


def test_a_table_of_objects_made_anew_is_told(file):
    assert codes(file(re.sub(rb"startxref\s+\d+", b"startxref\n7", WHOLE))) == ["source_damaged"]


def test_an_update_that_was_cut_off_is_told(file):
    assert codes(file(WHOLE + b"\n12 0 obj\n<</Type/Page")) == ["source_damaged"]


def test_other_bytes_behind_the_end_are_no_damage(file):
    assert codes(file(WHOLE + b"signature of a portal: 0123456789abcdef")) == []


def test_a_page_that_inflates_beyond_measure_is_closed_and_told(file):
    path = file(bombs.inflating(1 << 30))
    assert "inflates to more than" in examine(path).closed[1]
    document = read(path)
    assert [(f.code, f.blocking) for f in document.findings] == [("page_too_large", True)]


def test_a_page_with_too_many_characters_is_told(monkeypatch):
    monkeypatch.setattr(text, "MAX_CHARACTERS", 500)
    assert limits.MAX_CHARACTERS == 1_000_000
    document = read(EDITIONS / "report-2024.pdf")
    assert any(f.code == "page_too_large" and "characters" in f.note for f in document.findings)

"""Each kind of bad input: one clear line, exit code 2, nothing half-written."""

import pytest
from click.testing import CliRunner

from flows.cli import main
from tests.conftest import EDITIONS
from tests.pens import ReportLabPen


def run(*args):
    return CliRunner().invoke(main, [str(a) for a in args])


def empty(path):
    path.write_bytes(b"")


def text(path):
    path.write_text("这不是PDF" * 50, encoding="utf-8")


def html(path):
    path.write_text("<html><body>404</body></html>", encoding="utf-8")


def truncated(path):
    data = (EDITIONS / "report-2024.pdf").read_bytes()
    path.write_bytes(data[: len(data) // 2])


def garbage(path):
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 20 + b"\n%%EOF\n")


def locked(path):
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), encrypt=StandardEncryption("secret", ownerPassword="owner"))
    canvas.drawString(100, 700, "locked")
    canvas.save()


def no_pages(path):
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    xref = len(body)
    path.write_bytes(
        body
        + b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \ntrailer<</Size 3/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % xref
    )


def pages_of_nothing(path):
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), pageCompression=0)
    for _ in range(10_000):
        canvas.showPage()
    canvas.save()


def pictures_only(path):
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path))
    for grey in (90, 160):
        canvas.drawImage(ImageReader(Image.new("L", (200, 280), grey)), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()


def blank(path):
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path))
    canvas.showPage()
    canvas.save()


CASES = {
    "empty": (empty, "0 bytes"), "text": (text, "not a PDF"), "html": (html, "not a PDF"), "truncated": (truncated, "cut off"), "garbage": (garbage, "damaged"),
    "locked": (locked, "password"), "no pages": (no_pages, "has no pages"), "10,000 pages of nothing": (pages_of_nothing, "10000 pages"),
    "pictures only": (pictures_only, "usable text layer"), "blank": (blank, "neither a figure nor a table"),
}  # fmt: skip


@pytest.mark.parametrize("make,word", CASES.values(), ids=CASES.keys())
def test_one_line_and_exit_code_2(make, word, tmp_path):
    pdf, out = tmp_path / "bad.pdf", tmp_path / "out"
    make(pdf)
    result = run("extract", pdf, "--out", out, "--edition", "2024", "--ocr", "never")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1 and word in result.stderr and str(pdf) in result.stderr
    assert not out.exists()


def test_wrong_path(tmp_path):
    result = run("extract", tmp_path / "none.pdf", "--out", tmp_path / "out")
    assert result.exit_code == 2 and "no such file" in result.stderr and result.stderr.count("\n") == 1


def test_folder_instead_of_file(tmp_path):
    result = run("extract", tmp_path, "--out", tmp_path / "out")
    assert result.exit_code == 2 and "not a file" in result.stderr


def test_unwritable_folder(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    result = run("extract", EDITIONS / "report-2024.pdf", "--out", tmp_path / "file" / "out")
    assert result.exit_code == 2 and "cannot be written" in result.stderr and result.stderr.count("\n") == 1
    assert (tmp_path / "file").read_text(encoding="utf-8") == "in the way"


def test_empty_user_password_is_opened(tmp_path):
    from reportlab.lib.pdfencrypt import StandardEncryption

    path = tmp_path / "open.pdf"
    pen = ReportLabPen(path)
    pen._canvas._doc.encrypt = StandardEncryption("", ownerPassword="owner")
    pen.text(80, 100, "2024年全省数字经济核心产业增加值5351.7亿元，比上年增长11.2%。")
    pen.save()
    result = run("extract", path, "--out", tmp_path / "out", "--edition", "2024")
    assert result.exit_code == 0, result.stderr
    assert "5351.7亿元" in (tmp_path / "out" / "figures.csv").read_text(encoding="utf-8")


def test_build_refuses_before_prefect_starts(tmp_path):
    result = run("build", tmp_path / "none.pdf", "--store", tmp_path / "store")
    assert result.exit_code == 2 and "no such file" in result.stderr
    assert not (tmp_path / "store").exists()


def test_diff_of_what_is_not_there(tmp_path):
    result = run("diff", tmp_path / "a", "nothing:2024", "--store", tmp_path)
    assert result.exit_code == 2 and "REPORT:YEAR" in result.stderr

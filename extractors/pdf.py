"""Opens a PDF through PDFium and maps its page coordinates. The only place that turns bytes into a handle, or refuses to."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from patterns.errors import UnreadablePdf
from patterns.model import Box

MAX_PAGES = 5000
MAX_BYTES = 1 << 30
MAX_CHARACTERS, MAX_POINTS = 1_000_000, 2_000_000  # of one page
_TAIL = 4096  # bytes at the end in which the end mark must stand
_REASONS = {
    raw.FPDF_ERR_PASSWORD: ("needs a password", "save a copy without one and read that"),
    raw.FPDF_ERR_SECURITY: ("is encrypted in a way PDFium does not know", "save a copy without encryption and read that"),
}
_NO_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]{0,4096}/Count\s+0\b")
_DAMAGED = ("is damaged or cut off", "fetch it again")


def sha256(path: Path) -> str:
    """Hex digest of the file's bytes."""
    with path.open("rb") as fh:
        return hashlib.file_digest(fh, "sha256").hexdigest()


def check(path: Path) -> None:
    """Raises UnreadablePdf for what is no whole PDF by its first and last bytes; opens nothing."""
    if not path.exists():
        raise UnreadablePdf(str(path), "no such file", "check the path")
    if not path.is_file():
        raise UnreadablePdf(str(path), "is not a file", "name a PDF file")
    size = path.stat().st_size
    if size == 0:
        raise UnreadablePdf(str(path), "is empty (0 bytes)", "fetch it again")
    if size > MAX_BYTES:
        raise UnreadablePdf(str(path), f"has {size} bytes, more than {MAX_BYTES}", "split it")
    with path.open("rb") as fh:
        if b"%PDF-" not in fh.read(1024):
            raise UnreadablePdf(str(path), "is not a PDF (no %PDF- in its first 1024 bytes)", "name a PDF file")
        fh.seek(max(0, size - _TAIL))
        if b"%%EOF" not in fh.read():
            # PDFium would mend it and show the pages that are there: half a report
            raise UnreadablePdf(str(path), "is cut off (no %%EOF at its end)", "fetch it again")


def _reason(path: Path, code: int) -> tuple[str, str]:
    """Why PDFium refused. Its code may be that of the file before: what it says is checked against the bytes."""
    data = path.read_bytes()
    if _NO_PAGES.search(data):
        return "has no pages", "fetch it again"
    return _REASONS.get(code, _DAMAGED) if b"/Encrypt" in data else _DAMAGED


class Overfull(Exception):
    """A page beyond all measure: what it holds too much of."""


@contextmanager
def opened(path: Path) -> Iterator[pdfium.PdfDocument]:
    """The document, closed afterwards. An empty user password is tried by PDFium itself.

    Raises UnreadablePdf for what is no readable PDF: wrong path, empty, not a PDF, cut off, locked, without pages or with too many.
    """
    check(path)
    try:
        doc = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise UnreadablePdf(str(path), *_reason(path, getattr(error, "err_code", -1))) from None
    except OSError as error:
        raise UnreadablePdf(str(path), f"cannot be read ({error.strerror})", "check its permissions") from None
    try:
        count = len(doc)
        if count == 0:
            raise UnreadablePdf(str(path), "has no pages", "fetch it again")
        if count > MAX_PAGES:
            raise UnreadablePdf(str(path), f"has {count} pages, more than {MAX_PAGES}", "split it")
        yield doc
    finally:
        doc.close()


def loaded(doc: pdfium.PdfDocument, number: int, path: Path) -> pdfium.PdfPage:
    """A page by its number from 1. Raises UnreadablePdf where the document promises a page that it does not hold."""
    try:
        return doc[number - 1]
    except pdfium.PdfiumError:
        raise UnreadablePdf(str(path), f"is damaged (its page {number} of {len(doc)} cannot be loaded)", "fetch it again") from None


@dataclass(frozen=True, slots=True)
class Frame:
    """Maps a page's user space (origin bottom left, before /Rotate) to points from the top left of the page as shown."""

    x0: float
    y0: float
    x1: float
    y1: float
    rotation: int

    @property
    def size(self) -> tuple[float, float]:
        w, h = self.x1 - self.x0, self.y1 - self.y0
        return (h, w) if self.rotation in (90, 270) else (w, h)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """The box of a rectangle in user space."""
        if self.rotation == 0:
            return left - self.x0, self.y1 - top, right - self.x0, self.y1 - bottom
        if self.rotation == 90:
            return bottom - self.y0, left - self.x0, top - self.y0, right - self.x0
        if self.rotation == 180:
            return self.x1 - right, bottom - self.y0, self.x1 - left, top - self.y0
        return self.y1 - top, self.x1 - right, self.y1 - bottom, self.x1 - left


def frame(page: pdfium.PdfPage) -> Frame:
    """The page's frame: its bounding box as PDFium resolves it (crop box within media box, inherited or not), and its rotation."""
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.raw, box)
    return Frame(box.left, box.bottom, box.right, box.top, page.get_rotation() % 360)

"""Two PDF producers behind one small interface: the same page drawn by ReportLab and by fpdf2."""

from pathlib import Path

WIDTH, HEIGHT = 595.0, 842.0


class ReportLabPen:
    """Draws Chinese with an Adobe-GB1 font that is not embedded, as many offices do. Points from the top left."""

    name = "reportlab"
    chinese = True

    def __init__(self, path: Path, size=(WIDTH, HEIGHT), rotate: int = 0) -> None:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.cidfonts import UnicodeCIDFont
        from reportlab.pdfgen.canvas import Canvas

        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        self._height = size[0] if rotate in (90, 270) else size[1]
        self._canvas = Canvas(str(path), pagesize=size, invariant=1)
        self._rotate = rotate
        self._canvas.setPageRotation(rotate)

    def text(self, x: float, y: float, text: str, size: float = 10.5) -> None:
        self._canvas.setFont("STSong-Light", size)
        self._canvas.drawString(x, self._height - y - size * 0.88, text)

    def width(self, text: str, size: float = 10.5) -> float:
        from reportlab.pdfbase.pdfmetrics import stringWidth

        return stringWidth(text, "STSong-Light", size)

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.6) -> None:
        self._canvas.setLineWidth(width)
        self._canvas.line(x0, self._height - y0, x1, self._height - y1)

    def fill(self, x0: float, y0: float, x1: float, y1: float, grey: float) -> None:
        self._canvas.setFillGray(grey)
        self._canvas.rect(x0, self._height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
        self._canvas.setFillGray(0)

    def page(self) -> None:
        self._canvas.showPage()
        self._canvas.setPageRotation(self._rotate)

    def save(self) -> None:
        self._canvas.save()


class FpdfPen:
    """Draws Latin with Helvetica. Points from the top left."""

    name = "fpdf2"
    chinese = False

    def __init__(self, path: Path, size=(WIDTH, HEIGHT), rotate: int = 0) -> None:
        from fpdf import FPDF

        self._path = path
        self._pdf = FPDF(unit="pt", format=size)
        self._pdf.set_auto_page_break(False)
        self._pdf.add_page()
        self._pdf.set_font("helvetica", size=10.5)

    def text(self, x: float, y: float, text: str, size: float = 10.5) -> None:
        self._pdf.set_font("helvetica", size=size)
        self._pdf.text(x, y + size * 0.88, text)

    def width(self, text: str, size: float = 10.5) -> float:
        self._pdf.set_font("helvetica", size=size)
        return self._pdf.get_string_width(text)

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.6) -> None:
        self._pdf.set_line_width(width)
        self._pdf.line(x0, y0, x1, y1)

    def fill(self, x0: float, y0: float, x1: float, y1: float, grey: float) -> None:
        self._pdf.set_fill_color(int(grey * 255))
        self._pdf.rect(x0, y0, x1 - x0, y1 - y0, style="F")

    def page(self) -> None:
        self._pdf.add_page()

    def save(self) -> None:
        self._pdf.output(str(self._path))


PENS = (ReportLabPen, FpdfPen)

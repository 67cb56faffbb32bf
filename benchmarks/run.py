"""Ratios against named peers and floors, measured side by side in one run: `make bench`, or `python -m benchmarks.run NAME...`.

Reports come from ../shared/reports where it is there, else from fixtures/editions. Each figure is the best of several turns, so that
a busy machine shows what the code costs, not what its neighbours do.
"""

from __future__ import annotations

import contextlib
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.calibration import calibration
from benchmarks.fleet import fleet

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def best(work: Callable[[], Any], turns: int = 5) -> float:
    """Shortest time of several turns, in seconds."""
    times = []
    for _ in range(turns):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def report() -> Path:
    """The 44-page report where it is there, else the larger bundled edition."""
    path = SHARED / "reports" / "sichuan-2024.pdf"
    return path if path.exists() else ROOT / "fixtures" / "editions" / "report-2024.pdf"


def pdfium_text(path: Path) -> int:
    """The floor: pypdfium2's plain text of every page."""
    import pypdfium2

    doc = pypdfium2.PdfDocument(path)
    count = sum(len(page.get_textpage().get_text_range()) for page in doc)
    doc.close()
    return count


def pdfplumber_pass(path: Path) -> None:
    """The peer: one pass of pdfplumber's extract_text and extract_tables."""
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()
            page.close()


def reading() -> None:
    """Reading and the whole extract against pypdfium2's text and pdfplumber's pass; cold start; memory."""
    from extractors.paragraphs import Assembler  # noqa: F401  (imports outside the measure)
    from extractors.read import read
    from flows.reading.extract import extract
    from output.files import data_files

    path = report()
    extract(path)
    floor = best(lambda: pdfium_text(path))
    layout = best(lambda: read(path))
    whole = best(lambda: data_files(extract(path)[0]))
    peer = best(lambda: pdfplumber_pass(path), 2)
    print(
        f"reading     {path.name}: pypdfium2 text {floor:.3f} s · reading {layout:.3f} s = {layout / floor:.1f} x · extract {whole:.3f} s = {whole / floor:.1f} x"
    )
    print(f"            pdfplumber text + tables {peer:.2f} s = {peer / whole:.1f} x extract")
    command = [str(ROOT / ".venv" / "bin" / "shubao"), "extract", str(path), "--out", "/tmp/shubao-bench"]
    cold = best(lambda: subprocess.run(command, check=False, capture_output=True), 3)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"            cold from the shell {cold:.2f} s, peak memory {peak:.0f} MB")


def prose() -> None:
    """Characters a second from paragraph to figure, for one, ten and a hundred times the report; and on hostile text."""
    from extractors.read import read
    from patterns.find import Finder
    from patterns.model import Paragraph
    from patterns.prose import Prose

    finder = Finder()
    document = read(report())
    paragraphs = [p for p in document.paragraphs if p.kind == "prose"]
    finder(document, "2024", "四川省")
    reader = Prose(finder.lexicon, finder._cutter, finder._reader, "2024", "四川省")
    size = sum(len(p.text) for p in paragraphs)
    for times in (1, 10, 100):
        start = time.perf_counter()
        for _ in range(times):
            for p in paragraphs:
                reader(p)
        took = time.perf_counter() - start
        print(f"prose       {times:3d} x {size} characters: {took:.2f} s = {size * times / took:,.0f} characters/s")
    line = paragraphs[0].lines[0]
    for name, text in (("digits", "1" * 10), ("万", "万"), ("、", "、"), ("brackets", "（）"), ("mixed", "12万、（3）个")):
        took = []
        for length in (25_000, 100_000):
            body = (text * length)[:length]
            hostile = Paragraph("prose", body, (line,), (0,))
            took.append(best(lambda h=hostile: _survive(reader, h), 1))
        print(f"            hostile {name}: 25,000 characters {took[0]:.2f} s, 100,000 {took[1]:.2f} s")


def _survive(reader: Any, paragraph: Any) -> None:
    with contextlib.suppress(IndexError):  # the one line of a made-up paragraph has no place for its figures
        reader(paragraph)


def _detection(found: Callable[[str], list[tuple[int, int]]], gold: list[dict[str, Any]]) -> float:
    """F1 of spans against the numbers of the annotation; optional numerals count neither way."""
    hits = alarms = wanted = 0
    for paragraph in gold:
        figures = [(f["num_start"], f["num_end"]) for f in paragraph["figures"] if f["label"] == "figure"]
        optional = [(f["num_start"], f["num_end"]) for f in paragraph["figures"] if f["label"] == "optional" and "num_start" in f]
        spans = found(paragraph["text"])
        hit = {g for g in figures if any(a < g[1] and g[0] < b for a, b in spans)}
        hits, wanted = hits + len(hit), wanted + len(figures)
        alarms += sum(not any(a < g[1] and g[0] < b for g in (*figures, *optional)) for a, b in spans)
    return 2 * hits / (hits + alarms + wanted)


def detection() -> None:
    """Finding the figures of the bundled editions against Microsoft's Recognizers-Text (pip install -e '.[peers]')."""
    import json
    from array import array

    from patterns.find import Finder
    from patterns.model import Line, Paragraph
    from patterns.prose import Prose

    finder = Finder()
    reader = Prose(finder.lexicon, finder._cutter, finder._reader, "2024", "四川省")
    folder = ROOT / "fixtures" / "editions"
    gold = [p for year in ("2023", "2024") for p in json.loads((folder / f"figures-{year}.json").read_text(encoding="utf-8"))]

    def ours(text: str) -> list[tuple[int, int]]:
        edges = array("f", map(float, range(len(text) + 1)))
        line = Line(1, text, (0, 0, float(len(text)), 1), edges[:-1], edges[1:], 1.0)
        out = []
        for f in reader(Paragraph("prose", text, (line,), (0,))).figures:
            out.append((int(f.place.bbox[0]), int(f.place.bbox[2])))
        return out

    print(f"detection   shubao F1 {_detection(ours, gold):.3f}")
    try:
        from recognizers_number import Culture, recognize_number, recognize_percentage
    except ImportError:
        print("            Recognizers-Text is not installed: pip install -e '.[peers]'")
        return

    def theirs(text: str) -> list[tuple[int, int]]:
        found = [*recognize_number(text, Culture.Chinese), *recognize_percentage(text, Culture.Chinese)]
        return sorted({(r.start, r.end + 1) for r in found})

    print(f"            Recognizers-Text F1 {_detection(theirs, gold):.3f}")


def tables() -> None:
    """Tables against camelot's lattice and pdfplumber."""
    from extractors.read import read

    folder = SHARED / "tables" / "icdar2013"
    files = sorted(folder.glob("*.pdf"))
    if not files:
        print("tables      skipped: ../shared/tables is absent")
        return
    import camelot

    ours = best(lambda: [read(f) for f in files], 2)
    start = time.perf_counter()
    for f in files:
        camelot.read_pdf(str(f), pages="all")
    peer = time.perf_counter() - start
    print(f"tables      icdar2013, {len(files)} files: {ours:.2f} s · camelot lattice {peer:.2f} s = {peer / ours:.1f} x")
    for name in ("chaoyang-budget-2025", "jilin-debt-2023"):
        path = SHARED / "reports" / f"{name}.pdf"
        took = best(lambda p=path: read(p), 1)
        plumber = best(lambda p=path: pdfplumber_pass(p), 1)
        print(f"            {name}: {took:.1f} s · pdfplumber {plumber:.1f} s = {plumber / took:.1f} x")


def diff() -> None:
    """Two editions of 1,000 and 10,000 figures each."""
    from flows.reading.extract import extract
    from flows.releases.compare import knowledge
    from output.diff import Edition, compare

    figures = extract(ROOT / "fixtures" / "editions" / "report-2024.pdf")[0].figures
    known = knowledge(None)
    for size in (1_000, 10_000):
        sides = []
        for year, grow in (("2023", Decimal(1)), ("2024", Decimal("1.07"))):
            rows = []
            for n in range(size):
                f = figures[n % len(figures)]
                name = f"{f.indicator}{'甲乙丙丁戊己庚辛壬癸'[n // len(figures) % 10]}{n // len(figures) // 10 or ''}{'数' if n % 7 == 0 and year == '2024' else ''}"
                rows.append(replace(f, indicator=name, figure_id=f"{year}{n}", time_period=year, obs_value=f.obs_value * grow))
            sides.append(Edition(year, tuple(rows)))
        compare(*sides, known)
        print(f"diff        {size} figures each: {best(lambda s=sides: compare(*s, known), 2):.2f} s")


def main() -> None:
    """Runs the benchmarks named on the command line, all where none is."""
    known = {
        "reading": reading,
        "prose": prose,
        "detection": detection,
        "tables": tables,
        "diff": diff,
        "fleet": fleet,
        "calibration": calibration,
    }
    for name in sys.argv[1:] or known:
        known[name]()


if __name__ == "__main__":
    main()

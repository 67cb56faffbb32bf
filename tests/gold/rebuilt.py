"""Blind gold of reports that may not be copied: fixtures/gold holds offsets and annotations, the text comes from the PDF itself.

python -m tests.gold.rebuilt jingzhou-2025 OUT.json     writes it as the shared scorers read it
"""

import hashlib
import json
import sys
from pathlib import Path

import pypdfium2 as pdfium

from tests.conftest import ROOT, SHARED

GOLD = ROOT / "fixtures" / "gold"


def text_of(pdf):
    """The whole text layer in content order, without white space."""
    with pdfium.PdfDocument(pdf) as doc:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in doc)


def rebuilt(name, pdf):
    """Paragraphs with their text and figures. ValueError where the PDF is not the one that was annotated."""
    gold = json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))
    if hashlib.sha256(Path(pdf).read_bytes()).hexdigest() != gold["sha256"]:
        raise ValueError(f"{pdf} is not the PDF that was annotated")
    text, out = text_of(pdf), []
    for n, paragraph in enumerate(gold["paragraphs"]):
        printed = "".join(text[start : start + length] for start, length in paragraph["pieces"])
        figures = [_figure(f, f"p{n:02d}#{k:02d}", printed) for k, f in enumerate(paragraph["figures"])]
        out.append({"id": f"p{n:02d}", "page": paragraph["page"], "text": printed, "annotated": True, "figures": figures})
    return out


def _figure(figure, name, text):
    blank = {"region": "", "period": "", "base": "", "unit": "", "unit_norm": "", "id": name}
    raw = text[figure.get("start", figure["num_start"]) : figure.get("end", figure["num_end"])]
    return blank | figure | {"num": text[figure["num_start"] : figure["num_end"]], "raw": raw}


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(
        json.dumps(rebuilt(sys.argv[1], SHARED / "reports" / f"{sys.argv[1]}.pdf"), ensure_ascii=False), encoding="utf-8"
    )

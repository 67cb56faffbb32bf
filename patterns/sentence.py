"""A bare sentence as a document, for those who want to know how it is read without a PDF around it."""

from __future__ import annotations

from array import array

from patterns.model import Document, Line, Paragraph, Source


def as_document(text: str) -> Document:
    """A document of one paragraph of prose on page 1; each character is a point wide, so that boxes tell offsets."""
    edges = array("f", range(len(text) + 1))
    line = Line(1, text, (0.0, 0.0, float(len(text)), 1.0), edges[:-1], edges[1:], 1.0)
    return Document(Source("", "", 1), "", (), (Paragraph("prose", text, (line,), (0,)),) if text else ())

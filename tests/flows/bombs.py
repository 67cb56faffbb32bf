"""PDFs that are small on disk and large to read."""

import zlib


def pdf(objects: dict[int, bytes]) -> bytes:
    """A PDF of numbered objects, object 1 its catalog."""
    out, at = bytearray(b"%PDF-1.7\n"), {}
    for number, body in objects.items():
        at[number] = len(out)
        out += b"%d 0 obj" % number + body + b"endobj\n"
    xref, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % at[number]
    return bytes(out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, xref))


def page_tree(levels: int = 12, width: int = 10) -> bytes:
    """A tree of pages in which each node names the next one ten times: 10^12 pages in a few kilobytes."""
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>"}
    for k in range(levels):
        kids = b" ".join([b"%d 0 R" % (3 + k)] * width)
        objects[2 + k] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (width ** (levels - k), kids)
    objects[2 + levels] = b"<</Type/Page/MediaBox[0 0 595 842]/Parent %d 0 R>>" % (1 + levels)
    return pdf(objects)


def page_count(pages: int) -> bytes:
    """One page that says it is many."""
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Count %d/Kids[3 0 R]>>" % pages,
            3: b"<</Type/Page/MediaBox[0 0 595 842]/Parent 2 0 R>>",
        }
    )


def inflating(size: int = 4 << 30) -> bytes:
    """A page whose content inflates to `size` bytes, packed twice: some ten kilobytes on disk."""
    body = _zeros(size)
    twice = zlib.compress(body, 9)
    stream = b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream\n" % (len(twice), twice)
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            3: b"<</Type/Page/MediaBox[0 0 595 842]/Parent 2 0 R/Contents 4 0 R>>",
            4: stream,
        }
    )


def _zeros(size: int) -> bytes:
    """Deflated blanks: one block of 64 MiB, flushed so that it can be said again and again."""
    packer, step = zlib.compressobj(9), 64 << 20
    block = packer.compress(b" " * step) + packer.flush(zlib.Z_FULL_FLUSH)
    return block + block[2:] * (size // step - 1)  # two bytes of header only once

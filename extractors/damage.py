"""What is damaged in a PDF, as far as its text hangs on it. PDFium mends in silence and shows what is left; qpdf tells what it had to mend.

Looked at are the cross-reference table, the tree of pages, and of each page what its text is made of: contents, forms, fonts and their
maps. Their streams are inflated, never beyond `MOST`, and their checksums proved. Pictures and what else a file holds are left alone.
"""

from __future__ import annotations

import base64
import io
import logging
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from extractors.pdf import check
from patterns.codes import finding
from patterns.model import Finding, Place

MOST = 128 << 20  # bytes to which one stream may inflate
_DEEP = 60  # levels of page trees and forms
_KIDS = 20_000  # nodes of a page tree
_TAIL = 1 << 20
NONE: Mapping[int, str] = MappingProxyType({})
_NO_PLACE = (0.0, 0.0, 0.0, 0.0)
_NAMED = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+(?:[-+.\d]+\s+Tf|Do)(?![A-Za-z])")
_OBJECT = re.compile(rb"\b\d+ \d+ obj\b")
_SLOPPY = "duplicated key"  # a producer's habit, no damage
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_PICTURES = ("/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode", "/DCT", "/CCF")


class _Hurt(Exception):
    """A part that cannot be read whole: what is wrong with it."""


class _TooLarge(_Hurt):
    """A stream that inflates beyond all measure."""


@dataclass(frozen=True, slots=True)
class Damage:
    """Findings of a file, and by page why it is not to be opened: its contents inflate beyond `MOST`."""

    findings: tuple[Finding, ...] = ()
    closed: Mapping[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Seen:
    """What has been looked at, by object: fonts and forms are shared by pages."""

    parts: dict[tuple[int, int], str] = field(default_factory=dict)


def examine(path: Path) -> Damage:
    """Damage of a PDF's structure. What PDFium refuses, too, is told by it; what qpdf cannot open at all is a finding."""
    import pikepdf

    logging.getLogger("pikepdf").setLevel(logging.CRITICAL)  # what it has to say is in the findings
    check(path)
    try:
        with pikepdf.open(io.BytesIO(path.read_bytes()), suppress_warnings=True, inherit_page_attributes=False) as doc:
            return _examined(doc, path)
    except pikepdf.PasswordError:
        return Damage()
    except (pikepdf.PdfError, RecursionError, ValueError) as error:
        return Damage((_told(_plain(error, path)),))


def _examined(doc: Any, path: Path) -> Damage:
    lost: list[Finding] = []
    closed: dict[int, str] = {}
    seen = _Seen()
    for number, page in enumerate(_pages(doc, lost), 1):
        try:
            for hurt in dict.fromkeys(_of_page(page, seen)):
                lost.append(_lost(number, hurt))
        except _TooLarge as error:
            closed[number] = str(error)
    mended = dict.fromkeys(_plain(w, path) for w in doc.get_warnings() if _SLOPPY not in str(w))
    mended |= dict.fromkeys(_after_the_end(path))
    whats = [*mended, *(f.note for f in lost)]
    return Damage((*((_told("; ".join(whats[:3])),) if whats else ()), *lost), closed)


def _told(what: str) -> Finding:
    return finding("source_damaged", what=what)


def _lost(number: int, what: str) -> Finding:
    return finding("source_lost", place=Place(number, _NO_PLACE), page=number, what=what)


def _plain(error: object, path: Path) -> str:
    """What qpdf says, without the path and what it says of itself."""
    text = str(error).replace(str(path), "").replace("WARNING: ", "")
    return " ".join(text.strip(" :").split())[:120]


def _after_the_end(path: Path) -> Iterator[str]:
    """An update of the file that was cut off: objects behind the last end mark."""
    with path.open("rb") as fh:
        fh.seek(max(0, path.stat().st_size - _TAIL))
        tail = fh.read()
    rest = tail[tail.rfind(b"%%EOF") + 5 :]
    if _OBJECT.search(rest):
        yield "objects stand behind the end mark: an update was cut off"


# pages


def _pages(doc: Any, lost: list[Finding]) -> Iterator[Any]:
    """Leaves of the page tree in order. A node that is none, one that stands twice, and a count that does not fit are told."""
    root = doc.Root.get("/Pages")
    count = 0
    for page in _leaves(root, lost, [], set()):
        count += 1
        yield page
    said = _get(root, "/Count")
    if said is not None and _number(said) != count:
        lost.append(_lost(max(count, 1), f"its tree of pages holds {count}, and says {said}"))


def _leaves(node: Any, lost: list[Finding], above: list[Any], seen: set[tuple[int, int]]) -> Iterator[Any]:
    kids = _get(node, "/Kids")
    if kids is None:
        yield _Page(node, above)
        return
    if len(above) > _DEEP or len(seen) > _KIDS or not _is_array(kids):
        raise ValueError("its tree of pages has no end")
    for kid in kids:
        key = getattr(kid, "objgen", (0, 0))
        if not _is_dictionary(kid) or key in seen and key != (0, 0):
            lost.append(_lost(1, "a page of its tree is not there"))
            continue
        seen.add(key)
        yield from _leaves(kid, lost, [*above, node], seen)


@dataclass(frozen=True, slots=True)
class _Page:
    node: Any
    above: list[Any]

    def get(self, name: str) -> Any:
        """An entry of the page, or of a node above it."""
        return next((found for n in (self.node, *reversed(self.above)) if (found := _get(n, name)) is not None), None)


def _of_page(page: _Page, seen: _Seen) -> Iterator[str]:
    """What is wrong with what a page's text is made of."""
    resources = page.get("/Resources")
    contents = _get(page.node, "/Contents")
    parts = list(contents) if _is_array(contents) else [] if contents is None else [contents]
    if not parts and _get(_get(page.node, "/Resources"), "/Font") is not None:
        yield "it has fonts and no contents"
    data = []
    for part in parts:
        try:
            data.append(_bytes(part))
        except _TooLarge:
            raise
        except _Hurt as error:
            yield f"its contents {error}"
    yield from _named(b"\n".join(data), resources, seen, 0)


def _named(data: bytes, resources: Any, seen: _Seen, depth: int) -> Iterator[str]:
    """What is wrong with the fonts and forms that contents name."""
    fonts, forms = _get(resources, "/Font"), _get(resources, "/XObject")
    for match in dict.fromkeys((m[1], m[0].endswith(b"Tf")) for m in _NAMED.finditer(data)):
        name, is_font = "/" + _ESCAPED.sub(lambda m: bytes([int(m[1], 16)]), match[0]).decode("latin-1"), match[1]
        part = _get(fonts if is_font else forms, name)
        kind = "font" if is_font else "form or picture"
        if not _is_dictionary(part):
            yield f"its {kind} {name} is not there"
            continue
        key = part.objgen
        if key not in seen.parts or key == (0, 0):
            seen.parts[key] = ""
            seen.parts[key] = "; ".join(_of_font(part) if is_font else _of_form(part, seen, depth))
        if seen.parts[key]:
            yield f"its {kind} {name} {seen.parts[key]}"


def _of_form(form: Any, seen: _Seen, depth: int) -> Iterator[str]:
    if str(_get(form, "/Subtype")) != "/Form" or depth > _DEEP:
        return
    try:
        data = _bytes(form)
    except _TooLarge:
        raise
    except _Hurt as error:
        yield str(error)
        return
    yield from _named(data, _get(form, "/Resources"), seen, depth + 1)


def _of_font(font: Any) -> Iterator[str]:
    """A font's own streams: its map to Unicode, its encoding, its program."""
    below = _get(font, "/DescendantFonts")
    if str(_get(font, "/Subtype")) == "/Type0" and not (_is_array(below) and len(below) and _is_dictionary(below[0])):
        yield "has lost its descendant"
        return
    own = below[0] if below is not None else font
    described = _get(own, "/FontDescriptor")
    streams = [_get(font, "/ToUnicode"), _get(font, "/Encoding")]
    streams += [_get(described, name) for name in ("/FontFile", "/FontFile2", "/FontFile3")] + [_get(own, "/CIDToGIDMap")]
    for stream in streams:
        if _is_stream(stream):
            try:
                _bytes(stream)
            except _TooLarge:
                raise
            except _Hurt as error:
                yield str(error)


# objects of qpdf, whose kinds a damaged file mixes up


def _get(node: Any, name: str) -> Any:
    """An entry of a dictionary or stream; None where there is none."""
    return node.get(name) if _is_dictionary(node) else None


def _is_dictionary(node: Any) -> bool:
    import pikepdf

    return isinstance(node, pikepdf.Dictionary | pikepdf.Stream)


def _is_array(node: Any) -> bool:
    import pikepdf

    return isinstance(node, pikepdf.Array)


def _is_stream(node: Any) -> bool:
    import pikepdf

    return isinstance(node, pikepdf.Stream)


def _number(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return -1


def _bytes(stream: Any) -> bytes:
    """A stream unpacked, never beyond `MOST` bytes. Raises _Hurt where its packing is damaged."""
    import pikepdf

    if not _is_stream(stream):
        raise _Hurt("are no stream")
    said = stream.get("/Filter")
    filters = [str(f) for f in said] if _is_array(said) else [] if said is None else [str(said)]
    try:
        data = bytes(stream.read_raw_bytes())
        if all(f in _UNPACK for f in filters):
            for f in filters:
                data = _UNPACK[f](data)
            return data
        return b"" if filters[-1] in _PICTURES else bytes(stream.read_bytes())
    except (pikepdf.PdfError, ValueError, NotImplementedError) as error:
        raise _Hurt(f"cannot be unpacked ({_plain(error, Path('-'))})") from None


def _inflated(data: bytes) -> bytes:
    engine = zlib.decompressobj()
    try:
        out = engine.decompress(data, MOST)
    except zlib.error as error:
        raise _Hurt(f"cannot be unpacked ({error})") from None
    if engine.unconsumed_tail:
        raise _TooLarge(f"inflates to more than {MOST >> 20} MiB")
    if not engine.eof:
        raise _Hurt("are cut off")
    return out


def _of_ascii(data: bytes) -> bytes:
    return base64.a85decode(data.strip().removeprefix(b"<~").removesuffix(b"~>"))


_UNPACK = {"/FlateDecode": _inflated, "/Fl": _inflated, "/ASCII85Decode": _of_ascii, "/A85": _of_ascii}

"""Reads pages that have no usable text layer: rendered by PDFium, recognised by rapidocr, and handed on as characters with boxes.

An extra (`pip install "shubao[ocr]"`): its models come in its wheel, nothing is fetched. Lines are made of these characters as they are of
those of a text layer, so that layout, tables and prose need not know. One page takes some seconds and under a gigabyte: processes, as many
as are allowed, each with an engine of its own on one thread.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from extractors import text
from extractors.layout import Sheet
from extractors.pdf import loaded, opened
from extractors.vectors import Vectors
from patterns.errors import BadInput
from patterns.model import Character

_DPI = 200
_MAX_SIDE = 6000  # pixels: a larger page is rendered smaller
_ONE_SIZE = 0.15  # line boxes within this share of the page's usual height are of one type size
_RULE = 0.4  # inches: a straight stroke from here on is a rule, no part of a character
_THIN = 4.0  # points: thicker ink is a bar or a picture
_TYPE = 0.92  # share of a detected line's height that its type takes up


@dataclass(frozen=True, slots=True)
class Use:
    """Whether to recognise pages (`auto`: those without usable text, where the extra is installed), in how many processes.

    `step` is told (pages done, pages in all).
    """

    mode: str = "auto"
    processes: int = 1
    step: Callable[[int, int], None] | None = None

    @property
    def allowed(self) -> bool:
        """Whether any page may be recognised. Raises BadInput where it must be and the extra is not installed."""
        if self.mode == "always" and not installed():
            raise BadInput("--ocr always", "the OCR extra is not installed", 'pip install "shubao[ocr]"')
        return self.mode != "never" and installed()


NEVER = Use("never")


def installed() -> bool:
    """Whether the extra is there."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    return RapidOCR(params={"Global.log_level": "error", "Global.return_word_box": True, "Global.return_single_char_box": True, **threads})


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was recognised on a page; sizes and boxes in points."""

    number: int
    width: float
    height: float
    characters: tuple[Character, ...]
    rules: Vectors


def _read(path: str, number: int) -> _Seen:
    """Renders and recognises a page. Runs in a process of the pool, or here."""
    import numpy as np

    with opened(Path(path)) as doc:
        page = loaded(doc, number, Path(path))
        try:
            width, height = page.get_size()
            scale = min(_DPI / 72, _MAX_SIDE / max(width, height))
            image = np.asarray(page.render(scale=scale).to_pil().convert("RGB"))[:, :, ::-1]
        finally:
            page.close()
    found = _engine()(image)
    lines = [line for line in found.word_results if line] if found.txts else []  # of an empty page it gives a line of nothing
    return _Seen(number, width, height, tuple(_characters(lines, scale)), _rules(image, scale))


def _rules(image: Any, scale: float) -> Vectors:
    """Rules of tables, which a scan holds as ink only."""
    import cv2

    ink = cv2.adaptiveThreshold(255 - cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 31, -12)
    out, least = Vectors(), max(8, round(_RULE * 72 * scale))
    for size in ((least, 1), (1, least)):
        kept = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, size))
        for x, y, w, h in map(cv2.boundingRect, cv2.findContours(kept, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]):
            box = (x / scale, y / scale, (x + w) / scale, (y + h) / scale)
            if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
                out.rule(box)
    return out


def _characters(lines: Sequence[Any], scale: float) -> list[Character]:
    """Characters of recognised lines, in points; those of one line stand on one baseline, and lines of nearly one height are of one size."""
    boxes = [_bounds([point for _, _, corners in line for point in corners]) for line in lines]
    usual = sorted(b[3] - b[1] for b in boxes)[len(boxes) // 2] if boxes else 0.0
    out: list[Character] = []
    for line, (_, top, _, bottom) in zip(lines, boxes):
        middle, size = (top + bottom) / 2, bottom - top
        half = _TYPE * (usual if abs(size - usual) <= _ONE_SIZE * usual else size) / 2
        for char, sure, corners in line:
            x0, _, x1, _ = _bounds(corners)
            out += _split(char, (x0 / scale, (middle - half) / scale, x1 / scale, (middle + half) / scale), float(sure))
    return out


def _split(printed: str, box: tuple[float, float, float, float], sure: float) -> Iterator[Character]:
    """What the engine takes for one piece, as characters of one width each."""
    x0, top, x1, bottom = box
    step = (x1 - x0) / max(1, len(printed))
    for k, char in enumerate(printed):
        if not char.isspace():
            yield Character(char, (x0 + k * step, top, x0 + (k + 1) * step, bottom), round(sure, 2))


def _bounds(points: Sequence[Sequence[float]]) -> tuple[float, float, float, float]:
    xs, ys = [float(p[0]) for p in points], [float(p[1]) for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def _end_with_parent() -> None:
    """A worker ends when its parent is gone, however that one ended."""
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def recognised(path: Path, numbers: Sequence[int], use: Use) -> Iterator[tuple[Sheet, tuple[Character, ...]]]:
    """Sheets of the pages `numbers` with the characters that were recognised on them, in the order of `numbers`."""
    for done, seen in enumerate(_all(path, numbers, use.processes), 1):
        glyphs = [(c.text, *c.box) for c in seen.characters]
        yield Sheet(seen.number, seen.width, seen.height, tuple(text.lines(glyphs, seen.number)[0]), seen.rules), seen.characters
        if use.step:
            use.step(done, len(numbers))


def _all(path: Path, numbers: Sequence[int], processes: int) -> Iterator[_Seen]:
    if processes < 2 or len(numbers) < 2:
        yield from (_read(str(path), number) for number in numbers)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(processes, len(numbers)), context, _end_with_parent) as pool:
        yield from pool.map(_read, [str(path)] * len(numbers), numbers)

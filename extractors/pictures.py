"""Pages as WebP pictures for the review page: small enough to send, sharp enough to read; by several processes, PDFium knows no threads."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from extractors.pdf import frame, loaded, opened
from patterns.errors import BadInput

MAX_BYTES = 120_000
_WIDTH = 1020  # pixels across a page; of a wide one, up it
_QUALITIES = (44, 30, 18)
_ALONE = 24  # pages that one process renders before others have started
_CHUNK = 12


def name(number: int) -> str:
    """File name of a page's picture."""
    return f"{number:04d}.webp"


def sizes(pdf: Path) -> list[tuple[float, float]]:
    """Width and height of every page as shown, in points."""
    with opened(pdf) as doc:
        out = []
        for number in range(1, len(doc) + 1):
            page = loaded(doc, number, pdf)
            out.append(frame(page).size)
            page.close()
        return out


def render(pdf: Path, numbers: Sequence[int], folder: Path) -> None:
    """Writes the pictures of these pages that are not in `folder` yet; each is whole or not there. Raises BadInput where it cannot."""
    missing = [n for n in numbers if not (folder / name(n)).exists()]
    if not missing:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with opened(pdf) as doc:
            for number in missing:
                page = loaded(doc, number, pdf)
                width, height = frame(page).size
                image = page.render(scale=_WIDTH / max(1.0, min(width, height))).to_pil()
                page.close()
                part = folder / f".{name(number)}"
                part.write_bytes(webp(image))
                part.replace(folder / name(number))
    except OSError as error:
        raise BadInput(str(folder), f"cannot be written ({error.strerror})", "choose a folder that can") from None


def webp(image: object) -> bytes:
    """A PIL image as WebP of at most MAX_BYTES: coarser first, then smaller."""
    from PIL import Image

    assert isinstance(image, Image.Image)
    while True:
        for quality in _QUALITIES:
            out = BytesIO()
            image.save(out, "WEBP", quality=quality, method=2)
            if out.tell() <= MAX_BYTES:
                return out.getvalue()
        image = image.resize((max(1, image.width * 3 // 4), max(1, image.height * 3 // 4)))


@contextmanager
def rendering(wanted: Iterable[tuple[Path, Sequence[int], Path]], processes: int = 2) -> Iterator[None]:
    """Renders (pdf, pages, folder) beside what is done within; at its end all pictures are there."""
    wanted = [(pdf, [n for n in numbers if not (folder / name(n)).exists()], folder) for pdf, numbers, folder in wanted]
    if sum(len(numbers) for _, numbers, _ in wanted) <= _ALONE or processes < 2:
        yield
        for pdf, numbers, folder in wanted:
            render(pdf, numbers, folder)
        return
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        waiting: list[Future[None]] = []
        for pdf, numbers, folder in wanted:
            waiting += [pool.submit(render, pdf, numbers[i : i + _CHUNK], folder) for i in range(0, len(numbers), _CHUNK)]
        yield
        for one in waiting:
            one.result()

"""What is installed and what is missing: versions, fonts, OCR, browser, Prefect, store, disk."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGES = ("shubao", "pypdfium2", "pdfplumber", "camelot-py", "spacy", "pandas", "prefect", "rjieba")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "firefox")


def checked(store: Path) -> Iterator[tuple[str, bool, str]]:
    """(what, whether it is well, what was found or what to do)."""
    yield "python", sys.version_info >= (3, 11), sys.version.split()[0]
    for name in _PACKAGES:
        found = _version(name)
        yield name, bool(found), found or "not installed"
    ocr = _version("rapidocr"), _version("onnxruntime")
    yield "ocr", all(ocr), f"rapidocr {ocr[0]}, onnxruntime {ocr[1]}" if all(ocr) else 'pip install "shubao[ocr]"'
    yield "font", *_font()
    browser = next(filter(None, map(shutil.which, _BROWSERS)), "")
    yield "browser", bool(browser), browser or "none found: a review page opens in any"
    yield "prefect server", True, os.environ.get("PREFECT_API_URL", "none set: one is started where it is needed")
    yield "store", *_store(store)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _font() -> tuple[bool, str]:
    from output.plot import chinese_font

    found = chinese_font()
    return bool(found), found or "none has Chinese (Debian: apt-get install fonts-noto-cjk)"


def _store(store: Path) -> tuple[bool, str]:
    there = next(p for p in (store.resolve(), *store.resolve().parents) if p.exists())
    free = shutil.disk_usage(there).free / 1e9
    kind = "" if store.exists() else " (not there yet)"
    writable = os.access(there, os.W_OK)
    return writable and free > 1, f"{store}{kind}: {'writable' if writable else 'not writable'}, {free:.1f} GB free"

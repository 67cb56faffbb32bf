"""Sweeps a store: what processes that are gone left half-written, and caches that nobody has used for a week."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

WEEK = 7 * 86400.0  # seconds
_HALF = re.compile(r"\..+\.(\d+|old)")
_PLACES = ("raw/*", "work/*", "held/*/*", "diffs/*/*", "series/*", "watch/*", "hashes/*/*/*", "hashes/*/*", "releases/*/*/*", "*")
_CACHES = ("work/*", "incoming/*")


def sweep(root: Path, age: float = WEEK) -> Iterator[tuple[Path, str]]:
    """Removes, and says what and why. Links are left alone: nothing is removed through them."""
    for path in sorted({p for pattern in _PLACES for p in root.glob(pattern)}):
        half = _HALF.fullmatch(path.name)
        if half and not (half[1].isdigit() and _lives(int(half[1]))) and _remove(path):
            yield path, "half-written by a process that is gone"
    before = time.time() - age
    for path in sorted({p for pattern in _CACHES for p in root.glob(pattern)}):
        if not path.is_symlink() and path.stat().st_mtime < before and _remove(path):
            yield path, f"not used for {age / 86400:.0f} days"


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _remove(path: Path) -> bool:
    if path.is_symlink():
        return False
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
    return not path.exists()

"""A child process that ends with its parent, however that one ends."""

from __future__ import annotations

import os
import threading
import time

_GLANCE = 1.0  # seconds between looks at whether the parent lives


def end_with_parent() -> None:
    """From now on this process ends when its parent is gone, whatever it does."""
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_GLANCE)
    os._exit(1)

"""The process that reads reports for another: what to do and with which job, a line on stdin; an answer a line on stdout.

    {"task": "read", "job": {...}}   leaves the reading in the job's work folder
    {"task": "release", "job": {...}}   keeps the PDF, publishes its reading, and records that

    {"task": "extract" | "tables", "job": {...}}   leaves what it read of the job's origin in its store, for a command without one
    {"task": "warm", "job": {...}}   builds tables and matchers, reads nothing

    {"done": true}   {"page": [3, 44]}   {"page": [3, 44], "grace": 30}   {"error": ["UnreadablePdf", [where, what, do]]}   {"fault": "KeyError: 'x' (grids.py:12)"}

It lives for many reports, so that tables and matchers are built once, and ends with the process that started it.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from extractors.ocr import Use
from extractors.read import read as read_pdf
from flows.reading.apart import ANSWER
from flows.reading.extract import Progress, extract, finder
from flows.reading.job import Job, made, read
from flows.reading.kin import end_with_parent
from flows.releases.publishing import publish, record
from output.store import Store
from patterns.errors import ShubaoError, fault
from patterns.language import known_words
from patterns.model import Document, Source

_PACE = 0.2  # seconds between two words on progress
_GRACE = 30  # seconds more for each page that OCR has read


def main() -> None:
    """Answers until stdin ends."""
    end_with_parent()
    gc.set_threshold(200_000)  # a report makes many small things and few rings of them
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as out:
        os.dup2(2, 1)  # what a library prints is no answer
        for line in sys.stdin:
            asked = json.loads(line)
            _say(out, _answer(_TASKS[asked["task"]], Job(**asked["job"]), out))


def _read(job: Job, step: Progress, slow: Progress) -> None:
    read(job, step, Use(job.ocr, os.cpu_count() or 1, slow))


def _release(job: Job, step: Progress, slow: Progress) -> None:
    """One of many: other readers have the other cores."""
    if job.origin:
        Store(Path(job.store)).keep_raw(Path(job.origin), {"title": Path(job.origin).name, "url": job.url})
    record(Path(job.store), publish(job, *made(job, step, Use(job.ocr, 1, slow))))


def _extract(job: Job, step: Progress, slow: Progress) -> None:
    use = Use(job.ocr, os.cpu_count() or 1, slow)
    release, found, _ = extract(Path(job.origin), job.report, job.edition, job.area, step, use=use, engine=job.engine)
    Path(job.store, ANSWER).write_bytes(pickle.dumps((release, found.tally)))


def _tables(job: Job, step: Progress, slow: Progress) -> None:
    document = read_pdf(
        Path(job.origin), progress=step, use=Use(job.ocr, os.cpu_count() or 1, slow), language=known_words, engine=job.engine
    )
    Path(job.store, ANSWER).write_bytes(pickle.dumps(document.tables))


def _warm(job: Job, step: Progress, slow: Progress) -> None:
    finder()(Document(Source("", "", 0), "", (), (), ()), "2024", "全国")


Task = Callable[[Job, Progress, Progress], None]
_TASKS: dict[str, Task] = {"read": _read, "release": _release, "extract": _extract, "tables": _tables, "warm": _warm}


def _answer(task: Task, job: Job, out: TextIO) -> dict[str, Any]:
    spoken = 0.0

    def step(done: int, total: int) -> None:
        nonlocal spoken
        if time.monotonic() - spoken > _PACE:
            spoken = time.monotonic()
            _say(out, {"page": [done, total]})

    def slow(done: int, total: int) -> None:
        _say(out, {"page": [done, total], "grace": _GRACE})

    try:
        task(job, step, slow)
    except ShubaoError as error:
        return {"error": [type(error).__name__, list(error.args)]}
    except Exception as error:  # a fault of ours costs one report, told with its place
        return {"fault": fault(error)}
    return {"done": True}


def _say(out: TextIO, answer: dict[str, Any]) -> None:
    out.write(json.dumps(answer) + "\n")
    out.flush()


if __name__ == "__main__":
    main()

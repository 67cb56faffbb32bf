"""One PDF read in a process of its own, with the limits of every reading, for commands that keep no store."""

from __future__ import annotations

import pickle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flows.reading.extract import Progress
from flows.reading.given import Said
from flows.reading.job import Job
from flows.reading.supervised import Limits, Reader
from output.files import Release
from patterns.model import Table, Tally

ANSWER = "answer.pickle"  # made by a child of ours, in a folder that only the user can write


def extracted(pdf: Path, said: Said, ocr: str, step: Progress | None = None, engine: str = "auto") -> tuple[Release, Tally]:
    """A release, and what became of its numerals. Raises what the reading raises, or Stopped with the limit that it met."""
    release, tally = _asked("extract", pdf, said, ocr, engine, step)
    return release, tally


def tables(pdf: Path, ocr: str, engine: str = "auto") -> list[Table]:
    """The tables of a PDF, in reading order."""
    found: list[Table] = _asked("tables", pdf, Said(), ocr, engine, None)
    return found


def _asked(task: str, pdf: Path, said: Said, ocr: str, engine: str, step: Progress | None) -> Any:
    reader = Reader()
    with TemporaryDirectory(prefix="shubao-") as folder:
        try:
            reader(Job(folder, "", *said, name=str(pdf), origin=str(pdf), ocr=ocr, engine=engine), Limits(), step, task)
            return pickle.loads(Path(folder, ANSWER).read_bytes())
        finally:
            reader.close()

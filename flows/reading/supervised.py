"""A reader in a process of its own, stopped where a report takes too long or too much memory. The caller lives on."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass
from functools import cache, lru_cache
from queue import Empty, Queue
from typing import Any

import psutil

from flows.reading.extract import Progress
from flows.reading.job import Job
from patterns import errors
from patterns.errors import Killed, ShubaoError, Stopped

_GLANCE = 0.05  # seconds between looks at time and memory
_LIVES = 2  # readers that one report may break
_PATIENCE = 8  # readers that may be killed from outside
_KILLED = (-signal.SIGKILL, -signal.SIGTERM)
_MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one report: seconds, and MiB of memory. A reader that has grown to half of it is replaced between reports."""

    seconds: float = 900.0
    memory_mb: int = 1400


class _Died(Exception):
    """The reader ended in the middle of a report, with this exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Reader:
    """One long-lived child process. Not for two threads at once: calls wait for each other."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[str] | None = None
        self._answers: Queue[str | None] = Queue()
        self._lock = threading.Lock()

    def __call__(self, job: Job, limits: Limits, step: Progress | None = None, task: str = "read") -> None:
        """Does a task of `flows.releases.reader` with one report. Raises what the reading raises, or Stopped with the reason."""
        with self._lock:
            deaths = 0
            while True:
                try:
                    return self._done(task, job, limits, step)
                except _Died as death:
                    self.close()
                    deaths += 1
                    _judge(job, deaths, death.code)

    def _done(self, task: str, job: Job, limits: Limits, step: Progress | None) -> None:
        child = self._started()
        try:
            assert child.stdin
            child.stdin.write(json.dumps({"task": task, "job": asdict(job)}) + "\n")
            child.stdin.flush()
            answer = self._watched(child, job, limits, step)
        except BrokenPipeError:
            raise _Died(child.wait()) from None
        except Stopped:
            self.close()
            raise
        if _memory(child) > limits.memory_mb * _MB / 2:
            self.close()
        _raise(answer, job)

    def _started(self) -> subprocess.Popen[str]:
        if self._child is None or self._child.poll() is not None:
            self.close()
            self._child = subprocess.Popen(
                [sys.executable, "-m", "flows.releases.reader"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
            )
            self._answers = Queue()
            threading.Thread(target=_listen, args=(self._child, self._answers), daemon=True).start()
        return self._child

    def _watched(self, child: subprocess.Popen[str], job: Job, limits: Limits, step: Progress | None) -> dict[str, Any]:
        """The answer; time and memory are looked at until it comes."""
        end = time.monotonic() + limits.seconds
        while True:
            with contextlib.suppress(Empty):
                line = self._answers.get(timeout=_GLANCE)
                if line is None:
                    raise _Died(child.wait())
                answer: dict[str, Any] = json.loads(line)
                if "page" not in answer:
                    return answer
                end += answer.get("grace", 0)
                if step:
                    step(*answer["page"])
            if time.monotonic() > end:
                raise Stopped(job.name or str(job.pdf), f"took longer than {limits.seconds:.0f} s", "give it more time, or leave it out")
            if _memory(child) > limits.memory_mb * _MB:
                raise Stopped(
                    job.name or str(job.pdf), f"took more than {limits.memory_mb} MiB of memory", "give it more memory, or leave it out"
                )

    def close(self) -> None:
        """Ends the child, whatever it does."""
        if self._child:
            self._child.kill()
            self._child.wait()
            for pipe in (self._child.stdin, self._child.stdout):
                with contextlib.suppress(OSError):
                    pipe and pipe.close()
            self._child = None


def _judge(job: Job, deaths: int, code: int) -> None:
    """Raises where a reader is not to be started once more."""
    where, what = job.name or str(job.pdf), f"its reader died {deaths} times (exit code {code})"
    if code in _KILLED and deaths >= _PATIENCE:
        raise Killed(where, what, "see who kills it (too little memory?), then run it again")
    if code not in _KILLED and deaths >= _LIVES:
        raise Stopped(where, what, "look at its PDF")


def _listen(child: subprocess.Popen[str], answers: Queue[str | None]) -> None:
    """Puts every line that the child says into the queue, None at its end."""
    assert child.stdout
    with contextlib.suppress(ValueError, OSError):  # closed under our hands
        for line in child.stdout:
            answers.put(line)
    answers.put(None)


_process = lru_cache(1)(psutil.Process)  # making one costs more than asking it; a number given anew is told by psutil


def _memory(child: subprocess.Popen[str]) -> int:
    """Resident bytes; 0 for a process that is gone."""
    try:
        return int(_process(child.pid).memory_info().rss)
    except psutil.Error:
        return 0


def _raise(answer: dict[str, Any], job: Job) -> None:
    """Raises the error that the child told, as the class that it was there."""
    if "error" in answer:
        name, args = answer["error"]
        kind: type[ShubaoError] = getattr(errors, name)
        raise kind(*(job.name if job.name and arg == str(job.pdf) else arg for arg in args))
    if "fault" in answer:
        raise Stopped(job.name or str(job.pdf), f"its reading broke: {answer['fault']}", "report it, with the PDF, as a fault of shubao")


@cache
def reader() -> Reader:
    """The reader of this process."""
    return Reader()

"""GET with limits: pages into memory, files to disk, resumed after a cut, tried again where that may help.

Each answer is bounded in size, time and redirects; only a Guard decides where a request may go.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import urljoin

import httpx

from flows.pull.guard import Guard, Resolve, resolve
from patterns.errors import FetchFailed, Refused

T = TypeVar("T")
_AGENT = "shubao (reads published reports)"
_KEPT = ("etag", "last-modified")
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one answer, in bytes and seconds; `tries` in all, waiting `backoff` s and twice as long each time."""

    page_bytes: int = 10 << 20
    file_bytes: int = 200 << 20
    seconds: float = 600.0
    silence: float = 30.0
    redirects: int = 5
    tries: int = 4
    backoff: float = 1.0
    longest_wait: float = 60.0


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a listing: its address after redirects, its bytes, and the charset that its header names."""

    url: str
    body: bytes
    charset: str


@dataclass(frozen=True, slots=True)
class File:
    """A file fetched to `path`: its address after redirects, and what to ask with whether it changed."""

    url: str
    path: Path
    is_html: bool
    validators: dict[str, str] = field(default_factory=dict)


class _Again(Exception):
    """What may pass by itself: why, and how long the server asks to wait."""

    def __init__(self, why: str, wait: float = 0.0) -> None:
        super().__init__(why, wait)
        self.why, self.wait = why, wait


class Web:
    """A client for one source. Raises Refused and FetchFailed, with the address and what to do."""

    def __init__(
        self,
        hosts: Collection[str],
        private: bool = False,
        limits: Limits = Limits(),  # noqa: B008  (frozen)
        transport: httpx.BaseTransport | None = None,
        resolve: Resolve = resolve,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.limits, self._sleep = limits, sleep
        self._client = httpx.Client(
            transport=Guard(transport or httpx.HTTPTransport(), hosts, private, resolve),
            timeout=limits.silence,
            trust_env=False,  # no proxy, which would resolve names by itself; no passwords of ~/.netrc
            headers={"User-Agent": _AGENT, "Accept-Encoding": "identity"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._client.close()

    def page(self, url: str) -> Page | None:
        """A page as bytes; None where there is none (404, 410)."""
        return self._tried(url, lambda: self._page(url))

    def _page(self, url: str) -> Page | None:
        with self._open(url, {}) as response:
            if response.status_code in (404, 410):
                return None
            _good(response, url)
            body = b"".join(self._chunks(response, url, self.limits.page_bytes))
            return Page(str(response.url), body, response.charset_encoding or "")

    def file(self, url: str, part: Path, validators: dict[str, str]) -> File | None:
        """Fetches a file to `part`, going on where an earlier try was cut; None where it has not changed, or is not there (404, 410)."""
        return self._tried(url, lambda: self._file(url, part, validators))

    def _file(self, url: str, part: Path, validators: dict[str, str]) -> File | None:
        notes = part.with_suffix(".json")
        with self._open(url, _asked(part, notes, validators)) as response:
            if response.status_code in (304, 404, 410):
                return None
            if response.status_code == 416:  # what lies here is no beginning of what lies there
                part.unlink(missing_ok=True)
                raise _Again("the server cannot go on from where it was cut")
            _good(response, url)
            size = part.stat().st_size if _goes_on(response, part, notes) else 0
            found = {k: response.headers[k] for k in _KEPT if k in response.headers}
            # bytes that the server packs for the way cannot be counted from here
            beside = notes.with_suffix(".note")
            beside.write_text(json.dumps({} if "content-encoding" in response.headers else found), encoding="utf-8")
            beside.replace(notes)
            with part.open("ab" if size else "wb") as out:
                for chunk in self._chunks(response, url, self.limits.file_bytes - size):
                    out.write(chunk)
            return File(str(response.url), part, "html" in response.headers.get("content-type", ""), found)

    def _tried(self, url: str, work: Callable[[], T]) -> T:
        """Tries again, waiting longer each time, what may pass by itself."""
        wait = self.limits.backoff
        for left in range(self.limits.tries - 1, -1, -1):
            try:
                return work()
            except (_Again, httpx.TransportError) as error:
                why = error.why if isinstance(error, _Again) else f"{type(error).__name__}: {error}"
                if not left:
                    raise FetchFailed(url, f"{why}, {self.limits.tries} times", "try again later; what was fetched is kept") from None
                self._sleep(min(max(wait, getattr(error, "wait", 0.0)), self.limits.longest_wait))
                wait *= 2
        raise AssertionError("unreachable")

    @contextmanager
    def _open(self, url: str, headers: dict[str, str]) -> Iterator[httpx.Response]:
        """The answer after redirects, each of them admitted by the guard."""
        first = start = url
        for _ in range(self.limits.redirects + 1):
            try:
                url = urljoin(start, url)
                request = self._client.build_request("GET", url, headers=headers)
            except (httpx.InvalidURL, ValueError) as error:
                raise Refused(url, f"is no address ({error})", "check it") from None
            response = self._client.send(request, stream=True)
            try:
                if not response.has_redirect_location:
                    yield response
                    return
            finally:
                response.close()
            start, url = url, response.headers["location"]
        raise Refused(first, f"leads on and on (more than {self.limits.redirects} redirects)", "check it in a browser")

    def _chunks(self, response: httpx.Response, url: str, most: int) -> Iterator[bytes]:
        """The body, as far as size and time allow."""
        end = time.monotonic() + self.limits.seconds
        size = 0
        for chunk in response.iter_bytes():
            size += len(chunk)
            if size > most:
                raise Refused(url, f"is larger than {most:,} bytes", "raise max_mb in its source if that is right")
            if time.monotonic() > end:
                raise Refused(url, f"took longer than {self.limits.seconds:.0f} s", "try again later")
            yield chunk


def _asked(part: Path, notes: Path, validators: dict[str, str]) -> dict[str, str]:
    """Headers: go on where a cut left off, or only if it changed."""
    kept = _noted(notes) if part.exists() else {}
    # a weak tag does not promise the same bytes (RFC 9110, 13.1.5)
    same = next((kept[k] for k in _KEPT if k in kept and not kept[k].startswith("W/")), "")
    if same and part.stat().st_size:
        return {"Range": f"bytes={part.stat().st_size}-", "If-Range": same}
    asked = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
    return {asked[k]: v for k, v in validators.items()}


def _noted(notes: Path) -> dict[str, str]:
    """Validators of the bytes that are here; none where a killed run left the notes empty or cut off."""
    try:
        kept = json.loads(notes.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {k: v for k, v in kept.items() if k in _KEPT and isinstance(v, str)} if isinstance(kept, dict) else {}


def _goes_on(response: httpx.Response, part: Path, notes: Path) -> bool:
    """Whether the answer is what follows the bytes that are here, of the same file."""
    if response.status_code != 206:
        return False
    if any(response.headers.get(k, v) != v for k, v in _noted(notes).items()):
        part.unlink(missing_ok=True)
        raise _Again("the file has changed since it was cut")
    if not part.exists():
        raise _Again("the server sent a part of what was not begun")
    begin = response.headers.get("content-range", "").removeprefix("bytes ").partition("-")[0]
    if begin != str(part.stat().st_size):
        part.unlink()
        raise _Again("the server went on from another place")
    return True


def _good(response: httpx.Response, url: str) -> None:
    code = response.status_code
    if "," in response.headers.get("content-encoding", ""):
        raise Refused(url, "is packed several times over", "no honest server does that: see what it is")
    if code in _PASSING:
        raise _Again(f"the server answers {code}", _retry_after(response))
    if code not in (200, 206):
        raise FetchFailed(url, f"the server answers {code}", "open it in a browser and put the right address into its source")


def _retry_after(response: httpx.Response) -> float:
    """Seconds that the server asks to wait (RFC 9110, 10.2.3), 0 where it does not say."""
    said = response.headers.get("retry-after", "")
    if said.isascii() and said.isdigit():
        return float(said)
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    except (TypeError, ValueError):
        return 0.0

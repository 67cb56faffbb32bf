"""The user's list of reports, sources.toml: read, checked with line numbers, written as a commented example.

A source is one yearly report. Its editions are found on a listing page, under a URL with the year in it, or among local files.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from flows.pull.titles import Title
from flows.reading import given
from patterns.errors import BadInput

EXAMPLE = Path(__file__).parent / "data" / "sources.toml"
_HEADER = re.compile(r"\s*\[\[?\s*([\w.-]+)\s*\]\]?")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")
_DO = "mend it, then `shubao sources check`"


def _http(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{url!r} is no http(s) address")
    return url


def _title(pattern: str) -> str:
    Title(pattern)
    return pattern


Http = Annotated[str, AfterValidator(_http)]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Source(_Row):
    """One yearly report: where its editions are found, and how the year is told."""

    report: Annotated[str, AfterValidator(given.report), Field(min_length=1)]
    title: str = ""
    area: str = ""
    area_as_is: bool = False
    publisher: str = ""
    licence: str = ""
    listing: Http = ""
    more: str = ""
    next: str = "下一页"
    pages: Annotated[int, Field(ge=1, le=100)] = 5
    url: Http = ""
    files: str = ""
    pattern: Annotated[str, AfterValidator(_title)] = "{year}"
    since: Annotated[int, Field(ge=1949, le=2100)] = 1949
    hosts: tuple[str, ...] = ()
    private: bool = False
    max_mb: Annotated[int, Field(ge=1, le=2000)] = 200
    review: bool = False
    cron: str = "0 8 * * 1"
    timezone: str = "Asia/Shanghai"

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        places = [k for k in ("listing", "url", "files") if getattr(self, k)]
        if len(places) != 1:
            raise ValueError(f"has {' and '.join(places) or 'none'} of listing, url, files: give one of them")
        if self.url and "{year}" not in self.url:
            raise ValueError("its url holds no {year}")
        if self.url and "since" not in self.model_fields_set:
            raise ValueError("says no since: the first year to ask for")
        if self.listing and "pattern" not in self.model_fields_set:
            raise ValueError("says no pattern: the title of an edition on its listing, with {year}")
        if self.more and "{page}" not in self.more:
            raise ValueError("its more holds no {page}")
        return self

    @model_validator(mode="after")
    def _place(self) -> Self:
        given.area(self.area, self.area_as_is)
        return self

    @model_validator(mode="after")
    def _times(self) -> Self:
        try:
            CronSim(self.cron, datetime(2000, 1, 1))
        except CronSimError as error:
            raise ValueError(f"its cron {self.cron!r} is none ({error})") from None
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(f"its timezone {self.timezone!r} is none (Asia/Shanghai is one)") from None
        return self

    @property
    def names(self) -> frozenset[str]:
        """Hosts that may be asked for this source; `*.` in front stands for all hosts under a name."""
        own = urlsplit(self.listing or self.url).hostname
        return frozenset({h.lower() for h in self.hosts} | ({own.lower()} if own else set()))


class Notify(_Row):
    """Where news of a run is posted, as JSON."""

    webhook: Http


class _File(_Row):
    source: tuple[Source, ...] = ()
    notify: Notify | None = None


class BadSources(BadInput):
    """sources.toml cannot be used; `problems` has every line that is wrong."""

    def __init__(self, where: str, problems: tuple[str, ...]) -> None:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(where, problems[0] + more, _DO)
        self.args = (where, problems)
        self.problems = problems

    def __str__(self) -> str:
        return f"{self.where}:{self.what}; {self.do}"


class Sources:
    """sources.toml as read: the sources in their order, and where news goes. Raises BadSources with line numbers."""

    def __init__(self, path: Path) -> None:
        self.path = path
        text = _text(path)
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"line (\d+)", str(error))
            raise BadSources(str(path), (f"{line[1] if line else text.count(chr(10)) + 1}: {error}",)) from None
        try:
            read = _File.model_validate(data)
        except ValidationError as error:
            raise BadSources(str(path), tuple(_problems(error, text))) from None
        self.all, self.notify = read.source, read.notify
        seen: set[str] = set()
        for i, source in enumerate(self.all):
            if source.report in seen:
                raise BadSources(str(path), (f"{_line(text, ('source', i, 'report'))}: report {source.report!r} stands twice",))
            seen.add(source.report)

    def named(self, reports: tuple[str, ...]) -> tuple[Source, ...]:
        """The sources with these slugs, all where none is named. Raises BadInput for a name that is not there, and for an empty file."""
        if not self.all:
            raise BadInput(str(self.path), "holds no [[source]]", "add one; `shubao sources init` elsewhere shows how")
        unknown = [r for r in reports if r not in {s.report for s in self.all}]
        if unknown:
            raise BadInput(unknown[0], f"is not in {self.path} ({', '.join(s.report for s in self.all)})", "add it there")
        return tuple(s for s in self.all if not reports or s.report in reports)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise BadInput(str(path), "no such file", "write one with `shubao sources init`") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(str(path), f"cannot be read ({error})", "save it as UTF-8 text") from None


def _problems(error: ValidationError, text: str) -> Iterator[str]:
    for one in error.errors():
        where = one["loc"]
        key = next((str(k) for k in where[1:] if isinstance(k, str)), str(where[0]))
        what = {
            "extra_forbidden": f"{key} is not known (known: {', '.join(Source.model_fields if where[0] == 'source' else _File.model_fields)})",
            "missing": f"{key} is missing",
            "value_error": one["msg"].removeprefix("Value error, "),
        }.get(one["type"], f"{key}: {one['msg']}")
        yield f"{_line(text, where)}: {what}"


def _line(text: str, where: tuple[Any, ...]) -> int:
    """Line of a key, or of the header of its table."""
    name, rest = str(where[0]), where[1:]
    number = rest[0] if rest and isinstance(rest[0], int) else 0
    key = next((k for k in rest if isinstance(k, str)), None)
    found, seen, inside = 1, -1, False
    for i, line in enumerate(text.splitlines(), 1):
        header, assigned = _HEADER.match(line), _KEY.match(line)
        if header:
            seen += header[1] == name
            inside = header[1] == name and seen == number
            found = i if inside else found
        elif assigned and assigned[1] == (key if inside else name if seen < 0 else None):
            return i
    return found


@cache
def example() -> str:
    """The commented example that `shubao sources init` writes."""
    return EXAMPLE.read_text(encoding="utf-8")

"""A diff as text for people: each change on its own lines, names and values whole at any width; and as tab-separated lines for a pipe."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from output import schema
from output.diff import Diff
from output.interest import full_name, sections
from patterns.model import Change, Figure

_INDENT = "    "
_TITLES = {
    "largest": "largest changes", "contradicted": "growth contradicted", "revised": "restated by the later edition",
    "rescoped": "counted otherwise", "unit_changed": "printed in another unit", "renamed": "under another name", "new": "new",
    "dropped": "dropped", "same": "the same", "proposed": "proposed: look before you believe", "candidate": "candidates, in no file: each is new and dropped there",
}  # fmt: skip
_PIECE = re.compile(r"[\x21-\x7e]+ *|\s+|[^\x21-\x7e\s] ?")  # what a line is not broken in


def width(text: str) -> int:
    """Columns that a text takes on a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def wrapped(text: str, columns: int, indent: str = "") -> Iterator[str]:
    """A text cut into lines of at most so many columns, each behind `indent`; numbers and words stay whole, nothing is left out."""
    line = indent
    for piece in _PIECE.findall(text):
        if width(line + piece.rstrip()) > columns and line != indent:
            yield line.rstrip()
            line = indent
        line += piece if line != indent else piece.lstrip()
    if line.strip():
        yield line.rstrip()


def summary(diff: Diff) -> Iterator[str]:
    """How many figures of both editions stand where: the sums of what is owned."""
    kinds = Counter(c.kind for c in diff.changes)
    own = [c for c in diff.changes if c.kind not in ("new", "dropped", "revised")]
    proposed = sum(c.status == "proposed" for c in diff.changes)
    verdicts = Counter(c.verdict for c in diff.changes)
    yield f"{diff.before} -> {diff.after}: {diff.sizes[0]} and {diff.sizes[1]} figures"
    yield f"  {len(own)} pairs ({proposed} proposed), {kinds['revised']} revised, {kinds['new']} new, {kinds['dropped']} dropped"
    for side, count in zip(("before", "after"), diff.sizes):
        told = sum(m.side == side for m in diff.mentions)
        yield f"  {side}: {count} figures = {count - told} in changes + {told} told again"
    yield f"  growth and last year's values: {verdicts['confirmed']} confirmed, {verdicts['contradicted']} contradicted"
    severities = Counter(f.severity for f in diff.findings)
    yield f"  findings: {severities['error']} errors, {severities['warning']} warnings, {severities['note']} notes"


def listing(diff: Diff, changes: Sequence[Change], kinds: Sequence[str], top: int, columns: int) -> Iterator[str]:
    """The first `top` changes of each kind, in order of interest, under a heading each."""
    for kind, found in sections(changes, kinds):
        if found:
            yield ""
            yield f"{_TITLES[kind]} ({min(top, len(found))} of {len(found)})"
            for change in found[:top]:
                yield from entry(change, columns)


def entry(change: Change, columns: int) -> Iterator[str]:
    """A change: its name, and the name before where it was another; then its values with their places, and what is said of them."""
    a, b = change.before, change.after
    one = b or a
    assert one is not None
    yield from wrapped(full_name(one) or "(without a name)", columns, "  ")
    if a and b and change.kind in ("renamed", "rescoped"):
        yield from wrapped(f"was {full_name(a)}", columns, _INDENT)
    yield from wrapped(_values(change, one), columns, _INDENT)


def _values(change: Change, one: Figure) -> str:
    a, b = change.before, change.after
    parts = [one.ref_area, " -> ".join(_printed(f) for f in (a, b) if f)]
    if change.change_pct is not None:
        parts.append(f"{change.change_pct + 0:+f}%")  # + 0: there is no minus nothing
    if change.stated_growth:
        parts.append(f"stated {change.stated_growth}%" if one.measure == "level" else f"stated {change.stated_growth}")
    if change.verdict != "unstated":
        parts.append(change.verdict)
    if a and b:
        parts.append(f"{'' if change.status == 'claimed' else change.status + ' '}{change.score:.2f} by {change.proof}")
    return "  ".join(p for p in parts if p)


def _printed(f: Figure) -> str:
    unit = f.unit if f.table_id and not f.raw.endswith(f.unit) else ""
    return f"{f.raw}{unit} ({f.time_period}, p.{f.place.page})"


def findings(diff: Diff, top: int, columns: int) -> Iterator[str]:
    """The first findings, errors first."""
    found = sorted(diff.findings, key=lambda f: ("error", "warning", "note").index(f.severity))
    if found:
        yield ""
        yield f"findings ({min(top, len(found))} of {len(found)})"
    for f in found[:top]:
        page = f" p.{f.place.page}" if f.place else ""
        yield from wrapped(f"{f.severity} {f.code}{page}: {f.note}", columns, "  ")


def lines(diff: Diff, changes: Sequence[Change], kinds: Sequence[str], top: int | None) -> Iterator[str]:
    """Changes as tab-separated lines under a header: the columns of changes.csv, pages at the end."""
    yield "\t".join((*schema.header(schema.CHANGES), "page_before", "page_after"))
    seen: set[int] = set()
    for _, found in sections(changes, kinds):
        for c in found[:top]:
            if id(c) not in seen:
                seen.add(id(c))
                pages = (str(f.place.page) if f else "" for f in (c.before, c.after))
                yield "\t".join(cell.replace("\t", " ") for cell in (*schema.change_row(c, (diff.before, diff.after)), *pages))

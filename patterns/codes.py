"""The one registry of findings, data/codes.csv: of each code its severity, whether it blocks, who makes it, and what it says.

The note in a release is the English template filled with the facts, whatever the locale: its bytes depend on the PDF alone. People get
it in their language: the facts are read back out of the note.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from patterns.datatables import refuse, rows
from patterns.model import Finding, Place
from patterns.templates import Template, names

_COLUMNS = ("code", "severity", "blocking", "room", "note", "note_zh", "meaning", "meaning_zh")
_SEVERITIES = ("error", "warning", "note")
_ROOMS = ("extractors", "patterns", "output", "flows")


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding; `template` is its note, `meanings` are by language (en, zh)."""

    code: str
    severity: str
    blocking: bool
    room: str
    template: Template
    meanings: Mapping[str, str]

    def note(self, written: str, language: str) -> str:
        """A note of a release in `language`; as written where it does not fit the template (made by another version)."""
        return (self.template.told(written) if language == "zh" else None) or written


@cache
def codes() -> Mapping[str, Code]:
    """All codes by name. Raises BadLexicon where a row is wrong."""
    table: dict[str, Code] = {}
    for row in rows("codes.csv", *_COLUMNS):
        code = Code(
            row["code"], row["severity"], row["blocking"] == "true", row["room"],
            Template(row["note"], row["note_zh"]), MappingProxyType({"en": row["meaning"], "zh": row["meaning_zh"]}),
        )  # fmt: skip
        if code.code in table or code.severity not in _SEVERITIES or code.room not in _ROOMS or row["blocking"] not in ("true", "false"):
            raise refuse("codes.csv", code.code, "listed twice, or its severity, blocking or room is unknown")
        if set(names(row["note_zh"])) - set(names(row["note"])) or not all(row.values()):
            raise refuse("codes.csv", code.code, "its Chinese note tells other facts than the English one, or a field is blank")
        table[code.code] = code
    return MappingProxyType(table)


def finding(code: str, /, *, place: Place | None = None, figure_id: str = "", figure_ids: Sequence[str] = (), **facts: object) -> Finding:
    """A finding of a registered code; `facts` fill its note. KeyError for an unknown code or a fact that is missing."""
    known = codes()[code]
    return Finding(code, known.severity, known.template.en.format(**facts), known.blocking, place, figure_id, tuple(figure_ids))

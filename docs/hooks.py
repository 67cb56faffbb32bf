"""Columns and findings of the documentation, made from the code when the pages are built."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from output import schema
from patterns.codes import codes


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _columns(columns: Sequence[schema.Column]) -> str:
    return _table(("column", "名称", "type", "meaning"), [(f"`{c.name}`", c.title, c.schema_type, c.meaning) for c in columns])


def _codes() -> str:
    return _table(
        ("code", "severity", "blocking", "meaning", "含义"),
        [(f"`{c.code}`", c.severity, "yes" if c.blocking else "", c.meanings["en"], c.meanings["zh"]) for c in codes().values()],
    )


def on_page_markdown(markdown: str, **_page: Any) -> str:
    """Fills {{ figures }}, {{ findings }}, {{ changes }} and {{ codes }}."""
    made = {
        "figures": lambda: _columns(schema.FIGURES),
        "findings": lambda: _columns(schema.FINDINGS),
        "changes": lambda: _columns(schema.CHANGES),
        "codes": _codes,
    }
    for name, make in made.items():
        if f"{{{{ {name} }}}}" in markdown:
            markdown = markdown.replace(f"{{{{ {name} }}}}", make())
    return markdown

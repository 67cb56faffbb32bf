"""A release and its comparison as JavaScript data files. Every value is a JSON string or number: nothing of a report becomes markup or code."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from output import corrections, schema
from output.review.chains import chain
from patterns.codes import codes
from patterns.errors import BadInput

Table = dict[str, Any]
_SHOWN_BEFORE = ("figure_id", "page", "x0", "top", "x1", "bottom", "raw", "sentence", "start", "end", "indicator", "time_period", "section")


def script(name: str, value: Any) -> bytes:
    """A classic script that hands `value` to the page: from file:// a page may load scripts and may not fetch."""
    return f"SHUBAO.data({json.dumps(name)}, {json.dumps(value, ensure_ascii=False, separators=(',', ':'))});\n".encode()


def table(path: Path | None) -> Table:
    """A CSV as {"columns": names, "rows": lists of text}; no rows where there is none."""
    if path is None or not path.exists():
        return {"columns": [], "rows": []}
    with path.open(encoding="utf-8-sig", newline="") as fh:
        rows = list(csv.reader(fh))
    return {"columns": rows[0] if rows else [], "rows": rows[1:]}


def records(found: Table) -> list[dict[str, str]]:
    """The rows of a table by the names of its columns."""
    return [dict(zip(found["columns"], row)) for row in found["rows"]]


def described(folder: Path) -> dict[str, Any]:
    """datapackage.json of a release. Raises BadInput where the folder holds none."""
    try:
        found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        return found | {"sha256": found["sources"][0]["hash"].removeprefix("sha256:")}
    except (OSError, ValueError, KeyError, IndexError):
        raise BadInput(str(folder), "holds no datapackage.json of shubao", "name a folder that `shubao extract` wrote") from None


def meta(folder: Path, editions: Sequence[str], before: str) -> dict[str, Any]:
    """What the page says of its edition, and the words of its columns and kinds of finding in both languages."""
    release = described(folder)
    about = release["shubao"]
    columns = {c.name: [c.title, c.name, c.meaning] for c in (*schema.FIGURES, *schema.FINDINGS, *schema.CHANGES)}
    return {
        "report": about["report"],
        "edition": about["edition"],
        "area": about["ref_area"],
        "title": release["title"],
        "source": release["sources"][0].get("path", ""),
        "sha256": release["sha256"],
        "versions": [about["software"], about["patterns"]],
        "editions": list(editions),
        "before": before,
        "columns": columns,
        "codes": {c.code: [c.meanings["zh"], c.meanings["en"], c.severity] for c in codes().values()},
        "editable": sorted(corrections.EDITABLE),
    }


def findings(folder: Path, diff: Path | None) -> Table:
    """Findings of a release and of its diff, with `note_zh` beside the note and `between` for those of the diff."""
    out: Table = {"columns": [*schema.header(schema.FINDINGS), "note_zh", "between"], "rows": []}
    for source, between in ((folder, ""), *(((diff, "true"),) if diff else ())):
        for row in records(table(source / "findings.csv")):
            known = codes().get(row["code"])
            row |= {"note_zh": known.note(row["note"], "zh") if known else row["note"], "between": between}
            out["rows"].append([row.get(c, "") for c in out["columns"]])
    return out


def tables(folder: Path) -> list[dict[str, Any]]:
    """tables.json with each cell as a list: row, col, rowspan, colspan, text, page, x0, top, x1, bottom."""
    path = folder / "tables.json"
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return [t | {"cells": [list(c.values()) for c in t["cells"]]} for t in found]


def changes(diffs: Iterable[Path], shown: Path | None, before: Path | None) -> dict[str, Any]:
    """The diff shown: its rows, the figures before that they name, and each indicator over all editions."""
    found = table(shown / "changes.csv" if shown else None)
    rows = records(found)
    wanted = {r["figure_id_before"] for r in rows} - {""}
    old = [r for r in records(table(before / "figures.csv")) if r["figure_id"] in wanted] if before else []
    return {
        "changes": found,
        "before": {"columns": list(_SHOWN_BEFORE), "rows": [[r[c] for c in _SHOWN_BEFORE] for r in old]},
        "series": chain([(records(table(d / "changes.csv")), records(table(d / "mentions.csv"))) for d in diffs], rows),
    }


def pages_before(found: dict[str, Any]) -> list[int]:
    """Pages of the edition before on which something of the diff stands."""
    return sorted({int(r["page"]) for r in records(found["before"])})

"""The scores of a reading of the bundled editions: (gold, field) -> (right, of).

`python -m tests.gold.scores` prints those that differ from fixtures/scores.csv; with --raise it writes the ones that rose.
"""

import csv
import json
import sys
from fractions import Fraction

from flows.releases.compare import knowledge
from output.diff import Edition, compare
from tests.conftest import EDITIONS, ROOT, read_editions
from tests.gold.figures import FIELDS, in_cells, in_prose, right

SCORES = ROOT / "fixtures" / "scores.csv"
YEARS = ("2023", "2024")
_KINDS = {"same": ("same", "revised")}


def gold(name):
    return json.loads((EDITIONS / name).read_text(encoding="utf-8"))


def scores(editions):
    """Everything that the bundled gold says of both editions."""
    table, ids = {}, {}
    for year in YEARS:
        release, found, _ = editions[year]
        prose = in_prose(gold(f"figures-{year}.json"), found.figures)
        captions = {t.id: t.caption for t in release.tables}
        cells = in_cells(gold(f"table-figures-{year}.json"), found.figures, captions)
        table |= _fields(f"figures-{year}", *prose, year, found.area)
        table |= _fields(f"table-figures-{year}", *cells, year, found.area)
        ids[year] = {f.figure_id: g["id"] for g, f in (*prose[0], *cells[0])}
        table |= _cells(f"tables-{year}", release.tables, f"report-{year}.pdf")
    return table | _changes(editions, ids)


def _fields(name, pairs, missed, alarms, year, area):
    """Of all gold figures: those found, those right in each field, and right in all; of all figures read: those that are gold."""
    rights = [right(g, f, year, area) for g, f in pairs]
    of = len(pairs) + len(missed)
    out = {(name, "found"): (len(pairs), of), (name, "no false alarm"): (len(pairs), len(pairs) + len(alarms))}
    out |= {(name, field): (sum(field in r for r in rights), of) for field in FIELDS}
    return out | {(name, "record"): (sum(set(FIELDS) - {"base"} <= r for r in rights), of)}


def _cells(name, tables, file):
    """Cells that stand where the gold has them, with its text and span; and of all cells read, those that the gold has."""
    (wanted,) = [doc["tables"] for doc in gold("tables-gold.json") if doc["file"] == file]
    key = lambda k, row, col, rowspan, colspan, text: (k, row, col, rowspan, colspan, "".join(text.split()))  # noqa: E731
    want = {key(k, *(c[n] for n in ("row", "col", "rowspan", "colspan", "text"))) for k, t in enumerate(wanted) for c in t["cells"]}
    got = {key(k, c.row, c.col, c.rowspan, c.colspan, c.text) for k, t in enumerate(tables) for c in t.cells}
    heads = sum(a["header_rows"] == b.header_rows for a, b in zip(wanted, tables))
    return {
        (name, "cells"): (len(want & got), len(want)),
        (name, "no other cell"): (len(want & got), len(got)),
        (name, "header_rows"): (heads, len(wanted)),
    }


def _changes(editions, ids):
    """Pairs of alignment.json found, of the right kind, and no others; what is only in one edition.

    A figure that tells again what another one told is known by that one: one change stands for all mentions.
    """
    diff = compare(*(Edition(y, editions[y][1].figures) for y in YEARS), knowledge(None))
    owner = {m.figure.figure_id: m.of.figure_id for m in diff.mentions}
    of_gold = {year: {g: owner.get(f, f) for f, g in ids[year].items()} for year in YEARS}
    side = lambda f: f.figure_id if f else None  # noqa: E731
    got = {(side(c.before), side(c.after)): c.kind for c in diff.changes}
    align = [(of_gold["2023"].get(a["id_2023"]), of_gold["2024"].get(a["id_2024"]), a["status"]) for a in gold("alignment.json")]
    want = {(b, a): status for b, a, status in align if status[:5] != "only_"}
    alone = [(b, a) for b, a, status in align if status[:5] == "only_"]
    sides = {b for b, _ in want}, {a for _, a in want}
    pairs = {(b, a) for b, a in got if b and a and (b in sides[0] or a in sides[1])}
    kinds = sum(got[p] in _KINDS.get(want[p], (want[p],)) for p in pairs & want.keys())
    return {
        ("alignment", "pairs"): (len(pairs & want.keys()), len(want)),
        ("alignment", "no other pair"): (len(pairs & want.keys()), len(pairs)),
        ("alignment", "kind"): (kinds, len(want)),
        ("alignment", "alone"): (sum(p in got for p in alone), len(alone)),
    }


def kept():
    """The scores of the file."""
    with SCORES.open(encoding="utf-8", newline="") as fh:
        return {(row["gold"], row["field"]): (int(row["right"]), int(row["of"])) for row in csv.DictReader(fh)}


def fallen(held, now):
    """What the file has and this reading does not reach, or does not measure."""
    return {key: (score, now.get(key)) for key, score in held.items() if key not in now or Fraction(*now[key]) < Fraction(*score)}


def write(table):
    with SCORES.open("w", encoding="utf-8", newline="") as fh:
        out = csv.writer(fh, lineterminator="\n")
        out.writerow(("gold", "field", "right", "of"))
        out.writerows((*key, *score) for key, score in table.items())


def main():
    held, now = kept() if SCORES.exists() else {}, scores(read_editions())
    better = {key: score for key, score in now.items() if key not in held or Fraction(*score) > Fraction(*held[key])}
    for key, (was, got) in fallen(held, now).items():
        print("fell", *key, was, got)
    for key, score in better.items():
        print("rose", *key, held.get(key), score)
    if "--raise" in sys.argv[1:]:
        write({**now, **held, **better})


if __name__ == "__main__":
    main()

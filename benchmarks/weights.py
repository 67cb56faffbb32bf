"""Makes patterns/data/weights.csv from gold: `python -m benchmarks.weights [--held-out REPORT…]`; needs ../shared.

A proposal is right where the scorer of ../shared/score would say so. Each report's spans are scored with weights that have not seen
it, and the figures told before are once the right ones and once those that weights without this report choose: what is
trained on is what a stranger's report will show. With --held-out, what is right of reports left out is printed, and nothing written.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from patterns import choose as chooser
from patterns.choose import SCALE, Bound, Proposed, Weights, choose
from patterns.find import Finder
from patterns.model import Document, Line, Paragraph
from patterns.prose import Prose
from patterns.slots import spans as sp
from patterns.slots.question import Question

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
sys.path.insert(0, str(SHARED / "score"))

SETS = [  # report, gold, edition, area: as score/scoreboard.py has them
    ("reports/sichuan-2024", "gold/sichuan-2024-dev", "2024", "四川省"), ("reports/xian-2025", "gold/xian-2025", "2025", "西安市"),
    ("reports/caict-2022", "gold/caict-2022", "2021", "全国"), ("reports/digital-china-2021", "gold/digital-china-2021", "2021", "全国"),
    ("reports/xiangxi-2025", "gold/xiangxi-2025", "2025", "湘西土家族苗族自治州"), ("reports/shenzhen-2025", "gold/shenzhen-work-2025", "2025", "深圳市"),
    ("reports/shenzhen-2025", "gold/shenzhen-budget-2025", "2025", "深圳市"), ("reports/tongcheng-2026", "gold/tongcheng-2026", "2025", "安庆市"),
    ("sample/report-2024", "sample/figures-2024", "2024", "四川省"), ("sample/report-2023", "sample/figures-2023", "2023", "四川省"),
]  # fmt: skip
SLOTS = ("measure", "indicator", "area", "period", "base")
REPORTS = {"span": 2, "indicator": 2, "measure": 3, "area": 3, "period": 3, "base": 3}  # a feature counts where so many reports show it
LEAST = 4  # smaller weights are left out
HOLD = {"span": 1.5, "measure": 2.0, "indicator": 1.5, "area": 2.0, "period": 2.0, "base": 2.0}  # how strongly weights are held to nought
COLUMNS = {"measure": "measure", "indicator": "indicator", "area": "ref_area", "period": "time_period", "base": "base"}


@dataclass
class Groups:
    """Choices to learn from: of each, its report, the features of its proposals, and which of them are right."""

    rows: list[tuple[str, list[tuple[str, ...]], list[bool]]] = field(default_factory=list)

    def add(self, report: str, features: list[tuple[str, ...]], right: list[bool]) -> None:
        if any(right) and not all(right):
            self.rows.append((report, features, right))


def fit(groups: Groups, slot: str, without: Iterable[str] = (), turns: int = 35, hold: float = 1.0) -> dict[str, int]:
    """Weights that make the right proposals likely (conditional logistic regression), of the features that enough reports show."""
    out, held = set(without), hold * HOLD[slot]
    rows = [r for r in groups.rows if r[0] not in out]
    shown: dict[str, set[str]] = defaultdict(set)
    for report, features, _ in groups.rows:
        for f in set().union(*features):
            shown[f].add(report)
    names = sorted(f for f, where in shown.items() if len(where) >= REPORTS[slot])
    index = {f: i for i, f in enumerate(names)}
    columns: list[int] = []
    pointers, counts, right = [0], [], []
    for _, features, good in rows:
        for one in features:
            columns += [index[f] for f in one if f in index]
            pointers.append(len(columns))
        counts.append(len(features))
        right += good
    x = csr_matrix((np.ones(len(columns)), columns, pointers), shape=(len(pointers) - 1, len(names)))
    y, first = np.array(right, float), np.concatenate([[0], np.cumsum(counts)[:-1]])
    back = x.T.tocsr()

    def loss(w: Any) -> tuple[float, Any]:
        score = x @ w
        odds = np.exp(score - np.repeat(np.maximum.reduceat(score, first), counts))
        all_, good = np.add.reduceat(odds, first), np.add.reduceat(odds * y, first) + 1e-12
        slope = back @ (odds / np.repeat(all_, counts) - odds * y / np.repeat(good, counts))
        return float(np.log(all_).sum() - np.log(good).sum() + held * (w @ w) / 2), slope + held * w

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": turns}).x
    return {f: int(v) for f, v in zip(names, np.rint(best * SCALE)) if abs(v) >= LEAST}


def likeness(want: str, got: str) -> float:
    """The scorer's likeness of a name to the best of its variants."""
    from score_figures import dice  # type: ignore[import-not-found]

    return max(float(dice(v, got)) for v in want.split("|"))


def judged(slot: str, values: Sequence[str], gold: dict[str, Any], edition: str, area: str) -> list[float]:
    """How right each value of a slot is: at least 0.5 counts as right, more is better."""
    from score_figures import same_area, same_period

    if "letter" in gold:
        want = gold["letter"].get(slot)
        return [] if want is None else [float(v == want) for v in values]
    if slot == "indicator":
        scores = [likeness(gold["indicator"], v) for v in values]
        best = max(scores)
        return [s if s >= max(0.7, best - 0.15) else 0.0 for s in scores]
    if slot == "base":
        return [(likeness(gold["base"], v) if gold.get("base") else float(not v)) for v in values]
    tests: dict[str, Callable[[str], bool]] = {
        "measure": lambda v: v in gold["measure"].split("|"),
        "area": lambda v: same_area(gold["region"], v, area),
        "period": lambda v: any(same_period(p, v, edition) for p in gold["period"].split("|")),
    }
    return [float(tests[slot](v)) for v in values]


class Watched(Prose):
    """A reader that is told the answers: it notes what was proposed, and goes on with what is right, or with what it chose."""

    tables: dict[str, Weights]
    edition: str
    area: str

    def open(self, report: str, gold: dict[str, Any], seen: list[tuple[str, str, Bound, list[float]]], told: bool) -> None:
        self.report, self.gold, self.seen, self.told_right = report, gold, seen, told
        self.back = self._lexicon.fold(gold["text"]).back

    def _weights(self, slot: str) -> Weights:
        return self.tables[slot]

    def _choose(self, slot: str, question: Question, proposed: Proposed) -> Bound:
        bound = choose(proposed, self.tables[slot])
        start = self.back[question.quantity.num_start]
        figure = next(
            (f for f in self.gold["figures"] if f["label"] == "figure" and f.get("num_start", -1) <= start < f.get("num_end", -1)), None
        )
        if figure is None:
            return bound
        right = judged(slot, [p.value for p, _ in bound.rivals], figure, self.edition, self.area)
        if not right:
            return bound
        self.seen.append((self.report, slot, bound, right))
        if not self.told_right or max(right) < 0.5:
            return bound
        return Bound(bound.rivals[int(np.argmax(right))][0], 1.0, bound.rivals, proposed)


@dataclass
class Gold:
    """All annotated paragraphs by report, and the readers of each."""

    finder: Finder = field(default_factory=Finder)
    readers: dict[tuple[str, str], Watched] = field(default_factory=dict)

    @cached_property
    def paragraphs(self) -> list[tuple[str, str, str, dict[str, Any]]]:
        """(report, edition, area, paragraph), each with the headings that it stands under in the PDF."""
        out = []
        for report, gold, edition, area in SETS:
            printed = [("".join(p.text.split()), p.section) for p in document(report).paragraphs if p.kind == "prose"]
            for p in json.loads((SHARED / f"{gold}.json").read_text(encoding="utf-8")):
                text = "".join(p["text"].split())
                if text:
                    p["section"] = next((section for whole, section in printed if text[:24] in whole), ())
                    out.append((Path(gold).stem.split("-")[0], edition, area, p))
        return [*out, *spec()]

    def reader(self, edition: str, area: str) -> Watched:
        if (edition, area) not in self.readers:
            made = Watched(self.finder.lexicon, self.finder._cutter, self.finder._reader, edition, area)
            made.edition, made.area = edition, area
            self.readers[edition, area] = made
        return self.readers[edition, area]

    def watch(self, report: str, tables: dict[str, Weights], told: bool) -> list[tuple[str, str, Bound, list[float]]]:
        """What is proposed for each figure of a report, and how right it is."""
        seen: list[tuple[str, str, Bound, list[float]]] = []
        for name, edition, area, p in self.paragraphs:
            if name == report:
                reader = self.reader(edition, area)
                reader.tables = tables
                reader.open(report, p, seen, told)
                reader(paragraph(p))
        return seen


def spec() -> list[tuple[str, str, str, dict[str, Any]]]:
    """The spec rows of fixtures/prose as annotated paragraphs, right to the letter in what they assert."""
    out = []
    for path in sorted((ROOT / "fixtures" / "prose").glob("**/*.jsonl")):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            context = row.get("context", {"edition": "2024", "area": "四川省", "section": []})
            at, figures = 0, []
            for figure in row["figures"]:
                given = figure if isinstance(figure, dict) else {"raw": figure[0], "measure": figure[3], "indicator": figure[5]}
                at = row["text"].index(given["raw"], at)
                letter = {slot: given[column] for slot, column in COLUMNS.items() if given.get(column) is not None}
                figures.append({"label": "figure", "num_start": at, "num_end": at + len(given["raw"]), "letter": letter})
                at += len(given["raw"])
            paragraph_ = {"id": row["text"], "text": row["text"], "figures": figures, "section": tuple(context["section"])}
            out.append((path.stem, context["edition"], context["area"], paragraph_))
    return out


def document(report: str) -> Document:
    """A report of ../shared as the extractors read it."""
    from extractors.read import read

    return read(SHARED / f"{report}.pdf")


def paragraph(gold: dict[str, Any]) -> Paragraph:
    """An annotated paragraph as a reader takes it: one line, ten points a character."""
    text, edges = gold["text"], [10.0 * i for i in range(len(gold["text"]) + 1)]
    line = Line(int(gold.get("page") or 1), text, (0, 0, edges[-1], 10), array("f", edges[:-1]), array("f", edges[1:]), 10.0)
    return Paragraph("prose", text, (line,), (0,), tuple(gold["section"]))


def span_groups(gold: Gold) -> Groups:
    """Of each run near a figure, which of its spans is the figure's name (or its owner)."""
    groups, done = Groups(), set()
    for report, edition, area, p in gold.paragraphs:
        reader = gold.reader(edition, area)
        reader.tables = {slot: Weights({}) for slot in ("span", *SLOTS)}
        seen: list[tuple[str, str, Bound, list[float]]] = []
        reader.open(report, p, seen, False)
        folded = gold.finder.lexicon.fold(p["text"])
        for answer in reader.answers(p["text"]):
            q, start = answer.question, folded.back[answer.question.quantity.num_start]
            figure = next(
                (f for f in p["figures"] if f["label"] == "figure" and f.get("num_start", -1) <= start < f.get("num_end", -1)), None
            )
            for role, run in _runs(q) if figure else ():
                key = report, p["id"], run.first, run.end, role
                if key not in done and _learn(groups, report, q, role, run, figure):
                    done.add(key)
    return groups


def _runs(q: Question) -> list[tuple[str, sp.Run]]:
    out = [("B" if run.after != "Q" else "L", run) for _, run, _ in q.before(5)] + [("O", run) for _, run, _ in q.before(5)]
    if q.own:
        cut = sp.Run(q.own.first, max(q.own.first, q.predicate), q.own.before, "PRED") if q.predicate < q.own.end else q.own
        out.append(("L", cut))
    return [*out, ("T", q.tail)] if q.tail else out


def _learn(groups: Groups, report: str, q: Question, role: str, run: sp.Run, figure: dict[str, Any]) -> bool:
    w = q.spans.words
    found = sp.candidates(w, run)
    if not found:
        return False
    texts, name = [w.span(i, j) for i, j in found], figure.get("letter", figure).get("indicator", "")
    if not name:
        return False
    if role == "O":
        scores = [
            max((len(t) / len(v) for v in name.split("|") if v.startswith(t) and 1 < len(t) < len(v) - 1), default=0.0) for t in texts
        ]
        least = 0.01
    else:
        scores, least = [float(t == name) if "letter" in figure else likeness(name, t) for t in texts], 0.7
    best = max(scores)
    right = [s >= max(least, best - (0.1 if role != "O" else 0)) for s in scores]
    groups.add(
        report, [tuple(sp.of(role, (*sp.starts_at(w, run, i), *sp.ends_at(w, run, j), *sp.inside(w, i, j)))) for i, j in found], right
    )
    return any(right)


def learn(seen: Iterable[tuple[str, str, Bound, list[float]]]) -> dict[str, Groups]:
    """What was seen, by slot, as choices to learn from."""
    out = {slot: Groups() for slot in SLOTS}
    for report, slot, bound, right in seen:
        out[slot].add(report, [chooser.features(bound.proposed, p.value) for p, _ in bound.rivals], [r >= 0.5 for r in right])
    return out


def train(gold: Gold, spans: Groups, reports: Sequence[str]) -> dict[str, dict[str, int]]:
    """Weights of all slots from `reports` alone."""
    others = [r for r in REPORT_NAMES if r not in reports]
    by_report = {r: Weights(fit(spans, "span", [r, *others])) for r in reports}
    empty = {slot: Weights({}) for slot in SLOTS}
    seen = [s for r in reports for s in gold.watch(r, {**empty, "span": by_report[r]}, True)]
    first = learn(seen)
    for r in reports:
        tables = {slot: Weights(fit(first[slot], slot, [r])) for slot in SLOTS}
        seen += gold.watch(r, {**tables, "span": by_report[r]}, False)
    both = learn(seen)
    return {"span": fit(spans, "span", others, 100), **{slot: fit(both[slot], slot, (), 100, 2.0) for slot in SLOTS}}


REPORT_NAMES = (*dict.fromkeys(Path(path).stem.split("-")[0] for _, path, _, _ in SETS), "sentences", "context", "rows")


def held_out(gold: Gold, spans: Groups, report: str) -> list[tuple[float, bool]]:
    """Prints what is right of a report whose gold the weights have not seen; returns (odds, right) of each figure."""
    tables = {slot: Weights(t) for slot, t in train(gold, spans, [r for r in REPORT_NAMES if r != report]).items()}
    seen = gold.watch(report, tables, False)
    line, rows = [], [[1.0, True] for s in seen if s[1] == "measure"]
    for slot in SLOTS:
        right = [r[[p.value for p, _ in b.rivals].index(b.chosen.value)] >= 0.5 for _, s, b, r in seen if s == slot]
        best = [max(r) >= 0.5 for _, s, _, r in seen if s == slot]
        line.append(f"{slot} {np.mean(right):.3f} (proposed {np.mean(best):.3f})")
        for row, bound, ok in zip(rows, (b for _, s, b, _ in seen if s == slot), right):
            if slot != "base":
                row[0] *= bound.confidence
                row[1] = row[1] and ok
    print(f"{report}: {len(rows)} figures · record {np.mean([ok for _, ok in rows]):.3f} · {' · '.join(line)}", flush=True)
    return [(float(odds), bool(ok)) for odds, ok in rows]


def calibration(rows: Sequence[tuple[float, bool]]) -> None:
    """Prints how often rows of each stated confidence are right."""
    for low in np.arange(0, 1, 0.1):
        inside = [ok for odds, ok in rows if low <= odds < low + 0.1 or low > 0.85 and odds >= 1]
        if inside:
            print(f"  stated {low:.1f}-{low + 0.1:.1f}: {len(inside)} rows, right {np.mean(inside):.3f}")


def main() -> None:
    """Trains, or measures on reports held out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--held-out", nargs="*", choices=REPORT_NAMES, default=None)
    args = parser.parse_args()
    gold = Gold()
    spans = span_groups(gold)
    if args.held_out is not None:
        calibration([row for r in args.held_out or REPORT_NAMES for row in held_out(gold, spans, r)])
        return
    tables = train(gold, spans, REPORT_NAMES)
    path = ROOT / "patterns" / "data" / "weights.csv"
    with path.open("w", encoding="utf-8", newline="") as fh:
        out = csv.writer(fh, lineterminator="\n")
        out.writerow(("slot", "feature", "weight"))
        for slot, table in tables.items():
            out.writerows((slot, f, v) for f, v in sorted(table.items()))


if __name__ == "__main__":
    main()

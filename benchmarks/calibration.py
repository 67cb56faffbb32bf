"""How often rows are right that say how sure they are: stated confidence against gold, by tenths.

A row is right where its value, unit, bound, measure, indicator, place and period are; a figure that is no gold figure is wrong.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from extractors.read import read
from patterns.find import Finder
from tests.gold.figures import FIELDS, in_prose, right

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
EDITIONS = ROOT / "fixtures" / "editions"
RECORD = set(FIELDS) - {"base"}
REPORTS = (  # report, gold, edition, area
    (EDITIONS / "report-2023.pdf", EDITIONS / "figures-2023.json", "2023", "四川省"),
    (EDITIONS / "report-2024.pdf", EDITIONS / "figures-2024.json", "2024", "四川省"),
    (SHARED / "reports/sichuan-2024.pdf", SHARED / "gold/sichuan-2024-dev.json", "2024", "四川省"),
    (SHARED / "reports/xian-2025.pdf", SHARED / "gold/xian-2025.json", "2025", "西安市"),
    (SHARED / "reports/caict-2022.pdf", SHARED / "gold/caict-2022.json", "2021", "全国"),
    (SHARED / "reports/digital-china-2021.pdf", SHARED / "gold/digital-china-2021.json", "2021", "全国"),
    (SHARED / "reports/xiangxi-2025.pdf", SHARED / "gold/xiangxi-2025.json", "2025", "湘西土家族苗族自治州"),
    (SHARED / "reports/shenzhen-2025.pdf", SHARED / "gold/shenzhen-work-2025.json", "2025", "深圳市"),
    (SHARED / "reports/shenzhen-2025.pdf", SHARED / "gold/shenzhen-budget-2025.json", "2025", "深圳市"),
    (SHARED / "reports/tongcheng-2026.pdf", SHARED / "gold/tongcheng-2026.json", "2025", "安庆市"),
)

Row = tuple[Decimal | None, bool]


def rows(pdf: Path, gold: Path, edition: str, area: str, finder: Finder) -> Iterator[Row]:
    """(stated confidence, whether it is right) of each prose row in the annotated paragraphs of a report."""
    found = finder(read(pdf), edition, area)
    pairs, _, alarms = in_prose(json.loads(gold.read_text(encoding="utf-8")), found.figures)
    for wanted, figure in pairs:
        yield figure.confidence, right(wanted, figure, edition, area) >= RECORD
    for figure in alarms:
        yield figure.confidence, False


def table(found: list[Row]) -> Iterator[str]:
    """One line a tenth of confidence that any row states."""
    for low in (Decimal(tenth) / 10 for tenth in range(10)):
        high = low + Decimal("0.1")
        inside = [ok for confidence, ok in found if confidence is not None and (low <= confidence < high or confidence == high == 1)]
        if inside:
            yield f"  stated {low}-{high}: {sum(inside)} right of {len(inside)} ({sum(inside) / len(inside):.2f})"
    unstated = [ok for confidence, ok in found if confidence is None]
    if unstated:
        yield f"  unstated: {sum(unstated)} right of {len(unstated)} ({sum(unstated) / len(unstated):.2f})"


def calibration() -> None:
    """Prints the table of all gold that is there, report by report and over all."""
    finder, everything = Finder(), []
    for pdf, gold, edition, area in REPORTS:
        if not pdf.exists() or not gold.exists():
            print(f"{gold.stem}: not here")
            continue
        found = list(rows(pdf, gold, edition, area, finder))
        everything += found
        sure = [ok for confidence, ok in found if confidence is not None and confidence >= Decimal("0.9")]
        print(f"{gold.stem}: {sum(ok for _, ok in found)} right of {len(found)}; of {len(sure)} that say 0.9 or more, {sum(sure)} right")
    print("over all")
    for line in table(everything):
        print(line)

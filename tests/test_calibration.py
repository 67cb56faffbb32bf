"""The table of stated confidence against gold."""

from decimal import Decimal

from benchmarks.calibration import table


def test_rows_are_counted_by_tenths():
    rows = [(Decimal("0.95"), True), (Decimal("1.00"), True), (Decimal("0.90"), False), (Decimal("0.15"), False), (None, True)]
    assert list(table(rows)) == [
        "  stated 0.1-0.2: 0 right of 1 (0.00)",
        "  stated 0.9-1.0: 2 right of 3 (0.67)",
        "  unstated: 1 right of 1 (1.00)",
    ]

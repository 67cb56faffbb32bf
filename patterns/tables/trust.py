"""How sure a table row is, by what its table says of it. The numbers are set by hand, beside samples that were read by hand: a first estimate."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

_SAID = Decimal("0.97")
_LESS = {"row": Decimal("0.60"), "column": Decimal("0.75"), "unit": Decimal("0.90"), "grid": Decimal("0.85")}
_POOR_GRID = 0.8  # the score under which cells of a grid stood in the wrong place now and then
SHARED = Decimal("0.60")  # of a row that its key does not tell from another one of other value


def confidence(row_path: Sequence[str], col_path: Sequence[str], unit: str, score: float) -> Decimal:
    """0.00-1.00: what lacks (labels of row or column, unit, a clear grid) makes it less."""
    lacks = {"row": not row_path, "column": not col_path, "unit": not unit, "grid": score < _POOR_GRID}
    out = _SAID
    for what, lacking in lacks.items():
        out *= _LESS[what] if lacking else 1
    return out.quantize(Decimal("0.01"))

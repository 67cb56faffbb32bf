"""Series as PNG or SVG, by matplotlib, in a font that has Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from patterns.errors import BadInput

_FONTS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Microsoft YaHei", "PingFang SC", "SimHei", "Droid Sans Fallback")  # fmt: skip
_NAMES = {"CNY": "元", "USD": "美元"}
_MARKS = "os^Dvp*X"  # colour is never the only sign


@dataclass(frozen=True, slots=True)
class Line:
    """A series: (period, value in the base unit) in order."""

    name: str
    unit: str
    points: Sequence[tuple[str, float]]


@cache
def chinese_font() -> str:
    """The first font of the system that has Chinese; blank where there is none."""
    from matplotlib import font_manager

    there = {f.name for f in font_manager.fontManager.ttflist}
    return next((name for name in _FONTS if name in there), "")


def draw(lines: Sequence[Line], path: Path) -> None:
    """Writes the picture in the format that the file's ending says. Raises BadInput for another ending, without a font, where it cannot."""
    if path.suffix.lower() not in (".png", ".svg"):
        raise BadInput(str(path), "is neither .png nor .svg", "name it so")
    font = chinese_font()
    if not font:
        raise BadInput(str(path), "no font of this machine has Chinese", "install one (Debian: fonts-noto-cjk or fonts-wqy-zenhei)")
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    with pyplot.rc_context({"font.family": font, "axes.unicode_minus": False, "svg.hashsalt": "shubao"}):
        units = list(dict.fromkeys(line.unit for line in lines))
        figure, panels = pyplot.subplots(len(units), figsize=(9, 2 + 3 * len(units)), layout="constrained", sharex=True, squeeze=False)
        for unit, (axes,) in zip(units, panels):
            _panel(axes, unit, lines)
        try:
            figure.savefig(path, dpi=144, metadata={"Date": None} if path.suffix.lower() == ".svg" else None)
        except OSError as error:
            raise BadInput(str(path), f"cannot be written ({error.strerror})", "choose a file that can") from None
        finally:
            pyplot.close(figure)


def _panel(axes: Any, unit: str, lines: Sequence[Line]) -> None:
    """The lines of one unit over the periods of all, so that the panels of a picture stand under one another."""
    periods = sorted({period for line in lines for period, _ in line.points})
    for line, mark in zip(lines, _MARKS):
        if line.unit == unit:
            at = [periods.index(period) for period, _ in line.points]
            axes.plot(at, [value for _, value in line.points], marker=mark, label=line.name)
    axes.set_xticks(range(len(periods)), periods)
    axes.yaxis.set_major_formatter(_counted)
    axes.set_ylabel(_NAMES.get(unit, unit))
    axes.legend(loc="best")
    axes.grid(alpha=0.3)


def _counted(value: float, _position: int) -> str:
    """Large numbers as people say them: 9548.8亿."""
    size, word = next(((s, w) for s, w in ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")) if abs(value) >= s), (1, ""))
    return f"{value / size:g}{word}"

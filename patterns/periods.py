"""Time expressions to reference periods: 截至2023年末 -> 2023, 2018年-2021年 -> four years, 2022年3月底 -> 2022-03."""

from __future__ import annotations

import re

_YEARS = re.compile(r"((?:19|20)\d\d)(?:年?[-~至到]((?:19|20)?\d\d))?年(?:(\d{1,2})(?:-(\d{1,2}))?月(\d{1,2}日)?)?")
_STATE = re.compile(r"^(?:截至|截止|到|至)")
_SPAN = re.compile(r"([一二两三四五六七八九十]|\d{1,2})年(?:累计|年均|平均|复合|来|间)")
_CN = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}


def read(text: str, edition: str) -> tuple[list[str], bool]:
    """Periods named by a folded time expression, and whether it is a date as of which things are told (截至…末).

    A span names each of its years; 上年 is the year before `edition`.
    """
    if "上年" in text:
        return [str(int(edition) - 1)] if edition.isdigit() else [], False
    m = _YEARS.search(text)
    if not m:
        return [], False
    first, last, month, to_month, day = m.groups()
    state = bool(_STATE.match(text))
    if last:
        end = last if len(last) == 4 else first[:2] + last
        years = range(int(first), int(end) + 1)
        return ([str(y) for y in years] if len(years) <= 60 else [first]), state
    if month and not day and not to_month:
        return [f"{first}-{int(month):02d}"], state
    return [first], state


def span(text: str, period: str) -> str:
    """Base year/end year of an average growth: 两年复合增长 in 2021 is 2019/2021; one year where none is named."""
    found = _SPAN.findall(text)
    if not found or not period[:4].isdigit():
        return period
    years = _CN.get(found[-1]) or int(found[-1])
    return f"{int(period[:4]) - years}/{period[:4]}"

"""Finds every numeral of a folded paragraph and reads it: number, unit, bound. What it measures is found elsewhere.

Result: quantities, and spans excluded by a named reason; a numeral that is neither is unclaimed, and gets listed.
A numeral is a run of digits, or 中文数字 before a unit, after 第, or with 成, 倍, 分之.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from patterns import numbers
from patterns.lexicon import Lexicon, NotFigure, Unit
from patterns.model import Quantity


@dataclass(frozen=True, slots=True)
class Excluded:
    """A numeral that is no figure, and why."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Numerals:
    """What became of the numerals of a paragraph, each list in reading order."""

    quantities: tuple[Quantity, ...]
    excluded: tuple[Excluded, ...]
    unclaimed: tuple[tuple[int, int], ...]


_MULT = r"(?:万亿|[十百千]?亿|[十百千]?万|[百千](?![瓦克米伏卡帕字时兆安]))"
_CN = "零〇一二两三四五六七八九十百千万亿"
_RANGE = r"(?:-|~|至|到)"
_BACK = 8  # characters before a number in which its bound may stand
_HALF = {"一半": "exact", "半数": "exact", "过半": "gt", "过半数": "gt", "超半数": "gt", "近半": "lt", "近半数": "lt"}
_SEPARATORS = ("和", "与", "、", "及", "以及", "或", "，", "-", "~", "至", "到")
_MAX_DIGITS = 18
_MAX_FORMS = 50_000


class Reader:
    """Reads quantities with one lexicon; made once, used for every paragraph."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._forms: dict[str, tuple[NotFigure, ...]] = {}
        spelled = sorted(lexicon.units, key=lambda u: (-len(u), u))
        units = "|".join(re.escape(u) + (r"(?![A-Za-z])" if u[-1].isascii() and u[-1].isalpha() else "") for u in spelled)
        latin = "|".join(re.escape(u) for u in spelled if not u.isascii())
        after = "|".join(sorted(lexicon.bounds["after"], key=len, reverse=True))
        inside = "".join(w for w in lexicon.bounds["inside"] if len(w) == 1)
        before = "|".join(sorted(map(re.escape, lexicon.bounds["before"]), key=len, reverse=True))
        tail = rf"(?P<unit>{units})?(?P<post>(?:{after})(?![样元种次年级维]))?"
        self._number = re.compile(
            rf"(?P<num>{numbers.ARABIC})(?P<mix>{_MULT}\d+(?:\.\d+)?(?=[万千百]))?(?P<mult>{_MULT})?(?P<mid>[{inside}](?!元|样|数))?(?P<mult2>{_MULT})?{tail}"
        )
        self._before = re.compile(rf"(?:{before})$")
        self._fraction = re.compile(rf"(?P<whole>[{_CN}]{{1,4}})分之(?P<part>[{_CN}]{{1,12}}(?:点[{_CN}]{{1,6}})?|\d+(?:\.\d+)?)")
        self._tenths = re.compile(rf"(?P<num>[一二两三四五六七八九])成(?P<half>半)?(?P<post>(?:{after}))?(?![立为员效果功本就长交熟品份])")
        self._times = re.compile(
            rf"(?P<num>[{_CN}]{{1,8}})(?P<mid>多)?倍(?P<post>(?:{after}))?|翻(?P<fan>[一两二三四])番(?P<fpost>半|多|以上)?"
        )
        self._words = re.compile(
            rf"(?P<num>[{_CN}]{{1,20}})(?P<mid>[余多几])?(?P<mult>万亿|[万亿])?(?P<unit>{latin})(?P<post>(?:{after}))?"
        )
        self._rank = re.compile(rf"(?P<first>第|前)(?P<num>\d{{1,6}}|[{_CN}]{{1,6}})(?P<unit>位|名)?|首位|榜首|(?<=[居列])首(?=[，。；])")
        self._half = re.compile("|".join(sorted(_HALF, key=len, reverse=True)))
        self._rank_cue = re.compile(rf"(?:{lexicon.words('rank')})[^，。；]{{0,12}}$")
        self._not_rank = re.compile(
            "[一二三四五六七八九]?(?:产业|批|次|届|年|季|期|代|轮|章|节|条|款|方阵|梯队|类|步|个|台|家|座|颗|部|条|只|人|书记|责任|动力|时间|线|手|方|天|学期|医院|中学|小学|人民|生产力|象限|主|院|医|师|附|范)"
        )
        self._cop = re.compile(
            rf"(?:{lexicon.words('copula')}|{lexicon.words('level_to')}|{lexicon.words('up')}|{lexicon.words('down')}|(?:上年|年)的)(?:了)?$"
        )
        self._bare_head = re.compile(rf"(?:{lexicon.words('bare_head')})$")

    def __call__(self, text: str) -> Numerals:
        """Every numeral of one folded paragraph."""
        found: list[Quantity] = []
        excluded: list[Excluded] = []
        unclaimed: list[tuple[int, int]] = []
        quoted = _quotes(text)
        for start, end, quantity in self._scan(text):
            reason = self._reason(text, start, end, quantity, quoted)
            if reason:
                excluded.append(Excluded(start, end, reason))
            elif quantity is not None:
                found.append(quantity)
            else:
                unclaimed.append((start, end))
        found = _ratios(text, found, excluded)
        shared = self._share_units(text, found)
        kept, bare = self._bare(text, shared)
        excluded += [
            Excluded(q.num_start, q.num_end, "part of a name")
            for q in bare
            if text[q.num_end : q.num_end + 1].isascii() and text[q.num_end : q.num_end + 1].isalpha()
        ]
        names = {e.start for e in excluded}
        unclaimed += [(q.num_start, q.num_end) for q in bare if q.num_start not in names]
        return Numerals(tuple(kept), tuple(sorted(excluded, key=lambda e: e.start)), tuple(sorted(unclaimed)))

    def _scan(self, text: str) -> list[tuple[int, int, Quantity | None]]:
        """(start, end of the numeral, quantity or None), in reading order, without overlaps."""
        out: list[tuple[int, int, Quantity | None]] = []
        for finder in (self._ranks, self._fractions, self._digits, self._chinese):
            taken = [(a, max(b, q.end if q else b)) for a, b, q in out]
            out += [hit for hit in finder(text) if not _overlaps(hit[0], hit[1], taken)]
        return sorted(out, key=lambda hit: hit[0])

    def _digits(self, text: str) -> list[tuple[int, int, Quantity | None]]:
        return [(m.start("num"), m.end("num"), self._quantity(text, m)) for m in self._number.finditer(text)]

    def _quantity(self, text: str, m: re.Match[str]) -> Quantity | None:
        number = m["num"] + (m["mix"] or "")
        if len(m["num"]) > _MAX_DIGITS:
            return None
        unit, end_unit = self._unit(text, m)
        mults = (m["mult"] or "") + (m["mult2"] or "")
        if m["mix"]:
            value = numbers.arabic(number + mults)
            factor = Decimal(1)
            printed = unit.spelling if unit else ""
        else:
            value = Decimal(m["num"].replace(",", ""))
            factor = Decimal(numbers.multiplier(m["mult"] or "") * numbers.multiplier(m["mult2"] or ""))
            printed = mults + (unit.spelling if unit else "")
        bound = self._bound(m["mid"], m["post"] if unit is not None or not m["unit"] else None)
        start, before = self._before_bound(text, m.start("num"))
        if (
            m.start("num")
            and text[m.start("num") - 1] == "-"
            and not text[m.start("num") - 2 : m.start("num") - 1].isalnum()
            or m.start("num") > 1
            and text[m.start("num") - 1] == "-"
            and text[m.start("num") - 2] in "为是达降至到"
        ):
            value = -value
        kind = unit.kind if unit else ""
        obs = value * factor * (unit.factor if unit else 1)
        return Quantity(
            start,
            end_unit,
            m.start("num"),
            m.end("num"),
            value,
            printed,
            obs,
            unit.unit_measure if unit else "",
            kind,
            bound or before or "exact",
        )

    def _unit(self, text: str, m: re.Match[str]) -> tuple[Unit | None, int]:
        """The unit with the end of the expression; a unit that needs its context counts only there."""
        spelled = m["unit"]
        if not spelled:
            return None, m.end()
        unit = self._lexicon.units[spelled]
        if unit.context and not unit.context.search(text[max(0, m.start() - 30) : m.end() + 6]):
            return None, m.start("unit")
        return unit, m.end()

    def _bound(self, inside: str | None, after: str | None) -> str:
        if after:
            return self._lexicon.bounds["after"][after]
        return self._lexicon.bounds["inside"][inside] if inside else ""

    def _before_bound(self, text: str, at: int) -> tuple[int, str]:
        m = self._before.search(text, max(0, at - _BACK), at)
        return (m.start(), self._lexicon.bounds["before"][m[0]]) if m else (at, "")

    def _fractions(self, text: str) -> list[tuple[int, int, Quantity | None]]:
        out: list[tuple[int, int, Quantity | None]] = []
        for m in self._fraction.finditer(text):
            start, before = self._before_bound(text, m.start())
            whole, part = numbers.chinese(m["whole"]), numbers.read(m["part"])
            unit, scale = {100: ("%", "%"), 1000: ("‰", "‰")}.get(int(whole), ("", "%"))
            value = part if unit else (part * 100 / whole).quantize(Decimal("0.0001")).normalize()
            printed = unit or f"{m['whole']}分之"
            kind = "permille" if unit == "‰" else "ratio"
            out.append(
                (m.start(), m.end(), Quantity(start, m.end(), m.start(), m.end(), part, printed, value, scale, kind, before or "exact"))
            )
        for m in self._half.finditer(text):
            start = m.start()
            out.append((start, m.end(), Quantity(start, m.end(), start, m.end(), Decimal(1), "半", Decimal(50), "%", "ratio", _HALF[m[0]])))
        return out

    def _chinese(self, text: str) -> list[tuple[int, int, Quantity | None]]:
        out: list[tuple[int, int, Quantity | None]] = []
        for m in self._tenths.finditer(text):
            value = numbers.chinese(m["num"]) + (Decimal("0.5") if m["half"] else 0)
            out.append((m.start(), m.end("num"), self._counted(text, m, value, "成", self._lexicon.units["成"])))
        for m in self._times.finditer(text):
            out.append((m.start(), m.end(), self._multiple(text, m)))
        for m in self._words.finditer(text):
            if not _overlaps(m.start(), m.end("num"), [(a, b) for a, b, _ in out]):
                out.append((m.start(), m.end("num"), self._in_words(text, m)))
        return out

    def _counted(
        self, text: str, m: re.Match[str], value: Decimal, printed: str, unit: Unit, factor: int = 1, inside: str | None = None
    ) -> Quantity:
        start, before = self._before_bound(text, m.start())
        bound = self._bound(inside, m["post"]) or before or "exact"
        return Quantity(
            start, m.end(), m.start("num"), m.end("num"), value, printed, value * factor * unit.factor, unit.unit_measure, unit.kind, bound
        )

    def _multiple(self, text: str, m: re.Match[str]) -> Quantity | None:
        start, before = self._before_bound(text, m.start())
        if m["fan"]:
            value = numbers.chinese(m["fan"])
            times = Decimal(2) ** int(value) - 1
            return Quantity(
                start,
                m.end(),
                m.start("fan"),
                m.end("fan"),
                value,
                "番",
                times * 100,
                "%",
                "doublings",
                "gt" if m["fpost"] else before or "exact",
            )
        try:
            value = numbers.chinese(m["num"])
        except ValueError:
            return None
        return self._counted(text, m, value, "倍", self._lexicon.units["倍"], inside=m["mid"])

    def _in_words(self, text: str, m: re.Match[str]) -> Quantity | None:
        """一百二十万人 is a quantity; 三个, 两批, 十大 are words."""
        number = m["num"] + (m["mult"] or "")
        unit = self._lexicon.units[m["unit"]]
        if m["unit"] == "大":  # 二十大 is a congress, 六大 is a figure of speech
            return None
        if (
            unit.context
            or len(number) < 2
            and unit.kind not in ("ratio", "points")
            or m["mid"]
            and not m["mult"]
            and not set(m["num"]) & set("百千万亿")
        ):
            return None
        try:
            value = numbers.chinese(number)
        except ValueError:
            return None
        return self._counted(text, m, value, m["unit"], unit, inside=m["mid"]) if value > 10 else None

    def _ranks(self, text: str) -> list[tuple[int, int, Quantity | None]]:
        out: list[tuple[int, int, Quantity | None]] = []
        for m in self._rank.finditer(text):
            found = self._ranked(text, m)
            if found:
                out.append((found.num_start, found.num_end, found))
        return out

    def _ranked(self, text: str, m: re.Match[str]) -> Quantity | None:
        cued = bool(self._rank_cue.search(text[max(0, m.start() - 16) : m.start()]))
        if not m["first"]:
            return self._place(m, Decimal(1), "首", "exact") if cued or m[0] != "首位" else None
        if self._not_rank.match(text, m.end("num")) and not m["unit"]:
            return None
        if not cued and (not m["unit"] or m["first"] == "前"):
            return None
        if not m["unit"] and text[m.end() : m.end() + 1] not in ("", "，", "。", "；", "、", "）", "（", "和", "”"):
            return None
        try:
            value = numbers.read(m["num"])
        except ValueError:
            return None
        return self._place(m, value, m["unit"] or "", "exact" if m["first"] == "第" else "lt")

    def _place(self, m: re.Match[str], value: Decimal, unit: str, bound: str) -> Quantity:
        a, b = m.span("num") if m["first"] else m.span()
        return Quantity(m.start(), m.end(), a, b, value, unit, value, "rank", "rank", bound)

    def _reason(self, text: str, start: int, end: int, q: Quantity | None, quoted: Sequence[tuple[int, int, str]]) -> str:
        """Why the numeral is no figure; blank where nothing says so."""
        if text[start:end][0].isdigit() and (q is None or q.kind != "rank"):
            for rule in self._fitting(text[start:end]):
                if rule.around(text, start, end):
                    return rule.reason
        elif q is None:
            return "count in words"
        for a, b, mark in quoted:
            if (
                a < start
                and end < b
                and (mark == "《" or b - a <= 40 and (q is None or not q.unit or q.end <= b and _is_name(text, a, b, q)))
            ):
                return "inside a title" if mark == "《" else "inside a quoted name"
        return ""

    def _fitting(self, numeral: str) -> tuple[NotFigure, ...]:
        """The rows whose numeral is of this form: reports repeat their years."""
        if numeral not in self._forms:
            if len(self._forms) > _MAX_FORMS:
                self._forms.clear()
            self._forms[numeral] = tuple(r for r in self._lexicon.not_figures if r.number.fullmatch(numeral))
        return self._forms[numeral]

    def _share_units(self, text: str, found: list[Quantity]) -> list[Quantity]:
        """4.7和3.6个百分点, 3-5个, 从27.2万亿增至45.5万亿元: a number without a unit takes that of the next of its list."""
        out = list(found)
        for i in range(len(out) - 2, -1, -1):
            q, after = out[i], out[i + 1]
            if q.kind or not after.kind or after.kind == "rank":
                continue
            between = text[q.end : after.start]
            grows = (
                q.unit
                and after.unit.startswith(q.unit)
                and len(between) < 24
                and re.search("[增升扩提降减]至|[增升扩提降减][加长大高]?到", between)
            )
            if between in _SEPARATORS or grows:
                out[i] = self._with_unit(q, after)
        return out

    def _with_unit(self, q: Quantity, after: Quantity) -> Quantity:
        unit = self._lexicon.units.get(after.unit.lstrip("十百千万亿")) or self._lexicon.units.get(after.unit)
        if unit is None:
            return q
        own = q.unit or after.unit.removesuffix(unit.spelling)
        obs = q.value * numbers.multiplier(own) * unit.factor
        return replace(q, unit=own + unit.spelling, obs_value=obs, unit_measure=unit.unit_measure, kind=unit.kind)

    def _bare(self, text: str, found: Sequence[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
        """Numbers without a unit: figures where a copula, a bound, a multiplier or an index name says so, else left aside."""
        kept, left = [], []
        for q in found:
            if q.kind or q.unit or q.bound != "exact" or self._speaks(text, q):
                kept.append(self._unknown_unit(text, q) if not q.kind else q)
            else:
                left.append(q)
        return kept, left

    def _speaks(self, text: str, q: Quantity) -> bool:
        if text[q.num_end : q.num_end + 1].isascii() and text[q.num_end : q.num_end + 1].isalpha():
            return False
        lead = text[max(0, q.start - 10) : q.start]
        if self._bare_head.search(lead):
            return True
        return bool(self._cop.search(lead)) and not re.match(r"[一-龥“《]", text[q.end : q.end + 1])

    def _unknown_unit(self, text: str, q: Quantity) -> Quantity:
        """A counter that no table knows: one to three characters up to the end of the clause; kept as printed, and listed."""
        m = re.match(r"([一-龥]{1,3})(?=[，。；、（）]|$)", text[q.num_end + len(q.unit) :]) if q.end == q.num_end + len(q.unit) else None
        if not m or re.match("[的是和与及为在等且并而、]|以上|左右|后|前|中|上|内|起|多", m[1]):
            return q
        return replace(q, end=q.end + len(m[1]), unit=q.unit + m[1], unit_measure=m[1], kind=f"unknown {m[1]}", known_unit=False)


def _is_name(text: str, a: int, b: int, q: Quantity) -> bool:
    """A quoted phrase is a name unless it is a sentence of its own."""
    inner = text[a + 1 : b - 1]
    return "，" not in inner and "。" not in inner and not (q.end == b - 1 and q.start == a + 1)


_QUOTE = re.compile(r"“[^“”]{0,60}”|《[^《》]{0,80}》|「[^」]{0,60}」")


def _quotes(text: str) -> list[tuple[int, int, str]]:
    return [(m.start(), m.end(), m[0][0]) for m in _QUOTE.finditer(text)]


def _overlaps(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    return any(a < end and start < b for a, b in taken)


def _ratios(text: str, found: list[Quantity], excluded: list[Excluded]) -> list[Quantity]:
    """5.8:41.6:52.6 is three shares where it adds up to a hundred; any other a:b is no figure of its own."""
    out: list[Quantity] = []
    i = 0
    while i < len(found):
        k = i
        while k + 1 < len(found) and text[found[k].num_end : found[k + 1].num_start] in (":", "："):
            k += 1
        group = found[i : k + 1]
        if k == i:
            out += group
        elif k - i >= 2 and abs(sum((q.value for q in group), Decimal(0)) - 100) <= Decimal("0.5"):
            out += [replace(q, unit="%", obs_value=q.value, unit_measure="%", kind="ratio") for q in group]
        else:
            excluded += [Excluded(q.num_start, q.num_end, "ratio notation") for q in group]
        i = k + 1
    return out

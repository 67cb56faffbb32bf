"""What the words of a name say: whether it says what is measured or leans on an owner, and which parts an enumeration has."""

from __future__ import annotations

import re

from patterns.datatables import rows
from patterns.lexicon import Lexicon

_JOINTS = (r"、|和(?=[^和、]*$)|以及|与(?=[^与、]*$)", "、", r"、|和|以及|与|及", "、|和")


class Namer:
    """Knows heads (增加值), names that lean on an owner (从业人员), and empty words (总数)."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._body = re.compile(rf"^[一-龥]{{0,8}}?(?:{lexicon.words('body')})")
        self._parts = frozenset(lexicon.cues["part"])
        self._middle = re.compile(rf"(?<=[业司位构市省区县团户台])(?:{lexicon.words('carrier')})(?=.{{2,}})")
        self._heads = frozenset(lexicon.cues["head"])
        self._lengths = sorted({len(h) for h in self._heads})
        self._dependent = frozenset(lexicon.cues["dependent"])
        self._generic = frozenset(lexicon.cues["generic"])
        self._new = re.compile(lexicon.words("new"))
        ends = "|".join(e for e in lexicon.cues["owner_end"] if len(e) > 1)
        self._owner = (
            re.compile(r"^.*?(?:产业|制造业|服务业|行业|(?<=.)业)(?!务|人|生|态|额|主)"),
            re.compile(rf"^.*(?:{ends})"),
        )
        self._lists = {r["name"]: r["parts"].split("|") for r in rows("lists.csv", "name", "parts")}

    def plain(self, name: str) -> str:
        """A name without the verb that only says that it was reached: 小型企业实现利润 -> 小型企业利润."""
        return self._middle.sub("", name)

    def is_body(self, after: str) -> bool:
        """Whether what follows a place makes it the name of a body (湖南股权交易所), not the place told of."""
        return bool(self._body.match(after))

    def is_part(self, text: str) -> bool:
        """Words that only say which part of the thing before: 城市, 国家级."""
        return text in self._parts

    def is_generic(self, text: str) -> bool:
        """Words that name nothing by themselves: 总数, 规模, 占比."""
        return text in self._generic

    def is_dependent(self, text: str) -> bool:
        """Names that need an owner: 从业人员, 营业收入."""
        return text in self._dependent

    def head(self, name: str) -> str:
        """The measure that a name ends with (增加值, 产量); blank where none."""
        longest_first = (name[-n:] for n in reversed(self._lengths) if 1 < n < len(name))
        return next((h for h in longest_first if h in self._heads), "")

    def has_head(self, name: str) -> bool:
        """Whether a name says what is measured, not only of whom."""
        return any(name[-n:] in self._heads for n in self._lengths)

    def owner(self, name: str) -> str:
        """Of whom a name tells: 电子信息产业 of 电子信息产业营业收入."""
        for shape in self._owner:
            m = shape.match(name)
            if m and len(m[0]) < len(name):
                return m[0]
        head = self.head(name)
        return name[: -len(head)] if head else ""

    def without_new(self, name: str) -> str:
        """新增上云企业 -> 上云企业: the stock that a flow adds to."""
        return self._new.sub("", name, count=1)

    def expand(self, name: str) -> list[str]:
        """三次产业增加值 -> 第一产业增加值, 第二产业增加值, 第三产业增加值."""
        for key, parts in self._lists.items():
            if name.startswith(key):
                return [p + name[len(key) :] for p in parts]
        return []

    def distribute(self, text: str, count: int) -> list[str]:
        """The names of an enumeration of `count` parts, what they share put back; empty where it has another number of parts."""
        parts = self.expand(text)
        if len(parts) == count:
            return parts
        for pattern in _JOINTS:
            parts = [p for p in re.split(pattern, text) if p]
            if len(parts) == count:
                return self._share_suffix(parts)
        return []

    def _share_suffix(self, parts: list[str]) -> list[str]:
        *front, last = parts
        at = last.rfind("的")
        if 0 < at < len(last) - 2 and not any("的" in part for part in front):
            return [*(part + last[at:] for part in front), last]
        return [*(part + self._suffix(part, last) for part in front), last]

    def _suffix(self, part: str, last: str) -> str:
        """What the last part shares with one before it: 固定、移动网络流量 -> 网络流量."""
        if self.head(part) and self.has_head(part):
            return ""
        at = last.find(part[-1], 1) if part[-1] in "级类型业" else -1
        if 0 < at < len(last) - 1:
            return last[at + 1 :]
        head = self.head(last)
        if head:
            longer = last[len(part) :]
            return longer if longer.endswith(head) and len(longer) > len(head) and len(part) <= 3 else head
        return last[len(part) :] if len(part) <= 3 and len(last) > len(part) + 1 else ""

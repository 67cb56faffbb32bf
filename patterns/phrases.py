"""From the words around a quantity to the name of what it measures, as a statistician would label the row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from patterns.datatables import rows
from patterns.lexicon import Lexicon

_YEAR = r"(?:(?:截至|截止到?|到|至|自|从|由|于|在|面向)?(?:(?:19|20)\d\d)(?:年?[-~至到](?:19|20)?\d\d)?年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:末|底|年底|初)?)"
_LONGEST_TRAIL = 18  # characters of the longest phrase that is cut off a name's end


@dataclass(slots=True)
class Entry:
    """What was read before in this sentence or paragraph."""

    indicator: str
    area: str
    period: str
    measure: str
    kind: str


@dataclass(slots=True)
class Memory:
    """What a reader still has in mind: the subject, the last indicators, the place and time in force."""

    subject: str = ""
    entries: list[Entry] = field(default_factory=list)
    in_sentence: int = 0
    area: str = ""
    period: str = ""
    as_of: str = ""
    home: str = ""
    topic: str = ""

    @property
    def last(self) -> str:
        """The last indicator, where there is one."""
        return self.entries[-1].indicator if self.entries else ""


class Namer:
    """Cleans phrases to names; knows heads (增加值), phrases that lean on an owner (从业人员), and empty words (总数)."""

    def __init__(self, lexicon: Lexicon) -> None:
        lead = "|".join(lexicon.words(r) for r in ("connect", "when", "own"))
        adverbs = lexicon.words("adverb")
        self._lead = re.compile(
            rf"^(?:{lead}|{adverbs}|{_YEAR}|[，、：；。]|\d{{1,2}}[.、](?!\d)|在此基础上|(?:并|已|共)(?=[在推开建有接]))"
        )
        self._action = re.compile(rf"^(?:{lexicon.words('action')})(?:了|有)?(?=..)")
        self._trail = re.compile(
            rf"(?:{lexicon.words('trail')}|(?:{_YEAR}|上年末?)的?|{_YEAR}以来|{lexicon.words('level_to')}|{lexicon.words('respect')}|连续.{{1,2}}年|近.年|(?:在|从|由)$)$"
        )
        self._body = re.compile(rf"^[一-龥]{{0,8}}?(?:{lexicon.words('body')})")
        self._parts = frozenset(lexicon.cues["part"])
        self._whole = tuple(lexicon.cues["whole_tail"])
        self._tail_action = re.compile(rf"(?:已|累计|共|先后|新)?(?:{lexicon.words('action')})$")
        self._takes = re.compile(rf"(?:{lexicon.words('takes')}|{lexicon.words('action')})(?:了|有)?(?:{lexicon.words('own')}|近|超)?$")
        self._middle = re.compile(r"(?<=[业司位构市省区县团户台])(?:累计)?(?:实现|完成)(?=.{2,})")
        self._heads = tuple(sorted(lexicon.cues["head"], key=lambda w: (-len(w), w)))
        self._long_heads = tuple(h for h in self._heads if len(h) > 1)
        self._dependent = frozenset(lexicon.cues["dependent"])
        self._generic = frozenset(lexicon.cues["generic"])
        self._new = re.compile(rf"^(?:{lexicon.words('new')})|(?:{lexicon.words('new')})")
        self._stop = re.compile(rf"(?:{lexicon.words('stop_tail')})")
        ends = [e for e in lexicon.cues["owner_end"]]
        self._owner = [
            re.compile(r"^.*?(?:产业|制造业|服务业|行业|(?<=.)业)(?!务|人|生|态|额|主)"),
            re.compile(rf"^.*(?:{'|'.join(e for e in ends if len(e) > 1)})"),
        ]
        self._field = re.compile(
            rf"^(?:并)?(?:在|围绕|面向|针对|聚焦|对标|对照).{{2,40}}?(?:等|要求)?(?:领域|方向|方面|行业|环节|要求|等)[，]?(?:分.批)?(?=(?:累计|共|已)?(?:{lexicon.words('action')}))"
        )
        self._carries = re.compile(r"^(?:[^，、]{0,6}|.{0,8}在.{2,8})(?:已|共|累计)*(?:建成|布局|形成|拥有|推出|组建|培育)(?=.{3,})")
        nouns = lexicon.words("noun")
        verbs = f"{lexicon.words('takes')}|{lexicon.words('action')}|完成|进入|依法"
        self._done_by = re.compile(rf"^(.{{0,10}}?(?:{nouns}))((?:{verbs}).{{2,}})$")
        self._does = re.compile(rf"^({nouns})([一-龥]{{2,4}})$")
        self._inner_when = re.compile("(?<=.)(?:全年|当年)(?=.{2,})")
        self._by = re.compile("^以(.{2,10}?)(?:衡量|来看|计算)")
        self._verb_inside = re.compile(rf"(?:{lexicon.words('takes')})")
        self._lists = {r["name"]: r["parts"].split("|") for r in rows("lists.csv", "name", "parts")}

    def clean(self, text: str) -> str:
        """A phrase without connectives, times, copulas and the verb that only carries the number."""
        given = text
        whole = text = self._strip(text)
        text = self._strip(self._field.sub("", text))
        while True:
            m = self._action.match(text)
            if not m or len(text) - m.end() < 2:
                break
            text = self._strip(text[m.end() :])
        text = self._inner_when.sub("", self._middle.sub("", text))
        m = self._carries.match(text)
        if m and not self.has_head(text[: m.end()]):
            text = text[m.end() :]
        m = self._tail_action.search(text)
        if m and m.start() >= 3:
            text = self._strip(text[: m.start()])
        if len(text) == 2 and f"累计{text}" in given:
            text = f"累计{text}"
        return _balanced(text if len(text) > 1 else whole)

    def _strip(self, text: str) -> str:
        before = None
        while before != text:
            before = text
            text = self._lead.sub("", text)
            m = self._trail.search(text, max(0, len(text) - _LONGEST_TRAIL))
            if m and not text.endswith(self._whole):
                text = text[: m.start()]
            text = text.strip("，、：；。的（")
        return text

    def is_verb(self, text: str) -> bool:
        """Whether a phrase ends in a verb that takes the counted thing as its object."""
        return bool(self._takes.search(text))

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
        return next((h for h in self._long_heads if name.endswith(h) and len(name) > len(h)), "")

    def has_head(self, name: str) -> bool:
        """Whether a name says what is measured, not only of whom."""
        return name.endswith(self._heads)

    def owner(self, name: str) -> str:
        """Of whom a name tells: 电子信息产业 of 电子信息产业营业收入."""
        for shape in self._owner:
            m = shape.match(name)
            if m and len(m[0]) < len(name):
                return m[0]
        head = self.head(name)
        return name[: -len(head)] if head else ""

    def subject(self, clause: str) -> str:
        """The subject of a clause without figures (电子信息产业保持主导地位): its owner-like beginning."""
        clause = self._strip(clause)
        if re.search("(?:表明|显示|普查|统计|测算)$", clause):
            return ""
        m = self._by.match(clause)
        if m:
            return m[1]
        m = re.match(r"[A-Za-z][A-Za-z0-9]*", clause)
        if m:
            return m[0]
        found = [m for m in (shape.match(clause) for shape in self._owner) if m]
        return found[0][0] if found and len(found[0][0]) <= 16 else ""

    def without_new(self, name: str) -> str:
        """新增上云企业 -> 上云企业: the stock that a flow adds to."""
        return self._new.sub("", name, count=1)

    def tail(self, text: str) -> str:
        """The counted thing behind its number, up to where the sentence goes on."""
        text = text.lstrip("的")
        m = self._stop.search(text, 3)
        cut = text[: m.start()] if m else text
        return self._turned(_balanced((cut if len(cut) >= 4 else text).strip("，、：；。")))

    def _turned(self, text: str) -> str:
        """城市入围百强 -> 入围百强城市: who does something is counted."""
        m = self._done_by.match(text) or self._does.match(text)
        return m[2] + m[1] if m and not m[2].startswith("的") else text

    def under_verb(self, name: str) -> str:
        """平台接入规上工业企业 -> 平台接入: up to the verb whose object the name is; blank where there is none."""
        found = [m for m in self._verb_inside.finditer(name) if m.end() <= len(name) - 2]
        return name[: found[-1].end()] if found else ""

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
        for pattern in (r"、|和(?=[^和、]*$)|以及|与(?=[^与、]*$)", "、", r"、|和|以及|与|及", "、|和"):
            parts = [p for p in re.split(pattern, text) if p]
            if len(parts) == count:
                return self._share_suffix(parts)
        return []

    def _share_suffix(self, parts: list[str]) -> list[str]:
        *front, last = parts
        out = []
        for part in front:
            suffix = ""
            if not (self.head(part) and self.has_head(part)):
                at = last.find(part[-1], 1) if part[-1] in "级类型业" else -1
                if 0 < at < len(last) - 1:
                    suffix = last[at + 1 :]
                elif self.head(last):
                    suffix = self.head(last)
                    longer = last[len(part) :]
                    suffix = longer if longer.endswith(suffix) and len(longer) > len(suffix) and len(part) <= 3 else suffix
                elif len(part) <= 3 and len(last) > len(part) + 1:
                    suffix = last[len(part) :]
            out.append(part + suffix)
        return [*out, last]


_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"))


def _balanced(text: str) -> str:
    """Drops a bracket or quotation mark that has lost its partner."""
    for a, b in _PAIRS:
        if text.count(a) != text.count(b):
            if text.endswith(a):
                text = text[:-1]
            elif text.startswith(b):
                text = text[1:]
    return text

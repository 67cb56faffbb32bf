"""What hand-made rules say of each quantity: one proposal for each slot among others, strong where reports are written as they know them.

Reads left to right like a person: what a clause leaves out (the subject of 、同比增长…, the place of the second value of a list)
comes from what was read before in the sentence or paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from patterns import periods
from patterns.cues import Atom, Hit
from patterns.fold import Folded
from patterns.lexicon import Lexicon
from patterns.model import Quantity
from patterns.phrases import Entry, Memory, Namer
from patterns.regions import Gazetteer

_BOUNDARY = {"COMMA", "SEMI", "COLON", "STOP", "START"}
_EVERYWHERE = {"全国", "全球"}
_LISTED_AFTER = re.compile(r"^）(?:[、和][一-龥]{2,8}（[^（）]*）)*([^，。；（）]*)")
_RATIOS = {"ratio", "times", "tenths"}
_NO_TAIL = {"DUN", "TO", "UP", "DOWN", "CMP", "SHAREOF", "SHAREIS", "RESP", "COP", "GROW", "FALL"}
_BEFORE_RULE = {"CMP", "RESP", "AVG", "GROW", "FALL"}
_LIST_GAP = re.compile(r"(?:[、和与及]|以及|或|-|~|至|到)$")
_RANK_TAIL = re.compile(
    r"(?:在|从|由)?(?:上年的?)?(?:居|列|位|排|位居|位列|名列|排名|排位|稳居|跃居|居于|居全|保持|处于|处|进入|跻身|升至|跃升至?|前进到|前移至|升到|继续|连续.{1,2}年|均|已|分别|排在|上升至|上升到|提升至|名次|牢牢|蝉联|获评|获|荣获|评为|第一次|的|，)$"
)
_SHARE_BASE = re.compile(
    r"^(?:占|相当于)(?:了|到)?(.*?)(?:的?(?:比重|比例|份额|总量)?(?:为|达到?|约|超过?|近|提升至|提高到|上升到|提高至|分别为?|依次为?|突破)*)$"
)
_IN = re.compile(r"在(.{2,24}?)(?:中|里|内)(?:的)?$")
_COUNTED = {"count", "length", "duration", "area", "area in mu", "data"}
_GROUP_OF = re.compile(r"^(?:上述)?[两二三四五六七八九十\d]+(?:市|省|地|州|区|县|项|类|者)(?:合计|共计|共)?$")


@dataclass(slots=True)
class _Text:
    """A folded paragraph cut into atoms, with the rule of each quantity."""

    folded: Folded
    atoms: list[Atom]
    hits: Mapping[int, Hit]

    @property
    def text(self) -> str:
        return self.folded.text

    def between(self, a: int, b: int) -> str:
        """Folded text from the start of atom a to the start of atom b."""
        return self.text[self.atoms[a].start : self.atoms[b].start] if a < b else ""


@dataclass(frozen=True, slots=True)
class Said:
    """What the rules say of one quantity."""

    indicator: str
    area: str
    period: str
    measure: str
    base: str


class Cascade:
    """Reads paragraphs of one report; made once a report, remembers nothing between paragraphs."""

    def __init__(self, lexicon: Lexicon, edition: str, area: str) -> None:
        self._names = Namer(lexicon)
        self._places = Gazetteer(lexicon, area)
        self._comparable = re.compile(lexicon.words("comparable"))
        self._edition, self._area = edition, area

    def __call__(self, folded: Folded, atoms: Sequence[Atom], hits: Mapping[int, Hit], heading: str) -> dict[int, Said]:
        """What the rules say of each quantity of a paragraph, by its atom."""
        text = _Text(folded, list(atoms), hits)
        memory = Memory(as_of=heading)
        out: dict[int, Said] = {}
        for first, end in _sentences(text):
            memory.in_sentence = len(memory.entries)
            memory.area, memory.period, memory.topic = memory.home, "", ""
            out.update(self._sentence(text, first, end, memory))
            if not memory.subject:
                memory.subject = self._names.subject(folded.text[atoms[first].start : atoms[end - 1].end])
        return out

    # one sentence

    def _sentence(self, text: _Text, first: int, end: int, memory: Memory) -> Iterator[tuple[int, Said]]:
        for group in _groups(text, first, end):
            yield from self._group(text, first, end, group, memory)

    def _group(self, text: _Text, first: int, end: int, group: list[int], memory: Memory) -> Iterator[tuple[int, Said]]:
        """A list of quantities under one predicate (mostly a list of one)."""
        hit = text.hits[group[0]]
        start = _predicate_start(text.atoms, hit.start)
        left = _left(text, start, first)
        self._time(text, first, group[0], memory)
        self._scene(text, first, left, memory)
        subject = text.between(left, start)
        if start > left and text.atoms[start - 1].tag == "DUN" or _is_taken(text, left, start, first):
            subject = ""
        outside = self._outside(text, first, left, subject)
        names = self._bracketed(text, group[0], outside, memory) or self._named(text, first, end, group, hit, subject, left, memory)
        spans = self._spans(text, left, group, memory)
        for k, at in enumerate(group):
            own = text.hits[at]
            same = len(group) > 1 and (own.measure == "level" or own.rule.endswith("_bare") or own.measure == hit.measure)
            rule = Hit(hit.rule, hit.measure, hit.start, hit.negative) if same else own
            name, area, base = names[k]
            said = self._said(text, at, rule, name, area, base, spans[k])
            q = text.atoms[at].quantity
            assert q is not None
            memory.entries.append(Entry(name, said.area, said.period, said.measure, q.kind))
            yield at, said
        memory.topic = ""
        area = names[-1][1]
        if area and len({n[1] for n in names}) == 1:
            memory.area = area

    def _outside(self, text: _Text, first: int, left: int, subject: str) -> str:
        """What stands before the bracket that holds nothing but the quantity: 成都（66.5亿元）."""
        if subject or left <= first or text.atoms[left - 1].tag != "LB":
            return ""
        return text.between(_left(text, left - 1, first), left - 1).lstrip("、和及")

    def _bracketed(self, text: _Text, at: int, outside: str, memory: Memory) -> list[tuple[str, str, str]]:
        """Places with their values in brackets; what is counted stands behind the last of them, or was told before."""
        places, rest = self._places.lead(outside)
        q = text.atoms[at].quantity
        if len(places) != 1 or rest not in ("", "市", "州", "省", "县", "区") or q is None:
            return []
        m = _LISTED_AFTER.match(text.text[q.end :])
        name = self._names.clean(self._rank(m[1])[0]) if m else ""
        return [(name or memory.last or memory.subject, places[0], "")]

    def _scene(self, text: _Text, first: int, left: int, memory: Memory) -> None:
        """A clause without figures sets place and topic for what follows in its sentence; the first one of a paragraph for all of it."""
        start = left
        while start > first and not text.atoms[start - 1].quantity:
            start -= 1
        clauses = re.split("[，；：。]", text.between(start, left))
        for clause in filter(None, clauses):
            bare = re.sub(r"^(?:如|例如|推动|支持)(?=..)", "", self._names._strip(clause))
            places, rest = self._places.lead(bare)
            elsewhere = places and not (len(places) > 1 and rest.startswith("等")) and not self._names.is_body(rest)
            if elsewhere and not set(places) & _EVERYWHERE and not any(self._places.is_own(p) for p in places):
                memory.area = "、".join(places)
                if first == 1 and len(places) == 1:
                    memory.home = memory.area
            memory.topic = self._names.subject(clause) or memory.topic

    # time

    def _time(self, text: _Text, first: int, at: int, memory: Memory) -> None:
        """Takes in the time expressions up to the quantity; a dated state (截至…末) stays in force for the paragraph."""
        period = memory.period
        for i in range(first, at):
            atom = text.atoms[i]
            if atom.tag == "PERIOD" and not _names_a_thing(text, i):
                found, state = periods.read(atom.value, self._edition)
                if found:
                    period = found[-1] if len(found) == 1 else period
                    if state and "上年" not in atom.value:
                        memory.as_of = found[-1]
            elif (
                atom.tag == "TO"
                and period
                and text.atoms[i - 1].tag != "PERIOD"
                and i + 1 < len(text.atoms)
                and text.atoms[i + 1].tag != "PERIOD"
            ):
                period = memory.as_of or self._edition if _from_before(text, first, i) else period
        memory.period = period

    def _spans(self, text: _Text, left: int, group: list[int], memory: Memory) -> list[str]:
        """The period of each quantity of a list: one for all, or the years of a span one by one."""
        for i in range(group[0] - 1, max(left - 1, 0), -1):
            if text.atoms[i].tag == "PERIOD":
                found, _ = periods.read(text.atoms[i].value, self._edition)
                if len(found) == len(group) > 1:
                    return found
        return [memory.period or memory.as_of or self._edition] * len(group)

    # names

    def _named(
        self, text: _Text, first: int, end: int, group: list[int], hit: Hit, subject: str, left: int, memory: Memory
    ) -> list[tuple[str, str, str]]:
        """(indicator, area, base) of each quantity of a list."""
        measure = hit.measure
        base = ""
        if hit.rule == "level.done":
            base = text.text[text.atoms[hit.start].start : text.atoms[group[0]].start].strip("完成为的达到")
        elif measure == "share":
            subject, base = self._share(text, hit, group[0], subject, left)
        elif measure == "rank":
            subject, base = self._rank(subject)
        elif measure in ("growth", "change"):
            base = _compared(text, left, group[0])
            subject = self._object(text, hit, group[0], subject)
        area, rest = self._area_of(subject, memory)
        clean = self._names.clean(rest)
        if len(group) > 1 or _has_respect(text, left, group[0]):
            listed = self._listed(text, first, left, group, clean, area, memory)
            if listed:
                return [(n, a or memory.area, base) for n, a in listed]
        name = self._name(text, end, group[0], hit, clean, memory, area)
        if not clean and re.match(r"(?:城市|省份|省区市|市州|县|区|地)", self._tail(text, group[0], end)):
            memory.area, area = area or memory.area, self._area  # the places are what is counted, and what the rest is about
        if _GROUP_OF.match(clean) and memory.entries:
            name, area = memory.last, "、".join(dict.fromkeys(e.area for e in memory.entries[memory.in_sentence :] if e.area != self._area))
        if measure == "share":
            base = self._whole(base, name, subject, memory)
        return [(name, area or memory.area, base)] * len(group)

    def _area_of(self, subject: str, memory: Memory) -> tuple[str, str]:
        """The place at the head of the subject, and the rest; the report's own place resets the one in force."""
        rest = subject
        for _ in range(3):
            stripped = self._names._lead.sub("", rest)
            if stripped == rest:
                break
            if re.match(r"全[省市区县州]|[我本][省市区县]", rest) and self._places.resets(rest):
                memory.area = memory.home = ""
            rest = stripped
        rest = (
            re.sub(r"^(?:推动|支持|其中|对|在(?=.{2,3}[等，]))", "", rest)
            if self._places.at(re.sub(r"^(?:推动|支持|其中|在)", "", rest))
            else rest
        )
        names, after = self._places.lead(rest)
        if not names:
            return "", subject
        if self._names.is_body(after):
            return "", rest
        if re.match(r"[至到-]|方向|经济圈|平原|盆地", after):
            return ("" if self._places.is_own(names[0]) else names[0]), rest
        if all(self._places.is_own(n) for n in names):
            memory.area = memory.home = ""
            return "", after
        after = re.sub(r"^(?:等[\d一二三四五六七八九十]*个?(?:省区市|省市区?|省份|城市|地区|市州?|地)?|地区|两地|、)", "", after)
        return "、".join(names), after

    def _name(self, text: _Text, end: int, at: int, hit: Hit, clean: str, memory: Memory, area: str) -> str:
        """The indicator of one quantity."""
        names, q = self._names, text.atoms[at].quantity
        assert q is not None
        tail = self._tail(text, at, end) if hit.measure == "level" or hit.measure == "share" and not clean else ""
        if hit.measure == "level" and tail and self._prefers_tail(q, clean, tail):
            return self._with_domain(clean, tail)
        stock = names.without_new(memory.last)
        if hit.measure == "level" and clean and stock != memory.last and stock.startswith(clean):
            return stock
        if clean.endswith("类") and q.kind == "count" and memory.entries:
            whole = next((e.indicator for e in memory.entries[memory.in_sentence :] if not e.indicator.endswith("类")), "")
            return clean + whole.removeprefix(clean) if whole and clean not in whole else clean
        told = memory.entries[memory.in_sentence :]
        if names.is_part(clean) and hit.measure == "level" and told and told[-1].kind == q.kind:
            return clean + next(e.indicator for e in told if e.kind == q.kind)
        if not clean or names.is_generic(clean):
            return self._elided(clean, hit, memory, tail)
        if names.is_dependent(clean):
            return self._owned(clean, memory)
        if hit.measure in ("growth", "level") and not names.has_head(clean):
            return self._with_head(clean, hit, q, memory)
        return clean

    def _prefers_tail(self, q: Quantity, clean: str, tail: str) -> bool:
        """The counted thing stands behind its counter, unless a noun before it is what is counted."""
        if q.kind == "ratio" and not clean and tail.startswith("的"):
            return True
        if q.kind not in _COUNTED and not q.kind.startswith("unknown") and q.kind:
            return False
        if not q.kind and not q.unit:
            return False
        if not clean or self._names.is_verb(clean) or self._names.is_generic(clean):
            return True
        return (
            not re.match(
                r"[的在于是为与和并用已将被占居由]|以上|左右|同比|比上|较|分别|其中|增长|覆盖|涵盖|涉及|完成|实现|获|入|纳|达|全部|位", tail
            )
            and q.kind == "count"
        )

    def _with_domain(self, clean: str, tail: str) -> str:
        """What stands before the counter belongs to the name where it says of what field: …等数字领域, 省级…平台接入."""
        tail = self._names.tail(tail)
        domain = clean.rpartition("等")[2] if "等" in clean[-12:] else clean
        if re.search(r"(?:以及|和|与|及)$", domain):
            return tail
        if domain.endswith("领域") or 2 <= len(domain) <= 12 and not self._names.is_verb(domain) and not self._names.is_generic(domain):
            return re.sub(r"^在", "", domain) + tail
        if self._names.is_verb(clean) and len(clean) > 8 and len(tail) < 12:
            return clean + tail
        return tail

    def _elided(self, clean: str, hit: Hit, memory: Memory, tail: str) -> str:
        last = memory.last
        if clean == "前者" and len(memory.entries) > 1:
            return memory.entries[-2].indicator
        if hit.measure == "level" and last:
            return self._names.without_new(last) or last
        if last:
            return last
        return tail and self._names.tail(tail) or memory.subject or clean

    def _owned(self, clean: str, memory: Memory) -> str:
        """从业人员 -> 核心产业从业人员: of the thing that the clause before, the last indicator or the paragraph is about."""
        if memory.topic:
            return memory.topic.removesuffix("领域") + clean if not clean.startswith(memory.topic) else clean
        last = memory.last
        verb = self._names.under_verb(last)
        if verb and len(memory.entries) > memory.in_sentence:
            return verb + clean
        owners = [self._names.owner(e.indicator) for e in reversed(memory.entries)]
        if owners and not owners[0] and not self._names.has_head(last) and len(memory.entries) > memory.in_sentence:
            owners[0] = last
        owner = next(filter(None, owners), memory.subject).removesuffix("领域")
        if clean.startswith(("出口", "进口")):
            owner = owner.removesuffix("进出口")
        return owner + clean if owner and not clean.startswith(owner) else clean

    def _with_head(self, clean: str, hit: Hit, q: Quantity, memory: Memory) -> str:
        """铁路制造业增长8.4% after 工业增加值…: the head of the indicator before goes with it."""
        for entry in reversed(memory.entries):
            head = self._names.head(entry.indicator)
            if hit.measure == "growth" and head:
                return clean + head
            if hit.measure == "level":
                fits = head and entry.kind == q.kind and entry.measure == "level" and re.search(r"业$", clean)
                return clean + head if fits else clean
        return clean

    def _tail(self, text: _Text, at: int, end: int) -> str:
        """Folded text behind a quantity up to the next boundary or quantity; a gloss in brackets is passed over."""
        i, depth = at + 1, 0
        begin = None
        while i < end:
            tag = text.atoms[i].tag
            if tag == "LB":
                depth += 1
                if begin is None and i == at + 1:
                    while i < end and text.atoms[i].tag != "RB":
                        i += 1
                    i, depth = i + 1, 0
                    continue
            if tag == "RB":
                if not depth:
                    break
                depth -= 1
            if not depth and (tag in _BOUNDARY or text.atoms[i].quantity or begin is None and tag in _NO_TAIL):
                break
            begin = i if begin is None else begin
            i += 1
        if begin is None:
            return ""
        tail = text.text[text.atoms[begin].start : text.atoms[i - 1].end]
        if i < end and text.atoms[i].quantity:  # what leads to the next number is not counted by this one
            tail = re.split("和(?=[^和]*等)|、(?=[^、]*等)", tail)[0]
        return tail

    # measures

    def _share(self, text: _Text, hit: Hit, at: int, subject: str, left: int) -> tuple[str, str]:
        """(subject, denominator) of a share."""
        spoken = text.text[text.atoms[hit.start].start : text.atoms[at].start] if hit.start < at else ""
        m = _SHARE_BASE.match(spoken)
        base = m[1] if m and not m[1].startswith(("比", "有率")) else ""
        inside = _IN.search(subject) or _IN.search(self._names._trail.sub("", subject))
        if inside:
            base = inside[1]
            subject = subject[: inside.start()]
        return subject, re.sub(r"^(?:全部|当地|同期|全市|全省的?(?=.))", "", base).strip("的")

    def _whole(self, base: str, name: str, subject: str, memory: Memory) -> str:
        """The denominator in full: 占全省近八成 is of the same thing in the whole province, 其中…占比 of what was told before."""
        if re.fullmatch(r"全[省市国县区]", base):
            return base + name
        if not base and subject.startswith("其中"):
            return next((e.indicator for e in reversed(memory.entries) if e.measure == "level" and e.indicator != name), "")
        part = next((e for e in memory.entries[memory.in_sentence :] if e.indicator == name and e.measure == "level"), None)
        if not base and part:  # the sum told in the sentence before
            told = reversed(memory.entries[: memory.in_sentence])
            return next((e.indicator for e in told if e.measure == "level" and e.kind == part.kind), "")
        return base

    def _rank(self, subject: str) -> tuple[str, str]:
        """(subject, scope) of a rank: 规模列全国第6 -> 规模, 全国."""
        base = ""
        before = None
        while before != subject:
            before = subject
            for n in range(8, 1, -1):
                if len(subject) >= n and not base and self._scope(subject[-n:]):
                    base, subject = subject[-n:], subject[:-n]
                    break
            subject = _RANK_TAIL.sub("", subject)
        return subject, base

    def _scope(self, text: str) -> bool:
        names, rest = self._places.lead(text)
        return (
            bool(names)
            and not rest
            or bool(
                re.fullmatch(r"全[省市国球]|世界|[东中西]{1,2}部(?:地区)?|同类.{2}|(?:副)?省会城市|(?:全国|全球|全省)[一-龥]{1,4}", text)
            )
        )

    def _object(self, text: _Text, hit: Hit, at: int, subject: str) -> str:
        """提高运营效率30%: the thing that grows stands between verb and number."""
        if hit.rule == "growth.object":
            verb = next(i for i in range(hit.start, at) if text.atoms[i].tag in ("UP", "DOWN"))
            return text.between(verb + 1, at)
        return subject

    def _listed(self, text: _Text, first: int, left: int, group: list[int], clean: str, area: str, memory: Memory) -> list[tuple[str, str]]:
        """Names (and places) of a list with 分别: from the enumeration before it, from the clause before, or from what was read last."""
        count = len(group)
        if count == 1 or text.text[text.atoms[group[0]].end : text.atoms[group[1]].start] in ("-", "~", "至", "到"):
            return []
        places = area.split("、") if area else []
        if len(places) == count:
            name = clean if clean and not self._names.is_generic(clean) else memory.last
            return [(name, p) for p in places]
        empty = not clean or self._names.is_generic(clean) or self._names.is_dependent(clean)
        for source in (clean, *(self._clauses_before(text, first, left) if empty else ())):
            parts = self._names.distribute(source, count) if source and not self._names.is_generic(source) else []
            if parts and source != clean and self._names.is_dependent(clean):
                parts = [p + clean for p in parts]
            if parts:
                names = self._places.all_places([re.sub(r"数字经济.*$", "", p) for p in parts])
                return (
                    [(memory.last or p, n) for p, n in zip(parts, names)] if names else [(self._completed(p, memory), area) for p in parts]
                )
        recent = memory.entries[memory.in_sentence :] or memory.entries
        if (not clean or self._names.is_generic(clean)) and len(recent) >= count:
            return [(e.indicator, e.area if e.area != self._area else "") for e in recent[-count:]]
        return []

    def _completed(self, name: str, memory: Memory) -> str:
        return self._owned(name, memory) if self._names.is_dependent(name) else name

    def _clauses_before(self, text: _Text, first: int, left: int) -> list[str]:
        """The clauses before in the sentence, the nearest first, back to the last figure; each cut where its verb begins."""
        start = left
        while start > first and not text.atoms[start - 1].quantity:
            start -= 1
        out = []
        for clause in reversed(re.split("[，；：。]", text.between(start, left))):
            clean = self._names.clean(clause)
            m = re.search(r"(?:快速|稳步|加快|持续|蓬勃|双双|同步|明显|在其中的|占比|继续|等.{2,6}(?:服务|领域))", clean)
            out.append(clean[: m.start()] if m else clean)
        return [c for c in out if c]

    def _said(self, text: _Text, at: int, hit: Hit, name: str, area: str, base: str, period: str) -> Said:
        if hit.measure == "growth":
            left = max(0, text.atoms[hit.start].start - 12)
            around = text.text[left : text.atoms[at].start]
            if re.search("年均|年平均|复合", around):
                period = periods.span(around, period)
        return Said(name, area or self._area, period, hit.measure, base)


def _sentences(text: _Text) -> Iterator[tuple[int, int]]:
    """(first atom, end atom) of each sentence."""
    first = 1
    for i in range(1, len(text.atoms)):
        if text.atoms[i].tag == "STOP":
            end = i + 1
            if end > first:
                yield first, end
            first = end
    if first < len(text.atoms):
        yield first, len(text.atoms)


def _groups(text: _Text, first: int, end: int) -> Iterator[list[int]]:
    """Quantities in lists: neighbours parted by 、和 alone, of one kind, the later ones without a predicate of their own."""
    group: list[int] = []
    for i in range(first, end):
        if not text.atoms[i].quantity:
            continue
        if group and _continues(text, group[-1], i):
            group.append(i)
        else:
            if group:
                yield group
            group = [i]
    if group:
        yield group


def _continues(text: _Text, a: int, b: int) -> bool:
    qa, qb = text.atoms[a].quantity, text.atoms[b].quantity
    assert qa is not None and qb is not None
    gap = text.text[qa.end : qb.start]
    if qa.end == qb.start:
        return False
    return (bool(_LIST_GAP.fullmatch(gap)) or gap in (":", "：")) and (qa.kind == qb.kind or {qa.kind, qb.kind} <= _RATIOS)


def _predicate_start(atoms: Sequence[Atom], start: int) -> int:
    """The predicate reaches left over 同比, 分别, 年均."""
    while start > 1 and (atoms[start - 1].tag in _BEFORE_RULE or atoms[start - 1].tag == "ADV"):
        start -= 1
    if atoms[start].tag in ("COMMA", "SEMI", "DUN", "START"):
        start += 1
    return start


def _left(text: _Text, start: int, first: int) -> int:
    """First atom of the clause that ends before atom `start`: after punctuation, a quantity, or a 、 behind one."""
    i, depth = start, 0
    while i > first:
        atom = text.atoms[i - 1]
        if atom.tag == "RB":
            depth += 1
        elif atom.tag == "LB":
            if not depth:
                break
            depth -= 1
        elif atom.quantity or not depth and (atom.tag in _BOUNDARY or atom.tag == "DUN" and i - 2 >= first and _closes_figure(text, i - 2)):
            break
        i -= 1
    return i


def _closes_figure(text: _Text, i: int) -> bool:
    """Whether atom i ends a figure: the quantity itself, or the bracket behind it or around it."""
    if text.atoms[i].tag != "RB":
        return text.atoms[i].quantity is not None
    while i > 0 and text.atoms[i].tag != "LB":
        if text.atoms[i].quantity:
            return True
        i -= 1
    return i > 0 and text.atoms[i - 1].quantity is not None


def _is_taken(text: _Text, left: int, start: int, first: int) -> bool:
    """Whether the words before belong to the quantity before them: 15大系统以及800余子系统."""
    follows = left > first and text.atoms[left - 1].quantity is not None
    return follows and bool(re.search(r"(?:以及|和|与|及)$", text.between(left, start)))


def _has_respect(text: _Text, left: int, at: int) -> bool:
    return any(text.atoms[i].tag == "RESP" for i in range(left, at))


def _names_a_thing(text: _Text, i: int) -> bool:
    """A year that belongs to a name (入围2024年…100强), an event or a range (2018年及之后), not the time of a figure."""
    after = text.text[text.atoms[i].end : text.atoms[i].end + 4]
    return after.startswith(("及之", "以后", "及以", "以前", "版", "度报告"))


def _from_before(text: _Text, first: int, at: int) -> bool:
    """Whether an earlier value of the sentence was dated by 从/由."""
    return any(text.atoms[i].tag == "PERIOD" and text.atoms[i].value[0] in "从由自" for i in range(first, at))


def _compared(text: _Text, left: int, at: int) -> str:
    """The period that a growth is measured against, where it is not the year before."""
    for i in range(at - 1, left - 1, -1):
        if text.atoms[i].tag == "CMP":
            m = re.search(r"(?:19|20)\d\d", text.atoms[i].value)
            return m[0] if m else ""
    return ""

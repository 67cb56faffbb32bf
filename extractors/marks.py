"""How printers mark the parts of a page: numbering of headings, captions, unit lines, notes, page numbers, leaders.

The one table of the room that holds words; what they mean for statistics is the business of `patterns`.
All are matched on width-folded text without white space.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CN = "一二三四五六七八九十百零〇"

# rank, shape: a heading closes all open headings of its rank and below
HEADINGS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"第[{_CN}\d]+[章篇编]|第[{_CN}\d]+部分|附[录件表]?[{_CN}\d]*(?:$|[::])")),
    (2, re.compile(rf"第[{_CN}\d]+节")),
    (3, re.compile(rf"[{_CN}]+、")),
    (4, re.compile(rf"\([{_CN}]+\)|专栏[{_CN}\d]+")),
    (5, re.compile(r"\d{1,2}[.、](?!\d)")),
    (6, re.compile(r"\(\d{1,2}\)")),
)
NUMBERED_CAPTION = re.compile(rf"续?附?(?:图表|[表图])(?:\d+(?:[-—.]\d+)*|[{_CN}]+)|续表")
UNIT = re.compile(r"\(?(?:计量|金额)?单位[::]|\(?以上年(?:同期)?[为=]100\)?$")
NOTE = re.compile(r"\(?(?:数据来源|资料来源|来源|备注|注释?|说明)(?:[::]|\d{1,2}[.、::])|注:")
PAGE_NUMBER = re.compile(r"[-—–―─一·|/]*(?:第?\d{1,4}页?(?:[,/共]*共?\d{1,4}页?)?|[ivxlcIVXLC]{1,6})[-—–―─一·|/]*$")
LEADERS = re.compile(r"(?:[.…·‥⋯・]{3,}|-{6,}|—{4,})[-—(]*\d{1,4}[-—)]*$")
CONTENTS = re.compile(r"(?:目录|目次|contents)$", re.IGNORECASE)
SENTENCE = re.compile("[。;；]|[,，、]$")  # in a line: it is part of a sentence
ENDS = tuple("。！？!?；;：:”）.")
STOPS = tuple("。！？!?；;")


@lru_cache(maxsize=8192)  # each line is asked for again and again while its page is read
def plain(text: str) -> str:
    """Width-folded, without white space: what the shapes above are matched on."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def heading_rank(text: str) -> int:
    """Rank of a numbered heading, 0 where the text carries no number."""
    return next((rank for rank, shape in HEADINGS if shape.match(text)), 0)

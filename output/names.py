"""How alike two indicator names are: their characters without quotation marks and empty words, by bigrams and by edit distance."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import Indel

_EMPTY = re.compile(r"[\s“”\"'‘’、，,（）()的]")
_TAIL = re.compile(r"(?:总数量?|总规模|数量|规模|数|量|情况)$")


@lru_cache(maxsize=200_000)
def normal(name: str) -> str:
    """The name folded: no marks, no empty tail (企业数 -> 企业)."""
    text = _EMPTY.sub("", unicodedata.normalize("NFKC", name))
    return _TAIL.sub("", text) or text


@lru_cache(maxsize=200_000)
def bigrams(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters (the character itself where there is one only)."""
    return frozenset(text[i : i + 2] for i in range(max(1, len(text) - 1)))


def dice(a: str, b: str) -> float:
    """Dice coefficient of the bigrams, 0 to 1."""
    x, y = bigrams(a), bigrams(b)
    return 2 * len(x & y) / (len(x) + len(y)) if x and y else 0.0


def likeness(a: str, b: str) -> float:
    """0 to 1: the better of bigrams and edit distance on normal names; a name within the other counts for more."""
    a, b = normal(a), normal(b)
    if a == b:
        return 1.0
    score = max(dice(a, b), Indel.normalized_similarity(a, b) * 0.95)
    shorter, longer = sorted((a, b), key=len)
    if len(shorter) >= 3 and longer.endswith(shorter):
        score = max(score, 0.8)
    return score


def scope_of(words: Sequence[str], *texts: str) -> frozenset[str]:
    """The scope words (公共, 累计, 跨行业 …) that a name or its clause holds."""
    return frozenset(w for w in words if any(w in t for t in texts))


def unlike(a: str, b: str) -> tuple[str, str]:
    """What two names of cells have not in common at their end: a long column heading makes any two rows alike."""
    if a == b:
        return a, b
    n = 0
    while n < min(len(a), len(b)) and a[-1 - n] == b[-1 - n]:
        n += 1
    return (a[: len(a) - n], b[: len(b) - n]) if n else (a, b)


def is_spread(short: str, long: str) -> bool:
    """Whether the characters of `short` all stand in `long` in their order: only words came in between."""
    rest = iter(long)
    return all(c in rest for c in short)

"""How much of a text is made of words: what tells a text layer in a language from one whose font map is wrong."""

from __future__ import annotations

import re

_HAN = re.compile("[㐀-鿿]+")
_LATIN = re.compile(r"[^\W\d_㐀-鿿]{3,}")
_SIGNS = re.compile(r"[\s\d,.%()\-+，。；：、（）“”—…·《》]|[㐀-鿿]")  # of any text: they tell nothing
_FEW = 100  # characters: fewer tell nothing


def known_words(text: str) -> float | None:
    """Share (0..1) of the characters that are part of a Chinese word of two or more characters, or of three Latin letters; None of few."""
    import rjieba

    han = _HAN.findall(text)
    rest = len(_SIGNS.sub("", text))
    total = sum(map(len, han)) + rest
    if total < _FEW:
        return None
    words = sum(len(word) for part in han for word in rjieba.cut(part, False) if len(word) > 1)
    return (words + sum(map(len, _LATIN.findall(text)))) / total

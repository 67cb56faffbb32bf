"""Word boundaries and parts of speech of a folded paragraph, each quantity, time and cue as one word of its own class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from patterns.cues import Atom
from patterns.regions import Gazetteer

_FORCED = {"PERIOD", "CMP"}
_CUES = {
    "UP",
    "DOWN",
    "GROW",
    "FALL",
    "AVG",
    "CMP",
    "RESP",
    "SHAREOF",
    "SHAREIS",
    "TO",
    "COP",
    "DONE",
    "PERIOD",
    "OWN",
    "AGAINST",
    "OVER",
    "UNDER",
}
_MARKS = {
    "，": "COMMA", "；": "SEMI", "：": "COLON", "。": "STOP", "！": "STOP", "？": "STOP",
    "、": "DUN", "（": "LB", "）": "RB", "“": "QL", "”": "QR", "《": "QL", "》": "QR",
}  # fmt: skip
HARD = frozenset({"COMMA", "SEMI", "COLON", "STOP", "Q"})


@dataclass(frozen=True, slots=True)
class Words:
    """Words of `text`: word i is text[starts[i]:starts[i + 1]] and of class kinds[i]; `quantity` gives the word of each quantity.

    A class is the tag of a cue (UP, PERIOD, …), of a punctuation mark, Q for a quantity, or the dictionary's part of speech.
    """

    text: str
    starts: tuple[int, ...]
    kinds: tuple[str, ...]
    quantity: tuple[int, ...]

    def span(self, i: int, j: int) -> str:
        """The text of the words i..j."""
        return self.text[self.starts[i] : self.starts[j]]


def cut(text: str, atoms: Sequence[Atom], classes: Mapping[str, str], places: Gazetteer) -> Words:
    """Cuts a folded text. `atoms` are its quantities, times and cues, in order; `classes` gives words their own class."""
    import rjieba  # its dictionary takes 0.1 s to load: not before a paragraph needs it

    kinds: dict[int, str] = {}
    at = 0
    for word, tag in rjieba.tag(text):
        kinds[at] = _MARKS.get(word) or classes.get(word) or tag[:2]
        at += len(word)
    kinds[at] = ""
    for start, end in _places(text, kinds, places):
        _join(kinds, start, end, "REGION")
    quantities = []
    numbers = {atom.start for atom in atoms if atom.quantity}
    for atom in atoms:
        whole = atom.start in kinds and atom.end in kinds or atom.end in numbers
        if atom.quantity or atom.tag in _FORCED or atom.tag in _CUES and whole:
            _join(kinds, atom.start, atom.end, "Q" if atom.quantity else atom.tag)
            if atom.quantity:
                quantities.append(atom.start)
    starts = sorted(kinds)
    index = {start: i for i, start in enumerate(starts)}
    return Words(text, tuple(starts), tuple(kinds[s] for s in starts[:-1]), tuple(index[q] for q in quantities))


def _places(text: str, kinds: Mapping[int, str], places: Gazetteer) -> list[tuple[int, int]]:
    """Places that begin and end with a word, or are long enough to be no other word."""
    out = []
    for start in kinds:
        spelling = places.at(text, start)
        if spelling and (len(spelling) > 2 or start + len(spelling) in kinds):
            out.append((start, start + len(spelling)))
    return out


def _join(kinds: dict[int, str], start: int, end: int, kind: str) -> None:
    """Makes start..end one word."""
    for i in range(start + 1, end):
        kinds.pop(i, None)
    kinds.setdefault(end, "x")
    kinds[start] = kind

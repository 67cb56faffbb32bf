"""What is carried from one figure to the next: immutable, a new one after each figure and each sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from patterns import periods
from patterns.cues import Atom
from patterns.slots.question import Told

_TOLD = 20  # figures of a paragraph that are kept in mind


@dataclass(frozen=True, slots=True)
class Context:
    """The headings above, the year that the nearest of them names, the date that things are told as of, the figures told so far."""

    section: tuple[str, ...] = ()
    heading: str = ""
    as_of: str = ""
    told: tuple[Told, ...] = ()
    sentence: int = 0

    def after(self, told: Told) -> Context:
        """With one more figure told."""
        return replace(self, told=(*self.told[1 - _TOLD :], told))

    def next_sentence(self, atoms: Sequence[Atom], edition: str) -> Context:
        """A date as of which a sentence tells (截至2021年底) stays in force for the paragraph."""
        as_of = self.as_of
        for atom in atoms:
            if atom.tag == "PERIOD":
                values, state = periods.read(atom.value, edition)
                as_of = values[-1] if state and values else as_of
        return replace(self, as_of=as_of, sentence=self.sentence + 1)

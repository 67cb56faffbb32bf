"""A sentence in two languages with facts in it: filled in one, told in the other by reading the facts back out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from string import Formatter


def names(template: str) -> tuple[str, ...]:
    """Names of the facts in {braces}, each once."""
    return tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(template) if name))


@dataclass(frozen=True)
class Template:
    """The English sentence is the key: it stands in files, whatever the locale; the Chinese one tells the same facts or fewer."""

    en: str
    zh: str

    @cached_property
    def _shape(self) -> re.Pattern[str]:
        seen: set[str] = set()
        out = []
        for text, name, _, _ in Formatter().parse(self.en):
            out.append(re.escape(text))
            if name:
                group = f"f{name}" if name.isdigit() else name
                out.append(f"(?P={group})" if name in seen else f"(?P<{group}>.*?)")
                seen.add(name)
        return re.compile("".join(out), re.DOTALL)

    def told(self, written: str) -> str | None:
        """A filled English sentence in Chinese; None where it is no filling of this one."""
        m = self._shape.fullmatch(written)
        if m is None:
            return None
        facts = {name: m[f"f{name}" if name.isdigit() else name] for name in names(self.en)}
        return "".join(text + (facts[name] if name else "") for text, name, _, _ in Formatter().parse(self.zh))

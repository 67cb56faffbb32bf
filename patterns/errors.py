"""What can go wrong, one class a situation. Facts are arguments, so that errors travel between processes.

The message says where, what, and what to do next; the command line prints it as its one line and leaves with `exit_code`.
"""

import traceback
from pathlib import PurePath


class ShubaoError(Exception):
    """Base of all errors that a user can act on."""

    exit_code = 2


def fault(error: BaseException) -> str:
    """An error that nothing foresaw, with its place in the code: `KeyError: 'x' (grids.py:12)`."""
    at = traceback.extract_tb(error.__traceback__)[-1:]
    place = f" ({PurePath(at[0].filename).name}:{at[0].lineno})" if at else ""
    return f"{type(error).__name__}: {error}{place}"


def one_line(text: str) -> str:
    """A message without line ends and control characters, whatever a file's name or a library put into it."""
    return "".join(ch if ch.isprintable() or "\ud800" <= ch < "\ue000" else " " for ch in text)


class BadInput(ShubaoError):
    """A path, file or option that cannot be used: `where` it is, `what` is wrong, what to `do`."""

    def __init__(self, where: str, what: str, do: str) -> None:
        super().__init__(where, what, do)
        self.where, self.what, self.do = where, what, do

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.do}"


class UnreadablePdf(BadInput):
    """The bytes are no PDF that can be read (not a PDF, cut off, locked, no pages)."""


class NothingRead(BadInput):
    """The PDF opened, but held neither a figure nor a table: never published as a success."""


class BadLexicon(BadInput):
    """A row of a pattern table contradicts itself or another one."""


class BadStore(BadInput):
    """The store cannot be used as it is (read-only, locked, damaged)."""


class FetchFailed(BadInput):
    """An address that gave no report: not there, no PDF, cut off again and again."""


class Refused(FetchFailed):
    """An address that may not be asked, or an answer beyond its limits: nothing was opened, or it was closed at once."""


class Stopped(BadInput):
    """A report whose reading was stopped: it took too long, too much memory, or its reader died."""


class Killed(Stopped):
    """A report whose readers were killed from outside again and again: no fault of its own, it may be tried again."""

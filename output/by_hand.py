"""The user's own tables beside the store (corrections.csv, aliases.csv), written by the review page: a row put in, a row taken back."""

from __future__ import annotations

import csv
import fcntl
import io
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from patterns.errors import BadStore

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Edit:
    """What one stroke changed: the row that it put in, and those that it took out for it."""

    put: Row
    out: tuple[Row, ...] = ()


class ByHand:
    """One table. A reader sees it whole, before or after an edit; columns that the user added stay."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self.path, self.columns = path, tuple(columns)

    def rows(self) -> list[Row]:
        """All rows, oldest first, each with every column; none where there is no file yet."""
        return self._read()[1]

    def put(self, row: Mapping[str, str], key: Sequence[str]) -> Edit:
        """Puts a row in, in the place of those that are the same in the columns of `key`."""
        with self._lock():
            header, rows = self._read()
            new = dict.fromkeys(header, "") | dict(row)
            out = tuple(r for r in rows if all(r[k] == new[k] for k in key))
            self._write(header, [r for r in rows if r not in out] + [new])
            return Edit(new, out)

    def take_back(self, edit: Edit) -> bool:
        """Undoes an edit; False where its row is no longer there."""
        with self._lock():
            header, rows = self._read()
            put = dict.fromkeys(header, "") | edit.put
            if put not in rows:
                return False
            rows.remove(put)
            self._write(header, rows + [dict.fromkeys(header, "") | r for r in edit.out])
            return True

    def _read(self) -> tuple[list[str], list[Row]]:
        if not self.path.exists():
            return list(self.columns), []
        with self.path.open(encoding="utf-8-sig", newline="") as fh:
            reader = csv.DictReader(fh)
            header = [*(reader.fieldnames or ()), *(c for c in self.columns if c not in (reader.fieldnames or ()))]
            return header, [{c: row.get(c) or "" for c in header} for row in reader]

    def _write(self, header: Sequence[str], rows: Sequence[Row]) -> None:
        text = io.StringIO()
        writer = csv.DictWriter(text, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        part = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        with part.open("w", encoding="utf-8", newline="") as fh:
            fh.write(text.getvalue())
            fh.flush()
            os.fsync(fh.fileno())
        part.replace(self.path)

    @contextmanager
    def _lock(self) -> Iterator[None]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.with_name(f".{self.path.name}.lock").open("w") as fh:
                fcntl.flock(fh, fcntl.LOCK_EX)
                yield
        except OSError as error:
            raise BadStore(str(self.path), f"cannot be written ({error.strerror})", "give --store a folder that can") from None

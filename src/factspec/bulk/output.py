"""Where results go as they come, so that an interrupted run can go on: whole batches, and a note of how far they reach."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from factspec.bulk.intake import Place
from factspec.engine.batch.parquet import joined, written
from factspec.problem import Problem, Problems
from factspec.report.write import write


@dataclass(slots=True)
class Progress:
    """How far a run has come: the place behind the last whole batch, the bytes of results, or their parts, and the counts.

    ``made_from`` tells the claims, the reference and the settings: a run goes on only with the same.
    """

    made_from: str
    place: Place = field(default_factory=Place)
    output: int = 0
    passed: int = 0
    failed: int = 0
    errors: int = 0
    by_verdict: dict[str, int] = field(default_factory=dict)

    @property
    def claims(self) -> int:
        """How many claims are done."""
        return self.passed + self.failed + self.errors


class Output:
    """Results in a file of JSON Lines or Parquet. Beside it lies ``<name>.progress`` until the run is over.

    A Parquet file has no end until it is whole: its parts lie in the folder ``<name>.parts`` until then.
    """

    def __init__(self, path: Path, progress: Progress, *, resume: bool) -> None:
        self.path, self.progress = path, progress
        self._note = path.with_name(f"{path.name}.progress")
        self._parts = path.with_name(f"{path.name}.parts")
        self._parquet = path.suffix == ".parquet"
        if resume:
            self.progress = self._earlier(progress)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._begin()
        except OSError as error:
            raise Problems([Problem(f"cannot be written: {error.strerror}", str(path))]) from None

    def add(self, lines: list[str], after: Place) -> None:
        """Writes the results of a batch, and notes that it is done."""
        text = "".join(f"{line}\n" for line in lines)
        if self._parquet:
            self._add_part(text)
        else:
            with self.path.open("r+b") as file:
                file.seek(self.progress.output)
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
                self.progress.output = file.tell()
        self.progress.place = after
        self._save()

    def finish(self) -> None:
        """Makes the file whole, and takes away what lies beside it."""
        if self._parquet:
            whole = self._parts / "whole"
            joined(self._parts, whole)
            whole.replace(self.path)
        self._note.unlink(missing_ok=True)  # before the parts: with some of them gone, nothing may go on
        shutil.rmtree(self._parts, ignore_errors=True)

    def _begin(self) -> None:
        if not self._parquet:
            with self.path.open("ab") as file:
                file.truncate(self.progress.output)
        elif not self.progress.output:
            shutil.rmtree(self._parts, ignore_errors=True)
        if self._parquet:
            self._parts.mkdir(exist_ok=True)
        self._save()

    def _add_part(self, text: str) -> None:
        if text:
            lines, part = self._parts / "lines", self._parts / f"part-{self.progress.output:08}.parquet"
            lines.write_text(text, "utf-8")
            written(lines, part)
            lines.unlink()
            self.progress.output += 1

    def _save(self) -> None:
        write(self._note, json.dumps(asdict(self.progress)))

    def _earlier(self, progress: Progress) -> Progress:
        """How far the run came that is to go on. Raises Problems where there is none, or one of something else."""
        try:
            found: dict[str, Any] = json.loads(self._note.read_text("utf-8"))
            earlier = Progress(**{**found, "place": Place(**found["place"])})
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            expected = f"{self._note.name} beside it, as an interrupted run leaves it"
            raise Problems([Problem("no run to go on with", str(self.path), expected=expected)]) from None
        if earlier.made_from != progress.made_from:
            wrong = "the run to go on with was over other claims, other references or other settings"
            raise Problems([Problem(wrong, str(self._note), expected="the same; without --resume it begins anew")])
        return earlier

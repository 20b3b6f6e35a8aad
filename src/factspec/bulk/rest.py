"""Claims that are checked one by one: of kinds that no batch decides, with a fault, disputed, or to be explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from factspec.bulk.intake import LONGEST, NOT_TEXT, TOO_LONG
from factspec.check import Checker
from factspec.outcome import error_result
from factspec.problem import Problem, Problems
from factspec.report.model import Location, Result
from factspec.stated import Stated, stated_line
from factspec.values.characters import HALF, all_whole
from factspec.values.json import json_value

TOLD = {
    "id", "article", "kind", "says", "claim", "as_of", "verdict", "expected", "outcome", "because", "bounds", "prediction",
    "location", "tags", "note",
}  # fmt: skip
_MOST = 2_000


class Rest:
    """Checks lines one by one, exactly, over the same reference."""

    def __init__(self, checker: Checker, file: str, published: Mapping[str, str]) -> None:
        self._checker, self._file, self._published = checker, file, published

    def results(self, lines: Sequence[tuple[int, str]], *, explained: bool) -> list[tuple[int, Result]]:
        """The result of each numbered line, with corrections where it is to be ``explained``."""
        found: dict[int, Result] = {}
        stated: list[tuple[int, Stated]] = []
        for line, text in lines:
            try:
                stated.append((line, stated_line(self._value(text, line), self._file, line, self._published)))
            except Problems as faults:
                found[line] = self._unread(text, line, faults)
        for begin in range(0, len(stated), _MOST):
            some = stated[begin : begin + _MOST]
            results = self._checker.results([one for _, one in some], mend=explained)
            found.update(zip([line for line, _ in some], results, strict=True))
            self._checker.forget()
        return sorted(found.items())

    def _value(self, text: str, line: int) -> Any:
        if text in (TOO_LONG, NOT_TEXT):
            wrong, expected = (
                (f"a line of more than {LONGEST} bytes", "one claim a line") if text == TOO_LONG else ("not utf-8", "utf-8 text")
            )
            raise Problems([Problem(wrong, self._file, line, expected=expected)])
        try:
            value = json_value(text)
        except ValueError as error:
            raise Problems([Problem(f"not JSON: {error}", self._file, line)]) from None
        if not all_whole(value):
            raise Problems([Problem(HALF, self._file, line, expected="text")])
        return value

    def _unread(self, text: str, line: int, faults: Problems) -> Result:
        """The result of a line that states no claim: it bears the id that it has, or the line's number."""
        try:
            value = self._value(text, line)
        except Problems:
            value = None
        fields = value if isinstance(value, dict) else {}
        name, says = fields.get("id"), fields.get("says")
        shown = name if isinstance(name, str) and name else f"line-{line}"
        location = Location(path=self._file, line=line)
        return error_result(Stated(shown, says if isinstance(says, str) else text[:200].strip("\0"), None, location), faults)


def told(result: Result, *, explained: bool) -> str:
    """The line of a result: all of it where it is explained, else what batches tell."""
    return result.model_dump_json(include=None if explained else TOLD)

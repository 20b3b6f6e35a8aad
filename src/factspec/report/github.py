"""A run as GitHub's workflow commands: annotations beside the lines of articles, claims and features.

GitHub shows ten of each level for a step, and drops the rest without a word. So no more are written, and the last one
tells how many are left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from factspec.report.faults import Fault, faults, problem_fault
from factspec.report.model import Report
from factspec.report.places import Place
from factspec.report.plain import one_line, visible

MOST = 10
_LONGEST = 2000


def render(report: Report, *, folder: str = "") -> str:
    """The commands, one a line; blank where the run passed.

    An error stands at the place to look at first, notices at the others that bear on it. ``folder`` is the path of the
    working folder in its repository.
    """
    return _commands(list(faults(report, folder)))


def render_problems(problems: Iterable[str], *, folder: str = "") -> str:
    """The commands for faults that let no run come about."""
    return _commands([problem_fault(text, folder) for text in problems])


def _commands(found: list[Fault]) -> str:
    return "".join(f"{line}\n" for line in (*_errors(found), *_notices(found)))


def _errors(found: list[Fault]) -> Iterator[str]:
    shown = found if len(found) <= MOST else found[: MOST - 1]
    for fault in shown:
        yield _command("error", fault.places[0] if fault.places else None, _title(fault), _message(fault))
    if left := len(found) - len(shown):
        yield _command("error", None, "factspec", f"{left} more that GitHub would not show: see the results of the run")


def _notices(found: list[Fault]) -> Iterator[str]:
    shown = [fault for fault in found[: MOST - 1 if len(found) > MOST else MOST] if fault.places]
    beside = ((fault, place) for fault in shown for place in fault.places[1:])
    for fault, place in islice(beside, MOST):
        yield _command("notice", place, _title(fault), f"{place.says}: {_message(fault)} ({fault.places[0]})")


def _title(fault: Fault) -> str:
    return one_line(f"{fault.rule}: {fault.result.id}" if fault.result else "factspec: could not be read", 200)


def _message(fault: Fault) -> str:
    result = fault.result
    if result is None or result.verdict is None:
        return fault.says
    told = [f"“{result.says}”", fault.says]
    told += [f"nearest: {result.correction}"] if result.correction else []
    told += [f"missing: {one}" for one in result.missing]
    return "\n".join(one_line(line, _LONGEST // 2) for line in told)


def _command(level: str, place: Place | None, title: str, message: str) -> str:
    at = {"file": place.path, "line": place.line, "endLine": place.end_line or place.line} if place else {}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in {**at, "title": title}.items())
    text = message if len(message) <= _LONGEST else f"{message[:_LONGEST]}…"
    return f"::{level} {properties}::{_data(text)}"


def _data(text: str) -> str:
    """Text as the runner reads it back: an escape for what ends a line, and for the sign of escapes."""
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

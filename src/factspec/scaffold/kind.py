"""A claim kind of a project's own, written with the test of its contract."""

from __future__ import annotations

import json
import keyword
import re
from collections.abc import Iterator
from pathlib import Path

from factspec.check import Checker, Settings
from factspec.kinds import built_in
from factspec.problem import Problem, Problems
from factspec.project import Project, project_kinds
from factspec.reference.schema import Event
from factspec.report.model import Location
from factspec.report.write import write
from factspec.stated import Stated
from factspec.values.calendar import iso, year_month_day
from factspec.verdict import Verdict

_NAME = re.compile(r"[a-z][a-z0-9_]{0,60}", re.ASCII)
_TRIED = 40
_KIND = '''\
"""{summary}"""

from __future__ import annotations

from typing import Annotated, Literal

from factspec.claim import Claim, Example, Speaking
from factspec.engine.question import Happens, Pattern, Question
from factspec.sentence.date_slots import Days, PeriodSlot
from factspec.sentence.name_slots import NameSlot
from factspec.verdict import Verdict

EVENT = "{event}"  # the kind of event of the reference that this is about


class {classname}(Claim):
    """An event of that kind has the subject among its participants, and shares a day with the period.

    Undecided while no listed event does for sure, and nothing says that all such events of those days are listed.
    """

    kind: Literal["{name}"] = "{name}"
    subject: Annotated[str, NameSlot("subject")]
    when: Annotated[Days, PeriodSlot()]

    form = "{{subject}} took part in a {words} {{when}}"
    examples = ({examples})

    def question(self, speaking: Speaking) -> Question:
        return Happens(Pattern(EVENT, (self.subject,)), speaking.stretch(self.when))
'''
_TEST = '''\
"""The contract of the kind {name}: documented, read and written alike, its verdicts as told, no field ignored."""

from __future__ import annotations

from pathlib import Path

import pytest

from factspec.contract import CHECKS, bench_of
from factspec.project import read_project

PROJECT = read_project(Path(__file__).parents[1])


@pytest.mark.parametrize("check", CHECKS)
def test_the_kind_{name}_keeps_its_contract(check: str) -> None:
    kind = PROJECT.kinds["{name}"]
    assert [str(fault) for fault in CHECKS[check](kind, bench_of(PROJECT))] == []
'''


def new_kind(name: str, project: Project) -> tuple[Path, Path]:
    """Writes ``validators/<name>.py`` and its test, with examples from the project's own events; the two files.

    Raises Problems for a name that is none or is taken, and for files that are there already.
    """
    _usable(name, project)
    files = project.root / "validators" / f"{name}.py", project.root / "tests" / f"test_{name}_kind.py"
    there = [file for file in files if file.exists()]
    if there:
        raise Problems([Problem("already there", str(project.shown(file)), expected="a new name") for file in there])
    events = [event for event in project.reference.events.values() if event.participants and event.date.exact]
    event = events[0].kind if events else next(iter(project.reference.kinds), "event")
    words = name.replace("_", " ")
    text = _text(name, words, event, "")
    write(files[0], text)
    try:
        examples = _examples(name, words, [found for found in events if found.kind == event], project)
    except Problems:
        files[0].unlink()
        raise
    write(files[0], _text(name, words, event, examples))
    write(files[1], _TEST.format(name=name))
    return files


def _text(name: str, words: str, event: str, examples: str) -> str:
    summary = f"Somebody took part in a {words}: a first form, to be made your own."
    classname = "".join(part.title() for part in name.split("_"))
    return _KIND.format(name=name, words=words, event=event, examples=examples, summary=summary, classname=classname)


def _usable(name: str, project: Project) -> None:
    if not _NAME.fullmatch(name) or keyword.iskeyword(name):
        expected = "small letters, digits and underscores, such as by_election"
        near = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
        raise Problems(
            [Problem(f"{name!r} is no name for a kind", expected=expected, nearest=(near,) if near != name and near else ())]
        )
    if name in project.kinds or f"{name}_" in built_in():
        raise Problems([Problem(f"a kind {name!r} is there already", expected="a new name")])


def _examples(name: str, words: str, events: list[Event], project: Project) -> str:
    """Examples with the verdicts that they have: the first supported one, and one of another day."""
    kinds = {
        **project.kinds,
        **{n: kind for n, kind in project_kinds(project.root / "validators", project.root).items() if n == name},
    }
    checker = Checker(project.reference, kinds, Settings())
    here = Location(path=name, line=1)
    found: dict[Verdict, str] = {}
    for sentence in list(_sentences(words, events[:_TRIED], checker)):
        result = checker.results([Stated(name, sentence, None, here)])[0]
        if result.verdict is not None and len(found) < 3:
            found.setdefault(result.verdict, sentence)
    lines = [
        f'\n        Example({json.dumps(says, ensure_ascii=False)}, Verdict.{verdict.name}, as_of="{_LATE}"),'
        for verdict, says in found.items()
    ]
    return "".join(lines) + ("\n    " if lines else "")


_LATE = "2100-01-01"


def _sentences(words: str, events: list[Event], checker: Checker) -> Iterator[str]:
    for event in events:
        for participant in event.participants:
            try:
                who = checker.grammar.lexicon.spelling(participant)
            except Problems:
                continue
            day = event.date.starts.first
            said = f"{who} took part in a {words}"
            yield from (f"{said} on {iso(day)}", f"{said} in {year_month_day(day)[0] - 50}", f"{said} on {iso(day + 1)}")

"""A project looked through without asking what is true: what is undefined, ambiguous, said twice, or used by nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from factspec.desk.definitions import Definition, definitions
from factspec.desk.shown import in_place
from factspec.exit_codes import BAD_INPUT, PASSED
from factspec.features import Step
from factspec.problem import Problem
from factspec.project import Project
from factspec.report.model import Result
from factspec.run import checker_for, suite_of
from factspec.steps import Plan, Suite
from factspec.steps.plan import follows


def look_through(project: Project) -> tuple[list[Problem], list[Problem]]:
    """The faults of a project that keep it from running, and what else is worth a look.

    Faults are files that cannot be read, and steps that are undefined or ambiguous. Worth a look are step definitions that
    no scenario uses or that are there twice, claims that no scenario checks, and tables that no claim uses.
    """
    checker = checker_for(project)
    suite = suite_of(project, checker)
    own, faults = definitions(project)
    plans = list(suite.all_plans())
    faults = [*project.problems, *suite.problems(), *faults, *_undefined(plans, own), *_ambiguous(plans, own)]
    notes = [*_twice(own), *_unused(plans, own), *_unchecked(project, plans), *_idle(project, suite)]
    return list(dict.fromkeys(faults)), notes


def dry_check(project: Project) -> int:
    """Prints what a look through the project finds; the exit code is 2 where something keeps it from running."""
    faults, notes = look_through(project)
    for fault in faults:
        print(in_place(str(fault), sys.stderr), file=sys.stderr)
    for note in notes:
        print(note)
    claims, features = sum(len(file.claims) for file in project.claims), len(project.features)
    found = f"{counted(len(faults), 'fault')}, {counted(len(notes), 'thing')} worth a look"
    print(f"looked through {counted(claims, 'claim')} and {counted(features, 'feature')}: {found}")
    return BAD_INPUT if faults else PASSED


def counted(number: int, noun: str) -> str:
    """A number of things in words: ``1 claim``, ``2 claims``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _undefined(plans: Sequence[Plan], own: Sequence[Definition]) -> Iterator[Problem]:
    for plan in plans:
        for step, fault in plan.unread:
            if not follows(fault) and not _meant(step, plan, own):
                yield fault


def _ambiguous(plans: Sequence[Plan], own: Sequence[Definition]) -> Iterator[Problem]:
    for plan in plans:
        foreign = {step.line for step, _ in plan.unread}
        for step in plan.scenario.steps:
            meant = _meant(step, plan, own)
            places = [f"{one.file}:{one.line}" for one in meant]
            if step.line not in foreign:
                places.insert(0, "a step of factspec's own")
            if len({(one.kind, one.pattern) for one in meant}) + (step.line not in foreign) > 1:
                wrong = f"step {step.text!r} is ambiguous: {' and '.join(places)} take it"
                yield Problem(wrong, plan.scenario.path, step.line, expected="one definition")


def _meant(step: Step, plan: Plan, own: Sequence[Definition]) -> list[Definition]:
    return [one for one in own if one.visible(plan.scenario.path) and one.takes(step)]


def _twice(own: Sequence[Definition]) -> Iterator[Problem]:
    first: dict[tuple[str, str, str], Definition] = {}
    for one in own:
        known = first.setdefault((one.folder, one.kind, one.pattern), one)
        if known is not one:
            expected = f"one definition; {known.file}:{known.line} has it"
            yield Problem(f"step {one.pattern!r} is defined twice", one.file, one.line, expected=expected)


def _unused(plans: Sequence[Plan], own: Sequence[Definition]) -> Iterator[Problem]:
    for one in own:
        if not any(one.visible(plan.scenario.path) and one.takes(step) for plan in plans for step in plan.scenario.steps):
            yield Problem(f"no scenario uses the step {one.pattern!r}", one.file, one.line)


def _unchecked(project: Project, plans: Sequence[Plan]) -> Iterator[Problem]:
    checked = {claim for plan in plans for claim in plan.claims}
    for file in project.claims:
        for claim in file.claims:
            if claim.id not in checked:
                yield Problem(f"no scenario checks the claim {claim.id!r}", claim.location.path, claim.location.line)


def _idle(project: Project, suite: Suite) -> Iterator[Problem]:
    """Tables of facts with no row in the evidence of any claim, and sources that no row names."""
    used: set[str] = set()
    for result in suite.told():
        used |= _tables(result)
    reference = project.reference
    facts = {
        "events": len(reference.events),
        "relations": len(reference.relations),
        "observations": len(reference.observations),
        "quotes": len(reference.quotes),
        **{name: len(table.rows) for name, table in reference.tables.items()},
    }
    for name, rows in facts.items():
        if rows and name not in used:
            file = reference.tables[name].file if name in reference.tables else ""
            yield Problem(f"no claim uses the table {name!r} ({counted(rows, 'row')})", file)
    named = {source for row in _rows(project) for source in getattr(row, "sources", ())}
    named |= {dispute.source for dispute in reference.disagreements}
    for source in reference.sources:
        if source not in named:
            place = reference.place("sources", source)
            yield Problem(f"no row names the source {source!r}", place.file, place.line)


def _tables(result: Result) -> set[str]:
    tables = {row.table for row in result.evidence}
    if result.claim and "table" in result.claim:
        tables.add(str(result.claim["table"]))
    return tables


def _rows(project: Project) -> Iterator[object]:
    reference = project.reference
    yield from reference.events.values()
    yield from reference.relations
    yield from reference.observations
    yield from reference.quotes.values()
    yield from reference.completeness
    for table in reference.tables.values():
        yield from table.rows

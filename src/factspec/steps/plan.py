"""A plan: a scenario read step by step, its sentences as claims and its other steps as checks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from anyascii import anyascii

from factspec.claim import Claim
from factspec.features import Scenario, Step
from factspec.grammar import Grammar
from factspec.problem import Problem, Problems, problem
from factspec.report.model import Location
from factspec.stated import Stated
from factspec.steps import given, then
from factspec.steps.known import Known
from factspec.steps.registry import Check, Draft, StepForm, found, hints, nearest_hints
from factspec.verdict import Verdict

FORMS = (given, then)
_LONGEST = 80
_OTHER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a scenario states and checks.

    ``unread`` are the steps that are not ours, each with the fault it is unless somebody else knows the step. ``claims`` are the
    ids of the claims that it is about, each once.
    """

    scenario: Scenario
    stated: tuple[Stated, ...]
    checks: tuple[Check, ...]
    unread: tuple[tuple[Step, Problem], ...] = ()

    claims: tuple[str, ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        named = dict.fromkeys([*(claim.id for claim in self.stated), *(check.claim for check in self.checks)])
        object.__setattr__(self, "claims", tuple(named))


class Planner:
    """The plans of one run: a sentence is read once, however many scenarios say it, and no id is given twice.

    ``read`` holds what was read before, by others that have the same grammar. ``unread`` are the steps of all scenarios that are
    not ours, those of faulty ones too.
    """

    def __init__(self, grammar: Grammar, known: Known, read: dict[str, Claim | Problems] | None = None) -> None:
        self.grammar, self.known = grammar, known
        self.taken = set(known.claims)
        self.unread: list[tuple[Step, Problem]] = []
        self._read = {} if read is None else read
        self._forms: dict[str, list[tuple[StepForm, dict[str, Any]]]] = {}
        self._structured: dict[tuple[Claim, str | None, str | None, Verdict], Stated] | None = None

    def plan(self, scenario: Scenario) -> Plan:
        """The plan of a scenario. Raises Problems, all of them, for steps that are ours and cannot be taken as they stand."""
        return _plan(scenario, self)

    def claim(self, sentence: str) -> Claim | Problems:
        """The claim of a sentence, or why it is none."""
        if sentence not in self._read:
            (self._read[sentence],) = self.grammar.read_all([sentence])
        return self._read[sentence]

    def forms(self, text: str) -> list[tuple[StepForm, dict[str, Any]]]:
        """The forms that a step's text has, each with the values of its blanks."""
        if text not in self._forms:
            self._forms[text] = list(found(text))
        return self._forms[text]

    def twin(self, claim: Claim, article: str | None, as_of: str | None, expected: Verdict) -> Stated | None:
        """The structured claim that says the same of the same article on the same day, where there is one."""
        if not self.known.claims:
            return None
        if self._structured is None:
            self._structured = {}
            for stated in self.known.claims.values():
                own = self.claim(stated.says) if stated.says is not None else self._typed(stated)
                if isinstance(own, Claim):
                    key = (own, stated.article.id if stated.article else None, stated.as_of, stated.expected)
                    self._structured.setdefault(key, stated)
        return self._structured.get((claim, article, as_of, expected))

    def _typed(self, stated: Stated) -> Claim | None:
        try:
            return self.grammar.claim(stated.typed or {})
        except Problems:
            return None


def plan(scenario: Scenario, grammar: Grammar, known: Known) -> Plan:
    """The plan of one scenario by itself. Raises Problems."""
    return Planner(grammar, known).plan(scenario)


def _plan(scenario: Scenario, planner: Planner) -> Plan:
    expected = scenario.expectation.verdict if scenario.expectation else Verdict.SUPPORTED
    faults: list[Problem] = []
    unread: list[tuple[Step, Problem]] = []

    def says(step: Step, sentence: str) -> None:
        claim = planner.claim(sentence)
        if isinstance(claim, Problems):
            raise claim
        _state(draft, step, sentence, claim, planner)

    draft = Draft(scenario, planner.known, expected, says)
    for step in scenario.steps:
        try:
            if fault := _take(draft, step, planner):
                unread.append((step, _placed(fault, scenario, step)))
        except Problems as wrong:
            placed = [_placed(fault, scenario, step) for fault in wrong.problems]
            if unread and follows(placed[0]):
                unread.append((step, placed[0]))
            elif not (faults and follows(placed[0])):  # what only follows from a fault above it tells nothing new
                faults += placed
    del draft.says  # it holds the draft, and the draft it: the garbage collector is spared that
    faults += [] if faults or unread else _idle(draft)
    planner.unread += unread
    if faults:
        raise Problems(faults)
    return Plan(scenario, tuple(draft.stated), tuple(draft.checks), tuple(unread))


def follows(fault: Problem) -> bool:
    """Whether a fault may only follow from another above it, which left out a claim or an article."""
    return fault.wrong == "a statement of no article" or fault.wrong.endswith("speaks of no claim")


def _take(draft: Draft, step: Step, planner: Planner) -> Problem | None:
    """Takes a step into the draft; the fault it is where it is neither a form nor a sentence."""
    forms = planner.forms(step.text)
    claim = planner.claim(step.text)
    readings = [f"“{one.hint}”" for one, _ in forms] + ([f"a claim of kind {claim.kind}"] if isinstance(claim, Claim) else [])
    if len(readings) > 1:
        raise problem(f"step {step.text!r} can be read in two ways: {' or '.join(readings)}", expected="a step with one reading")
    for one, values in forms:
        _fits(one, step)
        one.does(draft, step, **values)
        return None
    if isinstance(claim, Problems):
        if "in two ways" in claim.problems[0].wrong:
            raise claim
        return _nearest_step(step, claim.problems[0])
    if step.type not in ("then", "any"):
        raise problem(f"{step.keyword} before a claim, {step.text!r}", expected="a claim after Then, And or But")
    _bare(step, None)
    draft.says(step, step.text)
    return None


def _fits(one: StepForm, step: Step) -> None:
    """Holds a step against its form: the keyword, and what hangs below it."""
    if one.role == "given" and step.type == "then":
        raise problem(f"{step.keyword} before {step.text!r}", expected=f"Given {one.hint}")
    if one.role == "then" and step.type in ("given", "when"):
        raise problem(f"{step.keyword} before a check, {step.text!r}", expected=f"Then {one.hint}")
    _bare(step, one.takes)


def _bare(step: Step, takes: str | None) -> None:
    for name, value in (("doc", step.doc), ("table", step.table)):
        said = "doc string" if name == "doc" else "table"
        if value is None and takes == name:
            raise problem(f"step {step.text!r} without its {said}", expected=f"a {said} below it")
        if value is not None and takes != name:
            raise problem(f"a {said} below {step.text!r}", expected="a step that takes one" if takes is None else f"its {takes}")


def _nearest_step(step: Step, fault: Problem) -> Problem:
    """The fault of a step that is no form of ours and no sentence."""
    if near := nearest_hints(step.text):
        return Problem(f"step {step.text!r} matches nothing", expected="one of the step forms", nearest=near)
    if step.type in ("then", "any"):
        return fault
    given = [hint for hint in hints("given") if not hint.endswith(":")]
    return Problem(f"step {step.text!r} matches nothing", expected=f"a step such as {' or '.join(given)}")


def _state(draft: Draft, step: Step, sentence: str, claim: Claim, planner: Planner) -> None:
    """Takes a sentence as a claim that the scenario states, to be as expected; or as the structured claim that says the same."""
    draft.said += 1
    scenario, article, taken = draft.scenario, draft.article, planner.taken
    as_of = draft.as_of or (article.front.published if article else None)
    twin = planner.twin(claim, article.id if article else None, as_of, draft.expected)
    if twin is not None and (draft.quote is None or twin.quote is not None):
        draft.claim = twin.id
        draft.checks.append(then.verdict_check(step, twin.id, draft.expected))
        return
    base = f"{article.id}/{_slug(scenario.name)}" if article else _slug(scenario.name)
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    taken.add(name)
    draft.claim = name
    draft.stated.append(
        Stated(
            name,
            sentence,
            None,
            Location(path=scenario.path, line=step.line),
            draft.expected,
            article,
            draft.quote,
            draft.selector,
            as_of,
            scenario.tags,
        )
    )
    draft.checks.append(then.verdict_check(step, name, draft.expected))


def _idle(draft: Draft) -> list[Problem]:
    """The faults of what a scenario says to no effect."""
    scenario = draft.scenario
    faults = []
    if not draft.checks:
        faults.append(
            Problem("a scenario that checks nothing", scenario.path, scenario.line, expected="a claim or a check after Then")
        )
    elif not draft.said and draft.as_of is not None:
        wrong = "a day of speaking, and no claim that is stated here"
        faults.append(Problem(wrong, scenario.path, scenario.line, expected="a sentence after Then"))
    if not draft.said and scenario.expectation and scenario.expectation.own:
        wrong = f"tag @expect:{scenario.expectation.verdict.slug}, and no claim that is stated here"
        faults.append(Problem(wrong, scenario.path, scenario.expectation.line, expected="a sentence after Then"))
    return faults


def _placed(fault: Problem, scenario: Scenario, step: Step) -> Problem:
    """The fault at its step; in an outline with the name of the row, unless the step is one of the background."""
    in_row = "[row " in scenario.name and any(one.line == step.line for one in scenario.own)
    return (fault.inside(scenario.name) if in_row else fault).at(scenario.path, step.line)


def _slug(name: str) -> str:
    plain = _OTHER.sub("-", (name if name.isascii() else anyascii(name)).casefold()).strip("-")
    return plain[:_LONGEST].rstrip("-") or "scenario"

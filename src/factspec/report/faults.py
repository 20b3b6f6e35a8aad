"""What keeps a run from passing, one fault at a time: the common ground of the formats that show nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from factspec.report.model import Report, Result, ScenarioRecord
from factspec.report.places import Place, Places, distinct, place_of
from factspec.verdict import Verdict

Rule = Literal[
    "problem",
    "unreadable-claim",
    "refuted",
    "conflicting-evidence",
    "not-enough-evidence",
    "supported",
    "scenario",
    "draft",
]
RULES: dict[Rule, tuple[str, str]] = {
    "problem": (
        "A part of the run could not be read, or there was nothing to check.",
        "Mend the file at the place named. Nothing in it was checked.",
    ),
    "unreadable-claim": (
        "A claim could not be read, so it was not checked.",
        "Write the claim in a form that factspec reads, with names that the reference data knows.",
    ),
    "refuted": (
        "The evidence refutes a claim that was expected to come out otherwise.",
        "Correct the article, or the claim where it says something else than the article, or the reference data.",
    ),
    "conflicting-evidence": (
        "The sources contradict each other over a claim that was expected to come out otherwise.",
        "Tell in the article that sources differ, or settle the disagreement in the reference data.",
    ),
    "not-enough-evidence": (
        "The evidence does not decide a claim that was expected to come out otherwise.",
        "Add what is missing to the reference data, or claim less.",
    ),
    "supported": (
        "The evidence supports a claim that was expected to come out otherwise.",
        "Take back the expectation, or find out what has changed in the reference data.",
    ),
    "scenario": (
        "A claim came out as expected, and a scenario asks more of it.",
        "Look at the step of the scenario that did not hold, and at the evidence of the claim.",
    ),
    "draft": (
        "A claim was proposed by a program, and no person has confirmed it.",
        "Hold the claim against the article; then run factspec confirm, or mend or delete it.",
    ),
}
"""What each rule says, and what to do about it."""
NOTHING = "nothing was checked, expected a claim at least"
_OTHERWISE: dict[Verdict, Rule] = {
    Verdict.REFUTED: "refuted",
    Verdict.CONFLICTING: "conflicting-evidence",
    Verdict.NOT_ENOUGH: "not-enough-evidence",
    Verdict.SUPPORTED: "supported",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that keeps a run from passing; ``result`` is the claim's, None where a file or the run is at fault.

    ``places`` begin with the one to look at first.
    """

    rule: Rule
    says: str
    places: tuple[Place, ...] = ()
    result: Result | None = None


def problems(report: Report) -> tuple[str, ...]:
    """What could not be read, as text; a run that checked nothing has a problem too."""
    return report.problems or (() if report.results else (NOTHING,))


def faults(report: Report, folder: str = "") -> Iterator[Fault]:
    """The faults of a run: files that could not be read, then claims that could not, then what failed."""
    places = Places(report, folder)
    yield from (problem_fault(text, folder) for text in problems(report))
    for outcome in ("error", "failed"):
        yield from (_fault(result, places) for result in report.results if result.outcome == outcome)


def problem_fault(text: str, folder: str = "") -> Fault:
    """A problem of the run as a fault."""
    return Fault("problem", text, distinct([place_of(text, folder)]))


def rule_of(result: Result) -> Rule:
    """The rule that a result breaks which did not pass."""
    if result.verdict is None or result.outcome == "error":
        return "unreadable-claim"
    if result.draft:
        return "draft"
    if result.verdict is result.expected:
        return "scenario"
    return _OTHERWISE[result.verdict]


def wrong(result: Result) -> str:
    """What is wrong with a result that did not pass, in a sentence."""
    match rule_of(result):
        case "unreadable-claim":
            return result.because
        case "draft":
            return f"{result.verdict}: {result.because}"
        case "scenario":
            asked = "; ".join(_ended(one) for one in _unhappy(result)) or "a check of it failed"
            return f"{result.verdict} as expected, but {asked}"
        case _:
            return f"{result.verdict}, expected {result.expected}: {result.because}"


def _fault(result: Result, places: Places) -> Fault:
    rule = rule_of(result)
    words, claim, scenarios = places.words(result), places.claim(result), tuple(places.scenarios(result))
    unhappy = scenarios[: len(_unhappy(result))]
    match rule:
        case "unreadable-claim":
            found = (claim, words, *unhappy)
        case "scenario":
            found = (*unhappy, claim, words)
        case _:
            found = (words, claim, *scenarios)
    return Fault(rule, wrong(result), distinct(found), result)


def _unhappy(result: Result) -> list[ScenarioRecord]:
    return [one for one in result.scenarios if one.outcome != "passed"]


def _ended(one: ScenarioRecord) -> str:
    asked = "; ".join(line.strip() for line in one.message.splitlines() if line.strip())
    ended = "failed" if one.outcome == "failed" else "could not be run"
    return f"scenario “{one.name}” {ended}" + (f": {asked}" if asked else "")

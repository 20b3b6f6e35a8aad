"""How a scenario's checks ended: the message of each that failed, and the record that the report keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from factspec.report.model import Outcome, Result, ScenarioRecord
from factspec.report.text import result_lines
from factspec.steps.plan import Plan
from factspec.steps.registry import Check


def outcome(check: Check, results: Mapping[str, Result], path: str) -> str | None:
    """What is wrong with the claim of a check, in about ten lines; None where it is as the step says."""
    result = results[check.claim]
    fault = check.fault(result)
    if fault is None:
        return None
    step = f"{path}:{check.step.line}: {check.step.keyword} {check.step.text}"
    if result.verdict is None:
        return "\n".join([step, f"  error     {result.because}"])
    here = result.location is not None and (result.location.path, result.location.line) == (path, check.step.line)
    if check.verdict is None:
        return "\n".join([step, f"  {fault}", *_claim(result)])
    shown = result.model_copy(update={"expected": check.verdict, "outcome": "failed"})
    return "\n".join(result_lines(shown) if here else [step, *_claim(shown)])


def record(plan: Plan, messages: Sequence[str], *, error: bool = False) -> ScenarioRecord:
    """The record of a scenario whose checks left some messages; ``error``: it could not be run to its end."""
    scenario = plan.scenario
    ended: Outcome = "error" if error else "failed" if messages else "passed"
    return ScenarioRecord(
        feature=scenario.feature,
        name=scenario.name,
        path=scenario.path,
        line=scenario.line,
        outcome=ended,
        message="\n\n".join(messages),
    )


def messages(plan: Plan, results: Mapping[str, Result]) -> list[str]:
    """The messages of all checks of a plan that failed."""
    found = (outcome(check, results, plan.scenario.path) for check in plan.checks)
    return [message for message in found if message is not None]


def with_scenarios(results: Sequence[Result], scenarios: Iterable[tuple[Plan, ScenarioRecord]]) -> list[Result]:
    """The results, each with the records of the scenarios that check it; one that a check finds otherwise has failed."""
    by_id = {result.id: result for result in results}
    checked: dict[str, list[ScenarioRecord]] = {}
    otherwise: set[str] = set()
    for plan, one in scenarios:
        for claim in plan.claims:
            checked.setdefault(claim, []).append(one)
        otherwise |= {check.claim for check in plan.checks if check.fault(by_id[check.claim])}
    return [_told(one, checked.get(one.id, ()), one.id in otherwise) for one in results]


def _told(result: Result, scenarios: Sequence[ScenarioRecord], otherwise: bool) -> Result:
    outcome = "failed" if otherwise and result.outcome == "passed" else result.outcome
    return result.model_copy(update={"scenarios": tuple(scenarios), "outcome": outcome})


def _claim(result: Result) -> list[str]:
    return [f"  {line}" for line in result_lines(result)]

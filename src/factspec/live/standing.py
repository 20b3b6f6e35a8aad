"""Standings: how each claim and each check of a project stands, and what has changed since it was last looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from factspec.live.pages import ClaimsPage, FeaturePage, Page
from factspec.problem import Problem
from factspec.report.model import Result
from factspec.steps import outcome

Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """One claim of a claims file, or one check of a scenario. ``message`` is what a failed check says of itself.

    Two that differ only in where they stand are the same.
    """

    result: Result = field(compare=False)
    place: str = field(compare=False)
    passed: bool
    says: str
    verdict: str
    because: str
    message: str | None = field(default=None, compare=False)


def standings(pages: Iterable[Page]) -> dict[Key, Standing]:
    """How all that some pages state and check stands."""
    return {key: one for page in pages for key, one in (_of_claims(page) if isinstance(page, ClaimsPage) else _of_feature(page))}


def changed(before: Mapping[Key, Standing], now: Mapping[Key, Standing]) -> list[Standing]:
    """What is new or stands otherwise than before."""
    return [one for key, one in now.items() if before.get(key) != one]


def new_faults(before: Iterable[Problem], now: Iterable[Problem]) -> list[Problem]:
    """The faults that were not there before, wherever in its file each stood."""
    known = {(fault.file, fault.path, fault.wrong) for fault in before}
    return [fault for fault in now if (fault.file, fault.path, fault.wrong) not in known]


def _of_claims(page: ClaimsPage) -> Iterator[tuple[Key, Standing]]:
    for stated in page.claims:
        result = page.results[stated.id]
        place = f"{stated.location.path}:{stated.location.line}"
        verdict = str(result.verdict or "cannot be read")
        because = result.because.partition(f"{place}: ")[2] or result.because
        yield (str(page.file), stated.id, 0), Standing(result, place, result.outcome == "passed", result.says, verdict, because)


def _of_feature(page: FeaturePage) -> Iterator[tuple[Key, Standing]]:
    for plan in page.plans:
        path = plan.scenario.path
        for i, check in enumerate(plan.checks):
            result = page.results[check.claim]
            message = outcome(check, page.results, path)
            because = result.because if check.verdict else check.fault(result) or ""
            verdict = str(result.verdict or "cannot be read")
            one = Standing(result, f"{path}:{check.step.line}", message is None, check.step.text, verdict, because, message)
            yield (str(page.file), plan.scenario.name, i), one

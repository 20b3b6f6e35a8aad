"""The scenarios of a project, with the results of the claims they are about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from factspec.check import Checker, summary
from factspec.features import read_scenarios
from factspec.problem import Problem, Problems
from factspec.report.model import Result, ScenarioRecord, Summary
from factspec.standing import Came
from factspec.stated import Stated
from factspec.steps.known import Known
from factspec.steps.plan import Plan, Planner
from factspec.steps.record import messages, record, with_scenarios

Key = tuple[str, str]


class Suite:
    """Feature files read and planned; claims are checked when they are asked for, many in one go, each once.

    ``checks`` does it, and the checker itself where nothing else is given.
    """

    def __init__(self, checker: Checker, known: Known, checks: Callable[[Sequence[Stated]], list[Result]] | None = None) -> None:
        self.checker, self.known, self._checks = checker, known, checks or checker.results
        self.results: dict[str, Result] = {}
        self.standings: dict[str, Came] = {}
        self._planner = Planner(checker.grammar, known, checker.known)
        self._looked_into = False
        self._files: dict[Path, tuple[Plan, ...] | Problems] = {}
        self._stated: dict[str, Stated] = dict(known.claims)

    def take(self, file: Path, shown: Path) -> None:
        """Reads a feature file; a file that is taken already stays as it is."""
        key = file.resolve()
        if key in self._files:
            return
        done: list[Plan] = []
        faults: list[Problem] = []
        try:
            for scenario in read_scenarios(file, shown):
                try:
                    done.append(self._planner.plan(scenario))
                except Problems as wrong:
                    faults += wrong.problems
        except Problems as wrong:
            faults += wrong.problems
        self._files[key] = Problems(faults) if faults else tuple(done)
        self._stated |= {claim.id: claim for plan in done for claim in plan.stated}

    def plans(self, file: Path) -> tuple[Plan, ...]:
        """The plans of a file's scenarios. Raises the Problems of the file."""
        found = self._files[file.resolve()]
        if isinstance(found, Problems):
            raise found
        return found

    def all_plans(self) -> Iterator[Plan]:
        """The plans of all files that could be read."""
        for found in self._files.values():
            if not isinstance(found, Problems):
                yield from found

    def problems(self) -> list[Problem]:
        """The faults of all files that could not be read."""
        return [fault for found in self._files.values() if isinstance(found, Problems) for fault in found.problems]

    def unread(self) -> list[Problem]:
        """The fault of each step that is not ours, unless somebody else knows it."""
        return [fault for _, fault in self._planner.unread]

    def check(self, claims: Iterable[str]) -> Mapping[str, Result]:
        """The results by id, those of some claims among them; all that have none yet are checked in one go."""
        wanted = [self._stated[claim] for claim in dict.fromkeys(claims) if claim not in self.results]
        for result in self._checks(wanted) if wanted else ():
            self.results[result.id] = result
            stood = self.standings.setdefault(result.id, result)
            if stood.verdict is not result.verdict:
                raise AssertionError(f"{result.id} was {stood.verdict}, and is {result.verdict} when told in full")
        return self.results

    def stand(self, claims: Iterable[str]) -> Mapping[str, Came]:
        """How claims stand, by id, those of some claims among them; all of which it is not known yet are asked in one go."""
        wanted = [self._stated[claim] for claim in dict.fromkeys(claims) if claim not in self.standings]
        for one in self.checker.standings(wanted, self.result) if wanted else ():
            self.standings[one.id] = one
            if isinstance(one, Result):
                self.results[one.id] = one
        return self.standings

    def result(self, claim: str) -> Result:
        """The whole result of a claim that stands somehow.

        With the first that is asked for go all that are not as expected, since those are shown; with the second, all.
        """
        if claim not in self.results:
            others = [name for name, one in self.standings.items() if self._looked_into or one.outcome != "passed"]
            self._looked_into = True
            self.check([claim, *others])
        return self.results[claim]

    def forget(self) -> None:
        """Lets go of all files and results."""
        for held in (self.results, self.standings, self._files, self._stated):
            held.clear()

    def as_expected(self) -> Summary | None:
        """The counts of all claims, structured and stated in scenarios, where all came out as expected; None otherwise."""
        found = self.stand(self._stated)
        here = [found[claim] for claim in self._stated]
        return summary(here) if all(one.outcome == "passed" for one in here) else None

    def told(self, ended: Mapping[Key, ScenarioRecord] | None = None) -> list[Result]:
        """The results of all claims, structured and stated in scenarios, each with the scenarios that check it.

        ``ended`` holds the records of scenarios that were run, by path and name; the others are decided by their checks
        alone, but for those with steps that only their own author's code can run.
        """
        found = self.check(self._stated)
        done = ended or {}
        records = []
        for plan in self.all_plans():
            key = (plan.scenario.path, plan.scenario.name)
            if key in done or not plan.unread:
                records.append((plan, done.get(key) or record(plan, messages(plan, found))))
        return with_scenarios([found[claim] for claim in self._stated], records)

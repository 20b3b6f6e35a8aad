"""The contract that every kind of claim keeps, as checks that name what is missing.

``CHECKS`` are functions from a kind and a :class:`Bench` to faults, by name; a kind keeps the contract where none has any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from factspec.article import Article
from factspec.check import Checker, Settings
from factspec.claim import Claim, Example, Kinds, Speaking, kind_name, slots
from factspec.engine.execute import Engine
from factspec.problem import Problem, Problems
from factspec.project import Project
from factspec.reference.facts import Reference
from factspec.report.model import Location, Result
from factspec.stated import Stated
from factspec.values.dates import dating
from factspec.variants import slips
from factspec.verdict import Verdict


@dataclass
class Bench:
    """What kinds are tried on: the reference that their examples speak of, all kinds together, and an article."""

    reference: Reference
    kinds: Kinds
    article: Article | None = None
    _checkers: dict[str, Checker] = field(default_factory=dict)
    _engine: Engine | None = None

    def checker(self, as_of: str) -> Checker:
        """A checker whose claims speak on a day."""
        if as_of not in self._checkers:
            self._checkers[as_of] = Checker(self.reference, self.kinds, Settings(as_of=as_of))
        return self._checkers[as_of]

    def result(self, sentence: str, as_of: str) -> Result:
        """What comes out for a sentence."""
        here = Location(path="example", line=1)
        return self.checker(as_of).results([Stated("example", sentence, None, here, article=self.article)])[0]

    def read(self, example: Example) -> Claim:
        """The claim of an example. Raises Problems where it cannot be read."""
        return self.checker(example.as_of).grammar.read(example.says)

    def near_misses(self, example: Example) -> list[tuple[str, Verdict]]:
        """The verdict of each near miss of an example, with the field that slipped."""
        found = list(slips(self.read(example), self.checker(example.as_of).grammar))
        front = self.article.front.model_dump(exclude_none=True) if self.article else None
        speaking = Speaking(dating(example.as_of).starts.first, front)
        if self._engine is None:
            self._engine = Engine(self.reference)
        answers = self._engine.answers([claim.question(speaking) for _, claim in found])
        return [(name, answer.verdict) for (name, _), answer in zip(found, answers, strict=True)]


def bench_of(project: Project) -> Bench:
    """The bench of a project: all its reference data, all its kinds, and its first article."""
    return Bench(project.reference, project.kinds, next(iter(project.articles.values()), None))


Faults = Iterator[Problem]
Check = Callable[[type[Claim], Bench], Faults]


def documented(kind: type[Claim], bench: Bench) -> Faults:
    """It says what it is and when it stays undecided, and has two examples or more."""
    del bench
    if not kind.__doc__ or "ndecided" not in kind.__doc__:
        yield Problem("no docstring that says when it stays undecided", expected="a sentence such as Undecided while ...")
    if len(kind.examples) < 2:
        yield Problem(f"{len(kind.examples)} examples", expected="two or more, with different verdicts")


def read_and_written(kind: type[Claim], bench: Bench) -> Faults:
    """Each example is read as a claim of the kind and of no other, and its sentence and typed form are that claim again."""
    for example in kind.examples:
        grammar = bench.checker(example.as_of).grammar
        claim = bench.read(example)
        if type(claim) is not kind:
            yield _of(example, f"is read as {claim.kind}")
            continue
        if grammar.read(grammar.write(claim)) != claim:
            yield _of(example, f"is written {grammar.write(claim)!r}, which is another claim")
        if grammar.claim(claim.model_dump(mode="json", exclude_none=True)) != claim:
            yield _of(example, "has a typed form that is another claim")


def verdicts_as_told(kind: type[Claim], bench: Bench) -> Faults:
    """Each example has the verdict that it tells, and a reason."""
    for example in kind.examples:
        result = bench.result(example.says, example.as_of)
        if result.verdict is not example.verdict:
            yield _of(example, f"is {result.verdict or 'an error'}: {result.because}", example.verdict.value)
        elif not result.because:
            yield _of(example, "has no reason")


def every_field_counts(kind: type[Claim], bench: Bench) -> Faults:
    """Each field can change the verdict of some example: none is ignored."""
    changed: set[str] = set()
    for example in kind.examples:
        changed |= {name for name, verdict in bench.near_misses(example) if verdict is not example.verdict}
    for name in slots(kind):
        if name not in changed:
            wrong = f"no slip of {name!r} changes the verdict of an example"
            yield Problem(wrong, expected="an example that another value would decide otherwise, and slips in its slot")


def every_verdict_can_fall(kind: type[Claim], bench: Bench) -> Faults:
    """Each decided example has a near miss with another verdict: what cannot fail is no check."""
    for example in kind.examples:
        if example.verdict is Verdict.NOT_ENOUGH:
            continue
        if not {verdict for _, verdict in bench.near_misses(example)} - {example.verdict}:
            yield _of(example, "has no near miss with another verdict")


def corrections_hold(kind: type[Claim], bench: Bench) -> Faults:
    """What is offered as a correction is a supported sentence of the same kind."""
    for example in kind.examples:
        result = bench.result(example.says, example.as_of)
        if result.correction is not None:
            again = bench.result(result.correction, example.as_of)
            if again.verdict is not Verdict.SUPPORTED or again.kind != kind_name(kind):
                yield _of(example, f"has the correction {result.correction!r}, which is {again.verdict}")


CHECKS: Mapping[str, Check] = {
    "documented": documented,
    "read and written": read_and_written,
    "verdicts as told": verdicts_as_told,
    "every field counts": every_field_counts,
    "every verdict can fall": every_verdict_can_fall,
    "corrections hold": corrections_hold,
}


def lacks(kind: type[Claim], bench: Bench) -> list[Problem]:
    """What a kind lacks to keep the contract; empty where it does."""
    found: list[Problem] = []
    for name, check in CHECKS.items():
        try:
            found += [fault.inside(f"kind {kind_name(kind)}, {name}") for fault in check(kind, bench)]
        except Problems as faults:
            found += [fault.inside(f"kind {kind_name(kind)}, {name}") for fault in faults.problems]
    return list(dict.fromkeys(found))


def _of(example: Example, wrong: str, expected: str = "") -> Problem:
    return Problem(f"{example.says!r} {wrong}", expected=expected)

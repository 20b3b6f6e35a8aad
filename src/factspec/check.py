"""Claims checked: all of them in one go, from sentences to results."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property

from factspec import __version__
from factspec.claim import Claim, Kinds, Speaking
from factspec.correct import corrections
from factspec.engine.answer import Answer, Lack, Ruling
from factspec.engine.execute import Engine
from factspec.engine.parts import last_day
from factspec.engine.question import Question
from factspec.engine.slices import Slices
from factspec.grammar import Grammar
from factspec.kinds import built_in
from factspec.outcome import bare_result, error_result, result, weighed
from factspec.problem import Problem, Problems
from factspec.reference.facts import Reference
from factspec.report.model import (
    ArticleRecord,
    Location,
    ReferenceRecord,
    Report,
    Result,
    Run,
    SourceRecord,
    Summary,
)
from factspec.standing import Came, Standing
from factspec.stated import Stated
from factspec.values.calendar import iso
from factspec.values.dates import dating
from factspec.values.numbers import USUAL, Rounding
from factspec.verdict import Bounds, Verdict


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may be told. Days are ISO; ``independent_origins`` is how many origins *supported* needs besides the
    article's own. ``as_of`` takes the place of each claim's own day, ``default_as_of`` is for claims that have none.
    ``rounding`` is what *about* and *nearly* allow.
    """

    as_of: str | None = None
    known_by: str | None = None
    independent_origins: int = 0
    default_as_of: str | None = None
    rounding: Rounding = USUAL


@dataclass(frozen=True, slots=True)
class Read:
    """A claim that was read: what stated it, its sentence, when it speaks, and what it asks."""

    stated: Stated
    claim: Claim
    says: str
    speaking: Speaking
    question: Question


_MANY = 50


class Checker:
    """A reference and its kinds, ready to check any claims. Reading the reference's words is done once.

    ``known`` are the claims of sentences that somebody read before, by this grammar.
    """

    def __init__(self, reference: Reference, kinds: Kinds | None = None, settings: Settings = Settings()) -> None:
        self.reference, self.settings = reference, settings
        self.grammar = Grammar(reference, built_in() if kinds is None else kinds)
        known_by = settings.known_by
        self.known_by = dating(known_by).starts.first if known_by else None
        self.known: dict[str, Claim | Problems] = {}

    @cached_property
    def _engine(self) -> Engine | Slices:
        return Slices(self.reference, self.known_by) if self.reference.bulk else Engine(self.reference, self.known_by)

    def results(self, stated: Sequence[Stated], *, mend: bool = True) -> list[Result]:
        """The result of each claim, in order; a claim that cannot be read comes out as an error.

        Without ``mend`` no corrections are looked for.
        """
        read = [self._read(one, many=len(stated) >= _MANY) for one in stated]
        asked = [one for one in read if isinstance(one, Read)]
        try:
            found = self._engine.answers([one.question for one in asked])
        except Problems as faults:
            return self._apart(stated, faults, mend=mend)
        answers = [self._settled(one, answer) for one, answer in zip(asked, found, strict=True)]
        wrong = [(i, one) for i, one in enumerate(asked) if mend and answers[i].verdict is not Verdict.SUPPORTED]
        mended = self._mended([(one.claim, answers[i], one.speaking) for i, one in wrong])
        better = {i: text for (i, _), text in zip(wrong, mended, strict=True)}
        done = iter(
            result(
                one.stated, one.claim, one.says, answers[i], self.reference, better.get(i),
                prediction=self._future(one), as_of=one.speaking.as_of, independent_origins=self.settings.independent_origins,
            )
            for i, one in enumerate(asked)
        )  # fmt: skip
        return [next(done) if isinstance(one, Read) else one for one in read]

    def standings(self, stated: Sequence[Stated], made: Callable[[str], Result]) -> list[Came]:
        """How each claim stands, in order: the verdict of its result, and the rest of it from ``made`` where it is asked for.

        Results stand for themselves where they are no dearer: those of claims that cannot be read, of events on disk, and of
        what was known by a day.
        """
        if isinstance(self._engine, Slices) or self.known_by is not None:
            return list(self.results(stated))
        read = [self._asked(one, many=len(stated) >= _MANY) for one in stated]
        try:
            rulings = iter(self._engine.rulings([one for one in read if not isinstance(one, Result)]))
        except Problems:
            return list(self.results(stated))
        return [
            asked if isinstance(asked, Result) else self._standing(one, next(rulings), made)
            for one, asked in zip(stated, read, strict=True)
        ]

    def _standing(self, stated: Stated, ruling: Ruling, made: Callable[[str], Result]) -> Standing:
        verdict = weighed(stated, ruling, self.reference, self.settings.independent_origins)
        return Standing(stated, verdict, ruling, self.reference, made)

    def _asked(self, stated: Stated, *, many: bool) -> Question | Result:
        """What a claim asks, or the error that it cannot be read."""
        known = self.known.get(stated.says) if stated.says is not None else None
        if not isinstance(known, Claim):
            read = self._read(stated, many=many)
            return read if isinstance(read, Result) else read.question
        try:
            return known.question(self._speaking(stated))
        except Problems as found:
            return error_result(stated, found.at(stated.location.path, stated.location.line))

    def verdicts(self, asked: Sequence[Read]) -> list[tuple[Verdict, Answer]]:
        """The verdict of each claim as its result would have it, with the answer behind it; all are asked together.

        Raises Problems where one of them cannot be asked.
        """
        found = self._engine.answers([one.question for one in asked])
        settled = [self._settled(one, answer) for one, answer in zip(asked, found, strict=True)]
        return [
            (weighed(one.stated, answer, self.reference, self.settings.independent_origins), answer)
            for one, answer in zip(asked, settled, strict=True)
        ]

    def forget(self) -> None:
        """Lets go of what was looked up for the claims checked so far."""
        self._engine.forget()

    def close(self) -> None:
        """Lets the database go, and all that was read and found."""
        self._engine.close()
        self._engine.forget()
        self.grammar.forget()
        self.known.clear()

    def _mended(self, wrong: Sequence[tuple[Claim, Answer, Speaking]]) -> list[str | None]:
        try:
            return corrections(wrong, self.grammar, self._engine)
        except Problems:  # too much bears on what might be said instead
            return [None] * len(wrong)

    def _apart(self, stated: Sequence[Stated], faults: Problems, *, mend: bool) -> list[Result]:
        """The results of claims that cannot be asked together: by halves, so that the one that is at fault bears it alone."""
        if len(stated) == 1:
            return [error_result(stated[0], faults.at(stated[0].location.path, stated[0].location.line))]
        half = len(stated) // 2
        return [*self.results(stated[:half], mend=mend), *self.results(stated[half:], mend=mend)]

    def faults(self, stated: Stated) -> tuple[Problem, ...]:
        """What keeps a claim from being read, each fault by itself; nothing where it can be read."""
        try:
            self._taken(stated, many=False)
        except Problems as found:
            return tuple(found.problems)
        return ()

    def read(self, stated: Stated, *, many: bool = False) -> Read | Result:
        """A claim read, or the error that it cannot be. Where there are ``many``, the shapes of their sentences are learnt."""
        return self._read(stated, many=many)

    def decided(self, read: Read, verdict: Verdict, bounds: Bounds | None, because: str) -> Result:
        """The result of a claim whose verdict was found elsewhere, without evidence."""
        return bare_result(
            read.stated, read.claim, read.says, verdict, bounds, because, prediction=self._future(read), as_of=read.speaking.as_of
        )

    def _read(self, stated: Stated, *, many: bool) -> Read | Result:
        try:
            return self._taken(stated, many=many)
        except Problems as found:
            return error_result(stated, found.at(stated.location.path, stated.location.line))

    def _taken(self, stated: Stated, *, many: bool) -> Read:
        claim, says = self._claim(stated, many=many)
        speaking = self._speaking(stated)
        return Read(stated, claim, says, speaking, claim.question(speaking))

    def _speaking(self, stated: Stated) -> Speaking:
        as_of = self.settings.as_of or stated.as_of or self.settings.default_as_of
        front = stated.article.front.model_dump(exclude_none=True) if stated.article else None
        return Speaking(dating(as_of).starts.first if as_of else None, front, self.settings.rounding)

    def _claim(self, stated: Stated, *, many: bool) -> tuple[Claim, str]:
        """A claim and its sentence; of many, by the shapes of their sentences, which takes a while to begin with."""
        if stated.typed is not None or not many:
            typed = stated.typed
            claim = self.grammar.claim(typed) if typed is not None else self.grammar.read(stated.says or "")
            return claim, self.grammar.write(claim)
        (told,) = self.grammar.told([stated.says or ""])
        if isinstance(told, Problems):
            raise told
        return told.claim, told.says

    def _future(self, read: Read) -> bool:
        """Whether the claim speaks of a day after the day of speaking."""
        day, as_of = last_day(read.question), read.speaking.as_of
        return day is not None and as_of is not None and day > as_of

    def _settled(self, read: Read, answer: Answer) -> Answer:
        """The answer, but not decided for a prediction whose day had not come by the day of knowing."""
        day = last_day(read.question)
        if self.known_by is None or day is None or not self._future(read) or day <= self.known_by:
            return answer
        if answer.verdict is Verdict.NOT_ENOUGH:
            return answer
        because = f"by {iso(self.known_by)} nobody could know what happens up to {iso(day)}"
        finding = replace(answer.finding, verdict=Verdict.NOT_ENOUGH, because=because)
        return replace(answer, verdict=Verdict.NOT_ENOUGH, finding=finding, lacks=(Lack(f"what is known after {iso(day)}"),))


def say(sentences: Sequence[str], reference: Reference, *, as_of: str | None = None, known_by: str | None = None) -> list[Result]:
    """The results of some sentences over a reference, all asked together."""
    checker = Checker(reference, settings=Settings(as_of=as_of, known_by=known_by))
    here = Location(path="", line=1)
    return checker.results([Stated(f"say-{i}", says, None, here) for i, says in enumerate(sentences, 1)])


def report(
    checker: Checker, results: Sequence[Result], articles: Sequence[ArticleRecord], problems: Sequence[str], began: float
) -> Report:
    """The record of a run that began at a time in seconds since the epoch."""
    reference, settings = checker.reference, checker.settings
    return Report(
        factspec=__version__,
        run=Run(
            as_of=settings.as_of,
            known_by=settings.known_by,
            started=datetime.fromtimestamp(began, UTC).isoformat(timespec="seconds"),
            seconds=round(time.time() - began, 3),
        ),
        references=tuple(
            ReferenceRecord(name=p.name, title=p.title, version=p.version, sha256=p.sha256, licences=p.licences)
            for p in reference.packages
        ),
        articles=tuple(articles),
        summary=summary(results),
        results=tuple(results),
        sources=_sources(reference, results),
        problems=tuple(problems),
    )


def summary(results: Sequence[Came]) -> Summary:
    """Counts of claims by outcome and by verdict."""
    outcomes = [one.outcome for one in results]
    verdicts = {verdict.value: sum(one.verdict is verdict for one in results) for verdict in Verdict}
    return Summary(
        passed=outcomes.count("passed"),
        failed=outcomes.count("failed"),
        errors=outcomes.count("error"),
        by_verdict=verdicts,
        drafts=sum(one.draft for one in results),
    )


def _sources(reference: Reference, results: Sequence[Result]) -> dict[str, SourceRecord]:
    named = {name for one in results for row in one.evidence for name in row.sources}
    named |= {name for one in results for scope in one.completeness for name in scope.sources}
    named |= {dispute.source for one in results for dispute in one.disagreements}
    found = {}
    for name, source in reference.sources.items():
        if name in named:
            found[name] = SourceRecord(
                id=name,
                publisher=source.publisher,
                title=source.title,
                url=source.url,
                published=source.published.text if source.published else "",
                origin=reference.origin(name),
                language=source.language,
                licence=source.licence,
            )
    return found

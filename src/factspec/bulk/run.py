"""Claims of a file checked batch by batch: as many as can be by the database together, the others one by one."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from factspec.bulk.intake import Batch as Intaken
from factspec.bulk.rest import Rest, told
from factspec.bulk.sentences import columns
from factspec.bulk.wordings import wordings
from factspec.check import Checker
from factspec.engine.batch.check import Days, Lines
from factspec.engine.batch.engines.engine import Engine
from factspec.engine.batch.run import Batch

Explained = Literal["none", "failed", "all"]
Number = tuple[int, str]


@dataclass(slots=True)
class Done:
    """A batch of claims checked: the lines of the results in the order of the claims, and how they came out.

    ``wrong`` are the first that did not come out as expected: id, verdict or fault, sentence.
    """

    lines: list[str]
    outcomes: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[str, str, str]] = field(default_factory=list)


class Bulk:
    """A reference made ready for many claims."""

    def __init__(
        self,
        checker: Checker,
        file: str,
        published: Mapping[str, str],
        *,
        explained: Explained = "none",
        shown: int = 20,
        engine: Engine | None = None,
    ) -> None:
        settings = checker.settings
        self._grammar = checker.grammar
        self._batch = Batch(checker.reference, checker.known_by, engine) if not settings.independent_origins else None
        days = Days(settings.as_of, settings.default_as_of, tuple(published.items()))
        self.lines = Lines(self._batch, wordings(checker.grammar), json.dumps(file), days) if self._batch else None
        self._rest = Rest(checker, file, published)
        self._explained, self._shown = explained, shown

    def checked(self, batches: Iterator[Intaken]) -> Iterator[tuple[Intaken, Done]]:
        """Each batch with its results."""
        for batch in batches:
            yield batch, self._checked(batch)

    def close(self) -> None:
        """Lets the database go."""
        if self._batch:
            self._batch.close()

    def _checked(self, batch: Intaken) -> Done:
        if self.lines is None or self._explained == "all":
            left = [(batch.first + at, text) for at, text in enumerate(batch.texts) if text.strip()]
            return self._one_by_one(left, Done([]), [])
        self.lines.take(batch.first, batch.texts)
        said = self.lines.sentences()
        for some in columns([number for number, _ in said], [sentence for _, sentence in said], self._grammar) if said else ():
            self.lines.say(some)
        self.lines.decide()
        done, numbered = Done([]), self.lines.told()
        left = [(number, text) for number in self.lines.left() if (text := batch.texts[number - batch.first]).strip()]
        if self._explained == "failed":
            again = {number for number, *_ in self.lines.failed(len(batch.texts))}
            numbered = [one for one in numbered if one[0] not in again]
            left = sorted([*left, *((number, batch.texts[number - batch.first]) for number in again)])
            self._count(done, only_passed=True)
        else:
            self._count(done)
        return self._one_by_one(left, done, numbered)

    def _count(self, done: Done, *, only_passed: bool = False) -> None:
        assert self.lines is not None
        for count in self.lines.counts():
            if count.passed or not only_passed:
                done.outcomes["passed" if count.passed else "failed"] += count.claims
                done.verdicts[count.verdict.value] += count.claims
        if not only_passed:
            done.wrong += [(name, verdict.value, says) for _, name, verdict, says in self.lines.failed(self._shown)]

    def _one_by_one(self, left: list[Number], done: Done, numbered: list[Number]) -> Done:
        wanted = {"none": (), "failed": ("failed", "error"), "all": ("passed", "failed", "error")}[self._explained]
        for number, result in self._rest.results(left, explained=bool(wanted)):
            done.outcomes[result.outcome] += 1
            if result.verdict:
                done.verdicts[result.verdict.value] += 1
            if result.outcome != "passed" and len(done.wrong) < 2 * self._shown:
                done.wrong.append((result.id, result.verdict.value if result.verdict else result.because, result.says))
            numbered.append((number, told(result, explained=result.outcome in wanted)))
        done.lines = [line for _, line in sorted(numbered)]
        return done

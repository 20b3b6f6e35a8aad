"""Whether each check can fail: near misses of claims, made from the slips of their slots, and checked all together.

A near miss says something else than its claim. Where it is borne out too, the check would not have noticed the slip.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from factspec.check import Checker, Read
from factspec.claim import Claim, slots
from factspec.engine.answer import Answer
from factspec.engine.implied import implies
from factspec.grammar import Grammar
from factspec.problem import Problems
from factspec.stated import Stated
from factspec.variants import slips
from factspec.verdict import Verdict

Fate = Literal["killed", "survived", "implied", "undecided"]
Standing = Literal["proven", "vacuous", "unmoved", "untried", "undecided", "failing", "unread"]


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A near miss of a claim: the field that slipped, its sentence, and what became of it.

    *Killed*: the check would fail. *Survived*: it would pass, and ``why`` tells what bears it out. *Implied*: it follows from
    the claim in every world, so that nothing could tell the two apart; it is not asked. *Undecided*: the claim is itself not
    enough evidence, and so is this.
    """

    field: str
    says: str
    fate: Fate
    verdict: Verdict | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """A claim with its near misses. ``verdict`` is its own, None where it cannot be read; then ``wrong`` says why.

    ``scored``: whether its near misses count in scores, as those do of a claim that is expected to be supported and says that
    something is so. Nearly all near misses of a false sentence are false: their share would measure nothing.
    """

    stated: Stated
    says: str
    verdict: Verdict | None
    near: tuple[NearMiss, ...] = ()
    scored: bool = True
    wrong: str = ""

    def count(self, fate: Fate) -> int:
        """How many near misses met with a fate."""
        return sum(miss.fate == fate for miss in self.near)

    @property
    def standing(self) -> Standing:
        """*Proven*: some near miss is killed. *Vacuous*: all that count survived; *unmoved*: so did those of a claim that is not
        scored. *Untried*: there is none that counts.
        """
        if self.verdict is None:
            return "unread"
        if self.verdict is not self.stated.expected:
            return "failing"
        if self.count("killed"):
            return "proven"
        if self.count("survived"):
            return "vacuous" if self.scored else "unmoved"
        return "undecided" if self.count("undecided") else "untried"


@dataclass(frozen=True, slots=True)
class Score:
    """How many near misses of scored claims were killed, of those killed or survived."""

    killed: int
    survived: int

    @property
    def tenths(self) -> int | None:
        """The share in tenths of a percent, rounded down; None where nothing counts."""
        total = self.killed + self.survived
        return 1000 * self.killed // total if total else None

    def __str__(self) -> str:
        found = self.tenths
        return "no score" if found is None else f"{found // 10}.{found % 10}%"


def score(tried: Iterable[Tried]) -> Score:
    """The score of some claims together."""
    counted = [one for one in tried if one.scored and one.verdict is one.stated.expected]
    return Score(sum(one.count("killed") for one in counted), sum(one.count("survived") for one in counted))


def mutate(checker: Checker, stated: Sequence[Stated]) -> list[Tried]:
    """Each claim with its near misses, in order; the near misses of all of them are one batch of questions."""
    read = [checker.read(one) for one in stated]
    claims = [one for one in read if isinstance(one, Read)]
    own = _verdicts(claims, checker)
    plans = [_plan(one, checker) if _as_expected(one, given) else [] for one, given in zip(claims, own, strict=True)]
    fates = iter(_verdicts([miss for plan in plans for _, miss, implied in plan if not implied], checker))
    done = iter([_tried(one, given, plan, fates, checker) for one, given, plan in zip(claims, own, plans, strict=True)])
    return [
        next(done) if isinstance(one, Read) else Tried(source, one.says, None, wrong=one.because)
        for source, one in zip(stated, read, strict=True)
    ]


def _verdicts(asked: Sequence[Read], checker: Checker) -> list[_Given | Problems]:
    """The verdicts of some claims as one batch; by halves where one cannot be asked, so that it bears that alone."""
    try:
        return list(checker.verdicts(asked))
    except Problems as faults:
        if len(asked) == 1:
            return [faults]
        half = len(asked) // 2
        return [*_verdicts(asked[:half], checker), *_verdicts(asked[half:], checker)]


def _as_expected(read: Read, given: _Given | Problems) -> bool:
    return not isinstance(given, Problems) and given[0] is read.stated.expected


def _tried(
    read: Read, given: _Given | Problems, plan: _Plan, fates: Iterator[_Given | Problems], checker: Checker
) -> Tried:  # fmt: skip
    if isinstance(given, Problems):
        wrong = str(given.at(read.stated.location.path, read.stated.location.line))
        return Tried(read.stated, read.says, None, wrong=wrong)
    return Tried(read.stated, read.says, given[0], tuple(_fates(read, given[1], plan, fates, checker)), _affirms(read))


_Given = tuple[Verdict, Answer]
_Plan = list[tuple[str, Read, bool]]


def _plan(read: Read, checker: Checker) -> _Plan:
    """The near misses of a claim as claims of the same day and article, and which of them it implies."""
    found: _Plan = []
    for claim, field in near_misses(read.claim, checker.grammar).items():
        try:
            question = claim.question(read.speaking)
        except Problems:
            continue
        says = checker.grammar.write(claim)
        follows = implies(read.question, question, checker.reference)
        found.append((field, replace(read, claim=claim, says=says, question=question), follows))
    return found


def near_misses(claim: Claim, grammar: Grammar) -> Mapping[Claim, str]:
    """The near misses of a claim, each once, with the field that slipped.

    Those that only add a detail where the claim says nothing are left out: nothing that is said has slipped there.
    """
    said = claim.model_dump(mode="json", exclude_none=True)
    found: dict[Claim, str] = {}
    for field, other in (*slips(claim, grammar), *_denied(claim, grammar)):
        if not _only_adds(said, other.model_dump(mode="json", exclude_none=True)):
            found.setdefault(other, field)
    return found


def _denied(claim: Claim, grammar: Grammar) -> Iterator[tuple[str, Claim]]:
    """The claim with one claim of its list denied. The opposite of a whole claim needs no asking: its verdict is the opposite."""
    if "not" not in grammar.kinds:
        return
    for field in slots(type(claim)):
        value = getattr(claim, field)
        if not (isinstance(value, tuple) and value and isinstance(value[0], Claim)):
            continue
        for i, part in enumerate(value):
            inner = part.claim if part.kind == "not" else grammar.kinds["not"].model_validate({"claim": part})
            try:
                other = claim.model_copy(update={field: (*value[:i], inner, *value[i + 1 :])})
                yield field, grammar.read(grammar.write(other))
            except Problems:
                continue


def _only_adds(said: Any, other: Any) -> bool:
    """Whether a value holds all that another does, and more of it only where that one has nothing."""
    if isinstance(said, dict) and isinstance(other, dict):
        return all(key in other and _only_adds(value, other[key]) for key, value in said.items())
    if isinstance(said, list) and isinstance(other, list):
        return len(said) == len(other) and all(map(_only_adds, said, other))
    return bool(said == other)


def _affirms(read: Read) -> bool:
    return read.stated.expected is Verdict.SUPPORTED and read.claim.kind != "not"


def _fates(read: Read, answer: Answer, plan: _Plan, answers: Iterator[_Given | Problems], checker: Checker) -> Iterator[NearMiss]:
    for field, miss, implied in plan:
        if implied:
            yield NearMiss(field, miss.says, "implied", why="it follows from the claim")
            continue
        given = next(answers)
        if isinstance(given, Problems):
            continue
        verdict, found = given
        if verdict is not read.stated.expected:
            yield NearMiss(field, miss.says, "killed", verdict)
        elif verdict is Verdict.NOT_ENOUGH:
            yield NearMiss(field, miss.says, "undecided", verdict)
        else:
            yield NearMiss(field, miss.says, "survived", verdict, _why(read, answer, miss, found, checker))


def _why(read: Read, answer: Answer, miss: Read, found: Answer, checker: Checker) -> str:
    """What bears out a near miss that survived."""
    own, other = _rows(answer), _rows(found)
    which = f" ({', '.join(other[:4])}{', ...' if len(other) > 4 else ''})" if other else ""
    if implies(miss.question, read.question, checker.reference):
        return f"it says more than the claim, and comes out alike{which}"
    if other and set(other) <= set(own):
        return f"the claim's own rows say so too{which}"
    if other:
        return f"other rows say so{which}"
    return found.finding.because


def _rows(answer: Answer) -> list[str]:
    return list(dict.fromkeys(row.row for row in answer.finding.rows if row.match != "none"))

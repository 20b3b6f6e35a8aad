"""Steps that check: the verdict of a claim, and what its verdict rests on."""

from __future__ import annotations

from collections.abc import Callable

from factspec.features import Step
from factspec.problem import problem
from factspec.sentence.reading import tidy_sentence
from factspec.standing import Came
from factspec.steps.known import claim_named, row_named, sources_named
from factspec.steps.registry import Check, Draft, form
from factspec.values.names import folded
from factspec.values.nearest import misspelt
from factspec.verdict import Bounds, Verdict, verdict_named


@form('the claim "{id}" is {verdict}', "then")
def claim_is(draft: Draft, step: Step, id: str, verdict: str) -> None:
    """A structured claim has a verdict."""
    wanted = verdict_named(verdict)
    if wanted is None:
        options = [option.value for option in Verdict]
        raise problem(
            f"{verdict!r} is no verdict", expected=f"one of {', '.join(options)}", nearest=misspelt([verdict], options)[1]
        )
    draft.claim = claim_named(draft.known, id, draft.article)
    draft.checks.append(verdict_check(step, draft.claim, wanted))


@form("this holds:", "then", takes="doc")
def this_holds(draft: Draft, step: Step) -> None:
    """A claim stated in a doc string, its lines read as one sentence."""
    draft.says(step, " ".join((step.doc or "").split()))


@form("these hold:", "then", takes="table")
def these_hold(draft: Draft, step: Step) -> None:
    """Claims stated in a table of one column, a sentence in each row."""
    for row in step.table or ():
        if len(row) != 1 or not row[0]:
            raise problem(f"a row of {len(row)} cells" if len(row) != 1 else "an empty row", expected="one sentence in each row")
    sentences = [row[0] for row in step.table or ()]
    for sentence in sentences:
        if sentences.count(sentence) > 1:
            raise problem(f"{sentence!r} twice", expected="each sentence once")
        draft.says(step, sentence)


@form('the evidence names the source "{name}"', "then")
def names_source(draft: Draft, step: Step, name: str) -> None:
    """A source stands behind a row that counted, a completeness statement, or another account."""
    wanted = sources_named(draft.known, name)

    def fault(result: Came) -> str | None:
        counted = [row for row in result.evidence if row.match != "none"]
        named = {source for row in counted for source in row.sources}
        named |= {source for scope in result.completeness for source in scope.sources}
        named |= {dispute.source for dispute in result.disagreements}
        if named & wanted:
            return None
        missed = any(wanted & set(row.sources) for row in result.evidence)
        return f"the evidence names {_listed(sorted(named))}" + (f"; {name} stands behind a near miss only" if missed else "")

    _check(draft, step, fault)


@form('the evidence includes the row "{row}"', "then")
def includes_row(draft: Draft, step: Step, row: str) -> None:
    """A row of the reference counted, for sure or possibly."""
    key = row_named(draft.known, row)

    def fault(result: Came) -> str | None:
        match = next((found for found in result.evidence if found.row == key), None)
        if match is None:
            return f"the evidence includes {_listed([found.row for found in result.evidence if found.match != 'none'])}"
        return None if match.match != "none" else f"row {key} is a near miss: {match.why}"

    _check(draft, step, fault)


@form("the verdict rests on the article's own origin alone", "then")
def self_sourced(draft: Draft, step: Step) -> None:
    """Some link of the verdict rests on where the article has its facts from, and on nothing else."""

    def fault(result: Came) -> str | None:
        return None if result.origins.self_sourced else f"it rests on {_listed(result.origins.names)}"

    _check(draft, step, fault)


@form("the verdict rests on at least {number} independent origin", "then")
@form("the verdict rests on at least {number} independent origins", "then")
def independent_origins(draft: Draft, step: Step, number: str) -> None:
    """So many independent origins stand behind the verdict, at its weakest link."""
    least = _number(number)

    def fault(result: Came) -> str | None:
        count = result.origins.count
        return None if count >= least else f"it rests on {count}: {_listed(result.origins.names)}"

    _check(draft, step, fault)


@form('what is missing mentions "{text}"', "then")
def missing_mentions(draft: Draft, step: Step, text: str) -> None:
    """What would settle the claim speaks of something."""

    def fault(result: Came) -> str | None:
        if any(folded(text) in folded(lack) for lack in result.missing):
            return None
        return f"what is missing: {'; '.join(result.missing)}" if result.missing else "nothing is missing"

    _check(draft, step, fault)


@form('the correction is "{sentence}"', "then")
def correction_is(draft: Draft, step: Step, sentence: str) -> None:
    """The nearest sentence that would be supported."""

    def fault(result: Came) -> str | None:
        if result.correction is not None and folded(tidy_sentence(result.correction)) == folded(tidy_sentence(sentence)):
            return None
        return f"the correction is {result.correction!r}" if result.correction else "there is no correction"

    _check(draft, step, fault)


@form("the claim is a prediction", "then")
def is_prediction(draft: Draft, step: Step) -> None:
    """The claim is about a day after the day of speaking."""
    _check(draft, step, lambda result: None if result.prediction else f"it is about no day after {result.as_of or 'any day'}")


@form("the count is between {low} and {high}", "then")
def count_between(draft: Draft, step: Step, low: str, high: str) -> None:
    """All that the count can be lies within the two numbers."""
    least, most = _number(low), _number(high)
    if most < least:
        raise problem(f"between {least} and {most}", expected="the lower number first")
    _check(draft, step, _count(Bounds(least, most)))


@form("the count is exactly {number}", "then")
def count_exactly(draft: Draft, step: Step, number: str) -> None:
    """The count can be that number alone."""
    _check(draft, step, _count(Bounds(_number(number), _number(number))))


@form("the count is at least {number}", "then")
def count_at_least(draft: Draft, step: Step, number: str) -> None:
    """The count cannot be lower."""
    _check(draft, step, _count(Bounds(_number(number), None)))


@form("the count is at most {number}", "then")
def count_at_most(draft: Draft, step: Step, number: str) -> None:
    """The count cannot be higher."""
    _check(draft, step, _count(Bounds(0, _number(number))))


def verdict_check(step: Step, claim: str, wanted: Verdict) -> Check:
    """The check that a claim has a verdict."""
    return Check(step, claim, lambda result: _otherwise(result, wanted), wanted)


def _otherwise(result: Came, wanted: Verdict) -> str | None:
    """What is wrong with a result that should have a verdict; a draft that nobody has confirmed has none to rely on."""
    if result.draft:
        return "a draft nobody has confirmed"
    return None if result.verdict is wanted else f"{result.verdict}, expected {wanted}"


def _check(draft: Draft, step: Step, fault: Callable[[Came], str | None]) -> None:
    if draft.claim is None:
        raise problem(f"step {step.text!r} speaks of no claim", expected="a claim in a step before it")
    draft.checks.append(Check(step, draft.claim, fault))


def _count(stated: Bounds) -> Callable[[Came], str | None]:
    def fault(result: Came) -> str | None:
        if result.bounds is None:
            return "the claim counts nothing"
        found = Bounds(result.bounds.low, result.bounds.high)
        return None if found.within(stated) else f"the count is {found}"

    return fault


def _number(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise problem(f"{text!r} is no number", expected="a whole number such as 2")
    return int(text)


def _listed(names: object) -> str:
    found = list(names) if isinstance(names, (list, tuple)) else []
    return ", ".join(map(str, found)) if found else "none"

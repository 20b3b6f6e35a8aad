"""Results: an answer told against what was expected of the claim."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

from factspec.claim import Claim
from factspec.engine.answer import Answer, Ruling
from factspec.engine.words import Words
from factspec.problem import Problems
from factspec.reference.facts import Reference
from factspec.report.model import (
    Account,
    CountBounds,
    Dispute,
    Evidence,
    Number,
    Origins,
    Outcome,
    Result,
    Scope,
    Window,
    Wording,
)
from factspec.stated import Stated
from factspec.values.calendar import FIRST, LAST, iso
from factspec.values.dates import Range
from factspec.verdict import Bounds, Verdict

UNCONFIRMED = "a draft nobody has confirmed"


def result(
    stated: Stated,
    claim: Claim,
    says: str,
    answer: Answer,
    reference: Reference,
    correction: str | None,
    *,
    prediction: bool,
    as_of: int | None,
    independent_origins: int,
) -> Result:
    """What came out for a claim. *Supported* needs ``independent_origins`` origins other than the article's own."""
    own, links = _own(stated), _links(answer, reference)
    because, missing = answer.finding.because, tuple(lack.says for lack in answer.lacks)
    verdict = weighed(stated, answer, reference, independent_origins)
    if verdict is not answer.verdict:
        independent = _independent(stated, answer, reference, independent_origins)
        more = independent_origins - independent
        because += f"; it rests on {_origin_count(independent)}, and {independent_origins} are asked for"
        missing = (_origin_count(more, "more "),)
    words = Words(reference)
    finding = answer.finding
    return Result(
        id=stated.id,
        article=stated.about,
        kind=claim.kind,
        quote=stated.quote,
        selector=stated.selector,
        says=says,
        claim=claim.model_dump(mode="json", exclude_none=True),
        as_of=iso(as_of) if as_of is not None else None,
        verdict=verdict,
        expected=stated.expected,
        outcome=outcome_of(stated, verdict),
        because=f"{UNCONFIRMED}; {because}" if stated.draft else because,
        bounds=CountBounds(low=finding.bounds.low, high=finding.bounds.high) if finding.bounds else None,
        window=_window(finding.window),
        numbers=tuple(
            Number(says=n.says, role=n.role, low=_decimal(n.low), high=_decimal(n.high), unit=n.unit, place=n.place)
            for n in finding.numbers
        ),
        wording=tuple(Wording(text=run.text, change=run.change) for run in finding.wording),
        evidence=tuple(
            Evidence(table=r.table, row=r.row, match=r.match, why=r.why, says=r.says, date=r.date, sources=r.sources)
            for r in finding.rows
        ),
        correction=correction if verdict is not Verdict.SUPPORTED else None,
        origins=_origins(links, own),
        prediction=prediction,
        accounts=tuple(Account(source=source, verdict=found) for source, found in answer.accounts),
        disagreements=tuple(
            Dispute(
                table=d.resource, row=d.row, field=d.field, value=d.value or "", source=d.source, accepted=d.accepted, note=d.note
            )
            for d in answer.disputes
        ),
        completeness=tuple(
            Scope(says=words.completeness(c), period=c.period.text if c.period else None, note=c.note, sources=c.sources)
            for c in finding.covers
        ),
        missing=missing,
        location=stated.location,
        tags=stated.tags,
        note=stated.note,
        draft=stated.draft,
    )


def bare_result(
    stated: Stated,
    claim: Claim,
    says: str,
    verdict: Verdict,
    bounds: Bounds | None,
    because: str,
    *,
    prediction: bool,
    as_of: int | None,
) -> Result:
    """What came out for a claim of which no evidence was gathered."""
    return Result(
        id=stated.id,
        article=stated.about,
        kind=claim.kind,
        quote=stated.quote,
        says=says,
        claim=claim.model_dump(mode="json", exclude_none=True),
        as_of=iso(as_of) if as_of is not None else None,
        verdict=verdict,
        expected=stated.expected,
        outcome=outcome_of(stated, verdict),
        because=because,
        bounds=CountBounds(low=bounds.low, high=bounds.high) if bounds else None,
        prediction=prediction,
        location=stated.location,
        tags=stated.tags,
        note=stated.note,
    )


def weighed(stated: Stated, answer: Answer | Ruling, reference: Reference, independent_origins: int) -> Verdict:
    """The verdict of an answer, *not enough evidence* where it rests on fewer independent origins than are asked for."""
    few = _independent(stated, answer, reference, independent_origins) < independent_origins
    return Verdict.NOT_ENOUGH if few and answer.verdict is Verdict.SUPPORTED else answer.verdict


def _independent(stated: Stated, answer: Answer | Ruling, reference: Reference, default: int) -> int:
    return min((len(link - {_own(stated)}) for link in _links(answer, reference)), default=default)


def _own(stated: Stated) -> str | None:
    return stated.article.front.origin if stated.article else None


def _links(answer: Answer | Ruling, reference: Reference) -> list[frozenset[str]]:
    return [reference.origins(tuple(link)) for link in answer.links]


def outcome_of(stated: Stated, verdict: Verdict) -> Outcome:
    """Whether a claim with a verdict came out as expected."""
    return "passed" if verdict is stated.expected and not stated.draft else "failed"


def error_result(stated: Stated, found: Problems) -> Result:
    """The result of a claim that cannot be read."""
    return Result(
        id=stated.id,
        article=stated.about,
        kind=None,
        quote=stated.quote,
        selector=stated.selector,
        says=stated.says or str(dict(stated.typed or {})),
        as_of=stated.as_of,
        verdict=None,
        expected=stated.expected,
        outcome="error",
        because=str(found),
        location=stated.location,
        tags=stated.tags,
        note=stated.note,
        draft=stated.draft,
    )


def _window(days: Range | None) -> Window | None:
    if days is None:
        return None
    return Window(
        first=iso(days.first) if days.first > FIRST else None,
        last=iso(days.last) if days.last < LAST else None,
    )


def _decimal(number: Fraction | None) -> Decimal | None:
    if number is None:
        return None
    with localcontext(prec=20):
        return Decimal(number.numerator) / Decimal(number.denominator)


def _origin_count(number: int, more: str = "") -> str:
    return f"{number} {more}independent origin{'' if number == 1 else 's'}"


def origins_of(stated: Stated, answer: Answer | Ruling, reference: Reference) -> Origins:
    """The origins that the verdict of an answer rests on."""
    return _origins(_links(answer, reference), _own(stated))


def _origins(links: list[frozenset[str]], own: str | None) -> Origins:
    """The origins at the weakest link, the one that has the fewest besides the article's own."""
    if not links:
        return Origins(count=0, self_sourced=False)
    weakest = min(links, key=lambda link: (len(link - {own}), len(link)))
    alone = own is not None and any(link == {own} for link in links)
    return Origins(count=len(weakest), self_sourced=alone, names=tuple(sorted(weakest)))

"""What accounts for each sentence and each atom of an article: the claims that speak of it, a waiver, or nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from factspec.article import Article
from factspec.article import Statement as Sentence
from factspec.coverage.atoms import Atom, atoms
from factspec.coverage.spoken import Offices, Spoken, offices, speaks, spoken
from factspec.reference.facts import Reference
from factspec.report.model import ArticleRecord, AtomRecord, Result, Selector, Statement, Waiver
from factspec.sentence.lexicon import Lexicon

_Facts = tuple[Reference, Offices]


@dataclass(frozen=True, slots=True)
class _Reaching:
    result: Result
    selector: Selector
    spoken: Spoken | None


def accounts(article: Article, results: Sequence[Result], waivers: Iterable[Waiver], lexicon: Lexicon) -> ArticleRecord:
    """An article with its statements and their atoms, each with the claims and waivers that account for it.

    A claim reaches into a statement where its quotation does. It accounts for an atom where the quotation takes all of the
    atom in, and the claim speaks of it; one that cannot be read speaks of nothing.
    """
    waivers = tuple(waivers)
    reference = lexicon.reference
    held = offices(reference)
    own = [_reaching(one, reference) for one in results if one.article == article.id and one.selector]
    known = [one for one in own if one]
    front = article.front
    return ArticleRecord(
        id=article.id,
        title=front.title,
        publisher=front.publisher,
        url=front.url,
        published=front.published,
        origin=front.origin,
        language=front.language,
        path=article.path,
        line=article.line,
        text=article.text,
        statements=tuple(
            _statement(one, found, known, waivers, (reference, held))
            for one, found in zip(article.statements, atoms(article, lexicon), strict=True)
        ),
        waivers=waivers,
    )


def _statement(
    one: Sentence, found: Sequence[Atom], claims: Sequence[_Reaching], waivers: Sequence[Waiver], facts: _Facts
) -> Statement:
    reaching = [claim for claim in claims if _meets(claim.selector, one.start, one.end)]
    waiving = [waiver for waiver in waivers if _meets(waiver.selector, one.start, one.end)]
    return Statement(
        start=one.start,
        end=one.end,
        text=one.text,
        claims=tuple(claim.result.id for claim in reaching),
        waivers=tuple(waiver.id for waiver in waiving),
        atoms=tuple(_record(atom, reaching, waiving, facts) for atom in found),
    )


def _reaching(result: Result, reference: Reference) -> _Reaching | None:
    if result.selector is None:
        return None
    said = spoken(result.says, result.claim, result.as_of, reference) if result.claim is not None else None
    return _Reaching(result, result.selector, said)


def _record(atom: Atom, claims: Sequence[_Reaching], waivers: Sequence[Waiver], facts: _Facts) -> AtomRecord:
    over = [claim for claim in claims if claim.selector.start <= atom.start and atom.end <= claim.selector.end]
    covering = tuple(one.result.id for one in over if one.spoken and speaks(one.spoken, atom, *facts))
    waived = tuple(one.id for one in waivers if one.selector.start <= atom.start and atom.end <= one.selector.end)
    return AtomRecord(
        start=atom.start,
        end=atom.end,
        text=atom.text,
        kind=atom.kind,
        standing="covered" if covering else "waived" if waived else "untouched",
        claims=covering,
        waivers=waived,
        silent=() if covering or waived else tuple(one.result.id for one in over),
    )


def _meets(selector: Selector, start: int, end: int) -> bool:
    return selector.start < end and selector.end > start

"""What a writing assistant is told: a sentence's verdict with its evidence, the sentences there are, a claim explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from factspec.catalogue import as_data
from factspec.claim import slots
from factspec.live import Live
from factspec.problem import Problem, Problems
from factspec.reference.facts import Reference
from factspec.report.model import Evidence, Result
from factspec.stated import iso_day
from factspec.values.characters import HALF, is_whole
from factspec.values.nearest import nearest

_LENSES = 8


class Told(BaseModel):
    """A part of what is told: frozen, with nothing in it that is not named."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceTold(Told):
    """A source behind a row. ``published`` is a date, blank where none is known."""

    id: str
    publisher: str
    title: str
    url: str
    published: str


class RowTold(Told):
    """A row of the reference data: it counts for certain or possibly, or is a near miss, and ``why``."""

    says: str
    counts: str = Field(description="certain, possible, or near miss")
    why: str
    sources: list[SourceTold]


class VerdictTold(Told):
    """A claim with its verdict. ``verdict`` is null where the sentence cannot be read, and ``because`` then says why."""

    verdict: str | None = Field(description="supported, refuted, conflicting evidence, not enough evidence, or null")
    sentence: str
    because: str
    as_of: str | None = None
    expected: str | None = None
    quote: str | None = None
    rows: list[RowTold] = []
    complete: list[str] = Field(default=[], description="What the reference lists without a gap")
    missing: list[str] = Field(default=[], description="What would settle it")
    nearest_supported: str | None = Field(default=None, description="The nearest sentence that is supported")
    independent_origins: int = 0
    self_sourced: bool = Field(default=False, description="Some link rests on the article's own origin alone")
    prediction: bool = False


class FormTold(Told):
    """A kind of claim: its sentences, with blanks in capitals and what may be left out in square brackets, and examples."""

    kind: str
    about: str
    sentences: list[str]
    examples: list[str]


class Assistant:
    """Answers from one project, which it never changes."""

    def __init__(self, root: Path, references: Sequence[Path]) -> None:
        self._root, self._references = root, tuple(references)
        self._lives: dict[str | None, Live] = {}

    def check_sentence(self, sentence: str, as_of: str | None = None, known_by: str | None = None) -> VerdictTold:
        """The verdict of a sentence. Raises Problems where the project cannot be read, or a day is none."""
        live = self._live(_day("known_by", known_by))
        _whole("sentence", sentence)
        result = live.say(sentence, _day("as_of", as_of))
        return verdict_told(result, live.ground().project.reference)

    def list_forms(self, kind: str | None = None) -> list[FormTold]:
        """The sentences that can be checked here, of one kind or of all. Raises Problems for a kind there is none of."""
        ground = self._live(None).ground()
        _whole("kind", kind or "")
        kinds, lexicon = ground.checker.grammar.kinds, ground.checker.grammar.lexicon
        if kind is not None and kind not in kinds:
            raise Problems(
                [Problem(f"no kind of claim {kind!r}", expected=f"one of {', '.join(kinds)}", nearest=nearest(kind, kinds))]
            )
        asked = {name: one for name, one in kinds.items() if kind in (None, name)}
        if kind is None:
            asked = {name: one for name, one in asked.items() if all(slot.applies(lexicon) for slot in slots(one).values())}
        return [
            FormTold(kind=name, about=one["summary"], sentences=one["forms"], examples=[e["says"] for e in one["examples"][:3]])
            for name, one in as_data(asked).items()
        ]

    def explain_claim(self, claim: str) -> VerdictTold:
        """A claim of the project by its id, or the last part of it. Raises Problems where there is none, or are two."""
        live = self._live(None)
        _whole("claim", claim)
        results: dict[str, Result] = {}
        faults: list[Problem] = []
        for page in live.pages(live.files()):
            results |= {**page.results, **results}
            faults += page.problems
        meant = [name for name in results if claim in (name, name.rpartition("/")[2])]
        if len(meant) != 1:
            raise Problems([_no_claim(claim, meant, results), *([] if meant else faults[:3])])
        return verdict_told(results[meant[0]], live.ground().project.reference)

    def _live(self, known_by: str | None) -> Live:
        """The project as it was known by a day; a few of them are kept."""
        if known_by not in self._lives:
            if len(self._lives) >= _LENSES:
                self._lives.pop(next(iter(self._lives)))
            self._lives[known_by] = Live(self._root, self._references, known_by=known_by)
        return self._lives[known_by]


def verdict_told(result: Result, reference: Reference) -> VerdictTold:
    """A result as an assistant is told it."""
    return VerdictTold(
        verdict=result.verdict.value if result.verdict else None,
        sentence=result.says,
        because=result.because,
        as_of=result.as_of,
        expected=result.expected.value if result.id != "say" else None,
        quote=result.quote,
        rows=[_row(row, reference) for row in result.evidence],
        complete=[scope.says for scope in result.completeness],
        missing=list(result.missing),
        nearest_supported=result.correction,
        independent_origins=result.origins.count,
        self_sourced=result.origins.self_sourced,
        prediction=result.prediction,
    )


def _row(row: Evidence, reference: Reference) -> RowTold:
    sources = [reference.sources[name] for name in row.sources if name in reference.sources]
    told = [
        SourceTold(id=s.id, publisher=s.publisher, title=s.title, url=s.url, published=s.published.text if s.published else "")
        for s in sources
    ]
    return RowTold(says=row.says, counts="near miss" if row.match == "none" else row.match, why=row.why, sources=told)


def _no_claim(claim: str, meant: Sequence[str], results: Mapping[str, Result]) -> Problem:
    wrong = f"{len(meant)} claims are called {claim!r}" if meant else f"no claim {claim!r}"
    return Problem(wrong, expected="the id of a claim", nearest=tuple(meant) or nearest(claim, results))


def _whole(name: str, text: str) -> None:
    if not is_whole(text):
        raise Problems([Problem(HALF, path=name, expected="text")])


def _day(name: str, text: str | None) -> str | None:
    _whole(name, text or "")
    try:
        return iso_day(text) if text else None
    except ValueError as error:
        raise Problems([Problem(str(error), path=name)]) from None

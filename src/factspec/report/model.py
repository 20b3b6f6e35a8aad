"""The record of one run: what every report, file and exit code is made from.

It is the JSON object that ``--json`` writes; fields are only ever added.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from factspec.verdict import Verdict

Outcome = Literal["passed", "failed", "error"]
Match = Literal["certain", "possible", "none"]


class Part(BaseModel):
    """A part of the report: frozen, and closed against fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceRecord(Part):
    """A source as the reference names it; ``origin`` says where its facts come from."""

    id: str
    publisher: str
    title: str
    url: str
    published: str
    origin: str
    language: str | None = None
    licence: str | None = None


class Evidence(Part):
    """A row of the reference that bears on the claim, and how it matches.

    ``match`` none is a near miss: ``why`` names the attribute that ruled it out. ``says`` tells the row in words,
    ``sources`` holds source ids.
    """

    table: str
    row: str
    match: Match
    why: str
    says: str
    date: str | None = None
    sources: tuple[str, ...] = ()


class Scope(Part):
    """A completeness statement that was used: every row in this scope is listed in the reference.

    ``period`` is the stretch of time it speaks of, as its table has it; None: all time.
    """

    says: str
    period: str | None = None
    note: str | None = None
    sources: tuple[str, ...] = ()


class Dispute(Part):
    """A source that gives another value; accepted true: taken, false: set aside, None: open."""

    table: str
    row: str
    field: str
    value: str
    source: str
    accepted: bool | None = None
    note: str | None = None


class Account(Part):
    """The verdict where one source is taken at its word; ``reference`` is the base rows as they stand."""

    source: str
    verdict: Verdict


class Origins(Part):
    """How many independent origins the verdict rests on, at its weakest link.

    ``self_sourced``: some link of it rests on the article's own origin and no other.
    """

    count: int
    self_sourced: bool
    names: tuple[str, ...] = ()


class CountBounds(Part):
    """The least and the most a count can be; ``high`` None: nothing limits it."""

    low: int
    high: int | None


class Window(Part):
    """The days in which events were counted, as ISO dates, the last one included; None: no limit on that side."""

    first: str | None
    last: str | None


class Number(Part):
    """A number behind the verdict, from ``low`` to ``high`` in the unit; None: no limit on that side.

    ``role`` tells the numbers that the claim states, those it is about, and others beside them. ``place`` is a place
    in a ranking, from 1. Decimals are written as texts, to 20 significant digits.
    """

    says: str
    role: Literal["stated", "found", "other"]
    low: Decimal | None
    high: Decimal | None
    unit: str | None = None
    place: int | None = None


class Wording(Part):
    """A run of words of a quotation held against the record: the same in both, or only recorded, or only claimed."""

    text: str
    change: Literal["same", "recorded", "claimed"]


class Selector(Part):
    """Where a quotation stands in its article: a W3C TextQuoteSelector with its positions, in characters."""

    type: Literal["TextQuoteSelector"] = "TextQuoteSelector"
    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


class Location(Part):
    """The file and line that states the claim."""

    path: str
    line: int


class ScenarioRecord(Part):
    """A scenario that checks the claim: where it is and how that check ended."""

    feature: str
    name: str
    path: str
    line: int
    outcome: Outcome
    message: str = ""


class Result(Part):
    """What came out for one claim. ``verdict`` is None only where the outcome is an error.

    ``draft``: a proposal that nobody has confirmed, which fails whatever its verdict.
    """

    id: str
    article: str | None
    kind: str | None
    quote: str | None = None
    selector: Selector | None = None
    says: str
    claim: dict[str, Any] | None = None
    as_of: str | None = None
    verdict: Verdict | None
    expected: Verdict
    outcome: Outcome
    because: str
    bounds: CountBounds | None = None
    window: Window | None = None
    numbers: tuple[Number, ...] = ()
    wording: tuple[Wording, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    correction: str | None = None
    origins: Origins = Origins(count=0, self_sourced=False)
    prediction: bool = False
    accounts: tuple[Account, ...] = ()
    disagreements: tuple[Dispute, ...] = ()
    completeness: tuple[Scope, ...] = ()
    missing: tuple[str, ...] = ()
    location: Location | None = None
    scenarios: tuple[ScenarioRecord, ...] = ()
    tags: tuple[str, ...] = ()
    note: str | None = None
    draft: bool = False


class Waiver(Part):
    """A statement of the article that is no checkable fact, and why."""

    id: str
    quote: str
    not_checkable: Literal["plan", "opinion", "attribution", "vague"]
    reason: str
    selector: Selector


class AtomRecord(Part):
    """Something in a statement that can be checked: a number, a date, a name; its place is in characters of the article's text.

    ``claims`` holds the results that quote it and speak of it, ``waivers`` the waivers that take it in. ``silent`` holds those
    that quote it and say nothing of it, where nobody else accounts for it.
    """

    start: int
    end: int
    text: str
    kind: Literal["quotation", "name", "role", "date", "ordinal", "number", "superlative"]
    standing: Literal["covered", "waived", "untouched"]
    claims: tuple[str, ...] = ()
    waivers: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


class Statement(Part):
    """One sentence of the article: its place, in characters of ``Article.text``, and what accounts for it.

    ``claims`` holds result ids, ``waivers`` waiver ids; both empty: nobody has touched it. ``atoms`` are what can be checked
    in it, in order.
    """

    start: int
    end: int
    text: str
    claims: tuple[str, ...] = ()
    waivers: tuple[str, ...] = ()
    atoms: tuple[AtomRecord, ...] = ()


class ArticleRecord(Part):
    """An article with its front matter, its body ``text`` and its statements in order.

    ``line`` is the line of its file that the text begins on.
    """

    id: str
    title: str
    publisher: str
    url: str | None = None
    published: str
    origin: str | None = None
    language: str | None = None
    path: str
    line: int = 1
    text: str
    statements: tuple[Statement, ...] = ()
    waivers: tuple[Waiver, ...] = ()


class ReferenceRecord(Part):
    """A data package the claims were checked against."""

    name: str
    title: str = ""
    version: str = ""
    sha256: str
    licences: tuple[str, ...] = ()


class Run(Part):
    """When and how the run was made; ``seconds`` is wall time, ``started`` an ISO 8601 time in UTC."""

    as_of: str | None
    known_by: str | None
    started: str
    seconds: float
    engine: str = "duckdb"


class Summary(Part):
    """Counts of claims by outcome and by verdict; ``drafts`` are those among them that nobody has confirmed."""

    passed: int
    failed: int
    errors: int
    by_verdict: dict[str, int]
    drafts: int = 0


class Report(Part):
    """One run, whole."""

    factspec: str
    run: Run
    references: tuple[ReferenceRecord, ...]
    articles: tuple[ArticleRecord, ...]
    summary: Summary
    results: tuple[Result, ...]
    sources: dict[str, SourceRecord] = Field(default_factory=dict)
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether every claim came out as expected, and there was at least one."""
        return bool(self.results) and not (self.summary.failed or self.summary.errors or self.problems)

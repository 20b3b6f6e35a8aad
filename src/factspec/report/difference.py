"""What differs between two runs: claims that came out in another way, why, and what that says of what was published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from factspec.problem import Problems
from factspec.report.model import Evidence, Report, Result, Scope, SourceRecord
from factspec.report.plain import visible
from factspec.values.dates import dating
from factspec.verdict import Verdict

Cause = Literal[
    "reading", "rows", "completeness", "disagreements", "sentence", "day", "expected", "settings", "version", "reference"
]
Meaning = Literal[
    "true when published", "never true", "cannot be told", "undecided now", "supported now", "new", "gone", "another"
]
MEANINGS: dict[Meaning, str] = {
    "true when published": "was true when published: what says otherwise was published later",
    "never true": "was never true: what says otherwise had been published by then",
    "cannot be told": "may have been true when published, or never: what says otherwise has no date, or some on both sides",
    "undecided now": "is undecided now, which is not false: what it rested on is gone or disputed",
    "supported now": "is supported now",
    "new": "was not checked before",
    "gone": "is no longer checked",
    "another": "is another claim than it was",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One claim that came out in another way, is new or is gone. ``added`` and ``gone`` are rows that one side alone has."""

    id: str
    before: Result | None
    after: Result | None
    causes: tuple[Cause, ...]
    meaning: Meaning
    added: tuple[Evidence, ...] = ()
    gone: tuple[Evidence, ...] = ()
    scopes_added: tuple[Scope, ...] = ()
    scopes_gone: tuple[Scope, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether it is a claim of both runs, with another verdict."""
        return self.before is not None and self.after is not None


def differences(before: Report, after: Report) -> list[Difference]:
    """The claims whose verdict is another one, in the order of the later run; then those that it has no more."""
    olds, news = ({one.id: one for one in run.results} for run in (before, after))
    published = {article.id: article.published for article in (*before.articles, *after.articles)}
    found = []
    for name, new in news.items():
        old = olds.get(name)
        if old is None:
            found.append(Difference(name, None, new, (), "new"))
        elif old.verdict is not new.verdict:
            found.append(_difference(old, new, before, after, published.get(new.article or "", new.as_of)))
    return [*found, *(Difference(name, old, None, (), "gone") for name, old in olds.items() if name not in news)]


def told(one: Difference) -> list[str]:
    """A difference in a few lines."""
    return [visible(" ".join(line.split("\n"))) for line in _told(one)]


def _told(one: Difference) -> Iterator[str]:
    sides = [str(side.verdict or "an error") if side else "" for side in (one.before, one.after)]
    if one.after is None or one.before is None:
        yield f"{one.id}: {sides[0] or sides[1]}; {MEANINGS[one.meaning]}"
        return
    yield f"{one.id}: {sides[0]} -> {sides[1]}"
    yield f"  says      {one.after.says}" + (f" (as of {one.after.as_of})" if one.after.as_of else "")
    yield f"  because   {' '.join(one.after.because.split())}"
    yield f"  changed   {', '.join(one.causes) or 'nothing that the results tell of'}"
    for sign, rows in (("+", one.added), ("-", one.gone)):
        yield from (f"  {sign} {row.row:<16} {row.says} [{', '.join(row.sources[:4])}]" for row in rows[:4])
        if len(rows) > 4:
            yield f"    ... and {len(rows) - 4} more"
    for sign, scopes in (("+", one.scopes_added), ("-", one.scopes_gone)):
        yield from (f"  {sign} complete         {scope.says} [{', '.join(scope.sources)}]" for scope in scopes[:2])
    yield f"  means     it {MEANINGS[one.meaning]}"


def _difference(old: Result, new: Result, before: Report, after: Report, day: str | None) -> Difference:
    added, gone = _only(new.evidence, old.evidence), _only(old.evidence, new.evidence)
    scopes_added = tuple(scope for scope in new.completeness if scope not in old.completeness)
    scopes_gone = tuple(scope for scope in old.completeness if scope not in new.completeness)
    causes: dict[Cause, bool] = {
        "reading": old.verdict is None or new.verdict is None,
        "sentence": None not in (old.verdict, new.verdict) and (old.says, old.claim) != (new.says, new.claim),
        "day": old.as_of != new.as_of,
        "expected": old.expected is not new.expected,
        "rows": bool(added or gone),
        "completeness": bool(scopes_added or scopes_gone),
        "disagreements": old.disagreements != new.disagreements,
        "settings": before.run.known_by != after.run.known_by,
    }
    known = tuple(cause for cause, holds in causes.items() if holds)
    if not known and before.factspec != after.factspec:
        known = ("version",)
    elif not known and before.references != after.references:
        known = ("reference",)
    news = (_news(row, old.evidence, before.sources, after.sources) for row in added)
    against: tuple[Evidence | Scope, ...] = (*news, *scopes_added)
    meaning = _meaning(old, new, known, against, {**before.sources, **after.sources}, day)
    return Difference(new.id, old, new, known, meaning, added, gone, scopes_added, scopes_gone)


def _only(rows: Iterable[Evidence], others: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The rows that bear on a verdict and are not among the others, or say something else there."""
    known = {(row.table, row.row, row.says, row.date, row.match) for row in others}
    return tuple(row for row in rows if row.match != "none" and (row.table, row.row, row.says, row.date, row.match) not in known)


def _news(
    row: Evidence, olds: Iterable[Evidence], before: Mapping[str, SourceRecord], after: Mapping[str, SourceRecord]
) -> Evidence:
    """The row with those sources alone that can date it: one that says something else now has its old day no more."""
    earlier = {name for old in olds if (old.table, old.row) == (row.table, row.row) for name in old.sources}
    dated = [name for name in row.sources if name not in earlier or _day(before, name) != _day(after, name)]
    return row.model_copy(update={"sources": tuple(dated)})


def _day(sources: Mapping[str, SourceRecord], name: str) -> str | None:
    return sources[name].published if name in sources else None


def _meaning(
    old: Result,
    new: Result,
    causes: tuple[Cause, ...],
    against: tuple[Evidence | Scope, ...],
    sources: Mapping[str, SourceRecord],
    day: str | None,
) -> Meaning:
    if "sentence" in causes:
        return "another"
    if new.verdict is Verdict.SUPPORTED:
        return "supported now"
    if new.verdict is not Verdict.REFUTED:
        return "undecided now"
    if "day" in causes and not {"rows", "completeness", "disagreements"} & set(causes):
        return "true when published"
    if old.verdict is not Verdict.SUPPORTED:
        return "cannot be told"
    return _then(against, sources, day)


def _then(against: tuple[Evidence | Scope, ...], sources: Mapping[str, SourceRecord], day: str | None) -> Meaning:
    """What was true on the day of publication, by the days on which what is new was published.

    A row had been published by then if one of its sources had been. Where some had and some had not, an audit decides.
    """
    told = {_published_by(part, sources, day) for part in against}
    if told == {True}:
        return "never true"
    return "true when published" if told == {False} else "cannot be told"


def _published_by(part: Evidence | Scope, sources: Mapping[str, SourceRecord], day: str | None) -> bool | None:
    """Whether some source had published it by a day; None where that cannot be told."""
    known = [_before(sources[name].published, day) for name in part.sources if name in sources]
    return True if True in known else False if known and all(one is False for one in known) else None


def _before(published: str, day: str | None) -> bool | None:
    try:
        when, limit = dating(published).starts, dating(day or "").starts
    except Problems:
        return None
    if when.first is None or when.last is None or limit.first is None:
        return None
    return True if when.last <= limit.first else False if when.first > limit.first else None

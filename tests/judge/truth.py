"""What makes each kind of claim true in one world: the table of docs/verdicts.md, line by line.

A claim sees little of an event: whether it matches and when it starts, say. `event_sight` and `tenure_sight` are what a
claim sees of one event, or of one row of a relation, in a world; two choices that it sees alike are one to it. `None` is
nothing at all. The truth of a claim is then a matter of all that it sees.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NotRequired, TypedDict, assert_never

from tests.judge.worlds import BEGINNING, Account, Pattern, Span, Tenure, Triple, period_of, same

Sight = tuple[int | str, ...]


class EventClaim(TypedDict):
    """`A met B in 2022`."""

    kind: Literal["event"]
    pattern: Pattern
    period: str


class CountClaim(TypedDict):
    """`A met B exactly 2 times in 2022`; `most` None: no upper limit."""

    kind: Literal["count"]
    pattern: Pattern
    least: int
    most: int | None
    window: str


class OrdinalClaim(TypedDict):
    """`A met B on 2022-06-28 for the 2nd time in 2022`; `nth` 0: the last time."""

    kind: Literal["ordinal"]
    pattern: Pattern
    nth: int
    period: str
    window: str


class NeighbourClaim(TypedDict):
    """`before 2022-06-28, A last met B in 2019`, or `after 2019, A next met B in 2022`."""

    kind: Literal["previous", "next"]
    pattern: Pattern
    day: str
    period: str


class SequenceClaim(TypedDict):
    """`A met B on 2022-06-28 before A met C on 2022-06-29`."""

    kind: Literal["sequence"]
    first: Pattern
    first_period: str
    second: Pattern
    second_period: str


class ParticipantsClaim(TypedDict):
    """`the participants of "T" were exactly A and B`, or `included`; `type` blank: the types of those named."""

    kind: Literal["participants"]
    title: str
    named: list[str]
    exactly: bool
    type: NotRequired[str]


class RelationClaim(TypedDict):
    """`A was president of B in 2022` (some day), or `from 2021 to 2022` (every day)."""

    kind: Literal["relation"]
    triple: Triple
    period: str
    every_day: bool


class BoundaryClaim(TypedDict):
    """`A became president of B in May 2022`, or `ceased to be`."""

    kind: Literal["began", "ended"]
    triple: Triple
    period: str


class MembersClaim(TypedDict):
    """`there were exactly 5 members of "X" on 2022-06-29`."""

    kind: Literal["members"]
    relation: str
    object: str
    least: int
    most: int | None
    day: str


class AnniversaryClaim(TypedDict):
    """`2022 is the 30th anniversary of "T"`, or of a relation between two entities."""

    kind: Literal["anniversary"]
    year: int
    nth: int
    title: NotRequired[str]
    triple: NotRequired[Triple]


class WeekdayClaim(TypedDict):
    """`2022-06-29 is a Wednesday`."""

    kind: Literal["weekday"]
    day: str
    weekday: str


class JoinedClaim(TypedDict):
    """`all of these are true: A; B`, `at least one of these is true: A; B`, `it is not true that A`."""

    kind: Literal["all", "any", "not"]
    parts: list[Claim]


PatternClaim = EventClaim | CountClaim | OrdinalClaim | NeighbourClaim | SequenceClaim
HeldClaim = RelationClaim | BoundaryClaim | MembersClaim
Claim = PatternClaim | ParticipantsClaim | HeldClaim | AnniversaryClaim | WeekdayClaim | JoinedClaim


def days_meant(period: str, as_of: int) -> Span:
    """The days of a claim's period: it stops at `as_of` unless it begins after that; none is all days up to `as_of`."""
    days = period_of(period)
    if period == "":
        return Span(BEGINNING, as_of)
    return Span(days.first, as_of) if days.first <= as_of < days.last else days


def window_meant(claim: OrdinalClaim, as_of: int) -> Span:
    """The days among which an ordinal counts; a claim about the future is not stopped at `as_of`."""
    about_the_future = period_of(claim["period"]).first > as_of
    return period_of(claim["window"]) if about_the_future else days_meant(claim["window"], as_of)


def beside_meant(claim: NeighbourClaim, as_of: int) -> Span:
    """The period of a claim about what was next or last; what is next after a day to come lies in the future, and so on."""
    day = period_of(claim["day"])
    begins = day.first - 1 if claim["kind"] == "previous" else day.last + 1
    return period_of(claim["period"]) if begins > as_of else days_meant(claim["period"], as_of)


# Claims about events


def patterns_of(claim: PatternClaim) -> list[Pattern]:
    return [claim["first"], claim["second"]] if claim["kind"] == "sequence" else [claim["pattern"]]


def spans_of(claim: Claim, as_of: int) -> list[Span]:
    """All stretches of days that the claim tells from others."""
    match claim["kind"]:
        case "event" | "began" | "ended" | "relation":
            return [days_meant(claim["period"], as_of)]
        case "count":
            return [days_meant(claim["window"], as_of)]
        case "ordinal":
            return [days_meant(claim["period"], as_of), window_meant(claim, as_of)]
        case "previous" | "next":
            return [beside_meant(claim, as_of), period_of(claim["day"])]
        case "sequence":
            return [days_meant(claim["first_period"], as_of), days_meant(claim["second_period"], as_of)]
        case "members":
            return [period_of(claim["day"])]
        case "anniversary":
            return [period_of(f"{claim['year'] - claim['nth']:04}")]
        case "participants" | "weekday" | "all" | "any" | "not":
            return []
        case _:
            assert_never(claim["kind"])


def event_sight(claim: PatternClaim, matching: Sequence[bool], stay: Span, as_of: int) -> Sight | None:
    """What a claim sees of an event that matches these of its patterns and stays from one day to another."""
    if not any(matching):
        return None
    if claim["kind"] == "event":
        return ("shares a day",) if stay.shares_a_day_with(days_meant(claim["period"], as_of)) else None
    if claim["kind"] == "count":
        return ("starts in the window",) if days_meant(claim["window"], as_of).holds(stay.first) else None
    if claim["kind"] == "ordinal":
        period, window = days_meant(claim["period"], as_of), window_meant(claim, as_of)
        return (_side(stay.first, period),) if window.holds(stay.first) else None
    if claim["kind"] == "previous":
        period, day = beside_meant(claim, as_of), period_of(claim["day"]).first
        return (_side(stay.first, period),) if stay.first < day else None
    if claim["kind"] == "next":
        period, day = beside_meant(claim, as_of), period_of(claim["day"]).last
        return (_side(stay.first, period),) if stay.first > day else None
    periods = [days_meant(claim["first_period"], as_of), days_meant(claim["second_period"], as_of)]
    parts = [is_match and stay.shares_a_day_with(period) for is_match, period in zip(matching, periods, strict=True)]
    return (stay.first, "first" if parts[0] else "", "second" if parts[1] else "") if any(parts) else None


def _side(day: int, period: Span) -> str:
    return "before" if day < period.first else "after" if day > period.last else "in"


def enough(claim: PatternClaim) -> int:
    """So many events that are not listed can make all the difference that any number can."""
    if claim["kind"] == "count":
        return (claim["least"] if claim["most"] is None else claim["most"]) + 1
    if claim["kind"] == "ordinal":
        return max(claim["nth"], 1)
    return 2 if claim["kind"] == "sequence" else 1


def true_of_events(claim: PatternClaim, sights: Sequence[Sight]) -> bool:
    """Whether the claim is true in a world whose events it sees so."""
    if claim["kind"] == "event":
        return len(sights) > 0
    if claim["kind"] == "count":
        return claim["least"] <= len(sights) and (claim["most"] is None or len(sights) <= claim["most"])
    if claim["kind"] == "sequence":
        firsts = [sight[0] for sight in sights if sight[1]]
        seconds = [sight[0] for sight in sights if sight[2]]
        return any(int(first) < int(second) for first in firsts for second in seconds)
    before, during, after = (sights.count((side,)) for side in ("before", "in", "after"))
    if claim["kind"] == "ordinal" and claim["nth"] > 0:
        return before < claim["nth"] <= before + during
    if claim["kind"] == "next":
        return during > 0 and before == 0
    return during > 0 and after == 0


def true_of_participants(claim: ParticipantsClaim, participants: frozenset[str], types: dict[str, str]) -> bool:
    """Whether the event whose participants these are has those named, and where the claim says so no other of their types."""
    asked = types_asked(claim, types)
    there = {name for name in participants if types[name] in asked}
    return there == set(claim["named"]) if claim["exactly"] else set(claim["named"]) <= there


def types_asked(claim: ParticipantsClaim, types: dict[str, str]) -> set[str]:
    return {claim["type"]} if claim.get("type", "") else {types[name] for name in claim["named"]}


# Claims about relations


def tenure_sight(claim: HeldClaim, tenure: Tenure, account: Account, as_of: int) -> Sight | None:
    """What a claim sees of a relation's row that holds from one day to another."""
    if claim["kind"] == "members":
        met = tenure.triple.relation == claim["relation"] and tenure.triple.object == claim["object"]
        return (tenure.triple.subject,) if met and tenure.holds(period_of(claim["day"]).first) else None
    if not same(claim["triple"], tenure.triple, account):
        return None
    period = days_meant(claim["period"], as_of)
    if claim["kind"] == "relation":
        first, last = max(tenure.first, period.first), min(tenure.last, period.last)
        return (first, last) if first <= last else None
    if claim["kind"] == "began":
        return ("begins",) if tenure.began and period.holds(tenure.first) else None
    return ("ends",) if tenure.ended and period.holds(tenure.last) else None


def true_of_tenures(claim: HeldClaim, sights: Sequence[Sight], days: Sequence[int], as_of: int) -> bool:
    """Whether the claim is true in a world whose relations it sees so."""
    if claim["kind"] == "members":
        number = len({sight[0] for sight in sights})
        return claim["least"] <= number and (claim["most"] is None or number <= claim["most"])
    if claim["kind"] == "relation" and claim["every_day"]:
        period = days_meant(claim["period"], as_of)
        return all(any(int(s[0]) <= day <= int(s[1]) for s in sights) for day in days if period.holds(day))
    return len(sights) > 0

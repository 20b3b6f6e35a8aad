"""The judge's verdicts on tiny references whose right verdicts are known from the contract."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.judge.generate import case
from tests.judge.judge import accounts, judge, judge_accounts
from tests.judge.truth import Claim
from tests.judge.words import vocabulary
from tests.judge.worlds import Pattern, Span, Triple, dating, period_of, span_of, stays, timeline

from factspec.verdict import Verdict

P = pytest.param
YES, NO, CONFLICT, UNSURE = Verdict.SUPPORTED, Verdict.REFUTED, Verdict.CONFLICTING, Verdict.NOT_ENOUGH

COLUMNS = {
    "events": "id,kind,mode,date,place,title,participants,participants_complete",
    "completeness": "table,kind,mode,participants,place,period",
    "relations": "subject,relation,object,began,ended,seen",
    "disagreements": "table,row,field,value,source,accepted",
}
MET = "e1,meeting,in person,2022-01-06,nortown,,ada|bruno,"
EVERY = "events,meeting,,ada|bruno,,"
MEET: Pattern = {"event_kind": "meeting", "participants": ["ada", "bruno"]}
PRESIDENT = Triple("ada", "president of", "norland")
RIVAL = Triple("bruno", "president of", "norland")


def verdict(claim: Claim, as_of: str = "2022-06-01", **rows: str) -> Verdict:
    """The verdict where the tables hold these rows, one a line."""
    tables = vocabulary()
    for name, text in rows.items():
        columns = COLUMNS[name].split(",")
        lines = [line.split(",") for line in text.strip().splitlines()]
        assert all(len(line) == len(columns) for line in lines), lines
        tables[name] = [dict(zip(columns, map(str.strip, line), strict=True)) for line in lines]
    return judge(tables, claim, as_of)


def met(period: str, **more: object) -> Claim:
    return {"kind": "event", "pattern": {**MEET, **more}, "period": period}  # type: ignore[typeddict-item]


def counted(least: int, most: int | None, window: str, **more: object) -> Claim:
    return {"kind": "count", "pattern": {**MEET, **more}, "least": least, "most": most, "window": window}  # type: ignore[typeddict-item]


def nth(number: int, period: str, window: str = "") -> Claim:
    return {"kind": "ordinal", "pattern": MEET, "nth": number, "period": period, "window": window}


def previous(day: str, period: str) -> Claim:
    return {"kind": "previous", "pattern": MEET, "day": day, "period": period}


def following(day: str, period: str) -> Claim:
    return {"kind": "next", "pattern": MEET, "day": day, "period": period}


def held(period: str, every_day: bool = False, triple: Triple = PRESIDENT) -> Claim:
    return {"kind": "relation", "triple": triple, "period": period, "every_day": every_day}


def began(period: str, triple: Triple = PRESIDENT) -> Claim:
    return {"kind": "began", "triple": triple, "period": period}


def ended(period: str, triple: Triple = PRESIDENT) -> Claim:
    return {"kind": "ended", "triple": triple, "period": period}


def members(least: int, most: int | None, day: str) -> Claim:
    return {"kind": "members", "relation": "member of", "object": "league", "least": least, "most": most, "day": day}


def attended(named: Sequence[str], exactly: bool = True, kind: str = "") -> Claim:
    return {"kind": "participants", "title": "T", "named": list(named), "exactly": exactly, "type": kind}


# Dates


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022-06-28", "2022-06-28", "2022-06-28"),
        ("2022-02", "2022-02-01", "2022-02-28"),
        ("2021-12", "2021-12-01", "2021-12-31"),
        ("2022", "2022-01-01", "2022-12-31"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("2022-XX", "2022-01-01", "2022-12-31"),
        ("2022-01-XX", "2022-01-01", "2022-01-31"),
        ("2022-XX-XX", "2022-01-01", "2022-12-31"),
        ("[2022-01-06..2022-01-07]", "2022-01-06", "2022-01-07"),
        ("[2021-12..2022-01-07]", "2021-12-01", "2022-01-07"),
        ("2022-01-06?", "2022-01-06", "2022-01-06"),
    ],
)
def test_a_date_names_a_range_of_days(text: str, first: str, last: str) -> None:
    assert span_of(text) == Span(span_of(first).first, span_of(last).first)


def test_an_interval_stays_from_a_day_of_its_first_part_to_a_day_of_its_last() -> None:
    days = list(range(period_of("2021-12-30").first, period_of("2022-01-03").first))
    assert len(stays(dating("2021-12-30/2022-01-01"), days)) == 1
    assert len(stays(dating("2021-12/2022-01-01"), days)) == 2
    assert len(stays(dating("2021-12/2022-01"), days)) == 4
    assert len(stays(dating("2021-12/2021-12"), days)) == 3
    assert len(stays(dating("[2021-12-30..2022-01-02]"), days)) == 4


def test_of_a_stretch_that_nothing_tells_apart_some_days_stand_for_all() -> None:
    days = timeline([span_of("2022-01-06"), span_of("2022")], samples=2)
    assert [day for day in days if span_of("2022").holds(day)] == [
        span_of(day).first for day in ("2022-01-01", "2022-01-02", "2022-01-06", "2022-01-07", "2022-01-08")
    ]


# Events


EVENTS = [
    P(MET, "", met("2022-01-06"), YES, id="listed"),
    P(MET, "", met("2022-01-07"), UNSURE, id="silence is no evidence"),
    P(MET, EVERY, met("2022-01-07"), NO, id="a complete list without it"),
    P(MET, "events,contact,,,,", met("2022-01-07"), NO, id="a list of a broader kind is complete too"),
    P(MET, "events,talks,,,,", met("2022-01-07"), UNSURE, id="a list of a narrower kind is not"),
    P(MET, "events,,,,,2022-01-07", met("2022-01-07"), NO, id="a list of every kind, that day"),
    P(MET, "events,meeting,in person,,,", met("2022-01-07"), UNSURE, id="other modes are not in the list"),
    P(MET, "events,meeting,in person,,,", met("2022-01-07", mode="in person"), NO, id="the list of that mode"),
    P(MET, "events,meeting,,ada|clara,,", met("2022-01-07"), UNSURE, id="a list with another participant"),
    P(MET, "events,meeting,,ada,,", met("2022-01-07"), NO, id="a list of all of one participant's"),
    P("e1,talks,,2022-01-06,,,ada|bruno|clara,", "", met("2022-01-06"), YES, id="a narrower kind, more people"),
    P("e1,contact,,2022-01-06,,,ada|bruno,", EVERY, met("2022-01-06"), UNSURE, id="a broader kind: maybe"),
    P("e1,call,,2022-01-06,,,ada|bruno,", EVERY, met("2022-01-06"), NO, id="a kind beside it"),
    P("e1,meeting,,2022-01-06,,,ada|bruno,", EVERY, met("2022-01-06", mode="phone"), UNSURE, id="blank mode"),
    P("e1,meeting,,2022-01-06,,,ada,", EVERY, met("2022-01-06"), NO, id="nobody else was there"),
    P("e1,meeting,,2022-01-06,,,ada,false", EVERY, met("2022-01-06"), UNSURE, id="somebody else may have been"),
    P(MET, "", met("2022-01-06", place="westia"), YES, id="a place counts inside all that contains it"),
    P(MET, EVERY, met("2022-01-06", place="sudland"), NO, id="a place elsewhere"),
    P(MET, EVERY, met("2022-01-06", place="norland", outside=True), NO, id="inside is not outside"),
    P(MET, "", met("2022-01-06", place="sudland", outside=True), YES, id="outside"),
    P("e1,meeting,,2022-01-06,norland,,ada|bruno,", EVERY, met("2022-01-06", place="nortown"), UNSURE, id="a broader place"),
    P("e1,meeting,,2022-01-06,,,ada|bruno,", EVERY, met("2022-01-06", place="nortown", outside=True), UNSURE, id="blank"),
    P("e1,meeting,,[2022-01-06..2022-01-07],,,ada|bruno,", EVERY, met("2022-01"), YES, id="6 or 7 January: in January"),
    P("e1,meeting,,[2022-01-06..2022-01-07],,,ada|bruno,", EVERY, met("2022-01-06"), UNSURE, id="6 or 7: on the 6th?"),
    P("e1,meeting,,[2022-01-06..2022-01-07],,,ada|bruno,", EVERY, met("2022-01-08"), NO, id="6 or 7: not the 8th"),
    P("e1,meeting,,2022-01-06?,,,ada|bruno,", EVERY, met("2022-01-06"), UNSURE, id="a doubtful date"),
    P("e1,meeting,,2022-01-04/2022-01-08,,,ada|bruno,", EVERY, met("2022-01-06"), YES, id="it was going on"),
    P("e1,meeting,,2022-01-04/,,,ada|bruno,", EVERY, met("2022-01-06"), UNSURE, id="an end unknown"),
    P("e1,meeting,,2022-01-04/..,,,ada|bruno,", "", met("2023-01-06"), YES, id="it goes on"),
    P("e1,meeting,,../2022-01-08,,,ada|bruno,", "", met("1999"), YES, id="it has always been going on"),
    P("e1,meeting,,/2022-01-08,,,ada|bruno,", "", met("2022-01-07"), UNSURE, id="a beginning unknown"),
    P(MET, f"{EVERY}../2022-01-05\n{EVERY}2022-01-07/2022-01-31", met("2022-01-07/2022-01-20"), NO, id="joined"),
    P(MET, "events,meeting,,,not:sudland,", met("2022-01-07", place="nortown"), NO, id="all but Sudland lists Nortown"),
    P(MET, "events,meeting,,,not:nortown,", met("2022-01-07", place="norland"), UNSURE, id="Norland holds Nortown"),
    P(MET, "events,meeting,,,not:norland,", met("2022-01-07", place="nortown"), UNSURE, id="Nortown lies in Norland"),
    P(MET, "events,meeting,,,not:nortown,", met("2022-01-07", place="norland", outside=True), NO, id="outside the outer"),
    P(MET, "events,meeting,,,not:norland,", met("2022-01-07", place="nortown", outside=True), UNSURE, id="outside the inner"),
    P(MET, "events,meeting,,,westia,", met("2022-01-07", place="nortown"), NO, id="a list of the place around"),
    P(MET, "events,meeting,,,westia,", met("2022-01-07"), UNSURE, id="a list of one place only"),
]  # fmt: skip


@pytest.mark.parametrize(("events", "complete", "claim", "right"), EVENTS)
def test_event(events: str, complete: str, claim: Claim, right: Verdict) -> None:
    rows = {"events": events, "completeness": complete} if complete else {"events": events}
    assert verdict(claim, **rows) == right


TWICE = "e1,meeting,,2022-01-06,,,ada|bruno,\ne2,meeting,,2022-01-06,,,ada|bruno,"
APART = "e1,meeting,,2022-01-04,,,ada|bruno,\ne2,meeting,,2022-01-06,,,ada|bruno,"
EITHER = "e1,meeting,,2022-01-04,,,ada|bruno,\ne2,meeting,,[2022-01-06..2022-01-08],,,ada|bruno,"


COUNTS = [
    P(APART, "", counted(2, 2, "2022-01"), UNSURE, id="two listed, perhaps more"),
    P(APART, "", counted(2, None, "2022-01"), YES, id="at least the listed"),
    P(APART, "", counted(0, 1, "2022-01"), NO, id="fewer than the listed"),
    P(APART, EVERY, counted(2, 2, "2022-01"), YES, id="two in a complete list"),
    P(APART, EVERY, counted(2, 2, "2022-01-05/2022-01-31"), NO, id="one in that window"),
    P(APART, EVERY, counted(0, 0, "2021"), YES, id="none before"),
    P(APART, f"{EVERY}2022-01-02/2022-01-31", counted(2, 2, "2022-01"), UNSURE, id="New Year's day is not covered"),
    P(APART, f"{EVERY}../2022-01-03\n{EVERY}2022-01-04/2022-02", counted(2, 2, "2022-01"), YES, id="covered by two"),
    P(APART, f"{EVERY}../2022-01-03\n{EVERY}2022-01-05/2022-02", counted(2, 2, "2022-01"), UNSURE, id="a day between"),
    P(EITHER, EVERY, counted(1, 2, "2022-01-01/2022-01-07"), YES, id="one or two"),
    P(EITHER, EVERY, counted(2, 2, "2022-01-01/2022-01-07"), UNSURE, id="the second may be later"),
    P("e1,meeting,,2021-12-30/2022-01-06,,,ada|bruno,", EVERY, counted(0, 0, "2022-01"), YES, id="it started earlier"),
    P("e1,meeting,,2022-01-06?,,,ada|bruno,", EVERY, counted(0, 1, "2022-01"), YES, id="doubtful: none or one"),
    P(APART, EVERY, nth(2, "2022-01-06"), YES, id="the second"),
    P(APART, EVERY, nth(1, "2022-01-06"), NO, id="not the first"),
    P(APART, EVERY, nth(1, "2022-01-06", "2022-01-05/2022-01-31"), YES, id="the first in the window"),
    P(APART, "", nth(2, "2022-01-06"), UNSURE, id="perhaps the third"),
    P(TWICE, EVERY, nth(1, "2022-01-06"), YES, id="a tie: the first is on that day"),
    P(TWICE, EVERY, nth(2, "2022-01-06"), YES, id="a tie: so is the second"),
    P(TWICE, EVERY, nth(3, "2022-01-06"), NO, id="no third"),
    P(APART, EVERY, nth(0, "2022-01-06", "2022"), YES, id="the last"),
    P(APART, EVERY, nth(0, "2022-01-04", "2022"), NO, id="not the last"),
    P(TWICE, EVERY, nth(0, "2022-01-06", "2022"), YES, id="two last ones on one day"),
    P(APART, f"{EVERY}../2022-01-31", nth(0, "2022-01-06", "2022"), UNSURE, id="one may be missing in February"),
    P(APART, EVERY, previous("2022-01-06", "2022-01-04"), YES, id="strictly before the day"),
    P(APART, EVERY, previous("2022-01-06", "2022-01-06"), NO, id="the day itself is not before"),
    P(APART, EVERY, previous("2022-01-07", "2022-01-04"), NO, id="a later one lies between"),
    P(APART, "", previous("2022-01-06", "2022-01-04"), UNSURE, id="one may be missing between"),
    P(APART, f"{EVERY}2022-01-05", previous("2022-01-06", "2022-01-04"), YES, id="the day between is covered"),
    P(APART, EVERY, following("2022-01-04", "2022-01-06"), YES, id="next"),
    P(APART, EVERY, following("2022-01-04", "2022-01-04"), NO, id="the day itself is not after"),
    P(APART, EVERY, following("2022-01-03", "2022-01-06"), NO, id="an earlier one lies between"),
    P(EITHER, EVERY, following("2022-01-04", "2022-01"), YES, id="next, some day in January"),
    P(APART, EVERY, {
        "kind": "sequence", "first": MEET, "first_period": "2022-01-04", "second": MEET, "second_period": "2022-01-06",
    }, YES, id="one before the other"),
    P(TWICE, EVERY, {
        "kind": "sequence", "first": MEET, "first_period": "2022-01-06", "second": MEET, "second_period": "2022-01-06",
    }, NO, id="on one day neither is before the other"),
]  # fmt: skip


@pytest.mark.parametrize(("events", "complete", "claim", "right"), COUNTS)
def test_counts_and_order(events: str, complete: str, claim: Claim, right: Verdict) -> None:
    rows = {"events": events, "completeness": complete} if complete else {"events": events}
    assert verdict(claim, **rows) == right


def test_a_window_stops_at_as_of_unless_it_begins_after() -> None:
    listed = {"events": APART, "completeness": f"{EVERY}../2022-01-05"}
    assert verdict(counted(1, 1, "2022"), "2022-01-05", **listed) == YES
    assert verdict(counted(1, 1, "2022"), "2022-01-07", **listed) == NO
    assert verdict(counted(1, 1, "2022-01-06/2022-01-07"), "2022-01-05", **listed) == UNSURE
    assert verdict(counted(1, None, "2022-01-06/2022-01-07"), "2022-01-05", **listed) == YES
    assert verdict(counted(1, 1, ""), "2022-01-05", **listed) == YES


SUMMIT = "e1,summit,,2022-01-06,,T,ada|norland|sudland,"


ATTENDANCE = [
    P(SUMMIT, attended(["norland", "sudland"]), YES, id="the countries; a person beside them does not count"),
    P(SUMMIT, attended(["norland"]), NO, id="one more country was there"),
    P(SUMMIT, attended(["norland"], exactly=False), YES, id="included"),
    P(SUMMIT, attended(["ada", "norland", "sudland"]), YES, id="persons and countries"),
    P(SUMMIT, attended(["ada"], kind="person"), YES, id="the type said outright"),
    P(SUMMIT, attended(["bruno"], exactly=False), NO, id="not there"),
    P(SUMMIT + "false", attended(["bruno"], exactly=False), UNSURE, id="perhaps there"),
    P(SUMMIT + "false", attended(["norland", "sudland"]), UNSURE, id="perhaps more countries"),
    P(SUMMIT + "false", attended(["norland"]), NO, id="one too many for sure"),
    P(SUMMIT, {
        "kind": "event", "pattern": {"event_kind": "summit", "participants": ["bruno"], "title": "T"}, "period": "",
    }, NO, id="no unlisted event is the titled one"),
]  # fmt: skip


@pytest.mark.parametrize(("events", "claim", "right"), ATTENDANCE)
def test_participants(events: str, claim: Claim, right: Verdict) -> None:
    assert verdict(claim, events=events) == right


# Relations

TERM = "ada,president of,norland,2022-01-02,2022-01-05,"
HANDOVER = f"{TERM}\nbruno,president of,norland,2022-01-05,,2022-02-01"
LISTED = "relations,president of,,norland,,"
ALLIED = "norland,alliance with,sudland,2020-06-15,..,"
ALLIANCE = Triple("sudland", "alliance with", "norland")
LEAGUE = "norland,member of,league,,,2022-01-03\nsudland,member of,league,2022-01-01,..,"
ALL_MEMBERS = "relations,member of,,league,,2022-01-03"


RELATIONS = [
    P(TERM, "", held("2022-01-05"), YES, id="the last day is included"),
    P(TERM, "", held("2022-01-06"), UNSURE, id="a second term may be unlisted"),
    P(TERM, LISTED, held("2022-01-06"), NO, id="no second term"),
    P(TERM, "relations,president of,,ada|norland,,", held("2022-01-06"), NO, id="a list of just these two"),
    P(TERM, "relations,president of,,bruno,,", held("2022-01-06"), UNSURE, id="a list of another's"),
    P(TERM, LISTED, held("2022-01-01", triple=RIVAL), NO, id="nobody before"),
    P(TERM, "", held("2022-01-03", triple=RIVAL), NO, id="one at a time"),
    P(TERM, "", held("2022-01-05", triple=RIVAL), NO, id="an unlisted row has no day of handover"),
    P(HANDOVER, "", held("2022-01-05"), YES, id="handover: the old one still"),
    P(HANDOVER, "", held("2022-01-05", triple=RIVAL), YES, id="handover: the new one already"),
    P(HANDOVER, "", held("2022-01-06"), NO, id="after the handover"),
    P(TERM, "", held("2022-01-03/2022-01-05", every_day=True), YES, id="every day"),
    P(TERM, LISTED, held("2022-01-03/2022-01-06", every_day=True), NO, id="not every day"),
    P(TERM, "", held("2022-01-03/2022-01-06", every_day=True), UNSURE, id="a second term may follow at once"),
    P(TERM, "", held("2022"), YES, id="on some day of the year"),
    P("ada,president of,norland,,,2022-01-03|2022-01-05", "", held("2022-01-04"), YES, id="between days seen"),
    P("ada,president of,norland,,,2022-01-03", LISTED, held("2022-01-04"), UNSURE, id="after the last day seen"),
    P("ada,president of,norland,2022-01,,2022-02-01", LISTED, held("2022-01-31"), YES, id="begun by the end of January"),
    P("ada,president of,norland,2022-01?,,2022-02-01", LISTED, held("2022-01-31"), UNSURE, id="or perhaps not"),
    P("ada,president of,norland,2022-01?,,2022-02-01", LISTED, held("2021-12-31"), NO, id="but not before January"),
    P(TERM, "", began("2022-01-02"), YES, id="the first day"),
    P(TERM, "", began("2022-01-03"), NO, id="no beginning inside a term"),
    P(TERM, "", began("2022-03"), UNSURE, id="a second beginning"),
    P(TERM, LISTED, began("2022-03"), NO, id="none in a complete list"),
    P("ada,president of,norland,2022-01,,2022-02-01", LISTED, began("2022-01-05"), UNSURE, id="began some day in January"),
    P("ada,president of,norland,2022-01?,,2022-02-01", LISTED, began("2022"), UNSURE, id="a doubtful beginning"),
    P(TERM, LISTED, ended("2022-01"), YES, id="the last day"),
    P("ada,president of,norland,2022-01-02,..,", "", ended("2022-01-03/2022"), NO, id="it goes on"),
    P("ada,president of,norland,2022-01-02,,", LISTED, ended("2022"), UNSURE, id="an end unknown"),
    P(ALLIED, "", held("2022-01-03", triple=ALLIANCE), YES, id="symmetric: read the other way"),
    P(LEAGUE, "", members(2, None, "2022-01-03"), YES, id="members: at least the listed"),
    P(LEAGUE, "", members(2, 2, "2022-01-03"), UNSURE, id="perhaps more"),
    P(LEAGUE, ALL_MEMBERS, members(2, 2, "2022-01-03"), YES, id="all members are listed"),
    P(LEAGUE, ALL_MEMBERS, members(3, 3, "2022-01-03"), NO, id="so no third"),
    P(LEAGUE, "relations,member of,,,,", members(1, 2, "2022-01-04"), YES, id="the day after: one or both"),
    P(LEAGUE, "relations,member of,,norland|league,,", members(2, 2, "2022-01-03"), UNSURE, id="of others nothing is said"),
    P(ALLIED, "", {"kind": "anniversary", "year": 2022, "nth": 2, "triple": ALLIANCE}, YES, id="two years on"),
    P(ALLIED, "", {"kind": "anniversary", "year": 2022, "nth": 3, "triple": ALLIANCE}, NO, id="not three"),
    P(TERM, "", {"kind": "anniversary", "year": 2022, "nth": 2, "triple": ALLIANCE}, UNSURE, id="no row: nothing is known"),
]  # fmt: skip


@pytest.mark.parametrize(("relations", "complete", "claim", "right"), RELATIONS)
def test_relation(relations: str, complete: str, claim: Claim, right: Verdict) -> None:
    rows = {"relations": relations, "completeness": complete} if complete else {"relations": relations}
    assert verdict(claim, **rows) == right


# Accounts, connectives, the calendar


ACCOUNTS = [
    P("events,e1,date,2022-01-07,s2,", met("2022-01-06"), CONFLICT, id="one says the 6th and one the 7th"),
    P("events,e1,date,2022-01-07,s2,true", met("2022-01-06"), NO, id="the 7th is accepted"),
    P("events,e1,date,2022-01-07,s2,false", met("2022-01-06"), YES, id="the 7th is set aside"),
    P("events,e1,date,2022-01-07,s2,", met("2022-01"), YES, id="either way in January"),
    P("events,e1,date,2022-01,s2,", met("2022-01-06"), UNSURE, id="one is sure and one is not"),
    P("events,e1,exists,false,s2,", met("2022-01-06"), CONFLICT, id="one denies it"),
    P("events,e1,participants,+clara,s2,", met("2022-01-06", participants=["clara"]), CONFLICT, id="one adds Clara"),
    P("events,e1,date,2022-01,s2,\nevents,e1,exists,false,s3,", met("2022-01-06"), CONFLICT, id="unsure, denied and upheld"),
    P("events,e1,date,2022-01-07,s2,\nevents,e1,place,sudland,s3,", met("2022-01-07", place="sudland"), NO, id="one at a time"),
    P("events,e1,date,2022-01-07,s2,", {"kind": "not", "parts": [met("2022-01-06")]}, CONFLICT, id="not: conflicting too"),
    P("events,e1,date,2022-01-07,s2,", {"kind": "any", "parts": [met("2022-01-06"), met("2022-01-07")]}, YES, id="by account"),
    P("events,e1,date,2022-01-07,s2,", {"kind": "all", "parts": [met("2022-01-06"), met("2022-01-07")]}, NO, id="by account"),
]  # fmt: skip


@pytest.mark.parametrize(("disagreements", "claim", "right"), ACCOUNTS)
def test_accounts(disagreements: str, claim: Claim, right: Verdict) -> None:
    assert verdict(claim, events=MET, completeness="events,,,,,", disagreements=disagreements) == right


@pytest.mark.parametrize(
    ("kind", "parts", "right"),
    [
        ("all", ["2022-01-06", "2022-02"], UNSURE),
        ("any", ["2022-01-06", "2022-02"], YES),
        ("not", ["2022-02"], UNSURE),
        ("not", ["2022-01-06"], NO),
        ("all", ["2022-01-06", "2022-01"], YES),
    ],
)
def test_joined_claims_are_kleenes(kind: str, parts: list[str], right: Verdict) -> None:
    claim: Claim = {"kind": kind, "parts": [met(part) for part in parts]}  # type: ignore[typeddict-item]
    assert verdict(claim, events=MET) == right


def test_the_weekday_is_the_calendars() -> None:
    assert verdict({"kind": "weekday", "day": "2022-06-29", "weekday": "Wednesday"}) == YES
    assert verdict({"kind": "weekday", "day": "2022-06-29", "weekday": "Tuesday"}) == NO


@pytest.mark.parametrize("seed", range(4))
def test_a_negation_supports_what_its_claim_refutes(seed: int) -> None:
    opposite = {YES: NO, NO: YES}
    made = case(seed, claims=21)
    told = accounts(made.tables)
    for stated in made.stated:
        negated = judge_accounts(told, {"kind": "not", "parts": [stated.claim]}, made.as_of)
        assert negated == opposite.get(stated.verdict, stated.verdict)

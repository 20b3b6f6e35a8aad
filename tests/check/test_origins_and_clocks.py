"""Whose word a verdict rests on, and what could be known by a day: over small references, a row or two each."""

from __future__ import annotations

from pathlib import Path

import pytest

from factspec.article import article
from factspec.check import Checker, Settings
from factspec.reference.package import reference_of
from factspec.report.model import Location, Result
from factspec.stated import Stated
from factspec.verdict import Verdict

Rows = list[dict[str, str]]
MET = "Ada met Bruno on 2022-06-10"
TWICE = "Ada met Bruno exactly 2 times in June 2022"
FRONT = "---\ntitle: T\npublisher: P\npublished: 2022-06-20\norigin: briefing\n---\nAda met Bruno.\n"


def source(name: str, origin: str = "", published: str = "2022-06-15") -> dict[str, str]:
    return {
        "id": name,
        "publisher": name,
        "title": name,
        "url": f"https://{name}.example",
        "origin": origin,
        "published": published,
    }


def meeting(name: str, date: str, sources: str, title: str = "") -> dict[str, str]:
    return {"id": name, "kind": "meeting", "date": date, "title": title, "participants": "ada|bruno", "sources": sources}


def complete(period: str, sources: str) -> dict[str, str]:
    return {"table": "events", "kind": "meeting", "participants": "ada|bruno", "period": period, "sources": sources}


def checked(says: str, sources: Rows, events: Rows, settings: Settings = Settings(), **more: Rows) -> Result:  # noqa: B008
    tables = {
        "sources": sources,
        "entities": [{"id": name.lower(), "type": "person", "name": name} for name in ("Ada", "Bruno")],
        "kinds": [{"kind": "meeting", "noun": "meeting", "verbs": "met", "object": "participant"}],
        "events": events,
        **more,
    }
    own = article(FRONT, Path("claims/own/article.md"))
    stated = Stated("own/a", says, None, Location(path="", line=1), article=own, as_of="2022-06-30")
    return Checker(reference_of(tables), settings=settings).results([stated])[0]


def test_outlets_of_one_briefing_count_once() -> None:
    found = checked(MET, [source("a", "briefing"), source("b", "briefing"), source("c")], [meeting("m", "2022-06-10", "a|b|c")])
    assert (found.origins.count, found.origins.names, found.origins.self_sourced) == (2, ("briefing", "c"), False)


def test_a_verdict_that_rests_on_the_articles_own_origin_alone_says_so() -> None:
    found = checked(MET, [source("a", "briefing"), source("b", "briefing")], [meeting("m", "2022-06-10", "a|b")])
    assert (found.verdict, found.origins.count, found.origins.self_sourced) == (Verdict.SUPPORTED, 1, True)


def test_a_chain_is_as_strong_as_its_weakest_link() -> None:
    events = [meeting("m", "2022-06-10", "b|c"), meeting("n", "2022-06-11", "b|c")]
    sources = [source("a", "briefing"), source("b"), source("c")]
    found = checked(TWICE, sources, events, completeness=[complete("2022-06", "a")])
    assert (found.verdict, found.origins.count, found.origins.self_sourced) == (Verdict.SUPPORTED, 1, True)


def test_any_of_several_events_supports_a_claim_that_one_happened() -> None:
    events = [meeting("m", "2022-06-10", "a"), meeting("n", "2022-06-10", "b")]
    found = checked(MET, [source("a", "briefing"), source("b")], events)
    assert (found.origins.count, found.origins.self_sourced) == (2, False)


@pytest.mark.parametrize(("needed", "verdict"), [(0, Verdict.SUPPORTED), (1, Verdict.SUPPORTED), (2, Verdict.NOT_ENOUGH)])
def test_supported_needs_as_many_other_origins_as_the_settings_ask_for(needed: int, verdict: Verdict) -> None:
    sources = [source("a", "briefing"), source("b")]
    found = checked(MET, sources, [meeting("m", "2022-06-10", "a|b")], Settings(independent_origins=needed))
    assert found.verdict is verdict
    assert bool(found.missing) == (verdict is Verdict.NOT_ENOUGH)


def test_what_no_source_had_published_by_a_day_is_left_out() -> None:
    known = [meeting("m", "2022-06-10", "late")]
    late = [source("late", published="2022-06-25"), source("early", published="2022-06-12")]
    assert checked(MET, late, known).verdict is Verdict.SUPPORTED
    assert checked(MET, late, known, Settings(known_by="2022-06-24")).verdict is Verdict.NOT_ENOUGH
    assert checked(MET, late, known, Settings(known_by="2022-06-25")).verdict is Verdict.SUPPORTED


def test_a_row_whose_sources_bear_no_date_may_or_may_not_have_been_out() -> None:
    events = [meeting("m", "2022-06-10", "undated")]
    sources = [source("undated", published=""), source("list")]
    row = complete("2022-06-10/2022-06-10", "list")
    assert checked(MET, sources, events, completeness=[row]).verdict is Verdict.SUPPORTED
    found = checked(MET, sources, events, Settings(known_by="2022-06-20"), completeness=[row])
    assert (found.verdict, found.evidence[0].match) == (Verdict.NOT_ENOUGH, "possible")


def test_a_list_says_nothing_of_days_after_its_last_source_was_out() -> None:
    events = [meeting("m", "2022-06-10", "late")]
    sources = [source("late", published="2022-06-25"), source("list", published="2022-06-09")]
    row = complete("2022-06", "list")
    found = checked(MET, sources, events, Settings(known_by="2022-06-20"), completeness=[row])
    assert found.verdict is Verdict.NOT_ENOUGH
    assert (
        checked("Ada met Bruno on 2022-06-08", sources, events, Settings(known_by="2022-06-20"), completeness=[row]).verdict
        is Verdict.REFUTED
    )


def test_an_event_named_by_its_title_is_not_denied_for_being_unknown() -> None:
    kinds = [{"kind": "summit", "noun": "summit", "verbs": "attended", "object": "event"}]
    event = {"id": "u", "kind": "summit", "date": "2022-06-10", "title": "Summit", "participants": "ada", "sources": "late"}
    sources = [source("late", published="2022-06-25")]
    for says in ('Ada attended "Summit"', 'the participants of "Summit" included Ada'):
        assert checked(says, sources, [event], kinds=kinds).verdict is Verdict.SUPPORTED
        assert checked(says, sources, [event], Settings(known_by="2022-06-20"), kinds=kinds).verdict is Verdict.NOT_ENOUGH


def test_a_claim_about_a_day_after_its_day_of_speaking_is_a_prediction() -> None:
    events = [meeting("m", "2022-07-10", "early")]
    sources = [source("early", published="2022-06-15")]
    says = "Ada met Bruno on 2022-07-10"
    found = checked(says, sources, events)
    assert (found.verdict, found.prediction) == (Verdict.SUPPORTED, True)
    by_its_own_date = checked(says, sources, events, Settings(known_by="2022-06-30"))
    assert (by_its_own_date.verdict, by_its_own_date.prediction) == (Verdict.NOT_ENOUGH, True)
    assert checked(says, sources, events, Settings(known_by="2022-07-10")).verdict is Verdict.SUPPORTED


def test_a_window_stops_at_the_day_of_speaking() -> None:
    events = [meeting("m", "2022-06-10", "a"), meeting("n", "2022-07-10", "a")]
    found = checked("Ada met Bruno exactly 1 time in 2022", [source("a")], events, completeness=[complete("2022", "a")])
    assert (found.verdict, found.prediction) == (Verdict.SUPPORTED, False)


def test_a_relative_period_without_a_day_of_speaking_is_an_error() -> None:
    reference = reference_of({
        "sources": [source("a")],
        "entities": [{"id": "ada", "type": "person", "name": "Ada"}, {"id": "bruno", "type": "person", "name": "Bruno"}],
        "kinds": [{"kind": "meeting", "noun": "meeting", "verbs": "met", "object": "participant"}],
        "events": [meeting("m", "2022-06-10", "a")],
    })  # fmt: skip
    stated = Stated("a", "Ada met Bruno this year", None, Location(path="claims.yaml", line=3))
    (found,) = Checker(reference).results([stated])
    assert (found.verdict, found.outcome) == (None, "error")
    assert found.because == "claims.yaml:3: 'this year' needs a day of speaking, expected an as_of date for the claim"


DISPUTE = {"table": "events", "row": "m", "field": "date", "value": "2022-06-11", "source": "b"}


@pytest.mark.parametrize(
    ("accepted", "verdict"), [("", Verdict.CONFLICTING), ("true", Verdict.REFUTED), ("false", Verdict.SUPPORTED)]
)
def test_a_disagreement_is_open_taken_or_set_aside_and_always_shown(accepted: str, verdict: Verdict) -> None:
    events = [meeting("m", "2022-06-10", "a")]
    listed = [complete("2022-06", "a")]
    dispute = {**DISPUTE, "accepted": accepted, "note": "the diary says so"}
    found = checked(MET, [source("a"), source("b")], events, completeness=listed, disagreements=[dispute])
    assert found.verdict is verdict
    assert [(d.source, d.value, d.note) for d in found.disagreements] == [("b", "2022-06-11", "the diary says so")]
    assert {a.source: a.verdict for a in found.accounts} == (
        {"reference": Verdict.SUPPORTED, "b": Verdict.REFUTED} if verdict is Verdict.CONFLICTING else {}
    )


def test_a_source_that_was_not_out_yet_disagrees_with_nothing() -> None:
    events = [meeting("m", "2022-06-10", "a")]
    sources = [source("a"), source("b", published="2022-06-29")]
    listed = [complete("2022-06-01/2022-06-15", "a")]
    found = checked(MET, sources, events, Settings(known_by="2022-06-20"), completeness=listed, disagreements=[DISPUTE])
    assert found.verdict is Verdict.SUPPORTED

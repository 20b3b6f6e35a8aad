"""Claims checked end to end over small references: origins, the two clocks, disagreements, and what a result carries."""

from __future__ import annotations

import json

import pytest

from factspec.check import Checker, Settings, say, summary
from factspec.report.model import Location, Result
from factspec.stated import Stated
from factspec.verdict import Verdict

from .small import Rows, all_listed, from_briefing, meeting, reference, result

MET = "Ann met Ben on 2022-05-16"
ONCE = "Ann met Ben exactly 1 time in 2022"
SUPPORTED, REFUTED, CONFLICTING, NOT_ENOUGH = Verdict.SUPPORTED, Verdict.REFUTED, Verdict.CONFLICTING, Verdict.NOT_ENOUGH
LISTED = [meeting("m1", "2022-05-16", "S3")]
FACTS = reference(events=LISTED, completeness=[all_listed("S3")])


class TestOrigins:
    def test_several_outlets_of_one_briefing_are_one_origin(self) -> None:
        found = result(MET, reference(events=[meeting("m1", "2022-05-16", "S1|S2")]))
        assert (found.verdict, found.origins.count, found.origins.names) == (SUPPORTED, 1, ("briefing",))
        assert not found.origins.self_sourced

    def test_a_claim_that_rests_on_its_article_s_own_origin_alone_is_self_sourced(self) -> None:
        found = result(MET, reference(events=[meeting("m1", "2022-05-16", "S1|S2")]), by=from_briefing())
        assert found.origins.self_sourced
        assert found.verdict is SUPPORTED

    def test_one_other_origin_is_enough_not_to_be(self) -> None:
        found = result(MET, reference(events=[meeting("m1", "2022-05-16", "S1|S2|S3")]), by=from_briefing())
        assert (found.origins.count, found.origins.names, found.origins.self_sourced) == (2, ("S3", "briefing"), False)

    def test_a_verdict_is_as_strong_as_its_weakest_link(self) -> None:
        events = [meeting("m1", "2022-05-16", "S3|S4")]
        weak = result(ONCE, reference(events=events, completeness=[all_listed("S1|S2")]), by=from_briefing())
        assert (weak.verdict, weak.origins.count, weak.origins.self_sourced) == (SUPPORTED, 1, True)
        strong = result(ONCE, reference(events=events, completeness=[all_listed("S1"), all_listed("S4")]), by=from_briefing())
        assert (strong.verdict, strong.origins.count, strong.origins.self_sourced) == (SUPPORTED, 2, False)

    def test_a_count_rests_on_each_of_its_events(self) -> None:
        events = [meeting("m1", "2022-05-16", "S3|S4"), meeting("m2", "2022-05-17", "S1")]
        assert result("Ann met Ben at least 2 times", reference(events=events), by=from_briefing()).origins.self_sourced
        assert not result("Ann met Ben at least once", reference(events=events), by=from_briefing()).origins.self_sourced

    def test_a_claim_denied_of_a_titled_event_rests_on_what_is_known_of_it(self) -> None:
        summit = {"id": "u", "kind": "summit", "date": "2022-06-29", "title": "Big", "participants": "ann", "sources": "S3|S4"}
        facts = reference(events=[summit])
        for says in ('Ben attended "Big"', 'Ann attended "Big" on 2022-06-20', 'Ann attended "Big" exactly 2 times'):
            found = result(says, facts)
            assert (found.verdict, found.origins.names) == (REFUTED, ("S3", "S4")), says

    @pytest.mark.parametrize(("needed", "verdict"), [(0, SUPPORTED), (1, SUPPORTED), (2, NOT_ENOUGH)])
    def test_supported_may_need_a_number_of_origins_besides_the_article_s_own(self, needed: int, verdict: Verdict) -> None:
        facts = reference(events=[meeting("m1", "2022-05-16", "S1|S2|S3")])
        found = result(MET, facts, by=from_briefing(), settings=Settings(independent_origins=needed))
        assert found.verdict is verdict
        assert found.outcome == ("passed" if verdict is SUPPORTED else "failed")
        if verdict is NOT_ENOUGH:
            assert found.because.endswith("; it rests on 1 independent origin, and 2 are asked for")
            assert found.missing == ("1 more independent origin",)

    def test_what_the_calendar_says_needs_no_origin(self) -> None:
        found = result("2022-06-29 is a Wednesday", FACTS, by=from_briefing(), settings=Settings(independent_origins=9))
        assert (found.verdict, found.origins.count, found.origins.self_sourced) == (SUPPORTED, 0, False)

    def test_a_refutation_needs_no_number_of_origins(self) -> None:
        found = result("Ann met Ben on 2022-05-17", FACTS, settings=Settings(independent_origins=9))
        assert found.verdict is REFUTED


class TestKnownBy:
    @pytest.mark.parametrize(("day", "verdict"), [("2022-06-28", NOT_ENOUGH), ("2022-06-29", SUPPORTED), (None, SUPPORTED)])
    def test_a_row_that_nobody_had_published_is_left_out(self, day: str | None, verdict: Verdict) -> None:
        found = result(MET, FACTS, settings=Settings(known_by=day))
        assert found.verdict is verdict
        assert [row.row for row in found.evidence] == ([] if verdict is NOT_ENOUGH else ["m1"])

    def test_a_row_is_known_once_its_first_source_is_out(self) -> None:
        facts = reference(events=[meeting("m1", "2022-05-16", "S1|S4")])
        assert result(MET, facts, settings=Settings(known_by="2022-06-27")).verdict is SUPPORTED
        assert result(MET, facts, settings=Settings(known_by="2022-06-26")).verdict is NOT_ENOUGH

    def test_a_row_whose_sources_have_no_date_is_only_possible(self) -> None:
        facts = reference(events=[meeting("m1", "2022-05-16", "S5")], completeness=[all_listed("S1")])
        assert result(MET, facts).verdict is SUPPORTED
        found = result(MET, facts, settings=Settings(known_by="2022-06-28"))
        assert (found.verdict, [row.match for row in found.evidence]) == (NOT_ENOUGH, ["possible"])
        assert "it may not have been published by then" in found.because

    def test_a_list_that_nobody_had_published_is_no_list(self) -> None:
        says = "Ann met Ben on 2022-05-17"
        assert result(says, FACTS, settings=Settings(known_by="2022-06-28")).verdict is NOT_ENOUGH
        assert result(says, FACTS, settings=Settings(known_by="2022-06-29")).verdict is REFUTED

    def test_no_list_reaches_beyond_the_day_it_was_published(self) -> None:
        says = "Ann met Ben on 2022-06-30"
        assert result(says, FACTS).verdict is REFUTED
        assert result(says, FACTS, settings=Settings(known_by="2022-07-05")).verdict is NOT_ENOUGH

    @pytest.mark.parametrize(
        "says", ['Ben attended "Big"', 'Ann attended "Big" on 2022-06-20', 'the participants of "Big" included Ben']
    )
    def test_a_titled_event_that_was_not_known_is_not_denied(self, says: str) -> None:
        summit = {"id": "u", "kind": "summit", "date": "2022-06-29", "title": "Big", "participants": "ann", "sources": "S3"}
        facts = reference(events=[summit])
        before = result(says, facts, settings=Settings(known_by="2022-06-28"))
        assert (before.verdict, before.because) == (NOT_ENOUGH, "“Big” was not known by then")
        assert result(says, facts, settings=Settings(known_by="2022-06-29")).verdict is REFUTED

    def test_a_relation_that_was_not_known_is_left_out(self) -> None:
        row = {"subject": "ann", "relation": "head of", "object": "land", "began": "2020", "ended": "..", "sources": "S3"}
        facts = reference(relations=[row])
        says = "Ann was head of Land on 2022-01-01"
        assert result(says, facts, settings=Settings(known_by="2022-06-28")).verdict is NOT_ENOUGH
        assert result(says, facts, settings=Settings(known_by="2022-06-29")).verdict is SUPPORTED
        assert result("Ben was head of Land on 2022-01-01", facts, settings=Settings(known_by="2022-06-28")).verdict is NOT_ENOUGH


class TestPredictions:
    PLANNED = reference(events=[meeting("m1", "2022-06-30", "S1")], completeness=[all_listed("S1|S4")])

    def test_a_claim_about_a_day_after_its_own_is_a_prediction(self) -> None:
        says = "Ann met Ben on 2022-06-30"
        assert result(says, self.PLANNED, as_of="2022-06-28").prediction
        assert not result(says, self.PLANNED, as_of="2022-06-30").prediction
        assert not result(says, self.PLANNED, as_of=None).prediction

    def test_a_prediction_can_be_checked_afterwards(self) -> None:
        assert result("Ann met Ben on 2022-06-30", self.PLANNED, as_of="2022-06-28").verdict is SUPPORTED
        known = Settings(known_by="2022-07-01")
        assert result("Ann met Ben on 2022-06-30", self.PLANNED, as_of="2022-06-28", settings=known).verdict is SUPPORTED

    @pytest.mark.parametrize("says", ["Ann met Ben on 2022-06-30", "it is not true that Ann met Ben on 2022-06-30"])
    def test_a_prediction_is_not_enough_evidence_by_its_own_date(self, says: str) -> None:
        found = result(says, self.PLANNED, as_of="2022-06-28", settings=Settings(known_by="2022-06-28"))
        assert (found.verdict, found.prediction) == (NOT_ENOUGH, True)
        assert found.because == "by 2022-06-28 nobody could know what happens up to 2022-06-30"
        assert found.missing == ("what is known after 2022-06-30",)

    def test_a_window_that_runs_past_the_day_of_speaking_stops_there(self) -> None:
        events = [meeting("m1", "2022-05-16", "S1"), meeting("m2", "2022-06-30", "S1")]
        facts = reference(events=events, completeness=[all_listed("S4")])
        found = result(ONCE, facts, as_of="2022-06-28")
        assert (found.verdict, found.prediction) == (SUPPORTED, False)
        assert result(ONCE, facts, as_of="2022-06-30").verdict is REFUTED


def disputed(value: str, accepted: str = "", field: str = "date", source: str = "S4", events: Rows = LISTED) -> Rows:
    row = {"table": "events", "row": events[0]["id"], "field": field, "value": value, "source": source}
    return [{**row, "accepted": accepted, "note": "why"}]


class TestDisagreements:
    @pytest.mark.parametrize(
        ("value", "accepted", "verdict", "accounts"),
        [
            ("2022-05-17", "", CONFLICTING, [("reference", SUPPORTED), ("S4", REFUTED)]),
            ("2022-05", "", NOT_ENOUGH, [("reference", SUPPORTED), ("S4", NOT_ENOUGH)]),
            ("2022-05-16/2022-05-17", "", SUPPORTED, [("reference", SUPPORTED), ("S4", SUPPORTED)]),
            ("2022-05-17", "true", REFUTED, []),
            ("2022-05-17", "false", SUPPORTED, []),
        ],
    )
    def test_another_date(self, value: str, accepted: str, verdict: Verdict, accounts: list[tuple[str, Verdict]]) -> None:
        facts = reference(events=LISTED, completeness=[all_listed("S3")], disagreements=disputed(value, accepted))
        found = result(MET, facts)
        assert (found.verdict, [(one.source, one.verdict) for one in found.accounts]) == (verdict, accounts)
        ((dispute),) = found.disagreements
        assert (dispute.row, dispute.field, dispute.value, dispute.source, dispute.note) == ("m1", "date", value, "S4", "why")
        assert dispute.accepted is {"": None, "true": True, "false": False}[accepted]

    @pytest.mark.parametrize(("accepted", "verdict"), [("", CONFLICTING), ("true", REFUTED), ("false", SUPPORTED)])
    def test_a_row_denied(self, accepted: str, verdict: Verdict) -> None:
        denied = disputed("false", accepted, "exists")
        found = result(MET, reference(events=LISTED, completeness=[all_listed("S3")], disagreements=denied))
        assert found.verdict is verdict
        assert len(found.disagreements) == 1

    def test_a_name_added_to_a_list(self) -> None:
        alone = [meeting("m1", "2022-05-16", "S3", participants="ann")]
        facts = reference(events=alone, completeness=[all_listed("S3")], disagreements=disputed("+ben", field="participants"))
        assert result(MET, facts).verdict is CONFLICTING

    def test_each_source_has_all_its_values_at_once(self) -> None:
        events = [meeting("m1", "2022-05-16", "S3"), meeting("m2", "2022-05-20", "S3")]
        rows = [*disputed("2022-05-17"), {**disputed("2022-05-16")[0], "row": "m2"}]
        facts = reference(events=events, completeness=[all_listed("S3")], disagreements=rows)
        found = result(MET, facts)
        assert (found.verdict, [one.verdict for one in found.accounts]) == (SUPPORTED, [SUPPORTED, SUPPORTED])

    def test_a_disagreement_about_something_else_is_not_shown(self) -> None:
        events = [*LISTED, meeting("m2", "2020-01-01", "S3", participants="ann")]
        rows = [{**disputed("2020-01-02")[0], "row": "m2"}]
        found = result(MET, reference(events=events, completeness=[all_listed("S3")], disagreements=rows))
        assert (found.verdict, found.accounts, found.disagreements) == (SUPPORTED, (), ())

    @pytest.mark.parametrize("accepted", ["", "true"])
    def test_a_disagreement_that_nobody_had_published_is_left_out(self, accepted: str) -> None:
        facts = reference(events=LISTED, completeness=[all_listed("S3")], disagreements=disputed("2022-05-17", accepted))
        found = result(MET, facts, settings=Settings(known_by="2022-06-30"))
        assert (found.verdict, found.accounts, found.disagreements) == (SUPPORTED, (), ())
        assert result(MET, facts, settings=Settings(known_by="2022-07-01")).verdict is (REFUTED if accepted else CONFLICTING)


class TestResults:
    def test_a_result_carries_what_the_contract_names(self) -> None:
        found = result("Ann met Ben exactly 3 times in 2022", FACTS, by=from_briefing())
        record = json.loads(found.model_dump_json())
        named = "id article quote selector says claim as_of verdict expected outcome because bounds evidence correction origins"
        assert set(named.split()) | {"prediction", "accounts", "completeness", "missing", "location"} <= set(record)
        assert record["says"] == "Ann met Ben exactly 3 times in 2022"
        assert record["claim"] == {
            "kind": "count",
            "what": {"event_kind": "meeting", "subject": "ann", "others": ["ben"], "outside": False},
            "times": {"least": 3, "most": 3},
            "window": "2022",
        }
        assert (record["id"], record["article"], record["as_of"]) == ("one", "talks", "2022-12-31")
        assert (record["verdict"], record["expected"], record["outcome"]) == ("refuted", "supported", "failed")
        assert record["bounds"] == {"low": 1, "high": 1}
        assert record["correction"] == "Ann met Ben exactly 1 time in 2022"
        assert record["evidence"][0] | {"says": ""} == {
            "table": "events",
            "row": "m1",
            "match": "certain",
            "why": "matches in all respects",
            "says": "",
            "date": "2022-05-16",
            "sources": ["S3"],
        }
        assert record["origins"]["count"] == 1
        assert record["origins"]["self_sourced"] is False
        assert len(record["completeness"]) == 1
        assert record["location"] == {"path": "claims.yaml", "line": 3}

    def test_a_supported_claim_has_no_correction_and_lacks_nothing(self) -> None:
        found = result(MET, FACTS)
        assert (found.correction, found.missing) == (None, ())

    def test_an_undecided_claim_says_what_would_settle_it(self) -> None:
        found = result("Ann met Ben at most 3 times in 2022", reference(events=LISTED))
        assert (found.verdict, found.bounds and (found.bounds.low, found.bounds.high)) == (NOT_ENOUGH, (1, None))
        assert found.missing == ("a complete list of meetings between Ann and Ben from 2022-01-01 to 2022-12-31",)

    @pytest.mark.parametrize("says", ["Ann met Ben this year", "Ann met Ben exactly once so far this month"])
    def test_a_relative_period_needs_a_day_of_speaking(self, says: str) -> None:
        period = "this year" if "year" in says else "so far this month"
        found = result(says, FACTS, as_of=None)
        assert (found.outcome, found.verdict) == ("error", None)
        assert found.because == f"claims.yaml:3: {period!r} needs a day of speaking, expected an as_of date for the claim"
        assert result(says, FACTS, as_of="2022-05-31").outcome == "passed"

    def test_a_sentence_that_cannot_be_read_is_an_error_at_its_place(self) -> None:
        found = result("Ann mett Ben", FACTS)
        assert (found.outcome, found.verdict, found.says) == ("error", None, "Ann mett Ben")
        assert found.because.startswith("claims.yaml:3: 'Ann mett Ben': no verb 'mett', expected")
        assert found.because.endswith("; did you mean met?")

    def test_one_bad_claim_leaves_the_others_in_their_order(self) -> None:
        found = say([MET, "nonsense", "Ann met Ben on 2022-05-17"], FACTS, as_of="2022-12-31")
        assert [(one.id, one.verdict) for one in found] == [("say-1", SUPPORTED), ("say-2", None), ("say-3", REFUTED)]
        counted = summary(found)
        assert (counted.passed, counted.failed, counted.errors) == (1, 1, 1)
        assert counted.by_verdict == {"supported": 1, "refuted": 1, "conflicting evidence": 0, "not enough evidence": 0}

    @pytest.mark.parametrize(("expected", "outcome"), [(SUPPORTED, "failed"), (REFUTED, "passed"), (NOT_ENOUGH, "failed")])
    def test_a_claim_passes_when_its_verdict_is_the_expected_one(self, expected: Verdict, outcome: str) -> None:
        stated = Stated("one", "Ann met Ben on 2022-05-17", None, Location(path="f", line=1), expected=expected)
        (found,) = Checker(FACTS).results([stated])
        assert found.outcome == outcome

    def test_the_run_s_day_takes_the_place_of_the_claim_s_own_and_a_default_does_not(self) -> None:
        def as_of(settings: Settings, own: str | None) -> str | None:
            found: Result = result(MET, FACTS, as_of=own, settings=settings)
            return found.as_of

        assert as_of(Settings(as_of="2022-07-01"), "2022-06-28") == "2022-07-01"
        assert as_of(Settings(default_as_of="2022-07-01"), "2022-06-28") == "2022-06-28"
        assert as_of(Settings(default_as_of="2022-07-01"), None) == "2022-07-01"
        assert as_of(Settings(), None) is None

    def test_the_typed_form_and_the_sentence_give_the_same_result(self) -> None:
        said = result(MET, FACTS)
        stated = Stated("one", None, said.claim, Location(path="claims.yaml", line=3), as_of="2022-12-31")
        assert Checker(FACTS).results([stated]) == [said]

    def test_no_claims_give_no_results(self) -> None:
        assert Checker(FACTS).results([]) == []

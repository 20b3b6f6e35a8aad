"""Ordinary sentences on the tables of the pool get their verdicts, and what is told of them holds."""

# ruff: noqa: E501  sentences and reasons stand on one line each, to be read as a table

from __future__ import annotations

from pathlib import Path

import pytest

from factspec.verdict import Verdict, verdict_named

from .pool import CHECKER, REFERENCE, result, results


def corpus() -> list[tuple[str, Verdict]]:
    found, here = [], None
    for line in (Path(__file__).parent / "verdicts.txt").read_text("utf-8").splitlines():
        if verdict_named(line):
            here = verdict_named(line)
        elif line and not line.startswith("#"):
            assert here is not None
            found.append((line, here))
    return found


CORPUS = corpus()


def test_every_verdict_and_every_kind_is_among_the_sentences() -> None:
    kinds = {CHECKER.grammar.read(sentence).kind for sentence, _ in CORPUS}
    assert kinds == {"cell", "rows", "extreme", "aggregate", "difference"}
    assert {verdict for _, verdict in CORPUS} == set(Verdict)
    assert len(CORPUS) == len({sentence for sentence, _ in CORPUS}) > 100


@pytest.mark.parametrize(("sentence", "verdict"), CORPUS)
def test_a_sentence_gets_its_verdict(sentence: str, verdict: Verdict) -> None:
    found = result(sentence)
    assert (found.verdict, found.because != "") == (verdict, True), found.because


def test_what_is_not_decided_says_what_is_missing() -> None:
    for sentence, verdict in CORPUS:
        if verdict is Verdict.NOT_ENOUGH:
            assert result(sentence).missing, sentence


def test_a_correction_is_supported_and_of_the_same_kind() -> None:
    corrected = [(sentence, one) for sentence, _ in CORPUS if (one := result(sentence).correction)]
    assert len(corrected) > 20
    for sentence, correction in corrected:
        again = result(correction)
        assert (again.verdict, again.kind) == (Verdict.SUPPORTED, CHECKER.grammar.read(sentence).kind), (sentence, correction)


def test_claims_checked_together_and_alone_come_out_alike() -> None:
    together = results(*[sentence for sentence, _ in CORPUS])
    assert [one.verdict for one in together] == [verdict for _, verdict in CORPUS]


@pytest.mark.parametrize(
    ("sentence", "because"),
    [
        ('in finals, the club of "Ada Berg" was "Dolfins"', 'the club of “Ada Berg” is Dolphins; no club is “Dolfins”; did you mean “Dolphins”?'),
        ("in finals, no rows have club Dolfins and points above 1,000", "0 of 8 rows of finals have club “Dolfins” and points above 1,000; no club is “Dolfins”; did you mean “Dolphins”?"),
        ('in finals, "Flo Gil" has the lowest time among rows with event "100 m free"', "“Flo Gil” is not one of the rows with event “100 m free”"),
        ("in finals, the average points of rows with swimmer not Total was 18.5", "the average points of 7 rows with swimmer not “Total” is 16.57"),
        ("in finals, Total scored 12 more points than Total_", "no row 'Total_' in finals"),
        ('in polo, "3|Otters" has the highest attendance', "the attendance of “3|Otters” is 2,450, the highest at best of 5 rows of polo, and nothing says that polo is complete"),
        ("in pools, the code of the row with the highest \"built year\" was 101", "the row with the highest built year is “Lido”; the code of “Lido” is 101"),
    ],
)  # fmt: skip
def test_the_reason_is_one_plain_sentence_with_the_numbers(sentence: str, because: str) -> None:
    assert because in result(sentence).because


def test_a_misspelt_text_is_never_silent() -> None:
    assert result("in finals, no rows with swimmer not Total have club Dolfins").because.endswith("; did you mean “Dolphins”?")


def test_evidence_names_the_rows_that_counted_and_those_that_nearly_did() -> None:
    found = result('in finals, exactly 2 rows with club "Dolphins" and swimmer not "Total" have event "100 m free"')
    assert [row.row for row in found.evidence if row.match == "certain"] == ["Ada Berg", "Cai Dow"]
    assert {row.row for row in found.evidence if row.match == "none"} >= {"Bea Cruz", "Gia Hall"}
    assert [row.why for row in found.evidence if row.row == "Bea Cruz"] == ["club"]


def test_blank_cells_and_completeness_are_what_is_missing() -> None:
    assert result("in polo, exactly 3 rows have attendance above 1,000").missing == (
        "the attendance of “2|Sharks” in polo",
        "a statement that polo is complete",
    )
    assert result('in finals, "Ada Berg" has the fastest time').missing == (
        "the time of “Eva Fox” in finals",
        "the time of “Total” in finals",
    )


def test_numbers_and_places_are_there_for_pictures() -> None:
    found = result('in pools, South has the lowest "length in metres"').numbers
    assert [(n.says, n.role, n.place) for n in found] == [("South", "found", 1), ("Lido", "other", 2), ("North", "other", 3)]
    stated, reached = result('in pools, the average "share of visits" was 33%').numbers
    assert (stated.role, str(stated.low), stated.unit) == ("stated", "32.5", "%")
    assert (reached.role, reached.unit, round(reached.low or 0, 2)) == ("found", "%", round(reached.high or 0, 2))


def test_a_count_has_bounds_and_a_part_has_none() -> None:
    bounds = result("in polo, at least 3 rows have attendance above 1,000").bounds
    assert bounds is not None
    assert (bounds.low, bounds.high) == (3, None)
    assert result("in polo, half of the rows have attendance above 1,000").bounds is None


def test_a_verdict_rests_on_its_rows_and_on_the_list_being_complete() -> None:
    assert result('in finals, the club of "Ada Berg" was Dolphins').completeness == ()
    assert [one.says for one in result("in pools, there are exactly 3 rows").completeness] == ["all rows of pools"]
    assert result("in polo, at least 4 rows have played in March 2024").completeness == ()


def test_a_settled_disagreement_is_shown_and_set_aside() -> None:
    found = result('in polo, the attendance of "1|Otters" was 1,250')
    assert [(one.value, one.accepted, one.note) for one in found.disagreements] == [
        ("1,300", False, "The league counts tickets.")
    ]
    assert REFERENCE.tables["polo"].title == ""

"""What accounts for an atom: a claim that quotes it and speaks of it, a waiver, or nobody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.coverage.desk import Desk

from factspec.project import read_project
from factspec.report.model import AtomRecord
from factspec.report.tally import Tally, tally
from factspec.run import run

CALLS = "They have had six telephone talks this year."


def entry(quote: str, says: str, more: str = "") -> str:
    return f"claims:\n  - id: one\n    quote: {quote}\n    says: {says}\n{more}"


def atoms(desk: Desk) -> Iterator[AtomRecord]:
    for article in run(read_project(desk.root)).articles:
        for statement in article.statements:
            yield from statement.atoms


def standing(desk: Desk, text: str) -> str:
    return next(atom.standing for atom in atoms(desk) if atom.text == text)


SECOND = "Vladimir Putin travelled abroad on 2022-06-28 for the 2nd time in 2022"
CALLED = "Vladimir Putin spoke by phone with Emomali Rahmon"


@pytest.mark.parametrize(
    ("text", "says", "atom", "expected"),
    [
        (CALLS, f"{CALLED} exactly 6 times so far this year", "six", "covered"),
        (CALLS, f"{CALLED} exactly 6 times so far this year", "this year", "covered"),
        (CALLS, f"{CALLED} exactly 6 times from 2022-01-01 to 2022-06-28", "this year", "covered"),
        (CALLS, f"{CALLED} at least 5 times so far this year", "six", "untouched"),
        (CALLS, f"{CALLED} on 2022-05-13", "this year", "untouched"),
        ("Putin met Rahmon on May 16.", "Vladimir Putin met Emomali Rahmon on 2022-05-16", "May 16", "covered"),
        ("Putin met Rahmon on May 16.", "Vladimir Putin met Emomali Rahmon on 2022-05-17", "May 16", "untouched"),
        ("Putin met Rahmon in May.", "Vladimir Putin met Emomali Rahmon on 2022-05-16", "May", "covered"),
        ("Putin met Rahmon on May 16.", "Vladimir Putin met Emomali Rahmon in May 2022", "May 16", "untouched"),
        ("Putin met Rahmon and Xi Jinping.", "Vladimir Putin met Emomali Rahmon in 2022", "Xi Jinping", "untouched"),
        ("It was Putin's second trip.", SECOND, "second", "covered"),
        ("It was Putin's third trip.", SECOND, "third", "untouched"),
        ("President Xi Jinping met Putin.", "Xi Jinping met Vladimir Putin in 2022", "President", "untouched"),
        ("Russian President Vladimir Putin came.", "Vladimir Putin was president of Russia on 2022-06-28", "Russian President",
         "covered"),
        ("The Russian president came to Minsk.", "Vladimir Putin visited Minsk in 2022", "Russian president", "covered"),
        ("The Russian president came to Minsk.", "Emomali Rahmon visited Minsk in 2022", "Russian president", "untouched"),
        ("He left the CSTO summit.", 'Vladimir Putin attended "CSTO jubilee summit" in 2022', "CSTO", "covered"),
        ("On Wednesday he left.", "2022-06-29 is a Wednesday", "Wednesday", "covered"),
        ("On Wednesday he left.", "2022-06-28 is a Tuesday", "Wednesday", "untouched"),
    ],
)  # fmt: skip
def test_a_claim_accounts_for_what_it_speaks_of(desk: Desk, text: str, says: str, atom: str, expected: str) -> None:
    desk.put(text, entry(text, f"'{says}'"))
    assert standing(desk, atom) == expected


def test_an_untouched_number_in_a_covered_sentence_is_untouched_and_says_who_is_silent(desk: Desk) -> None:
    desk.put("Putin met Rahmon six times.", entry("Putin met Rahmon six times.", "Vladimir Putin met Emomali Rahmon in 2022"))
    found = {atom.text: atom for atom in atoms(desk)}
    assert (found["Putin"].standing, found["Putin"].claims) == ("covered", ("talks/one",))
    assert (found["six"].standing, found["six"].claims, found["six"].silent) == ("untouched", (), ("talks/one",))


def test_a_quotation_that_cuts_an_atom_in_two_does_not_take_it_in(desk: Desk) -> None:
    desk.put("Putin met Rahmon on May 16.", entry("Putin met Rahmon on May", "Vladimir Putin met Emomali Rahmon on 2022-05-16"))
    assert standing(desk, "May 16") == "untouched"


def test_a_waiver_accounts_for_all_that_it_quotes_and_a_claim_comes_first(desk: Desk) -> None:
    waiver = "  - id: two\n    quote: six telephone talks this year\n    not_checkable: vague\n    reason: No.\n"
    desk.put(CALLS, entry("this year", f"{CALLED} 6 times in 2022", waiver))
    assert (standing(desk, "six"), standing(desk, "this year")) == ("waived", "covered")


def test_a_claim_that_cannot_be_read_speaks_of_nothing(desk: Desk) -> None:
    desk.put(CALLS, entry(CALLS, "They phoned 6 times this year"))
    assert {atom.standing for atom in atoms(desk)} == {"untouched"}


def test_points_are_atoms_and_sentences_without_any(desk: Desk) -> None:
    desk.put(f"{CALLS} It rained. He smiled.", entry(CALLS, f"{CALLED} 6 times in 2022"))
    articles = run(read_project(desk.root)).articles
    assert tally(articles) == Tally(covered=2, untouched=2)
    assert str(tally(articles)) == "50.0%"

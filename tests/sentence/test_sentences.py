"""Sentences over the diplomacy reference: read, written back, read as others, or refused with one clear error."""

from __future__ import annotations

from pathlib import Path

import pytest

from factspec.grammar import Grammar
from factspec.kinds import built_in
from factspec.problem import Problems
from factspec.reference.package import read_reference

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
GRAMMAR = Grammar(read_reference([ROOT / "references" / "diplomacy"]), built_in())


def lines(name: str) -> list[str]:
    """The lines of a corpus without blank lines and comments."""
    return [line for line in (HERE / name).read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")]


def pairs(name: str) -> list[tuple[str, str]]:
    """The lines of a corpus that stand above, each with one that is indented below it."""
    found, above = [], ""
    for line in lines(name):
        if line.startswith("  "):
            found.append((above, line[2:]))
        else:
            above = line
    return found


IDENTITY = lines("identity.txt")
VARIANTS = pairs("variants.txt")
BAD = pairs("bad.txt")


def test_the_corpora_are_large_and_hold_nothing_twice() -> None:
    assert len(IDENTITY) >= 150
    assert len(BAD) >= 60
    for corpus in (IDENTITY, VARIANTS, BAD):
        assert len(set(corpus)) == len(corpus)


@pytest.mark.parametrize("sentence", IDENTITY)
def test_a_sentence_is_read_and_written_back(sentence: str) -> None:
    assert GRAMMAR.write(GRAMMAR.read(sentence)) == sentence


def test_every_kind_is_among_the_sentences() -> None:
    assert {GRAMMAR.read(sentence).kind for sentence in IDENTITY} == {
        name for name, kind in GRAMMAR.kinds.items() if kind.reference == "diplomacy"
    }


@pytest.mark.parametrize(("sentence", "variant"), VARIANTS)
def test_another_way_to_write_it_is_the_same_claim(sentence: str, variant: str) -> None:
    assert GRAMMAR.write(GRAMMAR.read(variant)) == sentence
    assert GRAMMAR.read(variant) == GRAMMAR.read(sentence)


@pytest.mark.parametrize(("sentence", "error"), BAD)
def test_a_bad_sentence_is_told_what_is_wrong_with_it(sentence: str, error: str) -> None:
    with pytest.raises(Problems) as found:
        GRAMMAR.read(sentence)
    (problem,) = found.value.problems
    assert str(problem).removeprefix(repr(sentence)).removeprefix(": ").removeprefix(" ") == error


@pytest.mark.parametrize("sentence", ["", " ", ".", "\u200b", "\n\t"])
def test_an_empty_sentence_is_told(sentence: str) -> None:
    with pytest.raises(Problems) as found:
        GRAMMAR.read(sentence)
    assert str(found.value) == "an empty sentence, expected a claim"


@pytest.mark.parametrize(
    ("sentence", "error"),
    [
        ("Vladimir Putin met " + "x" * 100_000, "a sentence of 100019 characters, expected at most 20000"),
        ("it is not true that (" * 900, "claims too deep inside each other, expected a claim that a person can read"),
        ("it is not true that " * 900, "claims too deep inside each other, expected a claim that a person can read"),
    ],
    ids=["long", "deep in brackets", "deep without brackets"],
)
def test_a_sentence_that_nobody_would_write_is_refused_in_short(sentence: str, error: str) -> None:
    with pytest.raises(Problems) as found:
        GRAMMAR.read(sentence)
    assert str(found.value) == error


@pytest.mark.parametrize("sentence", ['"' * 20_000, "(" * 20_000, "a " * 9_999, "2022-" * 3_999, "Vladimir " * 2_000])
def test_an_error_shows_no_more_of_a_long_sentence_than_can_be_read(sentence: str) -> None:
    with pytest.raises(Problems) as found:
        GRAMMAR.read(sentence)
    assert len(str(found.value)) < 1_000


def test_a_typed_claim_too_deep_is_refused() -> None:
    claim: dict[str, object] = {"kind": "weekday", "day": "2022-06-29", "weekday": "Wednesday"}
    for _ in range(5_000):
        claim = {"kind": "not", "claim": claim}
    with pytest.raises(Problems, match="claims too deep inside each other"):
        GRAMMAR.claim(claim)

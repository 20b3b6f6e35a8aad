"""Sentences on quotations, over the speeches of the examples: read, written back, read from other words, or refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factspec.claim import typed_claim
from factspec.grammar import Grammar
from factspec.kinds import built_in
from factspec.problem import Problems
from factspec.reference.package import read_reference
from factspec.values.wording import even, is_one_letter, parts

from .test_sentences import lines, pairs

SPEECHES = Path(__file__).parents[2] / "examples" / "speeches" / "references" / "speeches"
GRAMMAR = Grammar(read_reference([SPEECHES]), built_in())
PERIODS = st.sampled_from([None, "1863", "1863-11", "1863-11-19", "1863-11-19/..", "../1863-11-19", "1793/1863-11", "this year"])


@pytest.mark.parametrize("sentence", lines("identity_quotations.txt"))
def test_a_sentence_is_read_and_written_back(sentence: str) -> None:
    assert GRAMMAR.write(GRAMMAR.read(sentence)) == sentence


@pytest.mark.parametrize(("sentence", "variant"), pairs("variants_quotations.txt"))
def test_another_way_to_write_it_is_the_same_claim(sentence: str, variant: str) -> None:
    assert GRAMMAR.write(GRAMMAR.read(variant)) == sentence
    assert GRAMMAR.read(variant) == GRAMMAR.read(sentence)


@pytest.mark.parametrize(("sentence", "error"), pairs("bad_quotations.txt"))
def test_a_bad_sentence_is_told_what_is_wrong_with_it(sentence: str, error: str) -> None:
    with pytest.raises(Problems) as found:
        GRAMMAR.read(sentence)
    assert len(found.value.problems) == 1
    assert error in str(found.value.problems[0])


TEXTS = st.text(max_size=40) | st.text(alphabet="ab “”\"'\\…—-[].;()\u00a0\u0301\u200b\u2067אب中", max_size=30)


@settings(max_examples=300)
@given(TEXTS, st.sampled_from(["abraham-lincoln", "george-washington"]), PERIODS)
def test_any_quotation_is_read_back_from_its_sentence_and_its_typed_form(text: str, speaker: str, when: str | None) -> None:
    typed = {"kind": "quote", "speaker": speaker, "words": text, **({"when": when} if when else {})}
    if not parts(text) or is_one_letter(parts(text)):
        with pytest.raises(Problems, match=r"has no words|is a single letter"):
            GRAMMAR.claim(typed)
        return
    claim = GRAMMAR.claim(typed)
    assert claim.model_dump()["words"] == even(text)
    assert GRAMMAR.read(GRAMMAR.write(claim)) == claim
    again = json.loads(json.dumps(claim.model_dump(mode="json", exclude_none=True)))
    assert typed_claim(again, GRAMMAR.kinds) == claim == GRAMMAR.claim(again)

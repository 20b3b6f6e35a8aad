"""Random sentences over random references: read by the tree of forms and by their shapes as each form reads them.

For a deeper run than CI's: FACTSPEC_SEEDS=1000 python -m pytest tests/sentence/test_shapes_agree.py
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from factspec.claim import Claim
from factspec.grammar import Grammar
from factspec.problem import Problems
from factspec.reference.package import read_reference
from factspec.sentence.reading import Reading, tidy_sentence
from factspec.values.periods import Period

from .hostile import case
from .odd_kinds import SAID
from .shaped_cases import BUILT_IN, SETS, differences, outcome

SEEDS = range(int(os.environ.get("FACTSPEC_SEEDS", "6")))
ROOT = Path(__file__).parents[2]
PACKAGES = [ROOT / "references" / "diplomacy", *sorted((ROOT / "examples").glob("*/references/*"))]


@pytest.mark.parametrize("kinds", SETS)
@pytest.mark.parametrize("after", [1, 3])
def test_a_shape_says_what_the_whole_grammar_says(kinds: str, after: int) -> None:
    shaped, found = 0, []
    for seed in SEEDS:
        known, wrong = differences(SETS[kinds], seed, after)
        shaped += known
        found += wrong
    assert not found
    assert kinds in ("quoting", "beginning") or shaped > 5 * len(SEEDS), (
        "too few of the sentences were read by their shapes for the test to mean anything"
    )


def by_forms(grammar: Grammar, sentence: str) -> set[Claim]:
    """The claims that a sentence makes, each form read by itself, from left to right."""
    reading = Reading(tidy_sentence(sentence), grammar.lexicon, grammar)
    return {claim for claim, end in grammar.prefixes(reading, 0, ()) if end == len(reading.text) and isinstance(claim, Claim)}


@pytest.mark.parametrize("kinds", SETS)
def test_the_tree_of_forms_reads_what_the_forms_read(kinds: str) -> None:
    read = 0
    for seed in SEEDS:
        made = case(seed, more=[SAID[kind] for kind in SETS[kinds]])
        grammar = Grammar(made.reference, {**BUILT_IN, **SETS[kinds]})
        for sentence in made.sentences:
            found = by_forms(grammar, sentence)
            traced = grammar.traced(tidy_sentence(sentence))
            assert (traced and traced[0]) == (next(iter(found)) if len(found) == 1 else None), sentence
            read += len(found)
    assert read > 20 * len(SEEDS)


def test_many_sentences_are_told_as_one_by_one_with_what_is_wrong_with_each() -> None:
    for seed in SEEDS:
        made = case(seed)
        grammar = Grammar(made.reference, BUILT_IN)
        told = [str(one) if isinstance(one, Problems) else tuple(one) for one in grammar.told(made.sentences)]
        assert told == [outcome(grammar, sentence) for sentence in made.sentences]
        claims = [one if isinstance(one, Claim) else str(one) for one in grammar.read_all(made.sentences)]
        assert claims == [one if isinstance(one, str) else one[0] for one in told]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_the_examples_of_every_kind_are_told_as_they_are_read(package: Path) -> None:
    grammar = Grammar(read_reference([package]), BUILT_IN)
    kinds = [kind for kind in BUILT_IN.values() if kind.reference == package.name]
    sentences = [example.says for kind in kinds for example in kind.examples]
    told = [str(one) if isinstance(one, Problems) else tuple(one) for one in grammar.told(sentences * 4)][-len(sentences) :]
    assert told == [outcome(grammar, sentence) for sentence in sentences]
    assert {type(one[0]) for one in told} == set(kinds)


def test_no_kind_is_without_its_package() -> None:
    assert {kind.reference for kind in BUILT_IN.values()} == {package.name for package in PACKAGES}


def field(claim: BaseModel, path: str) -> object:
    """A field of a claim by its dotted path, as a plain value."""
    found: object = claim
    for name in path.split("."):
        found = found[int(name)] if isinstance(found, tuple) else getattr(found, name)
    return found.text if isinstance(found, Period) else found


def cells(claim: object, path: str = "") -> Iterator[str]:
    """The dotted paths of all fields of a claim."""
    parts: dict[str, object] = {}
    if isinstance(claim, BaseModel):
        parts = {name: getattr(claim, name) for name in type(claim).model_fields if path or name != "kind"}
    elif isinstance(claim, tuple) and any(isinstance(part, BaseModel) for part in claim):
        parts = {str(i): part for i, part in enumerate(claim)}
    for name, part in parts.items():
        yield from cells(part, f"{path}.{name}" if path else name)
    if not parts:
        yield path


def test_a_batch_tells_every_sentence_once_in_columns_or_by_itself() -> None:
    rows = 0
    for seed in SEEDS:
        made = case(seed)
        grammar = Grammar(made.reference, BUILT_IN)
        grammar.told_columns(made.sentences)
        batch = grammar.told_columns(made.sentences)
        places = [*batch.claims, *batch.unread, *(row for sheet in batch.sheets for row in sheet.rows)]
        assert sorted(places) == list(range(len(made.sentences)))
        assert len({(sheet.kind, tuple(sheet.columns)) for sheet in batch.sheets}) == len(batch.sheets)
        for place, one in batch.claims.items():
            assert one == outcome(grammar, made.sentences[place])[0]
        assert all(isinstance(outcome(grammar, made.sentences[place]), str) for place in batch.unread)
        for sheet in batch.sheets:
            rows += len(sheet.rows)
            for i, (row, claim, says) in enumerate(zip(sheet.rows, sheet.claims(), sheet.says(), strict=True)):
                assert (claim, says) == outcome(grammar, made.sentences[row])
                assert claim.kind == sheet.kind
                assert list(sheet.columns) == list(cells(claim))
                assert {path: column[i] for path, column in sheet.columns.items()} == {
                    path: field(claim, path) for path in sheet.columns
                }
    assert rows > 5 * len(SEEDS)

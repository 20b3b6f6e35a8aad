"""Sentences name the events of a reference read in bulk just as those of one in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factspec.engine.execute import Engine
from factspec.grammar import Grammar
from factspec.kinds import built_in
from factspec.problem import Problems
from factspec.reference.facts import Reference
from factspec.reference.package import read_reference
from factspec.values.names import folded

FOLDER = Path(__file__).parents[2] / "references" / "diplomacy"
REFERENCE = read_reference([FOLDER])
TITLES = sorted({event.title for event in REFERENCE.events.values() if event.title})


@pytest.fixture(name="bulk", scope="module")
def _bulk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reference]:
    bulk = read_reference([FOLDER], bulk=True, cache=tmp_path_factory.mktemp("cache"))
    assert bulk.bulk is not None
    yield bulk
    bulk.bulk.close()


def outcome(grammar: Grammar, sentence: str) -> object:
    try:
        claim = grammar.read(sentence)
    except Problems as found:
        return [str(problem) for problem in found.problems]
    return claim, grammar.write(claim)


def test_a_title_means_the_same_event_or_the_same_fault(bulk: Reference) -> None:
    in_memory, indexed = Grammar(REFERENCE, built_in()), Grammar(bulk, built_in())
    for title in [*TITLES, *(title[:-2] for title in TITLES), "Nothing of the kind"]:
        sentence = f'the participants of "{title.replace(chr(34), chr(39))}" included Russia'
        assert outcome(indexed, sentence) == outcome(in_memory, sentence)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(title=st.sampled_from(TITLES), upper=st.booleans(), marks=st.sampled_from(["-–", "'’", " \u00a0", "eé"]))
def test_any_spelling_of_a_title_finds_what_a_sentence_finds(title: str, upper: bool, marks: str, bulk: Reference) -> None:
    spelt = (title.upper() if upper else title).replace(marks[0], marks[1])
    found = [event.id for event in REFERENCE.events.values() if event.title and folded(event.title) == folded(spelt)]
    assert bulk.bulk is not None
    assert bulk.bulk.titled(spelt) == found


def test_the_engine_refuses_a_reference_that_it_cannot_see_whole(bulk: Reference) -> None:
    with pytest.raises(ValueError, match="read in bulk"):
        Engine(bulk)


def test_many_sentences_with_titles_are_read_by_their_shapes(bulk: Reference) -> None:
    in_memory, indexed = Grammar(REFERENCE, built_in()), Grammar(bulk, built_in())
    titles = [title.replace('"', "'") for title in TITLES] * 2
    names = [entity.name for entity in REFERENCE.entities.values()]
    sentences = [f'the participants of "{title}" included {name}' for title, name in zip(titles, names * 9, strict=False)]
    told = [
        [str(fault) for fault in one.problems] if isinstance(one, Problems) else tuple(one) for one in indexed.told(sentences)
    ]
    assert told == [outcome(in_memory, sentence) for sentence in sentences]
    assert sum(len(sheet.rows) for sheet in indexed.told_columns(sentences).sheets) > len(sentences) // 2

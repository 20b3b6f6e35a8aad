"""What is said to be missing settles the question once it is there, and a correction is supported: over random data."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence

import pytest
from tests.judge.generate import Case, case

from factspec.check import Checker, Settings
from factspec.claim import Speaking
from factspec.engine.answer import Answer, Lack
from factspec.engine.execute import Engine
from factspec.engine.parts import atoms
from factspec.engine.question import Bond, Holders, Question
from factspec.engine.ties import verdict
from factspec.problem import Problems
from factspec.reference.facts import Reference
from factspec.reference.package import reference_of
from factspec.reference.relations import begin_range, end_range
from factspec.reference.schema import Event, Relation
from factspec.values.calendar import FIRST, LAST, iso
from factspec.values.dates import Dating, Range, dating
from factspec.verdict import Verdict

Tables = dict[str, list[dict[str, str]]]
MODES = ("in person", "phone", "video", "letter")
CHUNK = 10


def asked(made: Case) -> tuple[Checker, list[tuple[str, Question]]]:
    checker = Checker(reference_of(made.tables), settings=Settings(as_of=made.as_of))
    speaking = Speaking(dating(made.as_of).starts.first)
    sentences = [stated.sentence for stated in made.stated]
    return checker, [(says, checker.grammar.read(says).question(speaking)) for says in sentences]


@pytest.mark.parametrize("first", range(0, 60, CHUNK))
def test_what_is_missing_settles_the_question_once_it_is_there(first: int) -> None:
    tried = 0
    for seed in range(first, first + CHUNK):
        made = case(seed)
        checker, questions = asked(made)
        answers = Engine(checker.reference).answers([question for _, question in questions])
        for (says, question), answer in zip(questions, answers, strict=True):
            if answer.verdict is not Verdict.NOT_ENOUGH or answer.accounts:
                continue
            if not all(applicable(lack, checker.reference) for lack in answer.lacks):
                continue
            for settled, tables in outcomes(made, checker.reference, answer, random.Random(f"{seed} {says}")):
                if settled.impossible(question):
                    continue
                tried += 1
                assert settled(question) is not Verdict.NOT_ENOUGH, f"{seed}: {says}\n{answer.lacks}\n{tables['relations']}"
    assert tried > 20


@pytest.mark.parametrize("first", range(0, 60, CHUNK))
def test_nothing_fewer_than_what_is_missing_settles_it_for_sure(first: int) -> None:
    for seed in range(first, first + CHUNK):
        made = case(seed)
        checker, questions = asked(made)
        answers = Engine(checker.reference).answers([question for _, question in questions])
        for (says, question), answer in zip(questions, answers, strict=True):
            alone = answer.verdict is Verdict.NOT_ENOUGH and not answer.accounts and len(answer.lacks) == 2
            if not alone or not all(lack.completeness for lack in answer.lacks) or says.startswith(("all", "at least one")):
                continue
            for lack in answer.lacks:
                tables = with_lists(made.tables, [lack])
                found = Engine(reference_of(tables)).answers([question])[0].verdict
                assert found is Verdict.NOT_ENOUGH, f"{seed}: {says}: {lack.says} would do alone"


@pytest.mark.parametrize("first", range(0, 60, CHUNK))
def test_every_undecided_answer_says_what_is_missing(first: int) -> None:
    for seed in range(first, first + CHUNK):
        checker, questions = asked(case(seed))
        for (says, _), answer in zip(questions, Engine(checker.reference).answers([q for _, q in questions]), strict=True):
            assert bool(answer.lacks) or answer.verdict is not Verdict.NOT_ENOUGH, f"{seed}: {says}"


@pytest.mark.parametrize("first", range(0, 60, CHUNK))
def test_a_correction_is_supported(first: int) -> None:
    from factspec.check import say

    offered = 0
    for seed in range(first, first + CHUNK):
        made = case(seed)
        reference = reference_of(made.tables)
        results = say([stated.sentence for stated in made.stated], reference, as_of=made.as_of)
        wanted = [result.correction for result in results if result.correction is not None]
        offered += len(wanted)
        for sentence, again in zip(wanted, say(wanted, reference, as_of=made.as_of), strict=True):
            assert again.verdict is Verdict.SUPPORTED, f"{seed}: {sentence}"
    assert offered > 20


def applicable(lack: Lack, reference: Reference) -> bool:
    """Whether the test knows how to add what is missing: a row that shares its name with another it cannot tell apart."""
    names = [row.key for row in reference.relations]
    return bool(lack.completeness or (lack.row and names.count(lack.row[1]) < 2))


def outcomes(made: Case, reference: Reference, answer: Answer, chance: random.Random) -> Iterator[tuple[Settled, Tables]]:
    """Some of the ways that everything missing may turn out, each as a way to ask again."""
    for _ in range(4):
        tables = with_lists(made.tables, answer.lacks)
        for lack in answer.lacks:
            if lack.row:
                learn(tables, reference, lack.row, chance)
        try:
            found = reference_of({name: rows for name, rows in tables.items() if rows})
        except Problems:
            continue
        yield Settled(found), tables


class Settled:
    """A reference in which everything missing is there."""

    def __init__(self, reference: Reference) -> None:
        self._engine = Engine(reference)

    def impossible(self, question: Question) -> bool:
        """Whether what was learnt contradicts the other rows, so that no world is left."""
        bonds = [atom for atom in atoms(question) if isinstance(atom, Bond) and not isinstance(atom, Holders)]
        return any(verdict(atom, self._engine.ties(atom)) is None for atom in bonds)

    def __call__(self, question: Question) -> Verdict:
        return self._engine.answers([question])[0].verdict


def with_lists(tables: Mapping[str, Sequence[Mapping[str, str]]], lacks: Sequence[Lack]) -> Tables:
    copied = {name: [dict(row) for row in rows] for name, rows in tables.items()}
    source = copied["sources"][0]["id"]
    for lack in lacks:
        if lack.completeness:
            copied.setdefault("completeness", []).append({**dict(lack.completeness), "sources": source})
    return copied


def learn(tables: Tables, reference: Reference, row: tuple[str, str], chance: random.Random) -> None:
    """Fills what a row leaves open, at random; a doubtful event may turn out never to have been."""
    table, name = row
    tables["disagreements"] = [dispute for dispute in tables.get("disagreements", []) if dispute["row"] != name]
    if table == "events":
        event = reference.events[name]
        cells = next(cells for cells in tables["events"] if cells["id"] == name)
        if event.date.doubtful and chance.random() < 0.3:
            tables["events"].remove(cells)
        else:
            cells.update(known_event(event, reference, chance))
    else:
        known = next(found for found in reference.relations if found.key == name)
        cells = next(c for c in tables["relations"] if f"{c['subject']} {c['relation']} {c['object']}" == name)
        cells.update(known_relation(known, chance))


def known_event(event: Event, reference: Reference, chance: random.Random) -> dict[str, str]:
    narrower = [kind for kind in reference.kinds if event.kind in reference.kind_and_broader(kind)]
    leaves = [kind for kind in narrower if not any(k.broader == kind for k in reference.kinds.values())]
    places = [place for place in reference.entities if event.place is None or reference.inside(place, event.place)]
    exact = [place for place in places if not any(e.within == place for e in reference.entities.values())]
    people = [entity.id for entity in reference.entities.values() if entity.type == "person"]
    more = [] if event.participants_complete else [name for name in people if chance.random() < 0.5]
    return {
        "kind": chance.choice(leaves or narrower),
        "mode": event.mode or chance.choice(MODES),
        "place": chance.choice(exact or places),
        "participants": "|".join(dict.fromkeys((*event.participants, *more))),
        "participants_complete": "true",
        "date": known_date(event.date, chance),
    }


def known_date(date: Dating, chance: random.Random) -> str:
    start = day_in(date.starts, chance)
    if not date.lasting:
        return iso(start)
    end = day_in(Range(max(start, date.ends.first), max(start, date.ends.last)), chance)
    return f"{iso(start)}/{iso(end)}"


def known_relation(row: Relation, chance: random.Random) -> dict[str, str]:
    begins, ends = begin_range(row), end_range(row)
    begin = day_in(Range(max(begins.first, ends.first - 400) if begins.first <= FIRST else begins.first, begins.last), chance)
    end = day_in(Range(max(begin, ends.first), ends.last), chance)
    return {"began": "" if begin <= FIRST else iso(begin), "ended": iso(end)}


def day_in(days: Range, chance: random.Random) -> int:
    """A day of a stretch; of an open one a day near its other end."""
    first = days.first if days.first > FIRST else min(days.last, LAST) - 400
    last = days.last if days.last < LAST else max(days.first, first) + 400
    if days.last <= FIRST or days.first >= LAST:
        return days.first
    return chance.randint(first, max(first, last))


def test_of_very_many_events_that_may_match_the_first_are_told_and_the_others_counted() -> None:
    open_list = {"participants": "cid", "participants_complete": "false"}
    tables: Tables = {
        "sources": [{"id": "s", "publisher": "P", "title": "T", "url": "https://e.example", "published": "2022-01-01"}],
        "entities": [{"id": name, "type": "person", "name": name.title()} for name in ("ann", "bob", "cid")],
        "kinds": [{"kind": "call", "noun": "call", "verbs": "called", "object": "participant"}],
        "events": [{"id": f"e{i}", "kind": "call", "date": "2021-05-01", "sources": "s", **open_list} for i in range(2_000)],
    }
    checker = Checker(reference_of(tables), settings=Settings(as_of="2022-01-01"))
    question = checker.grammar.read("Ann called Bob 3 times in 2021").question(Speaking())
    (answer,) = Engine(checker.reference).answers([question])
    assert answer.verdict is Verdict.NOT_ENOUGH
    assert len(answer.lacks) == 25
    assert answer.lacks[-1].says == "the same of 1,977 more events"

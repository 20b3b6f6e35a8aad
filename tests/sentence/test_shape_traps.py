"""Sentences that look like others and are not: each is read in full or by a shape of its own, and the fault that would miss it."""

# ruff: noqa: E501  each trap is a few lines, to be read as a table

from __future__ import annotations

import dataclasses
from typing import Literal

import pytest
from tests.planted import Fault, planted

from factspec.claim import EventClaim, Kinds
from factspec.grammar import Grammar
from factspec.kinds import built_in
from factspec.problem import Problems
from factspec.reference.facts import Reference
from factspec.reference.schema import Entity, Event, Kind, RelationKind
from factspec.sentence.shapes import cut, joins, learn, recipes, template, tokens, vocabulary, wording
from factspec.values.dates import dating

from .odd_kinds import ODD, Odd

PEOPLE = ("Ada", "Bob", "Clara", "Dmitri", "Erik Ek", "Norland", "Sudland", "Ostland")
KINDS = (
    ("meeting", "met", "participant"), ("meeting", "met with", "participant"), ("visit", "visited", "place"),
    ("visit", "visited the", "place"), ("summit", "attended", "event"), ("rest", "rested", "none"),
)  # fmt: skip
TITLES = ("Sixth Summit", "Seventh Summit", "Eighth Summit", "Ninth Summit")


class Twin(Odd):
    """It joins events by the same word as another kind."""

    kind: Literal["twin"] = "twin"
    first: EventClaim
    second: EventClaim
    form = "{first} before {second}"


@dataclasses.dataclass(frozen=True)
class Trap:
    """A sentence that is not read as those are that were ``taught``, though it looks like them.

    ``names`` are more entities with their aliases, ``kinds`` more kinds of events with a verb or noun and its object, ``titles`` more events.
    """

    says: str
    taught: tuple[str, ...]
    trap: str
    fault: Fault | None = None
    names: tuple[str, ...] = ()
    kinds: tuple[tuple[str, str, str], ...] = ()
    nouns: tuple[tuple[str, str], ...] = ()
    titles: tuple[tuple[str, str], ...] = ()
    claims: Kinds = dataclasses.field(default_factory=dict)

    def grammar(self) -> Grammar:
        """The grammar over the words of the trap."""
        names = {names.split("|")[0].casefold().replace(" ", "-"): names.split("|") for names in (*PEOPLE, *self.names)}
        kinds: dict[str, Kind] = {}
        for name, verb, takes in (*KINDS, *self.kinds):
            verbs = (*kinds[name].verbs, verb) if name in kinds else (verb,)
            nouns = tuple(noun for kind, noun in (("summit", "summit"), *self.nouns) if kind == name)
            kinds[name] = Kind.model_validate({"kind": name, "noun": nouns, "verbs": verbs, "object": takes})
        titles = [*((title, "summit") for title in TITLES), *self.titles]
        events = [
            Event(id=f"t{i}", kind=kind, date=dating("2022"), title=title, sources=("s",))
            for i, (title, kind) in enumerate(titles)
        ]
        reference = Reference(
            entities={id_: Entity(id=id_, type="person", name=name, aliases=tuple(more)) for id_, (name, *more) in names.items()},
            kinds=kinds,
            relation_kinds={"president of": RelationKind(relation="president of", phrase="was president of")},
            events={event.id: event for event in events},
        )
        return Grammar(reference, {**built_in(), **self.claims})


def of_names(right: str, wrong: str) -> Fault:
    """A fault in telling which names can be nothing else."""
    return Fault("", vocabulary, right, wrong)


MET = ("Ada met Bob in 2022", "Bob met Clara in 2021", "Clara met Dmitri in 2020")
TRAPS = (
    Trap("a name may begin like a longer verb", MET, "Ada met With Love in 2019", of_names("if any(run in self.words for run in runs(first)):", "if False:"), ("Love", "With Love")),
    Trap("a name may go on behind another with a word of a form", ("Ada rested in Norland", "Bob rested in Sudland", "Clara rested in Ostland"), "Ada rested in Nord on 2021-02-03", of_names("return all(self._ends(rest) for start, rest in _cuts(name) if self.lexicon.names.meanings(start))", "return True"), ("Nord", "Nord on 2021-02-03")),
    Trap("a name may be two names that are listed", ("Ada met Bob and Clara", "Bob met Clara and Dmitri", "Clara met Dmitri and Ada"), "Ada met Ellis and Fay and Bob", of_names("return run not in self.words and run not in self._starts", "return run not in self._starts"), ("Ellis", "Fay", "Ellis and Fay")),
    Trap("a name may be that of two", MET, "Ada met Sam in 2019", of_names("if len(meanings) == 1 and name[:1]", "if name[:1]"), ("Samuel|Sam", "Samantha|Sam")),
    Trap("a name may be a year", ("Ada rested in Norland", "Bob rested in Sudland", "Clara rested in Ostland"), "Ada rested in 2022", of_names("name[:1].isalpha() and", ""), ("2022",)),
    Trap("a name may be named twice", MET, "Ada met Ada in 2019", Fault("", cut, 'text += f"{MARK}{i}={same}" if same != i else ""', "pass")),
    Trap("a name that stays may be one that is taken out", ("President Ada met Bob in 2022", "President Ada met Clara in 2021", "President Ada met Dmitri in 2020"), "President Ada met Ada in 2019", Fault("", cut, 'text += f"{MARK}{i}!" if value in meant else ""', "pass"), ("Ada|President Ada",)),
    Trap("a name may stand inside one that stays", ("Bob visited the Norland in 2022", "Clara visited the Sudland in 2021", "Dmitri visited the Ostland in 2020"), "Bob visited the Ada in 2019", Fault("", cut, "whole = max(whole, place + count)", "whole = 0"), ("The Ada",)),
    Trap("a period may run backwards", ("Ada rested from 2021-01-01 to 2022-02-02", "Bob rested from 2020-01-03 to 2021-02-04", "Clara rested from 2019-01-05 to 2020-02-06"), "Ada rested from 2022-01-01 to 2021-02-02", Fault("", cut, 'return MARK + ">"\n    return', 'return ""\n    return')),
    Trap("numbers may run backwards", ("Ada rested between 5 and 7 times", "Bob rested between 6 and 9 times", "Clara rested between 8 and 11 times"), "Ada rested between 12 and 10 times", Fault("", cut, 'return MARK + ">" if one.number > other.number else ""', 'return ""')),
    Trap("a number in words may be greater than one in figures", ("Ada rested between six and 7 times", "Bob rested between six and 9 times", "Clara rested between six and 11 times"), "Ada rested between six and 5 times", Fault("", cut, "order += MARK + str(value)", "pass")),
    Trap("a number in words may be less than one in figures", ("Ada rested between 7 and ten times", "Bob rested between 8 and ten times", "Clara rested between 9 and ten times"), "Ada rested between 12 and ten times", Fault("", cut, "order += MARK + str(latest)", "pass")),
    Trap("one time is not written as times", ("Ada rested at least 7 times", "Bob rested at least 8 times", "Clara rested at least 9 times"), "Ada rested at least 1 times", Fault("", tokens, "else number >= _FEW", "else True")),
    Trap("a day may not exist", ("Ada rested on 2022-01-30", "Bob rested on 2021-03-30", "Clara rested on 2020-04-30"), "Ada rested on 2022-02-30", Fault("", tokens, "        return None\n    return Extent((days.first", "        return Extent((1, 1), None)\n    return Extent((days.first")),
    Trap("an ordinal may end as none does", ("Ada rested on 2022-01-01 for the 4th time", "Bob rested on 2021-01-02 for the 5th time", "Clara rested on 2020-01-03 for the 6th time"), "Ada rested on 2022-01-01 for the 3th time", Fault("", tokens, "sound = ordinal_at(core, 0) if sort == NTH else number >= _FEW", "sound = True")),
    Trap("a number may be a word of a verb", ("Ada slept 5 times in 2022", "Bob slept 6 times in 2021", "Clara slept 7 times in 2020"), "Ada slept 4 times in 2019", Fault("", tokens, "NOTHING if known else", ""), kinds=(("sleep", "slept", "none"), ("sleep", "slept 4 times", "none"))),
    Trap("a title may be of another kind", ('Ada attended "Sixth Summit"', 'Bob attended "Seventh Summit"', 'Clara attended "Eighth Summit"'), 'Ada attended "First Game"', Fault("", tokens, "sort, value = TITLE + kind, titles[0]", "sort, value = TITLE, titles[0]"), kinds=(("game", "played", "event"),), titles=(("First Game", "game"), ("Second Game", "game"), ("Third Game", "game"))),
    Trap("a quoted name may be that of two", ('Ada met "Bob"', 'Bob met "Clara"', 'Clara met "Dmitri"'), 'Ada met "Sam"', Fault("", tokens, "elif len(names) == 1 and not titles:", "elif names and not titles:"), ("Samuel|Sam", "Samantha|Sam")),
    Trap("a title may be a name", ('Ada joined "Bob"', 'Bob joined "Clara"', 'Clara joined "Dmitri"'), 'Ada joined "Erik Ek"', Fault("", tokens, "elif len(names) == 1 and not titles:", "elif len(names) == 1:"), kinds=(("talk", "joined", "participant"), ("fair", "joined", "event")), titles=(("Erik Ek", "fair"), ("Spring Fair", "fair"), ("Autumn Fair", "fair"))),
    Trap("words in quotes may be a part of a noun", ('Ada attended a so-called "feast"', 'Bob attended a so-called "fest"', 'Clara attended a so-called "do"'), 'Ada attended a so-called "walk"', nouns=(("summit", 'so-called "feast"'), ("summit", 'so-called "fest"'), ("summit", 'so-called "do"'))),
    Trap("names are in the order of their ids", ("Ada met Bob and Clara", "Bob met Clara and Dmitri", "Clara met Dmitri and Norland"), "Ada met Clara and Bob", Fault("", recipes, "return tuple(sorted([*self.fixed, *[str(values[at]) for at in self.places]]))", "return tuple([*self.fixed, *[str(values[at]) for at in self.places]])")),
    Trap("a name that stays has its place in the order", ("Ada met In Fund and Norland", "Bob met In Fund and Sudland", "Clara met In Fund and Ostland"), "Dmitri met In Fund and Ada", Fault("", wording, "if any(Element(one, at) not in elements for one in lists", "if any(False for one in lists"), ("In Fund",)),
    Trap("a part may be of a kind that is none there", ("Ada rested on 2022-01-01 before Bob rested", "Bob rested on 2021-01-01 before Clara rested", "2022-06-28 is a Monday", "2021-06-27 is a Monday", "2020-06-26 is a Monday", "Ada rested", "Bob rested", "Clara rested"), "2019-06-28 is a Monday before Ada rested", Fault("", joins, "return (part.bracketed or kind not in CONNECTIVES) and (not kinds or kind in kinds)", "return part.bracketed or kind not in CONNECTIVES")),
    Trap("a connective stands in brackets", ("it is not true that Ada rested", "it is not true that Bob rested", "it is not true that Clara rested", "Clara rested"), "it is not true that it is not true that Ada rested", Fault("", joins, "return (part.bracketed or kind not in CONNECTIVES) and (not kinds or kind in kinds)", "return not kinds or kind in kinds")),
    Trap("a name may begin with the words of a join", ("it is not true that Ada rested", "it is not true that Bob rested", "it is not true that Clara rested"), "it is not true that Dmitri rested", Fault("", joins, "return len(known) == len(promises) and self._vocabulary.strange(runs(head)[0], known)", "return True"), ("It is not true that Dmitri",)),
    Trap("a name may hold the word between two parts", ("Ada visited Norland before Bob rested", "Bob visited Sudland before Clara rested", "Clara visited Ostland before Dmitri rested"), "Ada visited Norland before Clara rested", Fault("", joins, "if words.count(word) == 1 and not _hold(words, names):", "if words.count(word) == 1:"), ("Norland before Clara rested",)),
    Trap("a name may hold a semicolon", ("Ada visited Norland", "Bob rested", "Clara rested", "Dmitri rested", "Bob visited Sudland", "Clara visited Ostland"), "all of these are true: Ada visited Norland; Bob rested; Dmitri rested", Fault("", joins, "if join and [alike(word) for word in words[: len(head)]] == head and not _hold(words, self._vocabulary.marked):", "if join and [alike(word) for word in words[: len(head)]] == head:"), ("Norland; Bob rested",)),
    Trap("a name may end in a mark", ("all of these are true: (Ada met Bob); (Ada met Clara)", "Ada met Bob", "Bob met Clara", "Clara met Dmitri", "Dmitri met D.C."), "all of these are true: (Ada met Bob); (Ada met D.C.)", Fault("", joins, 'return last[-1:].isalnum() and not last.endswith("\'s")', "return True"), ("D.C.",)),
    Trap("two kinds may join by one word", ("Ada rested", "Bob rested", "Clara rested"), "Dmitri rested before Ada rested", Fault("", joins, "return own == 1", "return True"), claims={"twin": Twin}),
    Trap("another form may go on with the word between", ("Ada rested", "Bob rested", "Clara rested", "2022", "Bob rested before 2021"), "Dmitri rested before 2022", None, claims=ODD["rival"]),
    Trap("a kind may have a rule", ("2022-01-30 is an early day", "2021-03-30 is an early day", "2020-04-30 is an early day"), "2023-01-30 is an early day", Fault("", template, "if own.validators or own.field_validators or own.root_validators or own.model_validators:", "if False:"), claims=ODD["ruled"]),
    Trap("a claim inside a claim may have a rule", ("it is not true that 2022-01-30 is an early day", "it is not true that 2021-03-30 is an early day", "it is not true that 2020-04-30 is an early day"), "it is not true that 2023-01-30 is an early day", Fault("", template, "inner = {name: _all_with_rules(part) for name, part in _claims(model).items()}", "inner = {}"), ("It",), claims=ODD["ruled"]),
    Trap("a field may take some numbers only", ("Ada was 5th", "Bob was 6th", "Clara was 7th"), "Ada was 61st", Fault("", template, "return isinstance(part, (Slot, PlainSerializer, WithJsonSchema)) or part in _HARMLESS", "return True"), claims=ODD["ruled"]),
    Trap("a slot may break the promise that it took over", ("Ada rested around 2022-01-10", "Bob rested around 2021-01-11", "Clara rested around 2020-01-12"), "Ada rested around 2022-01-20", of_names('if "__init__" in own or any(not name.startswith("__") and name not in _FREE for name in own):', "if False:"), claims=ODD["unpromised"]),
    Trap("a slot that promises nothing may read otherwise", ("Ada shouted at Bob for Clara", "Bob shouted at Clara for Ada", "Clara shouted at Ada for Bob"), "Ada shouted at Bob for Dmitri", Fault("", learn, "traced is None or any(self._vocabulary.promise(slot) is None for slot in traced[1].slots)", "traced is None"), claims=ODD["unpromised"]),
    Trap("a number may be one more than another each time", ("Ada rested between 5 and 6 times", "Bob rested between 7 and 8 times", "Clara rested between 9 and 10 times"), "Dmitri rested between 11 and 19 times"),
    Trap("a name may come first in a list each time", ("Ada met Bob and Clara in Bob", "Bob met Clara and Dmitri in Clara", "Clara met Dmitri and Norland in Dmitri"), "Ada met Bob and Clara in Clara", None),
    Trap("a place may be the first of those met each time", ("Norland met Bob and Clara in Bob", "Bob met Clara and Dmitri in Clara", "Clara met Dmitri and Norland in Dmitri"), "Ada met Sudland and Clara in Sudland", Fault("", wording, "len(fits) > 1 or ", "")),
    Trap("a name may have an article", MET, "Ada met the Bob in 2019", None, ("The Bob",)),
    Trap("a quarter is a period of its own", ("Ada rested in Q2 2022", "Bob rested in Q2 2021", "Clara rested in Q2 2020"), "Ada rested in Q3 2019", None),
    Trap("two months may be a quarter", ("Ada rested from 2022-01 to 2022-05", "Bob rested from 2021-02 to 2021-06", "Clara rested from 2020-04 to 2020-07"), "Ada rested from 2022-04 to 2022-06", Fault("", cut, 'return MARK + "q" if _is_quarter(one.days[0], other.days[1]) else ""', 'return ""')),
    Trap("an id may be the year of a date", ("Ada met Anno on 2022-04-14", "Bob met Clara on 2021-02-03", "Clara met Dmitri on 2020-03-04"), "Dmitri met Ada on 2019-05-06", None, ("2022|Anno",)),
    Trap("the last full stop is no part of a sentence", ("Ada rested in 2022", "Bob rested in 2021", "Clara rested in 2020"), "Ada rested in 2022.", None),
    Trap("a sentence may have two full stops", ("Ada rested in 2022", "Bob rested in 2021", "Clara rested in 2020"), "Ada rested in 2022..", None),
)  # fmt: skip


def told(grammar: Grammar, sentence: str) -> object:
    """What reading by shapes gives: a claim with its sentence, or the text of a fault."""
    found = next(iter(grammar.told([sentence])))
    return str(found) if isinstance(found, Problems) else tuple(found)


def read(grammar: Grammar, sentence: str) -> object:
    """What the whole grammar gives."""
    try:
        claim = grammar.read(sentence)
        return claim, grammar.write(claim)
    except Problems as found:
        return str(found)


def sprung(trap: Trap) -> tuple[object, object]:
    """What reading by shapes gives for the trap once the others were taught, and what the whole grammar gives."""
    grammar = trap.grammar()
    grammar.shapes.after = 3
    for _ in range(2):
        for sentence in trap.taught:
            assert told(grammar, sentence) == read(grammar, sentence)
    return told(grammar, trap.trap), read(grammar, trap.trap)


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.says)
def test_what_looks_alike_is_not_taken_for_the_same(trap: Trap) -> None:
    found, right = sprung(trap)
    assert found == right


@pytest.mark.parametrize("trap", [trap for trap in TRAPS if trap.fault], ids=lambda trap: trap.says)
def test_a_planted_fault_falls_into_the_trap(trap: Trap, monkeypatch: pytest.MonkeyPatch) -> None:
    assert trap.fault is not None
    planted(trap.fault, monkeypatch)
    found, right = sprung(trap)
    assert found != right, f"nobody noticed that {trap.says}"

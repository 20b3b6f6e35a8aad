"""Any claim that can be said is read back as itself, from its sentence and from its typed form."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from factspec.claim import Claim, forms, slots, typed_claim
from factspec.problem import Problems
from factspec.sentence.claim_slots import CONNECTIVES, ClaimSlot, ClaimsSlot
from factspec.sentence.date_slots import DaySlot, PeriodSlot, SpanSlot
from factspec.sentence.name_slots import NameSlot, NamesSlot, RelationSlot, TitleSlot, TypeSlot
from factspec.sentence.occurrence import OccurrenceSlot
from factspec.sentence.plain_slots import ChoiceSlot, NthSlot, TextSlot, TimesSlot
from factspec.sentence.slot import Slot
from factspec.values.calendar import day_number, iso
from factspec.values.dates import dating
from factspec.values.modes import MODE_WORDS
from factspec.values.periods import RELATIVE

from .test_sentences import GRAMMAR

REFERENCE = GRAMMAR.lexicon.reference
OWN_KINDS = tuple(name for name, kind in GRAMMAR.kinds.items() if kind.reference == "diplomacy")
NAMES = st.sampled_from(sorted(REFERENCE.entities))
TITLES = st.sampled_from(sorted(event.id for event in REFERENCE.events.values() if event.title))
DAYS = st.integers(day_number(-9999, 1, 1), day_number(9999, 12, 31)).map(iso)
POINTS = st.builds(lambda day, cut: day[: len(day) - cut], DAYS, st.sampled_from([0, 3, 6]))


def _ordered(one: str, other: str) -> str:
    first, last = sorted((one, other), key=lambda point: dating(point).whole.first)
    return f"{first}/{last}" if dating(first).whole.first <= dating(last).whole.last else first


PERIODS = (
    POINTS
    | st.sampled_from(RELATIVE)
    | POINTS.map("{}/..".format)
    | POINTS.map("../{}".format)
    | st.builds(_ordered, POINTS, POINTS)
    | st.integers(10_000, 999_999_999).map("Y{}".format)
)


@st.composite
def occurrences(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(sorted(REFERENCE.kinds.values(), key=lambda kind: kind.kind)))
    found: dict[str, Any] = {
        "event_kind": kind.kind,
        "subject": draw(NAMES),
        "mode": draw(st.none() | st.sampled_from(list(MODE_WORDS))),
    }
    if kind.object == "participant":
        others = st.lists(NAMES, min_size=1, max_size=3, unique=True)
        found["others"] = sorted(draw(others.filter(lambda names: found["subject"] not in names)))
    if kind.object == "event":
        narrower = [k.kind for k in REFERENCE.kinds.values() if kind.kind in REFERENCE.kind_and_broader(k.kind) and k.noun]
        titled = [e.id for e in REFERENCE.events.values() if e.title and kind.kind in REFERENCE.kind_and_broader(e.kind)]
        found.update(draw(st.sampled_from([("noun", narrower), ("event", titled)]).flatmap(
            lambda choice: st.fixed_dictionaries({choice[0]: st.sampled_from(choice[1])})
        )))  # fmt: skip
    if kind.object == "place" or draw(st.booleans()):
        found["place"] = draw(NAMES)
        found["outside"] = kind.object != "place" and draw(st.booleans())
    return {name: value for name, value in found.items() if value is not None}


@st.composite
def counts(draw: st.DrawFn) -> dict[str, Any]:
    least = draw(st.integers(0, 5000))
    return {"least": least} if draw(st.booleans()) else {"least": least, "most": least + draw(st.integers(0, 5000))}


@st.composite
def spans(draw: st.DrawFn) -> dict[str, Any]:
    period = draw(PERIODS)
    return {"period": period, "throughout": not period.startswith("../") and draw(st.booleans())}


def values(slot: Slot[Any], depth: int) -> st.SearchStrategy[Any]:
    """Values that a slot can hold, in typed form."""
    match slot:
        case OccurrenceSlot():
            return occurrences()
        case DaySlot():
            return st.integers(-9999, 9999).map(lambda year: iso(day_number(year, 1, 1))[:-6]) if slot.hint == "YEAR" else DAYS
        case PeriodSlot():
            return PERIODS
        case SpanSlot():
            return spans()
        case NamesSlot():
            return st.lists(NAMES, min_size=1, max_size=4, unique=True).map(sorted)
        case NameSlot():
            return NAMES
        case TitleSlot():
            return TITLES
        case TypeSlot():
            return st.none() | st.sampled_from(sorted({entity.type for entity in REFERENCE.entities.values()}))
        case RelationSlot():
            return st.sampled_from(sorted(REFERENCE.relation_kinds))
        case TimesSlot():
            return counts()
        case NthSlot():
            return st.integers(1, 10_000)
        case ChoiceSlot():
            return st.sampled_from(list(slot._words))
        case TextSlot():
            return st.text(min_size=1, max_size=20)
        case ClaimsSlot():
            return st.lists(claims(depth - 1), min_size=2, max_size=3)
        case ClaimSlot():
            return claims(depth - 1, slot._kinds)
    raise NotImplementedError(f"values for {type(slot).__name__}")


def claims(depth: int, kinds: tuple[str, ...] = ()) -> st.SearchStrategy[dict[str, Any]]:
    names = kinds or tuple(name for name in OWN_KINDS if depth > 0 or name not in CONNECTIVES)
    return st.sampled_from(names).flatmap(lambda name: of_kind(name, depth))


def of_kind(name: str, depth: int = 2) -> st.SearchStrategy[dict[str, Any]]:
    """Typed claims of a kind: all fields of one of its forms, those that may be left out sometimes left out."""
    kind = GRAMMAR.kinds[name]

    def with_fields(fields: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
        needed = {field: values(slots(kind)[field], depth) for field in fields if kind.model_fields[field].is_required()}
        optional = {field: values(slots(kind)[field], depth) for field in fields if field not in needed}
        whole = {**needed, **optional} if len(forms(kind)) > 1 else needed
        given = st.fixed_dictionaries(whole, optional={field: of for field, of in optional.items() if field not in whole})
        return given.map(lambda found: {"kind": name, **{field: value for field, value in found.items() if value is not None}})

    return st.sampled_from([form.fields for form in forms(kind)]).flatmap(with_fields)


def said(typed: dict[str, Any]) -> Claim:
    """The claim, where it can be said: some titles are those of two events, and nobody meets himself."""
    claim = typed_claim(typed, GRAMMAR.kinds)
    try:
        GRAMMAR.write(claim)
    except Problems as found:
        if "two events or more" not in str(found):
            raise
        assume(False)
    return claim


@pytest.mark.parametrize("name", OWN_KINDS)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_a_claim_is_read_back_from_its_sentence_and_its_typed_form(name: str, data: st.DataObject) -> None:
    claim = said(data.draw(of_kind(name)))
    assert claim.kind == name
    assert GRAMMAR.read(GRAMMAR.write(claim)) == claim
    typed = claim.model_dump(mode="json", exclude_none=True)
    assert GRAMMAR.claim(json.loads(json.dumps(typed))) == claim


WORDS = st.sampled_from(
    [
        *("Vladimir Putin", "Emomali Rahmon", "Russia", "Sixth Caspian Summit", "a summit", "Wednesday", "2022-06-28", "2022"),
        *("met", "visited", "was president of", "there were", "members of", "is a", "last", "next", "not", "before", "after"),
        *("on", "in", "from", "to", "since", "by", "throughout", "June", "28", "exactly", "2", "times", "for the", "2nd", "time"),
        *("it is not true that", "all of these are true:", ",", ";", "(", ")", '"', ".", "“", "”", "\u00a0", "..", "/", "\\"),
        *("İ", "ß", "\ud800", "\0"),
    ]
)


@given(st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=40))
@settings(deadline=None)
def test_any_text_is_a_claim_or_one_problem(text: str) -> None:
    try:
        claim = GRAMMAR.read(text)
    except Problems as problems:
        found = problems.problems
    else:
        assert GRAMMAR.read(GRAMMAR.write(claim)) == claim
        return
    assert len(found) == 1
    assert found[0].wrong


SCRAPS: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | NAMES | PERIODS | TITLES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize("name", OWN_KINDS)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_a_typed_claim_with_anything_in_a_field_is_a_claim_or_problems(name: str, data: st.DataObject) -> None:
    typed = data.draw(of_kind(name))
    typed[data.draw(st.sampled_from([*typed, "extra"]))] = data.draw(SCRAPS)
    try:
        claim = GRAMMAR.claim(typed)
    except Problems:
        return
    assert GRAMMAR.read(GRAMMAR.write(claim)) == claim

"""Claims about numbers, rows and quotations are read back as themselves, from their sentences and from their typed forms."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from factspec.claim import Claim, forms, slots, typed_claim
from factspec.grammar import Grammar
from factspec.kinds import built_in
from factspec.problem import Problems
from factspec.reference.columns import ORDERED, column
from factspec.reference.package import read_reference
from factspec.values.figures import Figure
from factspec.values.numbers import HEDGE_WORDS, Number

EXAMPLES = Path(__file__).parents[2] / "examples"
PACKAGES = ("statistics/references/gapminder", "elections/references/montreal-2013", "speeches/references/speeches")
GRAMMAR = Grammar(read_reference([EXAMPLES / name for name in PACKAGES]), built_in())
REFERENCE = GRAMMAR.lexicon.reference
NAMES = st.sampled_from(sorted(REFERENCE.entities))
MEASURES = st.sampled_from(sorted(REFERENCE.measures))
POINTS = st.sampled_from(["1952", "2007", "2007-05", "2007-05-31", "2007-04/2007-06", "1999-10/1999-12"])
PERIODS = POINTS | st.sampled_from(["2001/2007", "2001-05/2003", "this year", "this month"])
KINDS = tuple(name for name, kind in GRAMMAR.kinds.items() if kind.reference != "diplomacy")


@st.composite
def figures(draw: st.DrawFn, style: str = "plain") -> Figure:
    step = Decimal(1).scaleb(draw(st.integers(-3, 6 if style == "plain" else 0)))
    low = -5000 if style == "plain" else 0
    return Figure(Decimal(draw(st.integers(low, 500_000))) * step, step, style)  # type: ignore[arg-type]


@st.composite
def numbers(draw: st.DrawFn, style: str = "plain") -> str:
    one, other = sorted((draw(figures(style)), draw(figures(style))), key=lambda figure: figure.value)
    hedge = draw(st.sampled_from([*HEDGE_WORDS, "between"]))
    return str(Number("between", one, other) if hedge == "between" else Number(hedge, one))


def amounts(*units: str | None) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"number": numbers(), "unit": st.sampled_from(units)}).map(_given)


def _given(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value is not None}


TABLES = sorted(REFERENCE.tables)
COLUMNS = sorted(REFERENCE.tables["districts"].columns)
NUMERIC = [name for name in COLUMNS if column(REFERENCE.tables["districts"], name).family in ORDERED]


ODD = ["Joly", "a b", "not", 'say "x"']
TEXTS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12) | st.sampled_from(ODD)


@st.composite
def cell_tests(draw: st.DrawFn, column: str) -> dict[str, Any]:
    negated = draw(st.booleans())
    if draw(st.integers(0, 9)) == 0:
        return {"known": True}
    if column in NUMERIC:
        return {"number": draw(numbers()), "negated": negated}
    return {"text": draw(TEXTS), "containing": draw(st.booleans()), "negated": negated}


WHERES = st.lists(
    st.sampled_from(COLUMNS).flatmap(lambda name: cell_tests(name).map(lambda test: {"column": name, **test})),
    min_size=1,
    max_size=3,
)
PLACES = st.fixed_dictionaries({"nth": st.integers(1, 200), "lowest": st.booleans()})
ROWS = st.one_of(
    st.sampled_from([row.key for row in REFERENCE.tables["districts"].rows]).map(lambda key: {"key": key}),
    st.fixed_dictionaries({"where": WHERES, "only": st.booleans()}),
    st.fixed_dictionaries({"place": PLACES, "by": st.sampled_from(NUMERIC)}, optional={"where": WHERES}),
)


def values(kind: str, field: str) -> st.SearchStrategy[Any]:
    """Values of a field, in typed form."""
    usual: dict[str, st.SearchStrategy[Any]] = {
        "what": st.fixed_dictionaries({"measure": st.just("population"), "subject": NAMES}),
        "other": st.fixed_dictionaries({"subject": NAMES}, optional={"measure": st.just("population")}),
        "when": PERIODS, "other_when": PERIODS, "start": POINTS, "end": POINTS, "subject": NAMES, "whole": NAMES,
        "speaker": NAMES,
        "measure": MEASURES, "place": PLACES, "table": st.sampled_from(TABLES), "column": st.sampled_from(COLUMNS), "row": ROWS,
        "where": WHERES, "among": WHERES, "number": numbers(), "words": TEXTS.map("No, {}".format),
        "how": st.sampled_from(["average", "total", "highest", "lowest", "different"]),
"course": courses(),
        "group": st.fixed_dictionaries({"type": st.sampled_from(["country", "panel"])}, optional={"within": NAMES}),
        "many": st.one_of(
            st.fixed_dictionaries({"how": st.just("count"), "times": st.fixed_dictionaries({"least": st.integers(0, 60)})}),
            st.fixed_dictionaries({"how": st.just("share"), "share": numbers()}),
            st.sampled_from([{"how": "all"}, {"how": "most"}]),
        ),
    }  # fmt: skip
    special: dict[tuple[str, str], st.SearchStrategy[Any]] = {
        ("quantity", "amount"): amounts("people"),
        ("share", "amount"): amounts("%"),
        ("change", "how"): movements(),
        ("compare", "how"): comparisons("people", "%"),
        ("difference", "how"): comparisons(None, "%"),
        ("difference", "column"): st.sampled_from(NUMERIC),
        ("difference", "other"): ROWS,
        ("extreme", "column"): st.sampled_from(NUMERIC),
        ("aggregate", "column"): st.sampled_from(NUMERIC),
        ("quote", "when"): PERIODS | st.sampled_from(["2001/..", "../2001"]),
    }
    return special[kind, field] if (kind, field) in special else usual[field]


@st.composite
def courses(draw: st.DrawFn) -> dict[str, Any]:
    times = {
        "start": draw(st.sampled_from(["1952", "1992-05", "1999-10/1999-12"])),
        "end": draw(st.sampled_from(["2007", "2007-05-31"])),
    }
    return times | ({"low": draw(numbers()), "high": draw(numbers()), "unit": "people"} if draw(st.booleans()) else {})


def movements() -> st.SearchStrategy[dict[str, Any]]:
    return st.one_of(
        st.fixed_dictionaries({"how": st.sampled_from(["rose", "fell"])}, optional={"by": amounts("people", "%")}),
        st.just({"how": "did not change"}),
        st.fixed_dictionaries({"how": st.just("multiplied"), "by": amounts(None)}),
    )


def comparisons(*units: str | None) -> st.SearchStrategy[dict[str, Any]]:
    return st.one_of(
        st.fixed_dictionaries({"how": st.sampled_from(["higher", "lower"])}, optional={"by": amounts(*units)}),
        st.just({"how": "the same"}),
        st.fixed_dictionaries({"how": st.just("times"), "by": amounts(None)}),
    )


@st.composite
def typed(draw: st.DrawFn, name: str) -> dict[str, Any]:
    kind = GRAMMAR.kinds[name]
    fields = draw(st.sampled_from([form.fields for form in forms(kind)]))
    found = {}
    for field in slots(kind):
        if field in fields and (kind.model_fields[field].is_required() or draw(st.booleans())):
            found[field] = draw(values(name, field))
    if name == "cell":
        found["test"] = draw(cell_tests(found["column"]))
    return {"kind": name, **found}


@pytest.mark.parametrize("name", KINDS)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_claim_is_read_back_from_its_sentence_and_its_typed_form(name: str, data: st.DataObject) -> None:
    if name == "cell":
        values_of = {field: data.draw(values(name, field)) for field in ("table", "column", "row")}
        given_form = {"kind": name, **values_of, "test": data.draw(cell_tests(values_of["column"]))}
    else:
        given_form = data.draw(typed(name))
    try:
        claim: Claim = typed_claim(given_form, GRAMMAR.kinds)
        sentence = GRAMMAR.write(claim)
    except Problems:
        assume(False)
        return
    read = read_or_several_rows(sentence)
    assume(read is not None)
    assert read == claim, sentence
    again = claim.model_dump(mode="json", exclude_none=True)
    assert GRAMMAR.claim(json.loads(json.dumps(again))) == claim


def read_or_several_rows(sentence: str) -> Claim | None:
    """The claim; None where it is refused because *the row with ...* is several rows."""
    try:
        return GRAMMAR.read(sentence)
    except Problems as found:
        if "say which" not in str(found):
            raise
        return None


def corpus(name: str) -> list[tuple[str, str]]:
    """The pairs of a corpus: a sentence, and the line below it."""
    lines = (Path(__file__).parent / name).read_text("utf-8").splitlines()
    kept = [line for line in lines if line and not line.startswith("#")]
    assert len(kept) % 2 == 0
    return list(zip(kept[::2], (line.strip() for line in kept[1::2]), strict=True))


@pytest.mark.parametrize(("sentence", "written"), corpus("variants_numbers.txt"))
def test_other_words_are_read_as_the_same_claim(sentence: str, written: str) -> None:
    claim = GRAMMAR.read(sentence)
    assert GRAMMAR.write(claim) == written
    assert GRAMMAR.read(written) == claim


@pytest.mark.parametrize(("sentence", "error"), corpus("bad_numbers.txt"))
def test_a_bad_sentence_is_refused_with_one_clear_error(sentence: str, error: str) -> None:
    with pytest.raises(Problems) as found:
        GRAMMAR.read(sentence)
    assert str(found.value).removeprefix(repr(sentence)).lstrip(": ") == error


MARKS = st.sampled_from(
    [
        *(
            "the population of",
            "Japan",
            "was",
            "in 2007",
            "127",
            "million",
            "people",
            "%",
            "rose by",
            "from",
            "to",
            "1952",
            "1/3",
        ),
        *("had", "the highest", "among", "countries", "in", '"districts",', "rows", "have", "winner", '"Joly"', "above", "and"),
        *("all", "half of", "the row with", "said", '"words ..."', "not", "between", "2 times", "that of", "$", "1:00.26", "\0"),
        *("\u00a0", "²", "½"),
    ]
)


@given(st.lists(MARKS, max_size=12).map(" ".join))
@settings(deadline=None, max_examples=200)
def test_any_text_is_a_claim_or_one_problem(text: str) -> None:
    try:
        claim = GRAMMAR.read(text)
    except Problems as problems:
        found = problems.problems
    else:
        assert GRAMMAR.read(GRAMMAR.write(claim)) == claim
        return
    assert len(found) == 1

"""Sentences on plain tables: read, written back, read as others, refused with one clear error, and any claim round."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from factspec.check import Checker
from factspec.claim import Claim, typed_claim
from factspec.problem import Problems
from factspec.reference.columns import ADDED, ORDERED, column
from factspec.reference.package import read_reference

from .pool import CHECKER, REFERENCE

HERE = Path(__file__).parent
GRAMMAR = CHECKER.grammar


def pairs(name: str) -> list[tuple[str, str]]:
    """The lines of a corpus that stand above, each with the one that is indented below it."""
    lines = [line for line in (HERE / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [(above, below[2:]) for above, below in zip(lines[::2], lines[1::2], strict=True)]


VARIANTS, BAD = pairs("variants.txt"), pairs("bad.txt")


def test_the_corpora_are_large_and_hold_nothing_twice() -> None:
    assert len({says for says, _ in VARIANTS}) == len(VARIANTS) >= 60
    assert len({says for says, _ in BAD}) == len(BAD) >= 50


@pytest.mark.parametrize(("sentence", "written"), VARIANTS)
def test_other_words_are_read_as_the_same_claim(sentence: str, written: str) -> None:
    claim = GRAMMAR.read(sentence)
    assert GRAMMAR.write(claim) == written
    assert GRAMMAR.read(written) == claim


@pytest.mark.parametrize(("sentence", "error"), BAD)
def test_a_bad_sentence_is_refused_with_one_clear_error(sentence: str, error: str) -> None:
    with pytest.raises(Problems) as found:
        GRAMMAR.read(sentence)
    assert str(found.value).removeprefix(repr(sentence)).lstrip(": ") == error


def test_the_typed_form_holds_what_the_sentence_says() -> None:
    says = "in polo, exactly 2 rows with home Otters have attendance above 1,000 and played before May 2024"
    typed = GRAMMAR.read(says).model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    assert typed["among"] == [{"column": "home", "text": "Otters"}]
    attendance, played = typed["where"]
    assert attendance == {"column": "attendance", "number": "more than 1,000"}
    assert played == {"column": "played", "period": "2024-05", "when": "before"}
    assert GRAMMAR.write(GRAMMAR.claim({"kind": "rows", **typed})) == (
        'in "polo", exactly 2 rows with home "Otters" have attendance more than 1,000 and played before 2024-05'
    )


def figures(style: str) -> st.SearchStrategy[str]:
    whole, tenths = st.integers(0, 99_999), st.integers(0, 9_999).map(lambda n: f"{n / 100:.2f}")
    if style != "clock":
        return whole.map(str) | whole.map("{:,}".format) | tenths
    return st.builds(lambda m, s, h: f"{m}:{s:02}.{h:02}", st.integers(0, 59), st.integers(0, 59), st.integers(0, 99))


@st.composite
def numbers(draw: st.DrawFn, family: str) -> str:
    hedge = draw(st.sampled_from(["", "exactly", "about", "nearly", "more than", "less than", "at least", "at most"]))
    return f"{hedge} {draw(figures(family))}".strip()


DATES = st.sampled_from(["2024", "2024-05", "2024-05-18", "2024-03-01/2024-04", "2024-03/..", "../2024-05-01", "this year"])
ODD = ["Joly", "a b", "not", 'say "x"', "known", "10", "1:00.26", "and", "‘x’", "İ", "ß", "|", "\\", "true"]
TEXTS = st.sampled_from(ODD) | st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8)


@st.composite
def cell_tests(draw: st.DrawFn, table: str, name: str) -> dict[str, Any]:
    of = column(REFERENCE.tables[table], name)
    negated = {"negated": draw(st.booleans())}
    offered: list[st.SearchStrategy[dict[str, Any]]] = [st.just({"known": True})]
    if of.family in ADDED:
        offered.append(numbers(of.family).map(lambda number: {"number": number}))
    if of.family == "date":
        offered.append(DATES.map(lambda period: {"period": period}))
        point, when = st.sampled_from(["2024", "2024-05-18"]), st.sampled_from(["before", "after"])
        offered.append(st.builds(lambda p, w: {"period": p, "when": w}, point, when))
    if of.family == "boolean":
        offered.append(st.sampled_from([{"text": "true"}, {"text": "false"}]))
    if of.worded:
        offered.append(st.builds(lambda text, inside: {"text": text, "containing": inside}, TEXTS, st.booleans()))
    return draw(st.one_of(offered)) | negated


def columns(table: str, families: tuple[str, ...] = ()) -> st.SearchStrategy[str]:
    plain = REFERENCE.tables[table]
    return st.sampled_from([name for name in plain.columns if not families or column(plain, name).family in families])


@st.composite
def wheres(draw: st.DrawFn, table: str) -> list[dict[str, Any]]:
    names = draw(st.lists(columns(table), min_size=1, max_size=3))
    return [{"column": name, **draw(cell_tests(table, name))} for name in names]


PLACES = st.fixed_dictionaries({"nth": st.integers(1, 200), "lowest": st.booleans()})


@st.composite
def rows(draw: st.DrawFn, table: str) -> dict[str, Any]:
    how = draw(st.sampled_from(["key", "where", "only", "place", "place among"]))
    if how == "key":
        return {"key": draw(st.sampled_from(list(REFERENCE.tables[table].by_key)))}
    found: dict[str, Any] = {} if how == "place" else {"where": draw(wheres(table))}
    if how.startswith("place"):
        return {**found, "place": draw(PLACES), "by": draw(columns(table, ORDERED))}
    return {**found, "only": how == "only"}


@st.composite
def manys(draw: st.DrawFn, parts: bool) -> dict[str, Any]:
    least, more = draw(st.integers(0, 60)), draw(st.none() | st.integers(0, 3))
    count: dict[str, Any] = {
        "how": "count",
        "times": {"least": least} if more is None else {"least": least, "most": least + more},
    }
    if parts and draw(st.booleans()):
        count["of"] = draw(st.integers(1, 90))
    part = draw(st.sampled_from([{"how": "all"}, {"how": "most"}, {"how": "share", "share": draw(numbers("percent"))}]))
    return draw(st.sampled_from([count, part])) if parts else count


@st.composite
def typed(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    table = draw(st.sampled_from(sorted(REFERENCE.tables)))
    found: dict[str, Any] = {"kind": kind, "table": table}
    match kind:
        case "cell":
            name = draw(columns(table))
            return {**found, "column": name, "row": draw(rows(table)), "test": draw(cell_tests(table, name))}
        case "rows":
            among, where = (draw(st.none() | wheres(table)) for _ in range(2))
            among = among if where else None
            return {**found, "many": draw(manys(where is not None)), "among": among, "where": where}
        case "extreme":
            place = {"place": draw(PLACES), "column": draw(columns(table, ORDERED))}
            return {**found, "row": draw(rows(table)), **place, "among": draw(st.none() | wheres(table))}
        case "aggregate":
            how = draw(st.sampled_from(["average", "total", "highest", "lowest", "different"]))
            name = draw(columns(table, () if how == "different" else ADDED))
            number = draw(numbers("number" if how == "different" else column(REFERENCE.tables[table], name).family))
            return {**found, "how": how, "column": name, "among": draw(st.none() | wheres(table)), "number": number}
        case _:
            name = draw(columns(table, ADDED))
            told = {"percent": "percentage points", "clock": "seconds"}.get(column(REFERENCE.tables[table], name).family)
            by = st.fixed_dictionaries({"number": numbers("number"), "unit": st.just(told)})
            compared: st.SearchStrategy[Any] = st.one_of(
                st.fixed_dictionaries({"how": st.sampled_from(["higher", "lower"])}, optional={"by": by}),
                st.just({"how": "the same"}),
                numbers("number").map(lambda number: {"how": "times", "by": {"number": number}}),
            )
            return {**found, "column": name, "row": draw(rows(table)), "how": draw(compared), "other": draw(rows(table))}


@pytest.mark.parametrize("kind", ["cell", "rows", "extreme", "aggregate", "difference"])
@given(data=st.data())
@settings(max_examples=120, deadline=None)
def test_a_claim_is_read_back_from_its_sentence_and_its_typed_form(kind: str, data: st.DataObject) -> None:
    drawn = {name: value for name, value in data.draw(typed(kind)).items() if value is not None}
    claim, wrong = claim_or_problem(lambda: GRAMMAR.claim(drawn))
    if claim is None:
        assert any(reason in wrong for reason in ("say which", "held against itself", "is no period")), wrong
        assume(False)
        return
    assert claim == typed_claim(drawn, GRAMMAR.kinds)
    sentence = GRAMMAR.write(claim)
    assert GRAMMAR.read(sentence) == claim, sentence
    assert GRAMMAR.claim(json.loads(json.dumps(claim.model_dump(mode="json", exclude_none=True)))) == claim


FRACTIONS = [
    ("1/4", "25%"), ("about 1/3", "about 1/3"), ("between 1/4 and 1/3", "between 1/4 and 1/3"), ("at least 1/2", "at least 50%"),
    ("between 1/3 and 1/2", "between 1/3 and 1/2"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "written"), FRACTIONS)
def test_a_fraction_is_one_of_a_hundred_wherever_percentages_are_meant(given: str, written: str) -> None:
    rows = GRAMMAR.claim({"kind": "rows", "table": "finals", "many": {"how": "share", "share": given}, "where": [OTTERS]})
    cell = GRAMMAR.claim({"kind": "cell", "table": "polo", "column": "possession", "row": FIRST, "test": {"number": given}})
    assert GRAMMAR.write(rows) == f'in "finals", {written} of rows have club "Otters"'
    assert GRAMMAR.write(cell) == f'in "polo", the possession of "1|Otters" was {written}'
    for claim in (rows, cell):
        assert GRAMMAR.read(GRAMMAR.write(claim)) == claim
        assert GRAMMAR.claim(claim.model_dump(mode="json", exclude_none=True)) == claim


OTTERS, FIRST = {"column": "club", "text": "Otters"}, {"key": "1|Otters"}


def claim_or_problem(read: Callable[[], Claim]) -> tuple[Claim | None, str]:
    """The claim, or the one problem that it is refused with."""
    try:
        return read(), ""
    except Problems as found:
        (problem,) = found.problems
        return None, problem.wrong + problem.expected


MARKS = st.sampled_from(
    [
        *('in "finals",', "in polo", "the", "time", "points", '"swum on"', "of", '"Ada Berg"', "was", "59.87", "1:00.26", "%"),
        *("not", "rows", "exactly 2", "all", "half of the", "with", "have", "club", '"Otters"', "above", "and", "between"),
        *("the row with", "the only row with", "highest", "fastest", "earliest", "2nd", "has", "among rows with", "average"),
        *("7 more than", "that of", "known", "blank", "containing", "before 2024", "'s", "or more", "seconds", "a", "\0", "|"),
        *("²", "½", "\u00a0", '"'),
    ]
)  # fmt: skip


@given(st.lists(MARKS, max_size=14).map(" ".join))
@settings(deadline=None, max_examples=300)
def test_any_text_is_a_claim_or_one_problem(text: str) -> None:
    claim, wrong = claim_or_problem(lambda: GRAMMAR.read(text))
    if claim is None:
        assert wrong
        return
    assert GRAMMAR.read(GRAMMAR.write(claim)) == claim


def test_a_column_may_be_named_without_the_brackets_at_its_end(tmp_path: Path) -> None:
    described = {
        "name": "land",
        "version": "1",
        "resources": [
            {"name": "sources", "path": "sources.csv"},
            {
                "name": "years",
                "path": "years.csv",
                "schema": {
                    "fields": [
                        {"name": "Year", "type": "string"},
                        {"name": "Inflation (%)", "type": "number"},
                        {"name": "People (m)", "type": "number"},
                        {"name": "People (f)", "type": "number"},
                        {"name": "sources", "type": "string"},
                    ],
                    "primaryKey": "Year",
                },
            },
        ],
    }
    (tmp_path / "datapackage.json").write_text(json.dumps(described))
    (tmp_path / "sources.csv").write_text("id,publisher,title,url\noffice,Office,Figures,https://example.org\n")
    (tmp_path / "years.csv").write_text("Year,Inflation (%),People (m),People (f),sources\nA,2.5,1,2,office\n")
    grammar = Checker(read_reference([tmp_path])).grammar
    assert (
        grammar.write(grammar.read('in "years", the Inflation of "A" was 2.5'))
        == 'in "years", the "Inflation (%)" of "A" was 2.5'
    )
    with pytest.raises(Problems, match=r"People \(m\)"):
        grammar.read('in "years", the People of "A" was 1')

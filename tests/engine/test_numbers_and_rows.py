"""Numbers, rows and quotations with the rest of the rules: accounts, the two clocks, origins, what is missing, corrections."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from factspec.check import Checker, Settings
from factspec.problem import Problems
from factspec.reference.facts import Reference
from factspec.reference.package import read_reference
from factspec.report.model import Location, Result
from factspec.stated import Stated
from factspec.verdict import Verdict

BASE: dict[str, str] = {
    "sources": """id,publisher,title,url,published,origin
old,Old Office,Old numbers,https://old.example/,2019-01-01,
new,New Office,New numbers,https://new.example/,2021-01-01,
copy,Copy Press,Copied,https://copy.example/,2021-02-01,new""",
    "entities": """id,type,name,within
land,region,Land,
alpha,town,Alpha,land
beta,town,Beta,land
gamma,town,Gamma,land
ann,person,Ann,
bob,person,Bob,""",
    "measures": """measure,phrase,unit
population,population,people
rate,unemployment rate,%
youth,youth unemployment rate,%
area,area,square kilometres""",
    "observations": """subject,measure,period,value,unit,low,high,sources
alpha,population,2020,1000,,,,old
beta,population,2020,2,thousand,,,new|copy
gamma,population,2020,1500,,1400,1600,new
alpha,rate,2019,5,,,,old
alpha,rate,2020,7,,,,new
alpha,area,2020,1000,hectares,,,new
alpha,population,2010,900,,,,old""",
    "quotes": """id,speaker,date,text,sources
q1,ann,2020-05-01,We shall see – he said “soon”.,new""",
    "disagreements": """table,row,field,value,source,accepted
observations,gamma population 2020,value,1550,copy,
quotes,q1,text,We shall not see.,copy,""",
    "completeness": """table,kind,place,participants,period,sources
observations,population,land,,2020,new
quotes,,,ann,2020-05-01,new
games,,,,,new""",
    "games": """round,city,points,time,score,sources
1,Minsk,20,1:00.26,6-4,new
2,Minsk,18,59.90,2-6,new
3,Brest,,1:01.00,,new""",
}
SCHEMA = {
    "primaryKey": "round",
    "fields": [
        {"name": "round", "type": "string"}, {"name": "city", "type": "string"}, {"name": "points", "type": "integer"},
        {"name": "time", "type": "string"}, {"name": "score", "type": "string"}, {"name": "sources", "type": "string"},
    ],
}  # fmt: skip


def reference(folder: Path, **changes: str) -> Reference:
    resources: list[dict[str, Any]] = []
    for name, text in {**BASE, **changes}.items():
        (folder / f"{name}.csv").write_text(text.replace("59.90", "0:59.90") + "\n")
        resources.append({"name": name, "path": f"{name}.csv"} | ({"schema": SCHEMA} if name == "games" else {}))
    (folder / "datapackage.json").write_text(json.dumps({"name": "small", "resources": resources}))
    return read_reference([folder])


@pytest.fixture
def small(tmp_path: Path) -> Reference:
    return reference(tmp_path)


def result(small: Reference, sentence: str, **settings: Any) -> Result:
    here = Location(path="", line=1)
    return Checker(small, settings=Settings(**settings)).results([Stated("c", sentence, None, here)])[0]


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("the population of Beta in 2020 was 2,000 people", Verdict.SUPPORTED),
        ("the population of Beta in 2020 was 2 thousand people", Verdict.SUPPORTED),
        ("the area of Alpha in 2020 was 10 square kilometres", Verdict.SUPPORTED),
        ("the area of Alpha in 2020 was 3.86 square miles", Verdict.SUPPORTED),
        ("Alpha's unemployment rate rose by 2 percentage points from 2019 to 2020", Verdict.SUPPORTED),
        ("Alpha's unemployment rate rose by 40% from 2019 to 2020", Verdict.SUPPORTED),
        ("Alpha's unemployment rate rose by 2% from 2019 to 2020", Verdict.REFUTED),
        ("Beta had the highest population in Land in 2020", Verdict.SUPPORTED),
        ("Gamma had the 2nd highest population among towns in Land in 2020", Verdict.SUPPORTED),
        ("Beta had the highest population among towns in 2020", Verdict.NOT_ENOUGH),
        ("Alpha had the highest population among towns in 2020", Verdict.REFUTED),
        ("Beta had about 44% of the population of towns in Land in 2020", Verdict.SUPPORTED),
        ("the population of Alpha in 2015 was 950 people", Verdict.NOT_ENOUGH),
        ("the population of Alpha in January 2020 was 1,000 people", Verdict.REFUTED),
        ("Alpha's population was half that of Beta in 2020", Verdict.SUPPORTED),
        ('in "games", exactly 2 rows have city "Minsk"', Verdict.SUPPORTED),
        ('in "games", the total points was 38', Verdict.NOT_ENOUGH),
        ('in "games", the total points of rows with city "Minsk" was 38', Verdict.SUPPORTED),
        ('in "games", the time of "1" was 1:00.26', Verdict.SUPPORTED),
        ('in "games", "2" has the lowest time', Verdict.SUPPORTED),
        ('in "games", the time of "3" was 0.74 seconds more than that of "1"', Verdict.SUPPORTED),
        ('in "games", the average time was 1:00.39', Verdict.SUPPORTED),
        ('in "games", the score of "1" was "6-4"', Verdict.SUPPORTED),
        ('Ann said "We shall see - he said \\"soon\\"" on 2020-05-01', Verdict.CONFLICTING),
        ('Ann said "We ... see" on 2020-05-01', Verdict.SUPPORTED),
        ('Bob said "We shall see" on 2020-05-01', Verdict.NOT_ENOUGH),
        ('Ann said "We shall wait" on 2020-05-01', Verdict.REFUTED),
    ],
)  # fmt: skip
def test_the_verdict(small: Reference, sentence: str, verdict: Verdict) -> None:
    found = result(small, sentence)
    assert found.verdict is verdict, found.because


def test_sources_that_disagree_on_a_number_are_told_apart(small: Reference) -> None:
    found = result(small, "the population of Gamma in 2020 was between 1,400 and 1,600 people")
    assert (found.verdict, len(found.accounts)) == (Verdict.SUPPORTED, 2)
    assert [row.value for row in found.disagreements] == ["1550"]


def test_what_was_not_yet_published_is_not_known(small: Reference) -> None:
    says = "the population of Beta in 2020 was 2,000 people"
    found = result(small, says, known_by="2020-12-31")
    assert found.verdict is Verdict.NOT_ENOUGH
    assert "population of Beta in 2020" in found.missing[0]


def test_origins_are_counted_at_the_weakest_number(small: Reference) -> None:
    assert result(small, "the population of Beta in 2020 was 2,000 people").origins.names == ("new",)
    assert result(small, "the population of Beta in 2020 was 2 times that of Alpha").origins.count == 1


@pytest.mark.parametrize(
    ("sentence", "correction"),
    [
        (
            "Alpha's unemployment rate rose by 2% from 2019 to 2020",
            "the unemployment rate of Alpha rose by 2 percentage points from 2019 to 2020",
        ),
        (
            "Alpha's unemployment rate fell by 2 percentage points from 2019 to 2020",
            "the unemployment rate of Alpha rose by 2 percentage points from 2019 to 2020",
        ),
        ("the population of Beta in 2020 was about 3,000 people", "the population of Beta in 2020 was about 2,000 people"),
        ("Alpha had the 2nd lowest population in Land in 2020", "Alpha had the lowest population in Land in 2020"),
        ('in "games", exactly 3 rows have city "Minsk"', 'in "games", exactly 2 rows have city "Minsk"'),
        ('in "games", the points of "1" was 18', 'in "games", the points of "1" was 20'),
        ('Ann said "We ... see soon" on 2020-05-01', None),
        ('Bob said "We shall see" on 2020-05-01', 'Ann said "We ... see" on 2020-05-01'),
    ],
)
def test_the_correction(small: Reference, sentence: str, correction: str | None) -> None:
    found = result(small, sentence)
    if correction is not None and "said" not in correction:
        assert found.correction == correction
    elif found.correction is not None:
        assert result(small, found.correction).verdict is Verdict.SUPPORTED


def test_two_measures_of_like_name_are_both_offered(small: Reference) -> None:
    found = result(small, "the unemployment of Alpha in 2020 was 7%")
    assert found.verdict is None
    assert "'unemployment rate'" in found.because
    assert "'youth unemployment rate'" in found.because


def test_a_blank_cell_is_what_is_missing(small: Reference) -> None:
    assert result(small, 'in "games", the total points was 38').missing == ("the points of “3” in games",)


def test_a_table_that_is_not_stated_to_be_complete_may_have_more_rows(tmp_path: Path) -> None:
    open_table = reference(tmp_path, completeness=BASE["completeness"].replace("\ngames,,,,,new", ""))
    found = result(open_table, 'in "games", exactly 2 rows have city "Minsk"')
    assert (found.verdict, found.missing) == (Verdict.NOT_ENOUGH, ("a statement that games is complete",))
    assert result(open_table, 'in "games", all rows have city "Minsk"').verdict is Verdict.REFUTED
    assert result(open_table, 'in "games", at least 2 rows have city "Minsk"').verdict is Verdict.SUPPORTED


def test_one_number_in_two_rows_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="line 2 gives this number too, expected one row with all its sources"):
        reference(tmp_path, observations=BASE["observations"] + "\nalpha,population,2020,1001,,,,new")


def test_a_unit_that_does_not_convert_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="'tonnes' does not convert to 'people'"):
        reference(tmp_path, observations=BASE["observations"] + "\nbeta,population,2010,1001,tonnes,,,new")


def test_a_misspelt_text_is_never_silent(small: Reference) -> None:
    found = result(small, 'in "games", no rows have city "Misnk"')
    assert found.verdict is Verdict.SUPPORTED
    assert found.because.endswith("no city is “Misnk”; did you mean “Minsk”?")


def test_a_column_without_a_value_keeps_the_type_that_is_declared(tmp_path: Path) -> None:
    blank = reference(tmp_path, games="round,city,points,time,score,sources\n1,Minsk,,,,new\n2,Brest,,,,new")
    assert result(blank, 'in "games", the points of "1" was above 3').verdict is Verdict.NOT_ENOUGH


def test_of_two_rows_neither_is_the_only_one(small: Reference) -> None:
    assert result(small, 'in "games", the points of the only row with city "Minsk" was 20').verdict is Verdict.REFUTED
    says = 'in "games", the points of the only row with city "Minsk" was 2 more than that of "2"'
    assert result(small, says).verdict is Verdict.REFUTED

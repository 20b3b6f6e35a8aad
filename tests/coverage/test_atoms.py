"""What can be checked in a sentence is found, with its place; what only looks like it is not."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.coverage.desk import HEAD, ROOT

from factspec.article import Article, article
from factspec.coverage.atoms import Atom, atoms
from factspec.coverage.dates import Dated
from factspec.reference.package import read_reference
from factspec.sentence.lexicon import Lexicon
from factspec.values.calendar import iso


@cache
def lexicon() -> Lexicon:
    return Lexicon(read_reference([ROOT / "references" / "diplomacy"]))


def read(text: str, language: str = "en") -> Article:
    return article(f"{HEAD[:-4]}language: {language}\n---\n{text}\n", Path("claims/talks/article.md"))


def found(text: str, language: str = "en") -> list[Atom]:
    return [atom for statement in atoms(read(text, language), lexicon()) for atom in statement]


def told(text: str, language: str = "en") -> list[str]:
    return [f"{atom.kind} {atom.text}" for atom in found(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They have had six telephone talks this year.", ["number six", "date this year"]),
        ("It had 9.9 million people, 38.2% of 1,200.", ["number 9.9 million", "number 38.2%", "number 1,200"]),
        ("Sales more than doubled, and half of the shops, a third of them new, closed.",
         ["number doubled", "number half", "number a third"]),
        ("On Wednesday, May 16 and 3 November 2013 he spoke; in 2019 he did not.",
         ["date Wednesday", "date May 16", "date 3 November 2013", "date 2019"]),
        ("He may march in May, and the march may end.", ["date May"]),
        ("It is the 30th anniversary, his second and the latest one.", ["ordinal 30th", "ordinal second", "ordinal latest"]),
        ("First, they will dine. At first it rained for a second.", []),
        ("It was the highest figure, and the oldest of its forest.", ["superlative highest", "superlative oldest"]),
        ("It was his only visit, in most years.", ["superlative only", "superlative most"]),
        ("No one was there, and one of them said that one should go.", []),
        ("It cost one vote.", ["number one"]),
        ("Russian President Vladimir Putin met his Tajik counterpart, Emomali Rakhmon.",
         ["role Russian President", "name Vladimir Putin", "role Tajik counterpart", "name Emomali Rakhmon"]),
        ("The Russian president will stay. The president is here.", ["role Russian president"]),
        ("The leaders of Iran and Russia came.", ["role leaders", "name Iran", "name Russia"]),
        ("Then Ivan Petrov of the Bank of England spoke.", ["name Ivan Petrov of the Bank of England"]),
        ("Nobody came. Later many did.", []),
        ("At the Sixth Caspian Summit he spoke.", ["name Sixth Caspian Summit"]),
        ('He said “we met six times in 2022” and left the "forum".', ["quotation “we met six times in 2022”"]),
        ("A turkey is no Turkey.", ["name Turkey"]),
    ],
)  # fmt: skip
def test_atoms_of_a_sentence(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("on May 16", ["2022-05-16", "2023-05-16"]),
        ("on December 28", ["2021-12-28", "2022-12-28"]),
        ("on February 29", ["2020-02-29", "2024-02-29"]),
        ("on February 30", []),
        ("in February", ["2022-02-01/2022-02-28", "2023-02-01/2023-02-28"]),
        ("on Wednesday", ["2022-06-22", "2022-06-29"]),
        ("yesterday", ["2022-06-27"]),
        ("last month", ["2022-05-01/2022-05-31"]),
        ("next week", ["2022-07-04/2022-07-10"]),
        ("the 1990s", ["1990-01-01/1999-12-31"]),
        ("2022-06-28", ["2022-06-28"]),
    ],
)
def test_dates_are_resolved_against_the_day_of_the_article(text: str, days: list[str]) -> None:
    values = [atom.value for atom in found(f"It was {text}.")]
    spans = [day for value in values if isinstance(value, Dated) for day in value.days]
    assert [iso(s.first) if s.first == s.last else f"{iso(s.first)}/{iso(s.last)}" for s in spans] == days


def test_a_language_without_words_still_has_figures_quotations_and_names() -> None:
    text = "Владимир Путин сказал „мы встретились дважды“ 2022-06-28, в 3-й раз, 15%."
    assert told(text, "ru") == [
        "name Владимир Путин",
        "quotation „мы встретились дважды“",
        "date 2022-06-28",
        "number 3",
        "number 15%",
    ]


@given(st.text(alphabet="aeT PutinMoscow six second May 12%.,:;“”\"'’—-\n\u00a0\u200b", max_size=60))
@settings(deadline=None, max_examples=60)
def test_atoms_lie_apart_within_their_statement_and_are_the_same_each_time(text: str) -> None:
    if not text.strip():
        return
    made = read(f"It began: {text}")
    again = atoms(made, lexicon())
    assert again == atoms(made, lexicon())
    for statement, inside in zip(made.statements, again, strict=True):
        end = statement.start
        for atom in inside:
            assert end <= atom.start < atom.end <= statement.end
            assert made.text[atom.start : atom.end] == atom.text
            end = atom.end

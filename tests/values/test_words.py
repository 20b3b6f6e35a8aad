"""Counts, places in a row, plurals, lists, and what a misspelt word may mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factspec.values.counting import CARDINALS, ORDINALS, cardinal_at, ordinal, ordinal_at
from factspec.values.nearest import most_like, nearest
from factspec.values.plurals import plural
from factspec.values.words import series


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2 times", (2, 1)),
        ("0 times", (0, 1)),
        ("1,200 times", (1200, 5)),
        ("1,2 times", (1, 1)),
        ("12,345,678", (12_345_678, 10)),
        ("six times", (6, 3)),
        ("twelve", (12, 6)),
        ("zero", (0, 4)),
        ("sixth", None),
        ("sixteen", (16, 7)),
        ("twenty-one times", (21, 10)),
        ("twenty one", (21, 10)),
        ("one hundred times", (100, 11)),
        ("two times", (2, 3)),
        ("umpteen", None),
        ("times", None),
        ("", None),
        ("-2", None),
        ("٣", None),
    ],
)
def test_a_cardinal_at_a_place(text: str, found: tuple[int, int] | None) -> None:
    assert cardinal_at(text, 0) == found
    assert cardinal_at("at " + text, 3) == (found and (found[0], found[1] + 3))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2nd time", (2, 3)),
        ("second time", (2, 6)),
        ("twelfth", (12, 7)),
        ("twenty-first time", (21, 12)),
        ("thirtieth", (30, 9)),
        ("hundredth", (100, 9)),
        ("two hundredth", None),
        ("11th", (11, 4)),
        ("111th", (111, 5)),
        ("101st", (101, 5)),
        ("0th", None),
        ("2th", None),
        ("11st", None),
        ("2", None),
        ("2ndary", None),
        ("two", None),
        ("last", None),
    ],
)
def test_an_ordinal_at_a_place(text: str, found: tuple[int, int] | None) -> None:
    assert ordinal_at(text, 0) == found


@given(st.integers(1, 999_999_999))
def test_a_written_ordinal_is_read_as_its_number(number: int) -> None:
    assert ordinal_at(ordinal(number), 0) == (number, len(ordinal(number)))


@given(st.integers(0, 10**15 - 1))
def test_a_number_is_read_with_commas_or_without(number: int) -> None:
    for text in (str(number), f"{number:,}"):
        assert cardinal_at(text, 0) == (number, len(text))


def test_number_words_run_without_a_gap() -> None:
    assert sorted(set(CARDINALS.values())) == list(range(101))
    assert sorted(set(ORDINALS.values())) == list(range(1, 101))
    assert all(cardinal_at(word, 0) == (number, len(word)) for word, number in CARDINALS.items())
    assert all(ordinal_at(word, 0) == (number, len(word)) for word, number in ORDINALS.items())


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("country", "countries"),
        ("city", "cities"),
        ("day", "days"),
        ("member", "members"),
        ("church", "churches"),
        ("box", "boxes"),
        ("bush", "bushes"),
        ("games", "games"),
        ("talks", "talks"),
        ("organisation", "organisations"),
    ],
)
def test_plurals(one: str, many: str) -> None:
    assert plural(one) == many


@pytest.mark.parametrize(("parts", "text"), [((), ""), (("A",), "A"), (("A", "B"), "A and B"), (("A", "B", "C"), "A, B and C")])
def test_a_list_in_words(parts: tuple[str, ...], text: str) -> None:
    assert series(parts) == text


NAMES = ["Emomali Rahmon", "Vladimir Putin", "Emomali Rahmon", "Tajikistan", "Turkmenistan", "Эмомали Рахмон"]


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("Emomali Rahmonn", "Emomali Rahmon"),
        ("vladimir putin", "Vladimir Putin"),
        ("Tadjikistan", "Tajikistan"),
        ("Turkmenstan", "Turkmenistan"),
    ],
)
def test_the_nearest_comes_first(text: str, best: str) -> None:
    assert nearest(text, NAMES)[0] == best


def test_a_name_in_another_script_is_near_by_its_sound() -> None:
    assert nearest("Vladimir Poutine", ["Владимир Путин", "Серж"]) == ("Владимир Путин",)


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=6), st.integers(1, 4))
def test_suggestions_are_some_of_the_options_each_once(text: str, options: list[str], most: int) -> None:
    found = nearest(text, options, most=most)
    assert len(found) <= most
    assert len(set(found)) == len(found)
    assert set(found) <= set(options)


def test_nothing_is_near_to_something_else_altogether() -> None:
    assert nearest("zzzz", NAMES) == ()


def test_all_are_put_in_order_of_likeness() -> None:
    named = {"a": "Moscow", "b": "Minsk", "c": "Moskow"}
    assert most_like("Moscow", named) == ["a", "c", "b"]

"""How dates of which one day is meant are told: the days between belong to them too."""

from __future__ import annotations

import pytest

from factspec.engine.words import date_words


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("[2022-01-06..2022-01-07]", "2022-01-06 or 2022-01-07"),
        ("[2022-01-06..2022-01-08]", "one day from 2022-01-06 to 2022-01-08"),
        ("[2022-01..2022-03]", "one day from 2022-01 to 2022-03"),
        ("[2022-01-06..2022-01-06]", "2022-01-06"),
        ("2022-01-06/2022-01-08", "2022-01-06 to 2022-01-08"),
    ],
)
def test_one_day_of_several_is_not_told_as_the_first_or_the_last(date: str, words: str) -> None:
    assert date_words(date) == words

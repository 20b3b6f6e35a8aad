"""Dates in words."""

from __future__ import annotations

import pytest

from factspec.engine.words import date_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[1904-02-10..1904-02-11]", "1904-02-10 or 1904-02-11"),
        ("[1903-12-31..1904-01-01]", "1903-12-31 or 1904-01-01"),
        ("[1904-02-10..1904-02-12]", "a day from 1904-02-10 to 1904-02-12"),
        ("[1903-03..1903-05]", "a day from 1903-03 to 1903-05"),
        ("1904-02-10/1904-02-12", "1904-02-10 to 1904-02-12"),
        ("1904-02/..", "1904-02 on"),
    ],
)
def test_a_set_of_days_is_told_as_one_unknown_day_of_it(text: str, words: str) -> None:
    assert date_words(text) == words

"""Dates are said as a reader says them, in the reader's language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factspec.report.dates import told
from factspec.report.language import language

ENGLISH, RUSSIAN = language("en"), language("ru")


@pytest.mark.parametrize(
    ("written", "english", "russian"),
    [
        ("2022-06-28", "28 June 2022", "28 июня 2022"),
        ("2022-06", "June 2022", "июнь 2022"),
        ("2022", "2022", "2022"),
        ("2022-06-28/2022-06-29", "28–29 June 2022", "28–29 июня 2022"),
        ("2022-06-28/2022-07-02", "28 June – 2 July 2022", "28 июня – 2 июля 2022"),
        ("2021-12-30/2022-01-02", "30 December 2021 – 2 January 2022", "30 декабря 2021 – 2 января 2022"),
        ("2018/2022", "2018–2022", "2018–2022"),
        ("2018/", "from 2018", "с 2018"),
        ("2018-06/..", "from June 2018", "с июня 2018"),
        ("../2018-06-01", "until 1 June 2018", "до 1 июня 2018"),
        ("[2022-01-06..2022-01-07]", "6–7 January 2022, one day of these", "6–7 января 2022, один из этих дней"),
        ("2022?", "2022, not sure", "2022, не точно"),
        ("2022-06~", "about June 2022", "около июня 2022"),
        ("2022-06-28%", "about 28 June 2022, not sure", "около 28 июня 2022, не точно"),
    ],
)
def test_a_date_is_said_in_words(written: str, english: str, russian: str) -> None:
    assert (told(written, ENGLISH), told(written, RUSSIAN)) == (english, russian)


@pytest.mark.parametrize("written", ["2022-02-30", "last week", "", "2022-XX", "Y170000002", "2022-21", "<b>", "2022-06-28/x"])
def test_what_is_no_date_or_has_no_plain_words_stays_as_it_is(written: str) -> None:
    assert told(written, ENGLISH) == written


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2022-06-28", "28 Jun 2022"),
        ("[2022-01-06..2022-01-07]", "6–7 Jan 2022"),
        ("2022-06-28/2022-07-02", "28 Jun – 2 Jul 2022"),
    ],
)
def test_a_brief_date_has_short_months_and_no_remark(written: str, said: str) -> None:
    assert told(written, ENGLISH, brief=True) == said


@given(st.text())
def test_no_text_stops_it(text: str) -> None:
    assert isinstance(told(text, ENGLISH), str)

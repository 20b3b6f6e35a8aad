"""Articles: front matter, the statements that cover a text, and where quotations stand in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factspec.article import Article, anchored, article, statements
from factspec.problem import Problems

FILE = Path("claims/dushanbe/article.md")
HEAD = "---\ntitle: Talks\npublisher: TASS\npublished: 2022-06-28\n"
KEYS = "title, publisher, url, published, dateline, language, timezone, origin"


def told(text: str) -> list[str]:
    with pytest.raises(Problems) as found:
        article(text, FILE)
    return [str(problem).removeprefix("claims/dushanbe/article.md") for problem in found.value.problems]


def with_text(text: str) -> Article:
    return article(f"{HEAD}---\n{text}\n", FILE)


def test_an_article_is_named_by_its_folder_and_says_what_it_is() -> None:
    found = article(f"{HEAD}url: https://example.org\norigin: ushakov\ndateline: DUSHANBE, June 28\n---\nIt began.\n", FILE)
    assert (found.id, found.path, found.text) == ("dushanbe", str(FILE), "It began.")
    assert (found.front.title, found.front.published, found.front.origin) == ("Talks", "2022-06-28", "ushakov")
    assert found.front.language == "en"


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2022-06-28", "2022-06-28"),
        ("2022-06-28T10:00:00Z", "2022-06-28"),
        ("'-0044-03-15'", "-0044-03-15"),
        ("[2022-06-28..2022-06-28]", ""),
    ],
)
def test_the_day_of_publication_is_one_day(published: str, day: str) -> None:
    text = f"---\ntitle: T\npublisher: P\npublished: {published}\n---\nText.\n"
    if day:
        assert article(text, FILE).front.published == day
    else:
        assert told(text) == [":4: published: not a text, expected words or a number"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", [":1: no front matter, expected YAML between two lines of ---, then the text"]),
        ("It began.\n", [":1: no front matter, expected YAML between two lines of ---, then the text"]),
        ("---\n- a\n---\nIt began.", [":2: no front matter, expected title, publisher and published at least"]),
        (
            "---\ntitle: T\n---\nIt began.",
            [
                ":2: no 'publisher', expected a value in the front matter",
                ":2: no 'published', expected a value in the front matter",
            ],
        ),
        (f"{HEAD}---\n \n", [": no text, expected the article's text after its front matter"]),
        (f"{HEAD}---\n\xad\u200b\n", [": no text, expected the article's text after its front matter"]),
        (f"{HEAD}titel: x\n---\nIt.", [f":5: unknown key 'titel', expected one of {KEYS}; did you mean title?"]),
        (f"{HEAD}title: x\n---\nIt.", [":5: 'title' twice, expected each key once"]),
        (f"{HEAD}dateline: [a]\n---\nIt.", [":5: dateline: not a text, expected words or a number"]),
        (HEAD.replace("TASS", "''") + "---\nIt.", [":3: publisher: blank, expected a value"]),
        (HEAD.replace("TASS", "'TASS") + "---\nIt.", [":5: not YAML: found unexpected end of stream"]),
        (HEAD.replace("-28", "") + "---\nIt.", [":4: published: '2022-06' is not a day, expected a date such as 2022-06-28"]),
        (
            HEAD.replace("-28", "-28/2022-06-29") + "---\nIt.",
            [":4: published: '2022-06-28/2022-06-29' is not a day, expected a date such as 2022-06-28"],
        ),
        (
            HEAD.replace("-28", "-31") + "---\nIt.",
            [":4: published: '2022-06-31' is not a date: that month has 30 days, expected a day from 01 to 30"],
        ),
    ],
)
def test_bad_front_matter_is_told_with_its_line(text: str, wrong: list[str]) -> None:
    assert told(text) == wrong


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("blank", [0, 1, 3])
def test_the_text_begins_on_a_line_of_the_file(ends: str, blank: int) -> None:
    text = f"{HEAD}---\n" + "\n" * blank + "It began.\n\nIt ended.\n"
    found = article(text.replace("\n", ends), FILE)
    assert text.split("\n")[found.line - 1] == "It began."


def test_lines_may_end_as_on_windows() -> None:
    unix, windows = f"{HEAD}---\nOne.\n\nTwo.\n", f"{HEAD}---\nOne.\n\nTwo.\n".replace("\n", "\r\n")
    assert article(windows, FILE) == article(unix, FILE)


def test_dashes_in_the_text_are_text() -> None:
    assert with_text("One --- two.\n---\nThree.").text == "One --- two.\n---\nThree."


TEXTS = st.text(alphabet="aB .?!\n\u00a0“”’—1-;,é\u2028", max_size=80)


@given(TEXTS)
@settings(deadline=None)
def test_statements_cover_all_but_white_space_in_order(text: str) -> None:
    place = 0
    for statement in statements(text):
        assert text[place : statement.start].strip() == ""
        assert text[statement.start : statement.end] == statement.text == statement.text.strip() != ""
        place = statement.end
    assert text[place:].strip() == ""


def test_sentences_are_told_apart_and_paragraphs_end_them() -> None:
    text = "He met Mr. Rahmon on June 28. They talked!\n\nA heading\n\nIt was at 10 a.m. in Dushanbe."
    assert [statement.text for statement in statements(text)] == [
        "He met Mr. Rahmon on June 28.",
        "They talked!",
        "A heading",
        "It was at 10 a.m. in Dushanbe.",
    ]


def test_an_initial_next_to_a_space_that_does_not_break_is_no_stumbling_block() -> None:
    assert [statement.text for statement in statements("It was A\u00a0. It rained.")][-1] == "It rained."


TEXT = "“It is Putin’s second\u00a0trip”, he said — so far.\nHe met Rahmon twice. Later, he met Rahmon twice."


@pytest.mark.parametrize(
    ("quote", "exact"),
    [
        ("“It is Putin’s second\u00a0trip”", "“It is Putin’s second\u00a0trip”"),
        ('"It is Putin\'s second trip"', "“It is Putin’s second\u00a0trip”"),
        ("he said - so far", "he said — so far"),
        ("so far. He met", "so far.\nHe met"),
        ("  so   far. ", "so far."),
        ("Put\u00adin’s\u200b second", "Putin’s second"),
    ],
)
def test_a_quotation_is_found_whatever_its_quotes_dashes_and_spaces(quote: str, exact: str) -> None:
    found = with_text(TEXT)
    selector = anchored(found, quote)
    assert selector.exact == exact == found.text[selector.start : selector.end]
    assert found.text[: selector.start].endswith(selector.prefix)
    assert found.text[selector.end :].startswith(selector.suffix)
    assert len(selector.prefix) <= 32
    assert len(selector.suffix) <= 32


@pytest.mark.parametrize(
    ("prefix", "suffix", "start"),
    [
        ("so far.", "", 47),
        ("", " Later", 47),
        ("Later, ", "", 75),
        ("Later, he", "", None),
        ("", ".", None),
        ("so far.", "x", None),
    ],
)
def test_prefix_and_suffix_tell_which_of_several_is_meant(prefix: str, suffix: str, start: int | None) -> None:
    found = with_text(TEXT.replace("he met Rahmon twice.", "He met Rahmon twice."))
    if start is not None:
        assert anchored(found, "He met Rahmon twice.", prefix, suffix).start == start
        return
    with pytest.raises(Problems) as problems:
        anchored(found, "He met Rahmon twice", prefix, suffix)
    between = "'He met Rahmon twice' does not stand with that before and after it, expected the words around it"
    several = "'He met Rahmon twice' stands in 2 places, expected more of its words, or a prefix or suffix that tells which"
    assert str(problems.value) == (several if suffix == "." else between)


@pytest.mark.parametrize(
    ("quote", "wrong"),
    [
        ("", "an empty quotation, expected words of the article"),
        (" \u200b ", "an empty quotation, expected words of the article"),
        ("met Rahmon", "'met Rahmon' stands in 2 places, expected more of its words, or a prefix or suffix that tells which"),
        ("HE MET RAHMON", "'HE MET RAHMON' is not in the article, expected its own words"),
        (
            "He met Rahman twice",
            "'He met Rahman twice' is not in the article, expected its own words; did you mean He met Rahmon twice.?",
        ),
    ],
)
def test_a_quotation_that_cannot_be_placed_is_told(quote: str, wrong: str) -> None:
    with pytest.raises(Problems) as found:
        anchored(with_text(TEXT), quote)
    assert str(found.value) == wrong


@given(st.text(alphabet="ab “”’-—\u00a0.\n", min_size=1, max_size=40), st.integers(0, 40), st.integers(1, 40))
@settings(deadline=None)
def test_any_words_of_a_text_are_found_in_it_or_told_to_be_there_more_than_once(text: str, start: int, length: int) -> None:
    found = with_text(f"x{text}y")
    quote = found.text[start : start + length]
    try:
        selector = anchored(found, quote)
    except Problems as problems:
        wrong = str(problems)
    else:
        assert selector.exact == found.text[selector.start : selector.end]
        return
    assert "an empty quotation" in wrong or "places" in wrong

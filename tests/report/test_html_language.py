"""The interface speaks each of its languages wholly: nothing that it says stands outside the language files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import factspec.report
from factspec.problem import Problems
from factspec.report.html import render
from factspec.report.language import Language, codes, language

from .pictured import past, pictured
from .reading import Page
from .sample import report

ENGLISH = language("en")
TEMPLATES = Path(next(iter(factspec.report.__path__))) / "templates"
PARTS = re.compile(r"\{\w+\}")
LETTERS = re.compile(r"[^\W\d_]+")
NO_WORDS = {"factspec", "Esc", "UTC", "duckdb"}  # names that are the same everywhere


def placeholders(message: str | tuple[str, ...]) -> set[str]:
    """The parts that a message leaves to be filled in."""
    return set(PARTS.findall(message if isinstance(message, str) else message[-1]))


@pytest.mark.parametrize("code", codes())
def test_every_language_has_the_same_messages_with_the_same_parts(code: str) -> None:
    found = language(code)
    assert found.messages.keys() == ENGLISH.messages.keys()
    assert {key: placeholders(said) for key, said in found.messages.items()} == {
        key: placeholders(said) for key, said in ENGLISH.messages.items()
    }


@pytest.mark.parametrize("code", codes())
def test_every_message_that_counts_has_a_form_for_every_number(code: str) -> None:
    found = language(code)
    counting = {key for key, said in ENGLISH.messages.items() if isinstance(said, tuple)}
    assert {key for key, said in found.messages.items() if isinstance(said, tuple)} == counting
    assert {len(said) for said in found.messages.values() if isinstance(said, tuple)} == {len(found.categories)}
    assert {found.plural(number) for number in range(200)} == set(range(len(found.categories)))
    assert all(said.strip() for said in found.messages.values() if isinstance(said, str))


@pytest.mark.parametrize("code", codes())
def test_every_language_names_twelve_months_in_each_of_three_ways(code: str) -> None:
    found = language(code)
    assert [len(set(names)) for names in (found.months, found.dated_months, found.short_months)] == [12, 12, 12]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0 утверждений опровергнуто"),
        (1, "1 утверждение опровергнуто"),
        (3, "3 утверждения опровергнуты"),
        (5, "5 утверждений опровергнуто"),
        (11, "11 утверждений опровергнуто"),
        (12, "12 утверждений опровергнуто"),
        (21, "21 утверждение опровергнуто"),
        (22, "22 утверждения опровергнуты"),
        (112, "112 утверждений опровергнуто"),
        (10_001, "10\u00a0001 утверждение опровергнуто"),
    ],
)
def test_russian_counts_as_russian_does(number: int, said: str) -> None:
    assert language("ru").plain("points.refuted", number) == said


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert [ENGLISH.number(number) for number in (999, 1000, 12345, -1234567)] == ["999", "1000", "12,345", "−1,234,567"]
    assert language("ru").number(1_234_567) == "1\u00a0234\u00a0567"


def test_an_unknown_language_is_an_error_that_names_those_there_are() -> None:
    with pytest.raises(Problems, match=r"no language 'rus', expected one of en, ru; did you mean ru\?"):
        language("rus")


def test_a_message_shows_hostile_parts_as_text() -> None:
    assert ENGLISH.say("card.expected", verdict="<b>{0}") == "expected &lt;b&gt;{0}"


def marked() -> Language:
    """A language in which every word of the interface is in brackets."""

    def brackets(message: str) -> str:
        return f"⟦{''.join(PARTS.findall(message))}⟧"

    said = {
        key: brackets(message) if isinstance(message, str) else tuple(map(brackets, message))
        for key, message in ENGLISH.messages.items()
    }
    months = tuple(f"⟦{number}⟧" for number in range(12))
    return replace(ENGLISH, messages=said, months=months, dated_months=months, short_months=months)


def texts(value: object) -> Iterator[str]:
    """Every text in a record, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from (*texts(key), *texts(inner))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)


def test_nothing_that_the_page_says_stands_outside_the_language_files() -> None:
    record = pictured()
    page = Page(render(record, marked(), past(record)))
    known = {word for text in texts(json.loads(record.model_dump_json())) for word in LETTERS.findall(text)} | NO_WORDS
    known |= {word for seen in past(record).last for word in LETTERS.findall(seen.id)} | set("jknptefvcx")
    told = [re.sub(r"[⟦⟧]", "", text) for text in page.texts]
    for name in ("title", "aria-label", "placeholder", "alt"):
        told += [re.sub(r"[⟦⟧]", "", text) for text in page.all(name)]
    assert {word for text in told for word in LETTERS.findall(text)} - known == set()


def test_the_script_says_nothing_of_its_own() -> None:
    for file in TEMPLATES.glob("*.js"):
        code = re.sub(r"//.*", "", file.read_text("utf-8"))
        for literal in re.findall(r'"([^"\n]*)"|`([^`]*)`', code):
            words = re.sub(r"\$\{[^}]*\}", "", "".join(literal))
            assert not re.search(r"[A-Z][a-z]+ [a-z]+|[а-яё]", words), f"{file.name}: {words}"


@pytest.mark.parametrize("code", codes())
def test_the_page_says_which_language_it_is_in(code: str) -> None:
    page = Page(render(report(), language(code)))
    assert page.elements[0] == ("html", {"lang": code})
    assert language(code).plain("answer.no") in page.text


def test_what_the_record_says_is_marked_as_english_in_another_language() -> None:
    page = render(report(), language("ru"))
    assert '<p class="because" lang="en">The Kremlin' in page

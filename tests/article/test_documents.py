"""YAML read as plain data: the line of every value, and each fault with its line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factspec.documents import document
from factspec.problem import Problems

BOMB = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefghi", "bcdefghij", strict=True))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("a: &x 1\nb: *x", "f.yaml:1: an anchor or alias, expected plain YAML"),
        ("a: 1\nb: *x", "f.yaml:2: an anchor or alias, expected plain YAML"),
        (BOMB, "f.yaml:1: an anchor or alias, expected plain YAML"),
        (
            "a: 1\nb: !!python/object:os.system x",
            "f.yaml:2: a tag 'tag:yaml.org,2002:python/object:os.system', expected plain YAML",
        ),
        ("a: !t x", "f.yaml:1: a tag '!t', expected plain YAML"),
        ("a: !!set {b}", "f.yaml:1: a tag 'tag:yaml.org,2002:set', expected plain YAML"),
        ("a: 1\nb: 2\na: 3", "f.yaml:3: 'a' twice, expected each key once"),
        ("a:\n  - b: 1\n    b: 2", "f.yaml:3: 'b' twice, expected each key once"),
        ("1: a\n'1': b", "f.yaml:2: '1' twice, expected each key once"),
        ("a: 1\n? [b]\n: c", "f.yaml:2: a list or a mapping as a key, expected a word"),
        ("a: 1\n? {b: 1}\n: c", "f.yaml:2: a list or a mapping as a key, expected a word"),
        ("a:\n\tb: 1", "f.yaml:2: not YAML: found character '\\t' that cannot start any token"),
        (
            "a: b: c",
            "f.yaml:1: not YAML: mapping values are not allowed here, expected single quotes around a text with a colon in it",
        ),
        ("a: 1\nb: 'x", "f.yaml:2: not YAML: found unexpected end of stream"),
        ("a: 1\n---\nb: 2", "f.yaml:2: not YAML: but found another document"),
        ("a: 1\n- b", "f.yaml:2: not YAML: expected <block end>, but found '-'"),
        ("a: \x07", "f.yaml: not YAML: unacceptable character #x0007: special characters are not allowed"),
        ("- " * 3_000 + "x", "f.yaml:1: YAML nested too deeply"),
        ("[" * 2_000 + "]" * 2_000, "f.yaml:1: YAML nested too deeply"),
        ("x" * 5_000_001, "f.yaml: 5000001 characters of YAML, expected at most 5000000"),
    ],
    ids=lambda text: text[:30],
)
def test_what_is_not_plain_yaml_is_told_with_its_line(text: str, wrong: str) -> None:
    with pytest.raises(Problems) as found:
        document(text, "f.yaml")
    assert str(found.value) == wrong


def test_dates_and_decimals_stay_as_they_are_written() -> None:
    text = "a: 2022-06-28\nb: 1.50\nc: 007\nd: 1_000\ne: 0x10\nf: 12:30:00\ng: .inf\nh: 2022-06-28 10:00:00"
    assert document(text, "f").value == {
        "a": "2022-06-28",
        "b": "1.50",
        "c": "007",
        "d": "1_000",
        "e": "0x10",
        "f": "12:30:00",
        "g": ".inf",
        "h": "2022-06-28 10:00:00",
    }


def test_whole_numbers_truth_and_nothing_are_what_they_are() -> None:
    assert document("a: 5\nb: -5\nc: yes\nd: Off\ne: ~\nf:\ng: '5'\nh: " + "9" * 5_000, "f").value == {
        "a": 5,
        "b": -5,
        "c": True,
        "d": False,
        "e": None,
        "f": None,
        "g": "5",
        "h": "9" * 5_000,
    }


def test_an_empty_document_holds_nothing() -> None:
    assert document("# only a comment\n", "f").value is None


def test_every_value_has_its_line_and_an_unknown_one_that_of_what_is_around_it() -> None:
    found = document("a: 1\nb:\n  - c: 2\n    d: |\n      x\n  - 3\n", "f", first_line=11)
    places = [("a",), ("b",), ("b", 0), ("b", 0, "c"), ("b", 0, "d"), ("b", 1), ("b", 0, "e"), ("z",), ()]
    assert [found.line(*place) for place in places] == [11, 13, 13, 13, 14, 16, 13, 11, 11]


@given(st.text(alphabet="ab:-[]{}#&*!|>'\"%@?, \n\t1", max_size=40) | st.text(max_size=20))
@settings(deadline=None)
def test_any_text_is_a_document_or_problems(text: str) -> None:
    try:
        document(text, "f")
    except Problems as found:
        wrong = str(found)
    else:
        return
    assert wrong.startswith("f:")

"""Lines that are faulty or odd: each comes out as the reader of single claims has it, in a batch of any others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factspec.check import Checker, Settings
from factspec.engine.batch.lines import ODD, SENTENCE, STRUCTURE, sort
from factspec.engine.batch.told import GAPS, gap, pieces
from factspec.reference.package import package_folders, read_reference

from .cases import TOLD, told

REFERENCE = read_reference(package_folders(Path(__file__).parents[2] / "references"))
SETTINGS = Settings(default_as_of="2022-06-29")
COUNT = {
    "kind": "count",
    "what": {"event_kind": "meeting", "subject": "vladimir-putin", "others": ["emomali-rahmon"], "mode": "in person"},
    "times": {"least": 2, "most": 2},
    "window": "2022-01-01/2022-06-28",
}


def count(**changed: Any) -> dict[str, Any]:
    """A typed claim with some of its fields in another way: ``what_mode`` is one inside ``what``."""
    found: dict[str, Any] = json.loads(json.dumps(COUNT))
    for name, value in changed.items():
        outer, _, inner = name.partition("_")
        if outer in ("what", "times") and inner:
            found[outer][inner] = value
        else:
            found[name] = value
    return found


def line(**keys: Any) -> str:
    """A line of JSON."""
    return json.dumps({"id": "a", **keys}, ensure_ascii=False)


ODD_LINES = [
    line(claim=count()),
    line(claim=count(times_least=2.0)),
    line(claim=count(times_least="2")),
    line(claim=count(times_least=-1)),
    line(claim=count(times_least=3)),
    line(claim=count(times_least=10**30, times_most=None)),
    line(claim=count(window="2022-06-28/2022-01-01")),
    line(claim=count(window="../..")),
    line(claim=count(window="..")),
    line(claim=count(window="2022/2022/2022")),
    line(claim=count(window="this year@738000")),
    line(claim=count(window="this year")),
    line(claim=count(window="so far this month/2022")),
    line(claim=count(window="2022-13")),
    line(claim=count(window="2022-06-31")),
    line(claim=count(window=" 2022")),
    line(claim=count(window="")),
    line(claim=count(window=None)),
    line(claim=count(what_subject="nobody")),
    line(claim=count(what_others=["vladimir-putin"])),
    line(claim=count(what_others=[])),
    line(claim=count(what_others=["emomali-rahmon", "xi-jinping"])),
    line(claim=count(what_others=[["emomali-rahmon"]])),
    line(claim=count(what_mode="phone")),
    line(claim=count(what_mode="by pigeon")),
    line(claim=count(what_outside=True)),
    line(claim=count(what_outside=True, what_place="russia")),
    line(claim=count(what_outside=None)),
    line(claim=count(what_place="russia")),
    line(claim=count(what_event_kind="visit")),
    line(claim=count(what_event_kind="visit", what_others=[], what_place="tajikistan")),
    line(claim=count(what_noun="summit")),
    line(claim=count(what_event="x")),
    line(claim=count(what_colour="red")),
    line(claim=count(colour="red")),
    line(claim=count(kind="counts")),
    line(claim=count(), says="2022-06-29 is a Wednesday"),
    line(claim=count(), article="tass", as_of="2022-06-28"),
    line(claim=count(), as_of="2022-6-28"),
    line(claim=count(), as_of="2022"),
    line(claim=count(), as_of=20220628),
    line(claim=count(), expect="refuted"),
    line(claim=count(), expect="Refuted"),
    line(claim=count(), expect="wrong"),
    line(claim=count(), colour="red"),
    line(claim=count(), tags=["one"]),
    line(claim=count(), id="a b"),
    line(claim=count(), id=7),
    line(claim=None, says=None),
    line(says="Vladimir Putin met Emomali Rahmon in person exactly 2 times in 2022"),
    line(says="Vladimir Putin met Emomali Rahmon in person exactly 2 times in 2022\0"),
    line(says="Vladimir Putin met Emomali Rahmon 2 times in\n2022"),
    line(says=""),
    line(says=["a"]),
    '{"id": "a", "says": "2022-06-29 is a Wednesday",}',
    '{"id": "a", "id": "b", "says": "2022-06-29 is a Wednesday"}',
    '{"id, says": "a"}',
    '{"id": "a", "says": "\\ud83d"}',
    '{"id": "a", "claim": {"kind": "count", "kind": "count"}}',
    "[]",
    '"a"',
    "nothing",
    "{",
    " ",
    '{"id": "a", "says": NaN}',
    '{"id": "a", "says": "x"} {"id": "b"}',
]


@pytest.fixture(scope="module")
def one_by_one() -> list[dict[str, Any]]:
    return told(REFERENCE, SETTINGS, ODD_LINES, explained="all")


def test_odd_lines_come_out_in_a_batch_as_one_by_one(one_by_one: list[dict[str, Any]]) -> None:
    found = told(REFERENCE, SETTINGS, ODD_LINES)
    assert [one["location"]["line"] for one in found] == [one["location"]["line"] for one in one_by_one]
    for one, other in zip(found, one_by_one, strict=True):
        assert {name: one[name] for name in TOLD} == {name: other[name] for name in TOLD}, ODD_LINES[one["location"]["line"] - 1]
        assert one["outcome"] != "error" or one["because"] == other["because"]


VALUES = st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(
    ["2022", "2022-06-28", "../2022", "this year", "x", "vladimir-putin", "emomali-rahmon", "russia", "meeting", "visit", ""]
)  # fmt: skip
PATHS = [
    ("id",), ("as_of",), ("article",), ("expect",), ("claim",), ("claim", "kind"), ("claim", "what"), ("claim", "times"),
    ("claim", "window"), ("claim", "new"), *(("claim", "what", name) for name in ("subject", "others", "mode", "place", "noun")),
    ("claim", "what", "outside"), ("claim", "what", "event_kind"), ("claim", "times", "least"), ("claim", "times", "most"),
]  # fmt: skip
CHANGES = st.lists(st.tuples(st.sampled_from(PATHS), VALUES), max_size=3)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(CHANGES, min_size=1, max_size=12))
def test_random_lines_come_out_in_a_batch_as_one_by_one(many: list[list[tuple[tuple[str, ...], Any]]]) -> None:
    texts = []
    for changes in many:
        value: dict[str, Any] = {"id": "a", "claim": count()}
        for path, other in changes:
            inside: Any = value
            for name in path[:-1]:
                inside = inside.get(name) if isinstance(inside, dict) else None
            if isinstance(inside, dict):
                inside[path[-1]] = [other] if path[-1] == "others" else other
        texts.append(json.dumps(value))
    found, wanted = told(REFERENCE, SETTINGS, texts), told(REFERENCE, SETTINGS, texts, explained="all")
    assert [{name: one[name] for name in TOLD} for one in found] == [{name: one[name] for name in TOLD} for one in wanted]


def test_what_a_line_is_hangs_on_keys_and_types_alone() -> None:
    assert sort(line(says="anything")) == SENTENCE
    assert sort(line(claim=count())) == STRUCTURE
    assert sort(line(claim=count(times_least=2.5))) == ODD
    assert sort(line(claim=count(times_least=2**64))) == ODD
    assert sort(line(says="anything", colour="red")) == ODD
    assert sort("[" * 100_000) == ODD


def test_a_wording_is_cut_at_its_gaps() -> None:
    text = f"{gap('subject')} met {gap('other')} {gap('low')}"
    assert "".join(piece or "" for piece in pieces(text)) == " met  "
    assert [GAPS[place] for place, piece in enumerate(pieces(text)[:-1]) if piece is not None] == ["subject", "other", "low"]
    with pytest.raises(ValueError, match="expected the order"):
        pieces(f"{gap('other')} met {gap('subject')}")


def test_a_checker_lets_go_of_what_it_looked_up() -> None:
    checker = Checker(REFERENCE, settings=SETTINGS)
    texts = [line(claim=count(window=f"20{year}")) for year in range(10, 22)]
    assert len(told(REFERENCE, SETTINGS, texts)) == 12
    checker.forget()

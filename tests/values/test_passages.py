"""The passage that a quotation comes nearest to, and the two word by word."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factspec.values.passages import Sought, differences, passage
from factspec.values.wording import even, parts

SPEECH = (
    "We were told to wait. The harbour will open in the spring, and nobody who lives here shall pay for it; we have set the "
    "money aside -- all of it. I can't promise sun. When the first ship comes in, the bells of both churches will ring for an "
    "hour."
)


def near(recorded: str, quotation: str) -> str | None:
    found = passage(Sought(recorded), parts(quotation))
    return found.says if found else None


@pytest.mark.parametrize(
    ("quotation", "found"),
    [
        ("The harbour will open in the autumn", "The harbour will open in the spring"),
        ("nobody who lives here will pay for it", "nobody who lives here shall pay for it"),
        ("everybody who lives here shall pay for it", "nobody who lives here shall pay for it"),
        ("I can promise sun", "I can't promise sun"),
        ("I can promise sun.", "I can't promise sun"),
        ("the bell of both churchs", "the bells of both churches"),
        ("the harbor wil opn in teh spring", "The harbour will open in the spring"),
        ("THE FIRST SHIP", "the first ship"),
        (
            "the harbour will open ... the bells of all churches will ring",
            "The harbour will open ... the bells of both churches will ring",
        ),
        ("the bells of both churches ... The harbour will open", "The harbour will open ... the bells of both churches"),
        ("we have set aside the money -- all of it", "we have set the money aside -- all of it"),
        ("told to wait ... wine and cheese for everybody", None),
        ("We were told to wait ... wine and cheese", "We were told to wait"),
        ("a completely different remark on cheese", None),
        ("cheese", None),
    ],
)
def test_the_nearest_passage_has_a_counterpart_for_each_word(quotation: str, found: str | None) -> None:
    assert near(SPEECH, quotation) == found


def test_the_nearest_of_several_like_passages_is_taken() -> None:
    recorded = "one old man and one young dog. " + "filler words stand here. " * 200 + "one old man and two young dogs"
    assert near(recorded, "one old man or two young dogs") == "one old man and two young dogs"


def test_a_passage_does_not_cut_a_word() -> None:
    assert (
        near("they said it was a non-violent protest march", "it was a violent protest march")
        == "it was a non-violent protest march"
    )


@pytest.mark.parametrize(
    ("recorded", "claimed", "runs"),
    [
        ("by the people", "from the people", [("by", "recorded"), ("from", "claimed"), ("the people", "same")]),
        ("we can not go", "we can go", [("we can", "same"), ("not", "recorded"), ("go", "same")]),
        ("we can go", "we can not go", [("we can", "same"), ("not", "claimed"), ("go", "same")]),
        ("“we”—can", "'we' - can", [("'we' - can", "same")]),
        ("a ... b", "a ... c", [("a ...", "same"), ("b", "recorded"), ("c", "claimed")]),
        ("the people, all", "the people all", [("the", "same"), ("people,", "recorded"), ("people", "claimed"), ("all", "same")]),
        ("The end", "the end", [("The", "recorded"), ("the", "claimed"), ("end", "same")]),
        ("", "all", [("all", "claimed")]),
    ],
)
def test_differences_are_told_word_by_word(recorded: str, claimed: str, runs: list[tuple[str, str]]) -> None:
    assert list(differences(recorded, claimed)) == runs


TEXTS = st.lists(st.sampled_from(["we", "can", "can't", "—", "not,", "“go”", "...", "1,200"]), max_size=8).map(" ".join)


@given(TEXTS, TEXTS)
def test_the_runs_give_back_both_texts(recorded: str, claimed: str) -> None:
    runs = differences(recorded, claimed)
    squeezed = [
        "".join("".join(text for text, kind in runs if kind in ("same", side)).split()) for side in ("recorded", "claimed")
    ]
    assert squeezed == ["".join(even(text).split()) for text in (recorded, claimed)]


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert all(kind == "same" for _, kind in differences(text, text))


def big(seed: int, words: int) -> list[str]:
    rng = random.Random(seed)
    known = ["".join(rng.choice("abcdefgh") for _ in range(rng.randint(2, 8))) for _ in range(2_000)]
    return [rng.choice(known) for _ in range(words)]


@pytest.mark.parametrize("size", [6, 60, 1_500])
def test_one_word_changed_in_a_text_of_a_million_characters_is_found(size: int) -> None:
    words = big(size, 180_000)
    wanted = words[90_000 : 90_000 + size]
    claimed = [*wanted[: size // 2], "changed", *wanted[size // 2 + 1 :]]
    began = time.perf_counter()
    assert near(" ".join(words), " ".join(claimed)) == " ".join(wanted)
    assert time.perf_counter() - began < 15


@pytest.mark.parametrize(
    ("recorded", "quotation"),
    [
        ("a b " * 250_000, "a " * 4_000 + "c"),
        ("the " * 250_000, "the the the of the"),
        (" ".join(big(1, 180_000)), "zzzzzz yyyyyy xxxxxx wwwwww"),
        (" ".join(str(n) for n in range(150_000)), " ".join(f"{n}0x" for n in range(3_000))),
        ("x" * 1_000_000, "x" * 9_000),
    ],
    ids=lambda text: text[:12],
)
def test_no_text_takes_long(recorded: str, quotation: str) -> None:
    began = time.perf_counter()
    found = near(recorded, quotation)
    if found:
        differences(found, quotation)
    assert time.perf_counter() - began < 15

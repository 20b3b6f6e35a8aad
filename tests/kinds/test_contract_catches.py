"""Each check of the contract names a kind that breaks it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, ClassVar, Literal

import pytest

from factspec.claim import Claim, Example, Speaking
from factspec.contract import CHECKS, Bench, lacks
from factspec.engine.question import Fixed, Question
from factspec.kinds import built_in
from factspec.problem import Problem
from factspec.reference.package import reference_of
from factspec.sentence.lexicon import Lexicon
from factspec.sentence.plain_slots import ChoiceSlot
from factspec.sentence.reading import Reading
from factspec.verdict import Verdict

SIDES = ChoiceSlot({"heads": ("heads",), "tails": ("tails",)}, "SIDE", "side")
SOURCE = {"id": "s", "publisher": "S", "title": "T", "url": "https://s.example"}
VERDICTS = {"heads": Verdict.SUPPORTED, "tails": Verdict.REFUTED}


class Toss(Claim):
    """The coin fell on that side: it always shows heads. Never undecided."""

    kind: Literal["toss"] = "toss"
    side: Annotated[str, SIDES]

    form = "the coin showed {side}"
    examples: ClassVar[tuple[Example, ...]] = (
        Example("the coin showed heads", Verdict.SUPPORTED),
        Example("the coin showed tails", Verdict.REFUTED),
    )

    def question(self, speaking: Speaking) -> Question:
        del speaking
        return Fixed(VERDICTS[self.side], "it shows heads", (("side", "heads"),))


def bench(kind: type[Claim]) -> Bench:
    return Bench(reference_of({"sources": [SOURCE]}), {**built_in(), "toss": kind})


def broken(kind: type[Claim]) -> dict[str, list[str]]:
    """What each check has against a kind, where it has anything."""
    found = {name: [str(fault) for fault in check(kind, bench(kind))] for name, check in CHECKS.items()}
    return {name: faults for name, faults in found.items() if faults}


def test_a_sound_kind_lacks_nothing() -> None:
    assert lacks(Toss, bench(Toss)) == []


def test_a_kind_without_words_on_when_it_is_undecided() -> None:
    class Silent(Toss):
        """The coin fell on that side."""

    assert list(broken(Silent)) == ["documented"]


def test_a_verdict_that_is_not_the_one_told() -> None:
    class Wrong(Toss):
        """Never undecided."""

        examples = (Toss.examples[0], Example("the coin showed tails", Verdict.NOT_ENOUGH))

    assert broken(Wrong)["verdicts as told"] == [
        "'the coin showed tails' is refuted: it shows heads, expected not enough evidence"
    ]  # fmt: skip


def test_an_example_that_cannot_be_read() -> None:
    class Unread(Toss):
        """Never undecided."""

        examples = (*Toss.examples, Example("the coin showed edges", Verdict.REFUTED))

    told = lacks(Unread, bench(Unread))
    assert {str(fault).split(":")[0] for fault in told} >= {"kind toss, read and written"}


def test_an_example_that_another_kind_reads_too() -> None:
    class Twin(Toss):
        """Never undecided."""

        kind: Literal["twin"] = "twin"  # type: ignore[assignment]

    both = Bench(reference_of({"sources": [SOURCE]}), {"toss": Toss, "twin": Twin})
    told = [str(fault) for fault in lacks(Toss, both)]
    assert "can be read in two ways" in told[0]


def test_an_example_of_another_kind() -> None:
    class Weekdays(Toss):
        """Never undecided."""

        examples = (*Toss.examples, Example("2022-06-29 is a Wednesday", Verdict.SUPPORTED))

    assert broken(Weekdays)["read and written"] == ["'2022-06-29 is a Wednesday' is read as weekday"]


def test_a_slot_that_does_not_write_what_it_read() -> None:
    class Swapped(ChoiceSlot):
        def read(self, reading: Reading, place: int) -> Iterator[tuple[str, int]]:
            for value, end in super().read(reading, place):
                yield "heads" if value == "tails" else "tails", end

    class Crossed(Toss):
        """Never undecided."""

        side: Annotated[str, Swapped({"heads": ("heads",), "tails": ("tails",)}, "SIDE")]

    assert "is written 'the coin showed tails', which is another claim" in broken(Crossed)["read and written"][0]


def test_a_field_that_no_verdict_hangs_on_and_a_verdict_that_cannot_fall() -> None:
    class Always(Toss):
        """Never undecided."""

        examples = (Toss.examples[0], Example("the coin showed tails", Verdict.SUPPORTED))

        def question(self, speaking: Speaking) -> Question:
            del speaking
            return Fixed(Verdict.SUPPORTED, "whatever")

    found = broken(Always)
    assert found["every field counts"] == [
        "no slip of 'side' changes the verdict of an example, "
        "expected an example that another value would decide otherwise, and slips in its slot"
    ]
    assert len(found["every verdict can fall"]) == 2


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_a_check_says_what_it_asks_for_and_gives_problems(check: Any) -> None:
    assert check.__doc__
    faults: Iterable[Problem] = check(Toss, bench(Toss))
    assert list(faults) == []


def test_slots_without_slips_are_named() -> None:
    class Stiff(ChoiceSlot):
        def slip(self, value: str, lexicon: Lexicon) -> Iterable[str]:
            del value, lexicon
            return ()

    class Unslipped(Toss):
        """Never undecided."""

        side: Annotated[str, Stiff({"heads": ("heads",), "tails": ("tails",)}, "SIDE")]

    assert set(broken(Unslipped)) == {"every field counts", "every verdict can fall"}

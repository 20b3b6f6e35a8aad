"""The slot for a place in a ranking: highest, 2nd highest, lowest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pydantic import BaseModel, ConfigDict, Field

from factspec.problem import Problem
from factspec.sentence.lexicon import Lexicon
from factspec.sentence.reading import Reading
from factspec.sentence.slot import Slot, Suggestion
from factspec.values.counting import ordinal, ordinal_at
from factspec.values.nearest import misspelt

_HIGHEST = ("highest", "largest", "biggest", "greatest", "longest", "most")
_LOWEST = ("lowest", "smallest", "least", "shortest", "fewest")


class Superlative(BaseModel):
    """The n-th place from the top, or, ``lowest``, from the bottom."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    nth: int = Field(default=1, ge=1)
    lowest: bool = False


class SuperlativeSlot(Slot[Superlative]):
    """``highest``, ``2nd highest``, ``third lowest``."""

    hint = "NTH highest"

    def read(self, reading: Reading, place: int) -> Iterator[tuple[Superlative, int]]:
        nth, start = ordinal_at(reading.low, place) or (1, place)
        if start > place:
            start += reading.low[start : start + 1] in (" ", "-")
        for lowest, ways in ((False, _HIGHEST), (True, _LOWEST)):
            for way in ways:
                if reading.low.startswith(way, start) and reading.ends_word(start + len(way)):
                    yield Superlative(nth=nth, lowest=lowest), start + len(way)
                    return
        reading.failed(start, "highest or lowest", lambda: _misspelt(reading, start))

    def write(self, value: Superlative, lexicon: Lexicon) -> str:
        del lexicon
        word = "lowest" if value.lowest else "highest"
        return word if value.nth == 1 else f"{ordinal(value.nth)} {word}"

    def slip(self, value: Superlative, lexicon: Lexicon) -> Iterable[Superlative]:
        del lexicon
        yield value.model_copy(update={"nth": value.nth + 1})
        if value.nth > 1:
            yield value.model_copy(update={"nth": value.nth - 1})
        yield value.model_copy(update={"lowest": not value.lowest})

    def mend(self, value: Superlative, suggestions: Sequence[Suggestion]) -> Iterable[Superlative]:
        found = [Superlative(nth=nth, lowest=lowest) for name, (nth, lowest) in suggestions if name == "superlative"]
        return sorted((other for other in found if other != value), key=lambda other: other.lowest != value.lowest)


def _misspelt(reading: Reading, place: int) -> Problem | None:
    run, near = misspelt(reading.words_at(place, 1), (*_HIGHEST, *_LOWEST))
    return Problem(f"no superlative {run!r}", expected="highest or lowest", nearest=near) if near else None
